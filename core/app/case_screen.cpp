#include "core/app/case_screen.hpp"

#include "core/app/shown_value.hpp"
#include "core/app/status_words.hpp"
#include "core/app/wording.hpp"
#include "core/calendar/period.hpp"

#include <boost/json/array.hpp>
#include <fmt/format.h>

#include <optional>

namespace gongdao {

std::string minute_text(Instant at) {
    auto text = to_text(at).substr(0, 16);
    text[10] = ' ';
    return text;
}

std::string due_text(Instant due, bool provisional, Language language) {
    const Wording mark{
        "（暂按，该年放假通知尚未公布）",
        " (provisional: that year's holidays are not announced yet)"};
    return minute_text(due) + std::string{provisional ? mark.in(language) : std::string_view{}};
}

std::string role_titles(const Pack& pack, const std::vector<std::string>& roles) {
    std::string out;
    for (const auto& role : roles) {
        const auto known = pack.roles.find(role);
        out += (out.empty() ? "" : "、") + (known == pack.roles.end() ? role : known->second.title);
    }
    return out;
}

namespace {

/// `P15D` means something to processes only.
std::string readable(std::string text, Language language) {
    const bool maybe_period = text.size() > 2 && text.front() == 'P' &&
                              text.find_first_not_of("PTYMWDHS0123456789") == std::string::npos;
    if (!maybe_period) return text;
    const auto period = parse_period(text);
    return period ? to_words(*period, language) : text;
}

/// Days in words are Chinese; nothing where the value is no day.
std::optional<std::string> day_in_figures(const Field& field, const Document& value) {
    if (!value.is_string()) return std::nullopt;
    const std::string text{value.get_string()};
    if (field.type == FieldType::date) return text;
    if (field.type != FieldType::instant) return std::nullopt;
    const auto instant = parse_instant(text);
    return instant ? minute_text(*instant) : text;
}

std::string labelled(const Field& field, const Document& value, Language language) {
    return worded(language, "{}：{}", "{}: {}", field.title, value_text(field, value, language));
}

std::string objects_text(const Field& field, const DocumentArray& rows, Language language) {
    std::string out;
    for (const auto& row : rows) {
        out += "\n    -";
        for (const auto& inner : field.fields) {
            const auto* given = find(row, inner.id);
            if (!is_blank(given)) out += " " + labelled(inner, *given, language);
        }
    }
    return out;
}

} // namespace

std::string value_text(const Field& field, const Document& value, Language language) {
    const auto* rows = value.if_array();
    if (rows != nullptr && rows->empty()) return std::string{Wording{"无", "none"}.in(language)};
    if (field.list_of_objects && rows != nullptr) return objects_text(field, *rows, language);
    if (language == Language::english) {
        if (auto day = day_in_figures(field, value)) return *std::move(day);
    }
    const auto text = shown({.name = field.id, .field = &field, .value = &value});
    if (!text) return canonical_text(value);
    const bool counted = field.type == FieldType::integer && value.is_int64();
    return readable(*text, language) + (counted ? field.unit : std::string{});
}

std::string element_name(const Pack& pack, const std::string& process, const std::string& id) {
    const auto found = pack.definitions.processes.find(process);
    if (found == pack.definitions.processes.end()) return id;
    const auto index = found->second->find_element(id);
    const bool named = index >= 0 && !found->second->element(index).name.empty();
    return named ? found->second->element(index).name : id;
}

namespace {

std::string facts_text(const CaseScreen& screen) {
    std::string out;
    for (const auto& field : screen.pack.fields.fields()) {
        const auto* value = find(screen.state.facts, field.id);
        const bool empty_list = value != nullptr && value->is_array();
        if (field.internal || (is_blank(value) && !empty_list)) continue;
        out += "  " + labelled(field, *value, screen.language) + "\n";
    }
    return out;
}

std::string warning_text(const CaseScreen& screen, const Warning& warning) {
    const auto rank = [&](std::int64_t number) {
        return rank_title(screen.pack, warning.profile, number);
    };
    std::string out;
    if (!warning.confirmed) {
        out = worded(
            screen.language,
            "预警等级：{}（建议，待确认）\n",
            "warning: {} (proposed, not confirmed yet)\n",
            rank(warning.proposed)
        );
    } else {
        const auto& reason = warning.confirm_reason;
        out = worded(
            screen.language,
            "预警等级：{}（建议），{}（{} 确认{}）\n",
            "warning: {} (proposed), {} (confirmed by {}{})\n",
            rank(warning.proposed),
            rank(*warning.confirmed),
            screen.people.person(warning.confirmed_by),
            reason.empty() ? reason : "，" + reason
        );
    }
    for (const auto& reason : warning.reasons) {
        out += "  · " + reason.text + (reason.clause.empty() ? "" : "〔" + reason.clause + "〕") +
               "\n";
    }
    return out;
}

std::string task_text(const CaseScreen& screen, Key key, const Task& task) {
    const auto language = screen.language;
    auto out =
        worded(language, "待办 [{}] {}（{}", "task [{}] {} ({}", key, task.name, task.element);
    const auto roles = role_titles(screen.pack, task.roles);
    if (!roles.empty()) out += worded(language, "，{}", ", {}", roles);
    out += Wording{"）", ")"}.in(language);
    if (!task.assignee.empty()) {
        out +=
            worded(language, "，{} 已签收", ", claimed by {}", screen.people.person(task.assignee));
    }
    if (task.due_at) {
        out += worded(
            language, "，期限 {}", ", due {}", due_text(*task.due_at, task.provisional, language)
        );
    }
    return out + "\n";
}

std::string open_text(const CaseScreen& screen) {
    std::string out;
    for (const auto& [key, task] : screen.state.tasks)
        out += task_text(screen, key, task);
    for (const auto& [key, timer] : screen.state.timers) {
        out += worded(
            screen.language,
            "定时 [{}] {} {}\n",
            "timer [{}] {} {}\n",
            key,
            element_name(screen.pack, timer.process, timer.element),
            due_text(timer.due_at, timer.provisional, screen.language)
        );
    }
    for (const auto& [key, incident] : screen.state.incidents) {
        out +=
            worded(screen.language, "异常 [{}] {}\n", "incident [{}] {}\n", key, incident.sentence);
    }
    return out;
}

std::string_view status_code(CaseStatus status) {
    switch (status) {
    case CaseStatus::open:
        return "open";
    case CaseStatus::completed:
        return "completed";
    case CaseStatus::voided:
        return "voided";
    case CaseStatus::none:
        break;
    }
    return "";
}

} // namespace

std::string case_text(const CaseScreen& screen) {
    const auto& state = screen.state;
    auto out = worded(
        screen.language,
        "{} {}（{}）\n属地 {}，立案 {}\n",
        "{} {} ({})\nowner {}, opened {}\n",
        state.number,
        state.title,
        status_title(status_code(state.status), screen.language),
        screen.people.organisation(state.owner),
        minute_text(state.opened_at)
    );
    if (!state.reference.empty())
        out += worded(screen.language, "附号 {}\n", "reference {}\n", state.reference);
    out += facts_text(screen);
    if (state.warning) out += warning_text(screen, *state.warning);
    return out + open_text(screen) + history_text(screen);
}

} // namespace gongdao
