#pragma once

#include "core/calendar/holiday_table.hpp"
#include "core/engine/apply.hpp"
#include "core/engine/codec.hpp"
#include "core/engine/decide.hpp"
#include "core/rules/lua_expressions.hpp"
#include "tests/cases/case_commands.hpp"
#include "tests/cases/expectations.hpp"
#include "tests/cases/world.hpp"

#include <algorithm>
#include <optional>

/// Runs one case step by step, in memory.
namespace gongdao::cases {

/// Shared by all runs: it is slow to make and never changes.
struct Surroundings {
    Pack pack;
    LuaExpressions expressions;
    std::filesystem::path folder; ///< of the cases
};

inline const WorkingCalendar& shipped_calendar() {
    static const WorkingCalendar calendar{built_in_holidays()};
    return calendar;
}

class CaseRun {
public:
    CaseRun(const Case& given, const Surroundings& around, const TransitionTable& table)
        : around_{around}, table_{table}, pack_{around.pack} {
        pack_.definitions = given.definitions;
        pack_.main_process = given.process;
        observed_.state = empty_state();
        become({"system"});
    }

    /// Throws Red where the case does not go as told.
    void perform(const Step& step) {
        if (step.verb == "refused") {
            refuse(step);
        } else if (!prepare(step) && !Expectations{observed_}.check(step)) {
            if (auto error = give(command_of(observed_, step))) {
                throw Red("refused: " + sentence(*error, Language::english));
            }
        }
    }

    /// All so far.
    [[nodiscard]] const std::vector<Event>& events() const { return all_; }

    [[nodiscard]] Instant now() const { return now_; }

private:
    static CaseState empty_state() {
        CaseState state;
        state.org = OrgId{"330213"};
        state.stream = StreamId{"case:1"};
        return state;
    }

    // -- surroundings --

    /// `by li worker leader@330212`
    void become(const std::vector<std::string>& words) {
        actor_ = {.id = ActorId{words.at(0)}, .organisation = "330213"};
        actor_.is_system = words.at(0) == "system";
        for (std::size_t i = 1; i < words.size(); ++i) {
            const auto at = words[i].find('@');
            actor_.grants.push_back(
                {.role = words[i].substr(0, at),
                 .organisation = at == std::string::npos ? "330213" : words[i].substr(at + 1)}
            );
        }
        people_[actor_.id] = actor_;
    }

    /// Whoever has acted is known; others hold no role.
    const Actor* successor_of(const CaseCommand& command) {
        const auto* transfer = std::get_if<TransferTask>(&command);
        if (transfer == nullptr) return nullptr;
        auto& known = people_[transfer->to];
        known.id = transfer->to;
        return &known;
    }

    bool prepare(const Step& step) {
        if (step.verb == "by") {
            become(step.words);
        } else if (step.verb == "at") {
            now_ = parse_instant(step.words.at(0)).value();
        } else if (step.verb == "rule") {
            rules_.outcomes[step.words.at(0)] = step.values;
        } else if (step.verb == "function") {
            functions_.outputs[step.words.at(0)] = step.values;
        } else if (step.verb == "answer") {
            given_answers_[step.words.at(0)] = *find(step.values, "answer");
        } else if (step.verb == "holidays") {
            load_holidays(step.words.at(0));
        } else if (step.verb == "serials") {
            pack_.number.pattern = step.words.at(0);
        } else {
            return false;
        }
        return true;
    }

    /// A year's notice comes out while the case is open.
    void load_holidays(const std::string& file) {
        auto table = calendar_.table();
        const auto faults = table.merge(text_of_file(around_.folder / file));
        if (!faults.empty()) throw Red(sentence(faults.front(), Language::english));
        calendar_ = WorkingCalendar{std::move(table)};
    }

    // -- commands --

    /// The refusal, if any. What was accepted has been checked and kept.
    std::optional<Error> give(const CaseCommand& command) {
        const auto again = read_command(name_of(command), to_document(command));
        if (!again || to_document(*again) != to_document(command))
            throw Red("the command does not survive its own encoding");
        for (int questions = 0; questions < 10; ++questions) {
            const Context context{
                now_,
                now_,
                actor_,
                pack_,
                {"330213", "3302", "33"},
                rules_,
                around_.expressions,
                functions_,
                calendar_,
                answers_,
                successor_of(command)};
            auto outcome = decide(observed_.state, command, context, table_);
            if (auto* accepted = std::get_if<Accepted>(&outcome)) {
                keep(std::move(*accepted));
                return std::nullopt;
            }
            if (auto* error = std::get_if<Error>(&outcome)) return *error;
            const auto& ask = std::get<Ask>(outcome);
            if (!ask.person.empty() && !given_answers_.contains(ask.query)) {
                answers_[ask.text()] =
                    DocumentObject{{"status", "active"}, {"roles", {"worker", "leader"}}};
                continue;
            }
            const auto given = given_answers_.find(ask.query);
            if (given == given_answers_.end()) throw Red("asks for " + ask.query);
            answers_[ask.text()] = given->second;
        }
        throw Red("asks without end");
    }

    void keep(Accepted accepted) {
        observed_.state = std::move(accepted.state);
        last_ = std::move(accepted.events);
        all_.insert(all_.end(), last_.begin(), last_.end());
        observed_.seen.clear();
        for (const auto& event : last_)
            observed_.seen.push_back(observed_.spelled(event));
        check_replay();
        answers_.clear();
    }

    /// I1: the events alone make the state, and both survive their encoding byte for byte.
    void check_replay() const {
        const auto text = encode_events(all_);
        const auto decoded = decode_events(text);
        if (!decoded) throw Red("the events cannot be read back");
        if (encode_events(*decoded) != text) throw Red("the events change by encoding");
        auto replayed = empty_state();
        apply_all(replayed, *decoded);
        const auto wanted = encode_state(observed_.state);
        if (encode_state(replayed) != wanted) {
            throw Red("replay gives another state: " + encode_state(replayed) + " not " + wanted);
        }
        const auto read = decode_state(wanted);
        if (!read || encode_state(*read) != wanted) throw Red("the state changes by encoding");
    }

    /// `refused <part of code or sentence> command …`
    void refuse(const Step& step) {
        const auto& part = step.words.at(0);
        const auto inner = read_step(step.rest.substr(step.rest.find(' ') + 1), step.line);
        const auto before = encode_state(observed_.state);
        const auto error = give(command_of(observed_, inner));
        if (!error) throw Red("was not refused");
        const auto text = std::string{error->kind->code} + " " +
                          sentence(*error, Language::chinese) + " " +
                          sentence(*error, Language::english);
        if (text.find(part) == std::string::npos) throw Red("refused otherwise: " + text);
        if (encode_state(observed_.state) != before) throw Red("a refusal changed the case");
    }

    const Surroundings& around_;
    const TransitionTable& table_;
    Pack pack_;
    Actor actor_;
    std::map<ActorId, Actor> people_;
    Instant now_ = at(make_date(2026, 3, 2).value(), 540);
    WorkingCalendar calendar_ = shipped_calendar();
    GivenRules rules_;
    GivenFunctions functions_;
    std::map<std::string, Document> given_answers_;
    Answers answers_;
    Observed observed_;
    std::vector<Event> all_;
    std::vector<Event> last_;
};

/// Nothing where all goes as told; else the place and the difference.
inline std::optional<std::string>
fault_of(const Case& given, const Surroundings& around, const TransitionTable& table) {
    int line = given.line;
    try {
        CaseRun run{given, around, table};
        for (const auto& step : given.steps) {
            line = step.line;
            run.perform(step);
        }
    } catch (const std::exception& error) {
        return given.file + ":" + std::to_string(line) + " (" + given.title + "): " + error.what();
    }
    return std::nullopt;
}

} // namespace gongdao::cases
