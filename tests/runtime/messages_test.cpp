#include "tests/runtime/trial_node.hpp"

#include <set>

using namespace gongdao;
using namespace gongdao::testing;

namespace {

DocumentObject answer(const std::string& to, const std::string& text = "收到") {
    return {{"name", "answer"}, {"correlation", to}, {"payload", DocumentObject{{"text", text}}}};
}

std::string opened(TrialNode& node, const std::string& who) {
    return node.as("li", "open_case", {{"facts", DocumentObject{{"who", who}}}}).stream.text();
}

std::string text_of(TrialNode& node, const std::string& stream) {
    const auto state = must(node.node().load_case(StreamId{stream}));
    return std::string{find_text(state.facts, "text").value_or("")};
}

} // namespace

TEST_CASE("a message reaches the case that waits for its key, and no other") {
    TrialNode node;
    const auto a = opened(node, "a");
    const auto b = opened(node, "b");

    node.as("li", "publish_message", answer("b"));

    CHECK(text_of(node, a).empty());
    CHECK(text_of(node, b) == "收到");
    CHECK(node.verified().holds());
}

TEST_CASE("a case goes by what its facts say, also after they have changed") {
    TrialNode node;
    const auto stream = opened(node, "a");
    const auto title = [&] { return must(node.node().load_case(StreamId{stream})).title; };
    CHECK(title() == "来信a");

    auto letter = answer("a");
    letter["payload"] = DocumentObject{{"who", "b"}};
    node.as("li", "publish_message", letter);

    CHECK(title() == "来信b");
    CHECK(node.verified().holds());
}

TEST_CASE("a case that waits again and again takes each kept message once, the oldest first") {
    TrialNode node;
    const auto send = [&](const std::string& text) {
        node.as(
            "li",
            "publish_message",
            {{"name", "parcel"}, {"correlation", "a"}, {"payload", DocumentObject{{"text", text}}}}
        );
    };
    for (const auto* hour : {"09", "10", "11", "12"}) {
        node.wait_until(std::string{"2026-03-03T"} + hour + ":00");
        send(hour);
    }
    CHECK(node.rows("message") == 4);

    const auto opened = node.as(
        "li", "open_case", {{"process", "collecting"}, {"facts", DocumentObject{{"who", "a"}}}}
    );

    CHECK(node.rows("message") == 1);
    CHECK(text_of(node, opened.stream.text()) == "11");
    CHECK(must(node.node().load_case(opened.stream)).tasks.size() == 1);
    std::set<CommandId> ids;
    for (const auto& row : must(node.store().journal_after(0, 1'000)))
        CHECK_MESSAGE(ids.insert(row.command_id).second, row.command_id.text());
    CHECK(node.verified().holds());
}

TEST_CASE("a message that is repeated is not handed over twice, nor kept") {
    TrialNode node;
    opened(node, "a");
    const auto first = must(node.give("li", "publish_message", answer("a"), "once"));

    const auto again = must(node.give("li", "publish_message", answer("a"), "once"));
    const auto later = opened(node, "a");

    CHECK(again.repeated);
    CHECK(!first.number.empty());
    CHECK(again.number == first.number);
    CHECK(node.rows("message") == 0);
    CHECK(text_of(node, later).empty());
}

TEST_CASE("a message that nobody waits for is kept, and taken by the first case that does") {
    TrialNode node;
    node.as("li", "publish_message", answer("a", "先到"));
    CHECK(node.rows("message") == 1);

    const auto first = opened(node, "a");
    const auto second = opened(node, "a");

    CHECK(text_of(node, first) == "先到");
    CHECK(text_of(node, second).empty());
    CHECK(node.rows("message") == 0);
    CHECK(node.verified().holds());
}

TEST_CASE("a kept message is given up after thirty days, and the node wakes for it") {
    TrialNode node;
    node.as("li", "publish_message", answer("a"));
    CHECK(must(node.node().next_due()) == must(parse_instant("2026-04-01T09:00")));

    node.wait_until("2026-04-01T08:59");
    CHECK(node.settle() == 0);
    node.wait_until("2026-04-01T09:00");
    CHECK(node.settle() == 1);

    CHECK(node.rows("message") == 0);
    CHECK(!must(node.node().next_due()).has_value());
    CHECK(text_of(node, opened(node, "a")).empty());
    CHECK(node.verified().holds());
}

TEST_CASE("a message opens the process that starts with it, in the name of who sent it") {
    TrialNode node;
    const auto reply = node.as(
        "li", "publish_message", {{"name", "filed"}, {"payload", DocumentObject{{"who", "c"}}}}
    );

    const auto state = must(node.node().load_case(must(node.node().find_case(reply.number))));
    CHECK(state.opened_by.text() == "li");
    CHECK(state.owner == "330213");
}

TEST_CASE("personal values of a message are sealed before it is kept") {
    TrialNode node;
    auto message = answer("a");
    message["payload"] = DocumentObject{{"phone", "13912345678"}};
    node.as("li", "publish_message", message);

    for (const auto& row : must(node.store().journal_after(0, 1'000)))
        CHECK(row.events.find("13912345678") == std::string::npos);

    const auto state = must(node.node().load_case(StreamId{opened(node, "a")}));
    CHECK(must(node.vault().open(*find(state.facts, "phone"))) == "13912345678");
}

TEST_CASE("messages and signals that may not be sent are refused and change nothing") {
    struct Row {
        const char* sentence;
        const char* who;
        const char* what;
        const char* name;
        const char* code;
    };

    const std::vector<Row> rows{
        {"without the right", "guest", "publish_message", "answer", "runtime.may_not_send"},
        {"without the right", "guest", "broadcast_signal", "bell", "runtime.may_not_send"},
        {"by nobody known", "zhao", "publish_message", "answer", "access.no_such_actor"},
        {"that no pack hears", "li", "publish_message", "unheard", "runtime.nobody_knows_message"},
        {"that no pack hears", "li", "broadcast_signal", "answer", "runtime.nobody_knows_message"},
        {"without a name", "li", "publish_message", "", "runtime.command_member_missing"},
    };
    TrialNode node;
    opened(node, "a");
    const auto before = must(node.store().last_position());

    for (const auto& row : rows) {
        CAPTURE(row.sentence);
        const auto refused =
            node.give(row.who, row.what, {{"name", row.name}, {"correlation", "a"}});
        CHECK(code_of(refused) == row.code);
    }
    CHECK(must(node.store().last_position()) == before);
}

TEST_CASE("a signal reaches every case that waits, once per sending") {
    TrialNode node;
    opened(node, "a");
    opened(node, "b");

    const auto first = must(node.give("li", "broadcast_signal", {{"name", "bell"}}, "ring"));
    const auto again = must(node.give("li", "broadcast_signal", {{"name", "bell"}}, "ring"));

    CHECK(find_integer(first.details, "reached") == 2);
    CHECK(again.repeated);
    CHECK(again.details == first.details);
    CHECK(node.verified().holds());
}
