#include "core/model/bpmn_reader.hpp"
#include "tests/model/pack_folder.hpp"

#include <doctest/doctest.h>

namespace gongdao {

namespace {

/// s → fork → {a, b → loop back to b's gateway} → join, with a boundary event of `a` that leads to
/// the join.
constexpr std::string_view forked =
    R"(<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL">
<process id="p">
<startEvent id="s"/><sequenceFlow id="f0" sourceRef="s" targetRef="fork"/>
<inclusiveGateway id="fork" default="fb"/>
<sequenceFlow id="fa" sourceRef="fork" targetRef="a"><conditionExpression>x</conditionExpression></sequenceFlow>
<sequenceFlow id="fb" sourceRef="fork" targetRef="b"/>
<manualTask id="a"/><manualTask id="b"/>
<boundaryEvent id="late" attachedToRef="a"><timerEventDefinition><timeDuration>P1D</timeDuration></timerEventDefinition></boundaryEvent>
<sequenceFlow id="ja" sourceRef="a" targetRef="join"/>
<sequenceFlow id="jb" sourceRef="b" targetRef="join"/>
<sequenceFlow id="jl" sourceRef="late" targetRef="join"/>
<inclusiveGateway id="join"/>
<sequenceFlow id="f1" sourceRef="join" targetRef="again"/>
<exclusiveGateway id="again" default="fe"/>
<sequenceFlow id="back" sourceRef="again" targetRef="fork"><conditionExpression>y</conditionExpression></sequenceFlow>
<sequenceFlow id="fe" sourceRef="again" targetRef="e"/>
<endEvent id="e"/></process></definitions>)";

struct Row {
    std::string from;
    std::string flow;
    bool reaches;
};

const Row rows[] = {
    {"s", "ja", true},
    {"fork", "jb", true},
    {"a", "ja", true},
    {"a", "jb", false},
    {"a", "jl", true},
    {"late", "jl", true},
    {"late", "ja", false},
    {"b", "ja", false},
    {"again", "ja", true},
    {"again", "jl", true},
    {"e", "ja", false},
    {"join", "ja", false},
};

} // namespace

TEST_CASE("a token reaches a flow without passing the join, also through boundary events") {
    Faults faults;
    const auto definitions = read_bpmn(forked, "p.bpmn", faults);
    REQUIRE(test::sentences_of(faults) == "");
    const auto& precomputed = *definitions.processes.at("p");
    CHECK(precomputed.reaching.size() == 5); // three into the join, two into the fork
    auto plain = precomputed;
    plain.reaching.clear();

    for (const auto& row : rows) {
        CAPTURE(row.from);
        CAPTURE(row.flow);
        for (const Process* process : {&precomputed, static_cast<const Process*>(&plain)}) {
            const int from = process->find_element(row.from);
            const int flow = process->find_flow(row.flow);
            CHECK(process->reaches(from, flow, process->find_element("join")) == row.reaches);
        }
    }
}

TEST_CASE("reachability may avoid any element") {
    Faults faults;
    const auto definitions = read_bpmn(forked, "p.bpmn", faults);
    const auto& process = *definitions.processes.at("p");
    const auto find = [&](const char* id) { return process.find_element(id); };

    CHECK(process.reaches(find("a"), process.find_flow("jb"), -1));
    CHECK(!process.reaches(find("a"), process.find_flow("jb"), find("again")));
    CHECK(!process.reaches(-1, process.find_flow("jb"), -1));
}

TEST_CASE("links carry reachability from one end to the other") {
    Faults faults;
    const auto text = test::bytes_of(test::model_folder() / "valid" / "09-links.bpmn");
    const auto definitions = read_bpmn(text, "09-links.bpmn", faults);
    const auto& process = *definitions.processes.at("bargaining");

    CHECK(process.reaches(process.find_element("back"), process.find_flow("f2"), -1));
    CHECK(!process.reaches(
        process.find_element("back"), process.find_flow("f2"), process.find_element("again")
    ));
}

} // namespace gongdao
