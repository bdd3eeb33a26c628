#include "core/app/deadline_screen.hpp"

#include "core/app/case_screen.hpp"
#include "core/app/wording.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <array>

namespace gongdao {

namespace {

/// In the order of StepReason.
constexpr std::array<std::string_view, 11> reason_codes{
    "first_day",
    "natural_day",
    "working_day",
    "make_up_day",
    "last_day_off",
    "weekend",
    "holiday",
    "paused",
    "after_hours",
    "rolled_past",
    "rolled_to"};

std::string indented(const std::string& lines) {
    std::string out;
    for (std::size_t at = 0; at < lines.size();) {
        const auto end = std::min(lines.find('\n', at), lines.size());
        out += "  " + lines.substr(at, end - at) + "\n";
        at = end + 1;
    }
    return out;
}

std::string how_counted(const OpenDeadline& deadline, Language language) {
    if (deadline.uncountable) {
        return worded(
            language,
            "  期限保持 {}，现已无法重新计算：{}\n",
            "  it stays at {} and cannot be counted again: {}\n",
            due_text(deadline.due_at, deadline.provisional, language),
            sentence(*deadline.uncountable, language)
        );
    }
    if (!deadline.counted) {
        return worded(
            language,
            "  {}，为指定的时间，不经计算\n",
            "  {}, a time as given: nothing is counted\n",
            due_text(deadline.due_at, deadline.provisional, language)
        );
    }
    auto out = indented(explain(*deadline.counted, language));
    if (deadline.counted->due == deadline.due_at) return out;
    return out + worded(
                     language,
                     "  日历或流程已变更：案件仍按 {} 办理\n",
                     "  the calendar or the process has changed since: the case keeps {}\n",
                     due_text(deadline.due_at, deadline.provisional, language)
                 );
}

Document step_document(const Step& step) {
    DocumentObject out{
        {"first", to_text(step.first)},
        {"last", to_text(step.last)},
        {"counted", is_counted(step.reason)},
        {"reason", reason_codes[static_cast<std::size_t>(step.reason)]},
        {"count", step.count},
        {"provisional", step.provisional}};
    if (!step.name.empty()) out["holiday"] = step.name;
    if (step.notice_year != 0) out["notice_year"] = step.notice_year;
    return out;
}

Document counted_document(const Deadline& deadline) {
    DocumentArray days;
    for (const auto& step : deadline.explanation)
        days.push_back(step_document(step));
    return DocumentObject{
        {"start", to_text(deadline.start)},
        {"period", to_text(deadline.period)},
        {"due_at", to_text(deadline.due)},
        {"last_day", to_text(deadline.last_day)},
        {"provisional", deadline.provisional},
        {"calendar", deadline.calendar_version},
        {"days", std::move(days)}};
}

} // namespace

std::string
deadlines_text(const std::vector<OpenDeadline>& deadlines, const Pack& pack, Language language) {
    std::string out;
    for (const auto& deadline : deadlines) {
        const Wording kind = deadline.is_timer ? Wording{"定时", "timer"} : Wording{"待办", "task"};
        out += worded(
            language,
            "期限计算：{} [{}] {}\n",
            "how counted: {} [{}] {}\n",
            kind.in(language),
            deadline.key,
            element_name(pack, deadline.process, deadline.element)
        );
        out += how_counted(deadline, language);
    }
    return out;
}

Document deadlines_document(const std::vector<OpenDeadline>& deadlines, const Pack& pack) {
    DocumentArray list;
    for (const auto& deadline : deadlines) {
        DocumentObject one{
            {"kind", deadline.is_timer ? "timer" : "task"},
            {"key", deadline.key},
            {"element", deadline.element},
            {"name", element_name(pack, deadline.process, deadline.element)},
            {"due_at", to_text(deadline.due_at)},
            {"provisional", deadline.provisional}};
        if (deadline.counted) one["counted"] = counted_document(*deadline.counted);
        if (deadline.uncountable)
            one["uncountable"] = sentence(*deadline.uncountable, Language::chinese);
        list.push_back(std::move(one));
    }
    return list;
}

} // namespace gongdao
