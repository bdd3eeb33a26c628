#include "tests/runtime/trial_node.hpp"

using namespace gongdao;
using namespace gongdao::testing;

namespace {

StreamId count(TrialNode& node, const std::string& who) {
    return node
        .as("li", "open_case", {{"process", "counting"}, {"facts", DocumentObject{{"who", who}}}})
        .stream;
}

} // namespace

TEST_CASE("a long script runs after the commit, once, and replay takes its answer from the journal"
) {
    TrialNode node;
    const auto stream = count(node, "甲");
    auto state = must(node.node().load_case(stream));
    REQUIRE(state.work.size() == 1);
    CHECK(state.work.begin()->second.kind == WorkKind::job);
    CHECK(state.tasks.empty());
    CHECK(find_text(state.facts, "text") == std::nullopt);

    CHECK(node.settle() == 1);
    state = must(node.node().load_case(stream));
    CHECK(find_text(state.facts, "text") == "甲100000");
    REQUIRE(state.tasks.size() == 1);
    CHECK(state.work.empty());
    CHECK(node.settle() == 0);

    CHECK(node.verified().holds());
    node.reopen();
    CHECK(find_text(must(node.node().load_case(stream)).facts, "text") == "甲100000");
}

TEST_CASE("a long script that fails is an incident of its task, not tried again by itself") {
    TrialNode node;
    const auto stream = count(node, "坏");
    CHECK(node.settle() == 1);
    const auto state = must(node.node().load_case(stream));
    REQUIRE(state.incidents.size() == 1);
    CHECK(state.incidents.begin()->second.code == "rules.lua_failed");
    CHECK(state.work.empty());
    CHECK(node.settle() == 0);
    CHECK(node.verified().holds());
}
