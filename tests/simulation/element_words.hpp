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

inline std::string mapped(int variant) {
    if (variant % 3 != 0) return {};
    return "<extensionElements><gongdao:input target=\"text\" source=\"n\"/>"
           "<gongdao:output target=\"count\" source=\"n\"/></extensionElements>";
}

} // namespace gongdao::simulation::words
