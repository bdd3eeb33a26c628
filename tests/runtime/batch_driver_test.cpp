#include "tests/runtime/trial_node.hpp"

using namespace gongdao;
using namespace gongdao::testing;

namespace {

CaseState state_of(TrialNode& node, const StreamId& stream) {
    return must(node.node().load_case(stream));
}

StreamId open_month(TrialNode& node) {
    const DocumentObject facts{{"period", "2026-01"}};
    const auto opened = node.as("li", "open_case", {{"facts", facts}});
    CHECK(node.settle() == 1);
    return opened.stream;
}

void complete_look(TrialNode& node, const StreamId& stream) {
    node.as("li", "complete_task", {{"case", stream.text()}, {"element", "look"}});
    CHECK(node.settle() == 1);
}

} // namespace

TEST_CASE("a list that another case computed again is not released for the one that looked at it") {
    TrialNode node{"payday"};
    node.as(
        "li", "set_entry", {{"register", "member"}, {"values", DocumentObject{{"code", "m1"}}}}
    );
    const auto first = open_month(node);
    node.as(
        "li", "set_entry", {{"register", "member"}, {"values", DocumentObject{{"code", "m2"}}}}
    );
    const auto second = open_month(node);

    complete_look(node, first);

    const auto stopped = state_of(node, first);
    REQUIRE(stopped.incidents.size() == 1);
    const auto& incident = stopped.incidents.begin()->second;
    CHECK(incident.code == "batch.of_another_case");
    CHECK(incident.sentence.find(state_of(node, second).number) != std::string::npos);
    const StreamId batch{"batch:payday:roll:2026-01"};
    CHECK(std::get<BatchState>(must(node.node().load_stream(batch))).status == "computed");

    complete_look(node, second);

    CHECK(state_of(node, second).status == CaseStatus::completed);
    CHECK(std::get<BatchState>(must(node.node().load_stream(batch))).status == "released");
    CHECK(node.verified().holds());
}
