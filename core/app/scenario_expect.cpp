#include "core/app/errors.hpp"
#include "core/app/scenario_run.hpp"
#include "core/app/status_words.hpp"
#include "core/engine/codec.hpp"

#include <boost/json/object.hpp>

#include <algorithm>
#include <iterator>

namespace gongdao {

namespace {

std::string word(const ScenarioLine& line, std::size_t index) {
    return index < line.words.size() ? line.words[index] : std::string{};
}

Bilingual open_tasks(const CaseState& state) {
    std::string names;
    for (const auto& [key, task] : state.tasks)
        names += (names.empty() ? "" : "、") + task.name;
    Bilingual text{"没有待办", "no open task"};
    if (!names.empty()) text = {"待办为" + names, "the open tasks " + names};
    for (const auto& [key, incident] : state.incidents)
        text.add({"异常：" + incident.sentence, "incident: " + incident.sentence});
    return text;
}

Bilingual status_in_both(CaseStatus status) {
    const auto words = status_words(status);
    return {std::string{words.chinese}, std::string{words.english}};
}

Bilingual incident_count(const CaseState& state) {
    const auto count = std::to_string(state.incidents.size());
    return {count + "个异常", count + " incidents"};
}

Bilingual joined(Bilingual first, const Bilingual& more) {
    first.add(more);
    return first;
}

Bilingual rank_words(std::int64_t rank) {
    return {"等级为" + std::to_string(rank), "rank " + std::to_string(rank)};
}

std::int64_t count_tasks(const CaseState& state, const std::string& name) {
    return std::count_if(state.tasks.begin(), state.tasks.end(), [&](const auto& item) {
        return item.second.name == name || item.second.element == name;
    });
}

/// A number, or the label of a rank in one of the pack's warning profiles.
std::optional<std::int64_t>
rank_of(const Pack& pack, const CaseState& state, const std::string& text) {
    if (!text.empty() && text.find_first_not_of("0123456789") == std::string::npos)
        return std::stoll(text);
    const auto profile = pack.warnings.find(state.warning ? state.warning->profile : std::string{});
    if (profile == pack.warnings.end()) return std::nullopt;
    for (const auto& rank : profile->second.ranks) {
        if (rank.label == text || rank.colour == text || rank.label.starts_with(text))
            return rank.rank;
    }
    return std::nullopt;
}

Result<void>
expect_rank(const Pack& pack, const CaseState& state, const ScenarioLine& line, bool confirmed) {
    const auto& warning = state.warning;
    const bool present = warning && (!confirmed || warning->confirmed);
    const auto actual = !present    ? 0
                        : confirmed ? warning->confirmed.value_or(0)
                                    : warning->proposed;
    if (word(line, 3) == "无") {
        return present ? found_instead(line, rank_words(actual)) : Result<void>{};
    }
    const auto expected = rank_of(pack, state, word(line, 3));
    if (present && expected && *expected == actual) return {};
    return found_instead(line, present ? rank_words(actual) : Bilingual{"没有等级", "no rank"});
}

/// The name that the pack's process gives to the event of a timer.
std::string name_of(const Pack& pack, const Timer& timer) {
    const auto process = pack.definitions.processes.find(timer.process);
    if (process == pack.definitions.processes.end()) return {};
    const auto index = process->second->find_element(timer.element);
    return index < 0 ? std::string{} : process->second->element(index).name;
}

/// `name` is an open task, or else a timer event that waits; by name or element id.
Result<void> expect_due(const Pack& pack, const CaseState& state, const ScenarioLine& line) {
    const auto name = word(line, 3);
    const auto expected =
        parse_instant(word(line, 4) + (line.words.size() > 5 ? "T" + word(line, 5) : ""));
    if (!expected) return expected.error();
    bool waits = false;
    Bilingual found;
    const auto holds = [&](std::optional<Instant> due) {
        waits = true;
        if (due == *expected) return true;
        found.add(
            due ? Bilingual{to_text(*due), to_text(*due)} : Bilingual{"没有期限", "no due time"}
        );
        return false;
    };
    for (const auto& [key, task] : state.tasks) {
        if ((task.name == name || task.element == name) && holds(task.due_at)) return {};
    }
    if (waits) return found_instead(line, found);
    for (const auto& [key, timer] : state.timers) {
        if ((timer.element == name || name_of(pack, timer) == name) && holds(timer.due_at))
            return {};
    }
    return found_instead(
        line,
        waits ? found : joined(open_tasks(state), {"也没有这样的定时", "no such timer either"})
    );
}

/// The reasons of every rule that decided in this case, as the journal recorded them.
Result<std::string> reasons_given(Node& node, const CaseState& state) {
    const auto events = events_of(node, state);
    if (!events) return events.error();
    std::string all;
    for (const auto& event : *events) {
        const auto* decided = std::get_if<RuleDecided>(&event);
        if (decided == nullptr) continue;
        for (const auto& reason : decided->reasons)
            all += reason.text + "；";
    }
    return all;
}

} // namespace

Result<std::vector<Event>> events_of(Node& node, const CaseState& state) {
    const auto rows = node.store().journal_of(state.org, state.stream);
    if (!rows) return rows.error();
    std::vector<Event> all;
    for (const auto& row : *rows) {
        auto events = decode_events(row.events);
        if (!events) return events.error();
        std::move(events->begin(), events->end(), std::back_inserter(all));
    }
    return all;
}

Error found_instead(const ScenarioLine& line, const Bilingual& found) {
    return fail(
        errors::scenario_failed,
        {line.text.substr(std::string_view{"应当"}.size()), both_languages(found)},
        {.line = line.number}
    );
}

Result<void> ScenarioRun::expect_field(const CaseState& state, const ScenarioLine& line) {
    const auto known = pack();
    if (!known) return known.error();
    const auto& schema = (*known)->fields;
    const auto* field = schema.find_title(word(line, 3));
    if (field == nullptr) field = schema.find(word(line, 3));
    if (field == nullptr)
        return fail(errors::unknown_title, {word(line, 3)}, {.line = line.number});
    const auto* actual = find(state.facts, field->id);
    const auto instead = [&] {
        const auto shown = actual == nullptr ? std::string{} : canonical_text(*actual);
        return found_instead(
            line,
            actual == nullptr ? Bilingual{"为未填", "nothing"} : Bilingual{"为" + shown, shown}
        );
    };
    std::string text;
    for (std::size_t i = 5; i < line.words.size(); ++i)
        text += (i > 5 ? " " : "") + line.words[i];
    if (text == "空" || text == "未填") return actual == nullptr ? Result<void>{} : instead();
    const bool is_json = text.starts_with('[') || text.starts_with('{');
    const auto expected =
        is_json ? parse_document(text) : schema.read_cell(*field, text, date_of(county_.now()));
    if (!expected) return expected.error();
    if (actual != nullptr && *actual == *expected) return {};
    return instead();
}

Result<void> ScenarioRun::expect_sent(const CaseState& state, const ScenarioLine& line) {
    const auto events = events_of(county_.node(), state);
    if (!events) return events.error();
    std::int64_t sent = 0;
    for (const auto& event : *events) {
        const auto* requested = std::get_if<WorkRequested>(&event);
        if (requested == nullptr) continue;
        const bool hit = requested->work.name == word(line, 3) ||
                         find_text(requested->work.payload, "letter") == word(line, 3) ||
                         find_text(requested->work.payload, "name") == word(line, 3);
        if (hit) ++sent;
    }
    const auto expected = line.words.size() > 4 ? word(line, 4) : "1";
    return std::to_string(sent) == expected
               ? Result<void>{}
               : found_instead(
                     line, {"发出" + std::to_string(sent) + "次", std::to_string(sent) + " sent"}
                 );
}

Result<void> ScenarioRun::expect(const ScenarioLine& line) {
    if (word(line, 1) == "看板") return expect_board(line);
    const auto state = case_named(word(line, 1));
    if (!state) return state.error();
    const auto known = pack();
    if (!known) return known.error();
    const auto what = word(line, 2);
    const auto name = word(line, 3);
    if (what == "状态")
        return status_words(state->status).chinese == name
                   ? Result<void>{}
                   : found_instead(line, joined(status_in_both(state->status), open_tasks(*state)));
    if (what == "等级") return expect_rank(**known, *state, line, false);
    if (what == "确认等级") return expect_rank(**known, *state, line, true);
    if (what == "待办") {
        const auto count = count_tasks(*state, name);
        const auto expected =
            line.words.size() > 4 ? std::stoll(word(line, 4)) : std::max<std::int64_t>(count, 1);
        return count == expected ? Result<void>{} : found_instead(line, open_tasks(*state));
    }
    if (what == "无待办") {
        const bool none = name.empty() ? state->tasks.empty() : count_tasks(*state, name) == 0;
        return none ? Result<void>{} : found_instead(line, open_tasks(*state));
    }
    if (what == "字段") return expect_field(*state, line);
    if (what == "回盘") return expect_return(*state, line);
    if (what == "文书") return expect_letter(*state, line);
    if (what == "发出") return expect_sent(*state, line);
    if (what == "异常")
        return std::to_string(state->incidents.size()) == name
                   ? Result<void>{}
                   : found_instead(line, joined(incident_count(*state), open_tasks(*state)));
    if (what == "期限") return expect_due(**known, *state, line);
    if (what == "理由") {
        const auto text = word(line, line.words.size() - 1);
        const auto all = reasons_given(county_.node(), *state);
        if (!all) return all.error();
        return all->find(text) != std::string::npos
                   ? Result<void>{}
                   : found_instead(line, {"理由为" + *all, "the reasons " + *all});
    }
    return fail(errors::scenario_syntax, {line.text}, {.line = line.number});
}

} // namespace gongdao
