#pragma once

#include "core/engine/command.hpp"
#include "tests/cases/observed.hpp"

#include <functional>

/// The commands that steps spell (docs/formats/cases.md).
namespace gongdao::cases {

inline std::string word(const Step& step, std::size_t index) {
    return index < step.words.size() ? step.words[index] : std::string{};
}

inline std::string key_text(const Step& step) {
    const auto key = word(step, 1);
    return key == "-" ? std::string{} : key;
}

inline CaseCommand command_of(const Observed& seen, const Step& step) {
    using Maker = std::function<CaseCommand(const Step&)>;
    const std::map<std::string, Maker> makers{
        {"open", [](const Step& s) { return OpenCase{.message = word(s, 0), .facts = s.values}; }},
        {"complete",
         [&seen](const Step& s) {
             const auto [element, key] = seen.task_named(word(s, 0));
             return CompleteTask{.task = key, .element = element, .values = s.values};
         }},
        {"claim", [](const Step& s) { return ClaimTask{.element = word(s, 0)}; }},
        {"release", [](const Step& s) { return ReleaseTask{.element = word(s, 0)}; }},
        {"transfer",
         [](const Step& s) {
             return TransferTask{.element = word(s, 0), .to = ActorId{word(s, 1)}};
         }},
        {"urge", [](const Step& s) { return UrgeTask{.element = word(s, 0), .text = "催"}; }},
        {"correct",
         [](const Step& s) { return CorrectFacts{.values = s.values, .reason = word(s, 0)}; }},
        {"note", [](const Step& s) { return AddNote{.text = s.rest}; }},
        {"void", [](const Step& s) { return VoidCase{.reason = s.rest}; }},
        {"message",
         [](const Step& s) {
             return DeliverMessage{
                 .name = word(s, 0), .correlation = key_text(s), .payload = s.values};
         }},
        {"signal",
         [](const Step& s) { return DeliverSignal{.name = word(s, 0), .payload = s.values}; }},
        {"fire", [&seen](const Step& s) { return FireTimer{seen.latest("timer", word(s, 0))}; }},
        {"finish",
         [&seen](const Step& s) {
             return FinishWork{.work = seen.latest("work", word(s, 0)), .result = s.values};
         }},
        {"fail",
         [&seen](const Step& s) {
             return FailWork{
                 .work = seen.latest("work", word(s, 0)),
                 .code = "cases.failed",
                 .sentence = "没有连上",
                 .error_code = word(s, 1) == "fatal" ? "" : word(s, 1),
                 .fatal = word(s, 1) == "fatal"};
         }},
        {"resolve",
         [&seen](const Step& s) { return ResolveIncident{seen.latest("incident", word(s, 0))}; }},
        {"recompute", [](const Step&) { return RecomputeDeadlines{}; }},
    };
    const auto found = makers.find(step.verb);
    if (found == makers.end()) throw Red("no such step: " + step.verb);
    return found->second(step);
}

} // namespace gongdao::cases
