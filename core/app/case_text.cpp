#include "core/app/case_text.hpp"

#include "core/app/shown_value.hpp"
#include "core/app/terminal_table.hpp"
#include "core/engine/codec.hpp"

#include <boost/json/object.hpp>
#include <fmt/format.h>

#include <array>
#include <map>
#include <utility>

namespace gongdao {

namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 16> act_titles{
    {{"open_case", "立案"},
     {"complete_task", "办结"},
     {"claim_task", "签收"},
     {"release_task", "退回待签收"},
     {"transfer_task", "转办"},
     {"urge_task", "催办"},
     {"correct_facts", "更正"},
     {"add_note", "备注"},
     {"void_case", "作废"},
     {"resolve_incident", "排除异常"},
     {"deliver_message", "收到消息"},
     {"deliver_signal", "收到信号"},
     {"fire_timer", "到期"},
     {"finish_work", "外发或处理完成"},
     {"fail_work", "外发或处理失败"},
     {"recompute_deadlines", "重算期限"}}};

std::string act_title(std::string_view kind) {
    for (const auto& [act, title] : act_titles) {
        if (act == kind) return std::string{title};
    }
    return std::string{kind};
}

std::string minute(Instant at) {
    auto text = to_text(at).substr(0, 16);
    text[10] = ' ';
    return text;
}

std::string due_text(Instant due, bool provisional) {
    return minute(due) + (provisional ? "（暂按，该年放假通知尚未公布）" : "");
}

/// A list of objects is a line for each.
std::string value_text(const Field& field, const Document& value) {
    const auto* rows = value.if_array();
    if (field.list_of_objects && rows != nullptr) {
        std::string out;
        for (const auto& row : *rows) {
            out += "\n    -";
            for (const auto& inner : field.fields) {
                const auto* given = find(row, inner.id);
                if (!is_blank(given)) out += " " + inner.title + "：" + value_text(inner, *given);
            }
        }
        return out;
    }
    const auto text = shown({.name = field.id, .field = &field, .value = &value});
    return text ? *text : canonical_text(value);
}

std::string facts_text(const CaseState& state, const Pack& pack) {
    std::string out;
    for (const auto& field : pack.fields.fields()) {
        const auto* value = find(state.facts, field.id);
        if (!is_blank(value)) out += "  " + field.title + "：" + value_text(field, *value) + "\n";
    }
    return out;
}

std::string warning_text(const Pack& pack, const Warning& warning) {
    auto out = "预警等级：" + rank_title(pack, warning.profile, warning.proposed);
    if (!warning.confirmed) {
        out += "（建议，待确认）\n";
    } else {
        out += fmt::format(
            "（建议），{}（{} 确认{}{}）\n",
            rank_title(pack, warning.profile, *warning.confirmed),
            warning.confirmed_by.text(),
            warning.confirm_reason.empty() ? "" : "，",
            warning.confirm_reason
        );
    }
    for (const auto& reason : warning.reasons)
        out += "  · " + reason.text + (reason.clause.empty() ? "" : "〔" + reason.clause + "〕") +
               "\n";
    return out;
}

std::string element_name(const Pack& pack, const std::string& process, const std::string& id) {
    const auto found = pack.definitions.processes.find(process);
    if (found == pack.definitions.processes.end()) return id;
    const auto index = found->second->find_element(id);
    const bool named = index >= 0 && !found->second->element(index).name.empty();
    return named ? found->second->element(index).name : id;
}

std::string open_text(const CaseState& state, const Pack& pack) {
    std::string out;
    for (const auto& [key, task] : state.tasks) {
        out += fmt::format("待办 [{}] {}", key, task.name);
        if (!task.assignee.empty()) out += "，" + task.assignee.text() + " 已签收";
        if (task.due_at) out += "，期限 " + due_text(*task.due_at, task.provisional);
        out += "\n";
    }
    for (const auto& [key, timer] : state.timers)
        out += fmt::format(
            "定时 [{}] {} {}\n",
            key,
            element_name(pack, timer.process, timer.element),
            due_text(timer.due_at, timer.provisional)
        );
    for (const auto& [key, incident] : state.incidents)
        out += fmt::format("异常 [{}] {}\n", key, incident.sentence);
    return out;
}

/// What an act was about: the tasks it ended, else what it opened.
class History {
public:
    std::string line(const JournalRow& row) {
        std::string about;
        if (const auto events = decode_events(row.events)) {
            for (const auto& event : *events)
                std::visit([&](const auto& happened) { note(happened, about); }, event);
        }
        return fmt::format(
            "{:>4}  {}  {}  {}{}\n",
            row.seq,
            minute(row.occurred_at),
            row.actor.text() == "system" ? "系统" : row.actor.text(),
            act_title(row.kind),
            about
        );
    }

private:
    template <class Happened>
    void note(const Happened& happened, std::string& about) {
        if constexpr (std::is_same_v<Happened, TaskOpened>) {
            names_[happened.key] = happened.task.name;
        } else if constexpr (std::is_same_v<Happened, TaskCompleted>) {
            about += "“" + names_[happened.key] + "”";
        } else if constexpr (std::is_same_v<Happened, TaskAssigned>) {
            about += "“" + names_[happened.key] + "”" +
                     (happened.assignee.empty() ? "" : " → " + happened.assignee.text());
        } else if constexpr (std::is_same_v<Happened, NoteAdded>) {
            about += "：" + happened.text;
        } else if constexpr (std::is_same_v<Happened, IncidentRaised>) {
            about += "，出现异常";
        } else if constexpr (std::is_same_v<Happened, CaseCompleted>) {
            about += "，案件办结";
        }
    }

    std::map<Key, std::string> names_;
};

std::string_view status_word(CaseStatus status) {
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

std::string_view status_title(std::string_view status) {
    if (status == "open") return "在办";
    if (status == "completed") return "已办结";
    if (status == "voided") return "已作废";
    if (status == "computed") return "已算出";
    if (status == "released") return "已生效";
    if (status == "active") return "在册";
    if (status == "retired") return "停用";
    return status;
}

std::string rank_title(const Pack& pack, const std::string& profile, std::int64_t rank) {
    const auto found = pack.warnings.find(profile);
    if (found != pack.warnings.end()) {
        for (const auto& known : found->second.ranks) {
            if (known.rank == rank) return known.label;
        }
    }
    return std::to_string(rank);
}

std::string
case_text(const CaseState& state, const Pack& pack, const std::vector<JournalRow>& rows) {
    auto out = fmt::format(
        "{} {}（{}）\n属地 {}，立案 {}\n",
        state.number,
        state.title,
        status_title(status_word(state.status)),
        state.owner,
        minute(state.opened_at)
    );
    out += facts_text(state, pack);
    if (state.warning) out += warning_text(pack, *state.warning);
    out += open_text(state, pack);
    History history;
    for (const auto& row : rows)
        out += history.line(row);
    return out;
}

} // namespace gongdao
