#pragma once

#include "tests/simulation/random_process.hpp"

#include <array>
#include <string>
#include <string_view>

/// How the blocks of a random process may be spelled.
namespace gongdao::simulation::words {

inline std::string quoted(std::string_view text) {
    std::string out;
    for (const char letter : text) {
        if (letter == '<')
            out += "&lt;";
        else if (letter == '>')
            out += "&gt;";
        else
            out += letter;
    }
    return out;
}

template <std::size_t Count>
std::string chosen(const std::array<std::string_view, Count>& texts, int variant) {
    return std::string{texts[static_cast<std::size_t>(variant) % Count]};
}

inline const std::array<std::string_view, 6> conditions{
    "(n or 0) > 3", "(m or 0) % 2 == 0", "n == 2", "alarm", "(n or 0) > (m or 0)", "(k or 0) >= 2"};
inline const std::array<std::string_view, 4> durations{"PT4H", "P3D", "2wd", "PT90M"};
inline const std::array<std::string_view, 4> watched{
    "(n or 0) > 5", "alarm", "(k or 0) == 1", "(n or 0) > (m or 0)"};
inline const std::array<std::string_view, 6> scripts{
    "return { count = (count or 0) + 1 }",
    "return { n = (n or 0) + 1 }",
    "return { alarm = (n or 0) > 2 }",
    "return { n = n + 1 }",
    "return { m = (n or 0) - 1, k = 2 }",
    "return {}"};
inline const std::array<std::string_view, 6> user_tasks{
    R"( gongdao:role="clerk")",
    R"( gongdao:role="clerk leader")",
    R"( gongdao:role="clerk" gongdao:due="2wd")",
    R"( gongdao:role="leader")",
    R"( gongdao:role="clerk" gongdao:assignee="who")",
    R"( gongdao:role="clerk" gongdao:due="P5D" gongdao:priority="2")"};
inline const std::array<std::string_view, 4> effects{
    R"( gongdao:effect="export")",
    R"( gongdao:effect="export" gongdao:retries="0")",
    R"( gongdao:effect="export" gongdao:retries="2" gongdao:result="text")",
    R"( gongdao:effect="letter" gongdao:retries="1")"};
inline const std::array<std::string_view, 5> rules{
    R"( gongdao:rule="random.grade")",
    R"( gongdao:rule="random.share")",
    R"( gongdao:rule="random.grade" gongdao:warning="heat")",
    R"( gongdao:rule="random.share" gongdao:result="shared")",
    R"( gongdao:rule="random.grade" gongdao:result="graded")"};
inline const std::array<std::string_view, 3> computing{
    R"( gongdao:job="batch.compute")",
    R"( gongdao:job="batch.compute" gongdao:retries="0")",
    R"( gongdao:job="batch.compute" gongdao:retries="2")"};
inline const std::array<std::string_view, 2> releasing{
    R"( gongdao:job="batch.release")", R"( gongdao:job="batch.release" gongdao:retries="2")"};
inline const std::string of_batch =
    R"(<extensionElements><gongdao:input target="batch" source='"pay"'/>)"
    R"(<gongdao:input target="period" source="period"/></extensionElements>)";
/// Processes beside the random one: opened by a message, called, and opened by random acts.
inline const std::string side_processes = R"(<process id="told" isExecutable="true">
<startEvent id="ts"><messageEventDefinition messageRef="m_told"/></startEvent>
<sequenceFlow id="ts_on" sourceRef="ts" targetRef="tt"/>
<userTask id="tt" gongdao:role="clerk"/>
<sequenceFlow id="tt_on" sourceRef="tt" targetRef="te"/>
<endEvent id="te"/>
</process>
<process id="small" isExecutable="true">
<startEvent id="ss"/>
<sequenceFlow id="ss_on" sourceRef="ss" targetRef="st"/>
<userTask id="st" gongdao:role="clerk"/>
<sequenceFlow id="st_on" sourceRef="st" targetRef="se"/>
<endEvent id="se"/>
</process>
<process id="monthly" isExecutable="true">
<startEvent id="ms"/>
<sequenceFlow id="ms_on" sourceRef="ms" targetRef="mg"/>
<businessRuleTask id="mg" gongdao:rule="random.grade" gongdao:warning="heat"/>
<sequenceFlow id="mg_on" sourceRef="mg" targetRef="mc"/>
<serviceTask id="mc" gongdao:job="batch.compute">)" +
                                          of_batch +
                                          R"(</serviceTask>
<sequenceFlow id="mc_on" sourceRef="mc" targetRef="mt"/>
<userTask id="mt" gongdao:role="clerk"/>
<sequenceFlow id="mt_on" sourceRef="mt" targetRef="mr"/>
<serviceTask id="mr" gongdao:job="batch.release">)" +
                                          of_batch +
                                          R"(</serviceTask>
<sequenceFlow id="mr_on" sourceRef="mr" targetRef="me"/>
<endEvent id="me"/>
</process>
)";
inline const std::array<std::string_view, 6> repetitions{
    "<loopCardinality>2</loopCardinality>",
    "<loopCardinality>k</loopCardinality>",
    "<loopCardinality>(k or 0) % 4</loopCardinality>",
    "<loopCardinality>3</loopCardinality><completionCondition>number_of_completed_instances &gt;= 2"
    "</completionCondition>",
    "<loopCardinality>2</loopCardinality><completionCondition>alarm</completionCondition>",
    "<loopCardinality>1</loopCardinality>"};

inline std::string correlation(Wait wait, int variant) {
    return wait == Wait::message && variant % 3 == 0 ? " gongdao:correlation=\"number\"" : "";
}

inline std::string repetition(const Block& block) {
    switch (block.repeat) {
    case Repeat::once:
        return {};
    case Repeat::loop:
        return "<standardLoopCharacteristics loopMaximum=\"3\"" +
               std::string{block.variant % 2 == 0 ? " testBefore=\"true\"" : ""} +
               "><loopCondition>(n or 0) &lt; 4</loopCondition></standardLoopCharacteristics>";
    case Repeat::at_once:
    case Repeat::in_turn:
        break;
    }
    const std::string sequential = block.repeat == Repeat::in_turn ? " isSequential=\"true\"" : "";
    if (block.variant % 4 == 3) {
        return "<multiInstanceLoopCharacteristics" + sequential +
               " gongdao:collection=\"people\" gongdao:item=\"who\" gongdao:output=\"votes\" "
               "gongdao:outputItem=\"tostring(n)\"/>";
    }
    return "<multiInstanceLoopCharacteristics" + sequential + ">" +
           chosen(repetitions, block.variant) + "</multiInstanceLoopCharacteristics>";
}

/// Inputs that hide the facts of the same name.
inline std::string mapped_to(int variant) {
    if (variant % 4 != 3) return {};
    return "<extensionElements><gongdao:input target=\"n\" source=\"(k or 0) + 1\"/>"
           "<gongdao:input target=\"m\" source=\"m\"/></extensionElements>";
}

inline std::string mapped(int variant) {
    if (variant % 3 != 0) return {};
    return "<extensionElements><gongdao:input target=\"text\" source=\"n\"/>"
           "<gongdao:output target=\"count\" source=\"n\"/></extensionElements>";
}

} // namespace gongdao::simulation::words
