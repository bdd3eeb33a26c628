#include "core/app/case_screen.hpp"
#include "core/app/status_words.hpp"
#include "core/app/wording.hpp"
#include "core/engine/codec.hpp"
#include "core/model/script_job.hpp"

#include <boost/json/object.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <utility>

namespace gongdao {

namespace {

struct Title {
    std::string_view code;
    Wording words;
};

constexpr std::array act_titles{
    Title{"open_case", {"立案", "opened"}},
    Title{"complete_task", {"办结", "completed"}},
    Title{"claim_task", {"签收", "claimed"}},
    Title{"release_task", {"退回待签收", "gave back"}},
    Title{"transfer_task", {"转办", "transferred"}},
    Title{"urge_task", {"催办", "urged"}},
    Title{"correct_facts", {"更正", "corrected"}},
    Title{"add_note", {"备注", "noted"}},
    Title{"void_case", {"作废", "voided"}},
    Title{"resolve_incident", {"排除异常", "resolved an incident"}},
    Title{"deliver_message", {"收到消息", "received a message"}},
    Title{"deliver_signal", {"收到信号", "received a signal"}},
    Title{"fire_timer", {"到期", "fell due"}},
    Title{"finish_work", {"外发或处理完成", "done outside"}},
    Title{"fail_work", {"外发或处理失败", "failed outside"}},
    Title{"recompute_deadlines", {"重算期限", "counted deadlines again"}}};

constexpr std::array work_titles{
    Title{"letter", {"文书", "letter"}},
    Title{"export", {"导出", "export"}},
    Title{"pay_list", {"发放清单", "pay list"}},
    Title{"publish_message", {"向他案发送消息", "message to another case"}},
    Title{"broadcast_signal", {"发出信号", "signal"}},
    Title{script_job, {"运行脚本", "running a script"}},
    Title{"batch.freeze", {"锁定名单", "freezing a list"}},
    Title{"batch.compute", {"批次计算", "computing a batch"}},
    Title{"batch.release", {"批次生效", "releasing a batch"}}};

template <std::size_t Count>
std::string
title_of(const std::array<Title, Count>& titles, std::string_view code, Language language) {
    const auto found = std::find_if(titles.begin(), titles.end(), [&](const Title& title) {
        return title.code == code;
    });
    return std::string{found == titles.end() ? code : found->words.in(language)};
}

/// What each act was about; remembers what earlier rows named.
class History {
public:
    explicit History(const CaseScreen& screen) : screen_{screen}, language_{screen.language} {}

    std::string line(const JournalRow& row) {
        subject_.clear();
        about_.clear();
        if (const auto events = decode_events(row.events)) {
            for (const auto& event : *events)
                std::visit([&](const auto& happened) { note(happened); }, event);
        }
        return fmt::format(
            "{:>4}  {}  {}  {}{}{}\n",
            row.seq,
            minute_text(row.occurred_at),
            screen_.people.person(row.actor),
            title_of(act_titles, row.kind, language_),
            subject_,
            about_
        );
    }

private:
    /// Most steps of a process say nothing to people.
    template <class Happened>
    void note(const Happened&) {}

    void note(const ElementActivating& happened) {
        names_[happened.key] = element_name(screen_.pack, happened.process, happened.element);
    }

    void note(const CaseOpened& happened) {
        if (!happened.reference.empty())
            about_ += worded(language_, "，附号 {}", ", reference {}", happened.reference);
    }

    void note(const CaseCompleted&) {
        about_ += Wording{"，案件办结", ", case closed"}.in(language_);
    }

    void note(const CaseVoided& happened) { add_reason(happened.reason); }

    void note(const NoteAdded& happened) { add_text(happened.text); }

    void note(const VariablesSet& happened) {
        if (happened.reason.empty() || !happened.values.is_object()) return;
        Bilingual changes;
        for (const auto& [name, value] : happened.values.get_object()) {
            const auto* field = screen_.pack.fields.find(std::string_view{name});
            if (field == nullptr) continue;
            const bool cleared = value.is_null();
            const Wording nothing{"清空", "cleared"};
            const auto now =
                cleared ? std::string{nothing.in(language_)} : value_text(*field, value, language_);
            changes.add({field->title + "：" + now, field->title + ": " + now});
        }
        subject_ += quoted(changes.in(language_));
        add_reason(happened.reason);
    }

    void note(const TaskOpened& happened) { names_[happened.key] = happened.task.name; }

    void note(const TaskCompleted& happened) { subject_ += quoted(names_[happened.key]); }

    void note(const TaskAssigned& happened) {
        subject_ += quoted(names_[happened.key]);
        if (!happened.assignee.empty()) about_ += " → " + screen_.people.person(happened.assignee);
        add_reason(happened.reason);
    }

    void note(const TaskUrged& happened) {
        subject_ += quoted(names_[happened.key]);
        add_text(happened.text);
    }

    void note(const TimerStarted& happened) {
        timers_[happened.key] =
            element_name(screen_.pack, happened.timer.process, happened.timer.element);
    }

    void note(const TimerFired& happened) { subject_ += quoted(timers_[happened.key]); }

    void note(const EventReceived& happened) { subject_ += quoted(happened.name); }

    void note(const WorkRequested& happened) {
        const auto& work = happened.work;
        auto text = names_[work.instance];
        const auto kind = title_of(work_titles, work.name, language_);
        const bool says_more = kind != text;
        if (text.empty()) {
            text = kind;
        } else if (says_more) {
            text = worded(language_, "{}（{}）", "{} ({})", text, kind);
        }
        work_[happened.key] = text;
    }

    void note(const WorkFinished& happened) {
        subject_ += quoted(work_[happened.key]);
        if (const auto file = find_text(happened.result, "file"))
            about_ += " " + std::string{*file};
    }

    void note(const WorkFailed& happened) {
        subject_ += quoted(work_[happened.key]);
        add_text(happened.sentence);
        if (happened.retry_at) {
            about_ +=
                worded(language_, "，{} 再试", ", again at {}", minute_text(*happened.retry_at));
        }
    }

    void note(const WorkStopped& happened) { subject_ += quoted(work_[happened.key]); }

    void note(const IncidentRaised& happened) {
        incidents_[happened.key] = happened.incident.sentence;
        about_ += Wording{"，出现异常", ", incident"}.in(language_);
        add_text(happened.incident.sentence);
    }

    void note(const IncidentResolved& happened) { add_text(incidents_[happened.key]); }

    void note(const RankProposed& happened) {
        about_ += worded(
            language_,
            "，建议{}",
            ", proposes {}",
            rank_title(screen_.pack, happened.profile, happened.rank)
        );
    }

    void note(const RankConfirmed& happened) {
        about_ += worded(
            language_,
            "，确认{}",
            ", confirms {}",
            rank_title(screen_.pack, happened.profile, happened.rank)
        );
        add_reason(happened.reason);
    }

    [[nodiscard]] std::string quoted(const std::string& text) const {
        return text.empty() ? text : worded(language_, "“{}”", " \"{}\"", text);
    }

    void add_text(const std::string& text) {
        if (!text.empty()) about_ += worded(language_, "：{}", ": {}", text);
    }

    void add_reason(const std::string& reason) {
        if (!reason.empty()) about_ += worded(language_, "，理由：{}", ", reason: {}", reason);
    }

    const CaseScreen& screen_;
    Language language_;
    std::string subject_; ///< the task, timer, work … that the act was about
    std::string about_;
    std::map<Key, std::string> names_; ///< of elements and tasks, which share their keys
    std::map<Key, std::string> timers_;
    std::map<Key, std::string> work_;
    std::map<Key, std::string> incidents_;
};

} // namespace

std::string history_text(const CaseScreen& screen) {
    std::string out;
    History history{screen};
    for (const auto& row : screen.rows)
        out += history.line(row);
    return out;
}

} // namespace gongdao
