#include "core/runtime/case_review.hpp"
#include "tests/runtime/trial_node.hpp"

#include <boost/json/object.hpp>

using namespace gongdao;
using namespace gongdao::testing;

namespace {

std::string watched(TrialNode& node, const std::string& who, const std::string& since) {
    return node.as("li", "open_case", {{"facts", DocumentObject{{"who", who}, {"since", since}}}}
    ).stream.text();
}

Document facts_of(TrialNode& node, const std::string& stream) {
    return must(node.node().load_case(StreamId{stream})).facts;
}

std::int64_t number_in(const Document& facts, const std::string& field) {
    return find_integer(facts, field).value_or(-1);
}

/// The facts of a case that had everything looked at, in jobs of so many.
Document review(TrialNode& node, std::int64_t at_most = 0) {
    DocumentObject facts;
    if (at_most > 0) facts["at_most"] = at_most;
    const auto looking = node.as("li", "open_case", {{"process", "looking"}, {"facts", facts}});
    while (node.settle() > 0) {
    }
    return facts_of(node, looking.stream.text());
}

std::size_t journal_rows(TrialNode& node, const std::string& stream) {
    return must(node.store().journal_of(OrgId{"330213"}, StreamId{stream})).size();
}

} // namespace

TEST_CASE("a review tells the cases whose rule answers otherwise today, and no others") {
    TrialNode node{"watchtower"};
    const auto old = watched(node, "甲", "2026-02-25");
    const auto young = watched(node, "乙", "2026-03-01");
    CHECK(number_in(facts_of(node, old), "level") == 1);
    node.wait_until("2026-03-08T09:00");

    const auto seen = review(node);

    CHECK(number_in(facts_of(node, old), "level") == 2);
    CHECK(number_in(facts_of(node, old), "graded") == 2);
    CHECK(number_in(facts_of(node, young), "graded") == 1);
    CHECK(journal_rows(node, young) == 1);
    CHECK(number_in(seen, "looked_at") == 2);
    CHECK(number_in(seen, "differing") == 1);
    CHECK(number_in(seen, "told") == 1);
    CHECK(number_in(seen, "failed") == 0);
    CHECK(node.verified().holds());
}

TEST_CASE("a review that found what differed finds nothing the next time") {
    TrialNode node{"watchtower"};
    watched(node, "甲", "2026-02-25");
    node.wait_until("2026-03-08T09:00");
    CHECK(number_in(review(node), "told") == 1);

    CHECK(number_in(review(node), "differing") == 0);
}

TEST_CASE("a review goes on where the last job ended until every case was looked at once") {
    TrialNode node{"watchtower"};
    for (int i = 0; i < 7; ++i)
        watched(node, "对象" + std::to_string(i), "2026-02-25");
    node.wait_until("2026-03-08T09:00");

    const auto seen = review(node, 3);

    CHECK(number_in(seen, "jobs") == 3);
    CHECK(number_in(seen, "looked_at") == 7);
    CHECK(number_in(seen, "told") == 7);
}

TEST_CASE("a review leaves closed cases alone, and those that its conditions leave out") {
    TrialNode node{"watchtower"};
    const auto closed = watched(node, "甲", "2026-02-25");
    node.as(
        "li",
        "correct_facts",
        {{"case", closed}, {"values", DocumentObject{{"over", true}}}, {"reason", "已了结"}}
    );
    node.as("li", "open_case", {{"facts", DocumentObject{{"since", "2026-02-25"}}}});
    node.wait_until("2026-03-08T09:00");

    CHECK(number_in(review(node), "looked_at") == 0);
}

TEST_CASE("a case that does not wait for the message differs, but is not told") {
    TrialNode node{"watchtower"};
    node.as(
        "li",
        "open_case",
        {{"process", "deaf"}, {"facts", DocumentObject{{"who", "甲"}, {"since", "2026-02-25"}}}}
    );
    node.wait_until("2026-03-08T09:00");

    const auto seen = review(node);

    CHECK(number_in(seen, "differing") == 1);
    CHECK(number_in(seen, "told") == 0);
    CHECK(node.rows("message") == 0);
}

TEST_CASE("a case whose rule fails is counted with its reason, and the others are looked at") {
    TrialNode node{"watchtower"};
    watched(node, "坏", "2026-02-25");
    const auto good = watched(node, "甲", "2026-02-25");
    watched(node, "坏", "2026-02-25");
    node.wait_until("2026-03-08T09:00");

    const auto seen = review(node);

    CHECK(number_in(facts_of(node, good), "level") == 2);
    CHECK(number_in(seen, "looked_at") == 3);
    CHECK(number_in(seen, "failed") == 2);
    const auto fault = std::string{find_text(seen, "fault").value_or("")};
    CHECK_MESSAGE(fault.find("算不出") != std::string::npos, fault);
    CHECK_MESSAGE(fault.find("-LW-0000") != std::string::npos, fault);
}

TEST_CASE("a job ends after it has told so many, so that others are served in between") {
    TrialNode node{"watchtower"};
    for (int i = 0; i < told_per_review + 5; ++i)
        watched(node, "对象" + std::to_string(i), "2026-02-25");
    node.wait_until("2026-03-08T09:00");

    const auto seen = review(node);

    CHECK(number_in(seen, "jobs") == 2);
    CHECK(number_in(seen, "looked_at") == told_per_review + 5);
    CHECK(number_in(seen, "told") == told_per_review + 5);
}

TEST_CASE("a job that is repeated after a crash tells nobody twice, also where a case still differs"
) {
    TrialNode node{"watchtower"};
    const auto opened = node.as(
        "li",
        "open_case",
        {{"process", "stubborn"}, {"facts", DocumentObject{{"who", "甲"}, {"since", "2026-02-25"}}}}
    );
    node.wait_until("2026-03-08T09:00");
    const auto asking = must(node.node().load_case(opened.stream));
    const WorkContext context{.idempotency_key = "once", .now = node.now()};
    const auto look = [&] {
        must(node.node().begin_group());
        const auto seen =
            must(review_cases(node.node(), asking, DocumentObject{{"review", "levels"}}, context));
        must(node.node().commit_group());
        CHECK(number_in(seen, "differing") == 1);
        return number_in(seen, "told");
    };
    CHECK(look() == 1);
    const auto rows = journal_rows(node, opened.stream.text());
    node.reopen();

    CHECK(look() == 0);

    CHECK(journal_rows(node, opened.stream.text()) == rows);
}

TEST_CASE("a review that the pack does not have is refused with its name") {
    TrialNode node{"watchtower"};
    const auto asking = must(node.node().load_case(StreamId{watched(node, "甲", "2026-03-01")}));

    const auto seen =
        review_cases(node.node(), asking, DocumentObject{{"review", "other"}}, {.now = node.now()});

    REQUIRE(!seen);
    CHECK(
        sentence(seen.error(), Language::chinese).find("没有名为“other”的重估") != std::string::npos
    );
}
