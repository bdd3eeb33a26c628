#include "tests/db/first_schema.hpp"
#include "tests/runtime/trial_node.hpp"

using namespace gongdao;
using namespace gongdao::testing;

TEST_CASE("what cannot have happened yet is refused") {
    TrialNode node;
    Command command{
        .id = CommandId{"x"},
        .actor = ActorId{"li"},
        .occurred_at = must(parse_instant("2026-03-02T09:01")),
        .kind = "open_case",
        .pack = "letterbox"};
    must(node.node().begin_group());

    CHECK(code_of(node.node().execute(command, node.now())) == "runtime.not_yet_happened");
    command.occurred_at = node.now();
    CHECK(code_of(node.node().execute(command, node.now())).empty());
    must(node.node().commit_group());
}

TEST_CASE("a command that is unknown or does not fit is named, its values are not") {
    TrialNode node;
    const auto opened = node.as("li", "open_case", {{"facts", DocumentObject{{"who", "a"}}}});

    struct Row {
        const char* what;
        DocumentObject members;
        const char* code;
    };

    for (const auto& row : std::vector<Row>{
             {"fly", {}, "engine.unknown_command"},
             {"add_note", {{"text", 7}}, "engine.unreadable_command"},
             {"add_note", {{"txet", "13912345678"}}, "engine.unreadable_command"}}) {
        auto members = row.members;
        members["case"] = opened.stream.text();
        const auto refused = node.give("li", row.what, members);
        CHECK(code_of(refused) == row.code);
        CHECK(sentence(refused.error(), Language::chinese).find("139") == std::string::npos);
    }
}

TEST_CASE("office hours are county data and outlive the node") {
    TrialNode node;
    CHECK(
        code_of(node.give("li", "set_office_hours", {{"hours", "08:00-12:00"}})) ==
        "runtime.administrators_only"
    );
    CHECK(
        code_of(node.give("root", "set_office_hours", {{"hours", "12:00-08:00"}})) ==
        "calendar.bad_office_hours"
    );

    node.as("root", "set_office_hours", {{"hours", "08:00-11:30,13:30-17:00"}});
    CHECK(node.node().calendar().hours().text() == "08:00-11:30,13:30-17:00");
    node.reopen();
    CHECK(node.node().calendar().hours().text() == "08:00-11:30,13:30-17:00");
}

TEST_CASE("tasks and timers that reach a year without notice are counted again when it is out") {
    TrialNode node;
    node.wait_until("2030-03-04T09:00");
    const auto stream =
        node.as("li", "open_case", {{"facts", DocumentObject{{"who", "a"}}}}).stream;
    node.as("li", "publish_message", {{"name", "answer"}, {"correlation", "a"}});
    const auto due = [&] {
        const auto state = must(node.node().load_case(stream));
        return to_text(*state.tasks.begin()->second.due_at).substr(0, 10);
    };
    CHECK(due() == "2030-03-09");

    node.as(
        "root",
        "load_holidays",
        {{"csv",
          "date,kind,name,notice_year\n2030-01-01,off,元旦,2030\n2030-02-03,off,春节,2030\n"
          "2030-03-06,off,补假,2030\n2030-04-05,off,清明节,2030\n2030-05-01,off,劳动节,2030\n"
          "2030-06-05,off,端午节,2030\n2030-09-12,off,中秋节,2030\n2030-10-01,off,国庆节,2030\n"}}
    );

    CHECK(due() == "2030-03-12");
    CHECK(node.verified().holds());
}

TEST_CASE("a store of the first schema is brought up to date and its tables are made anew") {
    TrialNode node;
    const auto stream =
        node.as("li", "open_case", {{"facts", DocumentObject{{"who", "a"}}}}).stream;
    node.as("li", "publish_message", {{"name", "answer"}, {"correlation", "a"}});
    node.close();
    to_first_schema(node.path());

    node.reopen();

    CHECK(node.verified().holds());
    CHECK(must(node.node().load_case(stream)).tasks.size() == 1);
    node.as("li", "complete_task", {{"case", stream.text()}, {"element", "read"}});
    CHECK(node.verified().holds());
}

TEST_CASE("checkpoints show what the chain alone does not") {
    TrialNode node;
    const auto take = [&] {
        must(node.node().begin_group());
        const auto taken = must(take_checkpoint(node.store(), node.vault(), node.now()));
        must(node.node().commit_group());
        return taken;
    };
    const auto first = take();
    REQUIRE(first.has_value());
    CHECK(!take().has_value()); // nothing new
    node.as("li", "open_case", {});
    REQUIRE(take().has_value());
    CHECK(node.verified().holds());
    CHECK(node.verified().checkpoints == 2);

    const auto lodged = must(read_lodged(lodged_text(*first, node.vault().public_key())));
    CHECK(signed_text(lodged) == signed_text(*first));
    CHECK(lodged.signature == first->signature);
    CHECK(code_of(read_lodged("{}")) == "runtime.bad_lodged_checkpoint");

    const auto faults_with = [&](const Checkpoint& copy) {
        std::int64_t checked = 0;
        const CheckpointTrust trust{node.vault().public_key(), &signature_holds, copy};
        auto faults = must(check_checkpoints(node.store(), trust, checked));
        CHECK(checked == 2); // the lodged copy is none of the store's
        return faults;
    };
    CHECK(faults_with(*first).empty());

    auto longer = *first; // as if rows had been cut off since
    longer.position = 1'000;
    CHECK(faults_with(longer).size() == 2); // beyond the journal, and no longer what was signed
    auto other = *first;
    other.heads[0] ^= 1U;
    CHECK(faults_with(other).size() == 2);
    auto forged = *first;
    forged.signature[0] = forged.signature[0] == '0' ? '1' : '0';
    CHECK(faults_with(forged).size() == 1);
}

TEST_CASE("a chain goes on only from where its state says, and nothing less is signed") {
    TrialNode node;
    const auto first = node.as("li", "open_case", {{"facts", DocumentObject{{"who", "a"}}}});
    const auto second = node.as("li", "open_case", {{"facts", DocumentObject{{"who", "b"}}}});
    const OrgId org{"330213"};
    const auto opened_at = must(node.store().head(org, second.stream)).position;
    for (const auto& stream : {first.stream, second.stream})
        node.as("li", "add_note", {{"case", stream.text()}, {"text", "电话联系"}});
    const std::vector<Cell> key{"330213", second.stream.text()};
    const auto row = must(node.store().find("stream_state", key)).value();
    const auto of_another_case = must(node.store().head(org, first.stream));
    REQUIRE(Cell{of_another_case.seq} == row.cells[3]);

    const DocumentObject note{{"case", second.stream.text()}, {"text", "电话联系"}};
    for (const auto wrong : {opened_at, of_another_case.position}) {
        auto late = row;
        late.cells[4] = wrong;
        must(node.store().begin());
        must(node.store().put(late));
        must(node.store().commit());
        node.reopen();
        CHECK(code_of(node.give("li", "add_note", note)) == "runtime.derived_differs");
        CHECK(
            code_of(take_checkpoint(node.store(), node.vault(), node.now())) ==
            "runtime.journal_count_differs"
        );
    }

    must(node.store().begin());
    must(rebuild(node.store()));
    must(node.store().commit());
    node.reopen();
    CHECK(must(node.store().find("stream_state", key)) == row);
    node.as("li", "add_note", note);
    CHECK(node.verified().holds());
}

TEST_CASE("a command whose row is not where its table says is not taken for new") {
    TrialNode node;
    node.give("li", "open_case", {{"facts", DocumentObject{{"who", "a"}}}}, "once");
    must(node.store().begin());
    must(node.store().put({"command", {"330213", "once", std::int64_t{1}}}));
    must(node.store().commit());
    const auto again = node.give("li", "open_case", {{"facts", DocumentObject{}}}, "once");
    CHECK(code_of(again) == "runtime.derived_differs");
    CHECK_FALSE(node.verified().holds());
}

TEST_CASE("a number that is kept readable is told of in the reply, and not repeated") {
    TrialNode node;
    const auto warned = [](const Reply& reply) {
        std::string text;
        for (const auto& warning : reply.warnings)
            text += sentence(warning, Language::chinese) + "\n";
        CHECK(text.find("139") == std::string::npos);
        return text;
    };
    const auto opened =
        node.as("li", "open_case", {{"facts", DocumentObject{{"text", "回电13912345678"}}}});
    CHECK(warned(opened).find("“内容”里有手机号码") != std::string::npos);
    const auto noted =
        node.as("li", "add_note", {{"case", opened.stream.text()}, {"text", "回电13912345678"}});
    CHECK(warned(noted).find("“备注”里有手机号码") != std::string::npos);
    const auto sealed =
        node.as("li", "open_case", {{"facts", DocumentObject{{"phone", "13912345678"}}}});
    CHECK(warned(sealed).empty());
    CHECK(to_document(sealed).as_object().contains("warnings") == false);
}
