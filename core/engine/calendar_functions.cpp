#include "core/engine/calendar_functions.hpp"

#include "core/engine/calendar_errors.hpp"

#include <boost/json/object.hpp>

#include <algorithm>

namespace gongdao {

namespace {

constexpr std::string_view working_day = "calendar.working_day_on_or_before";
constexpr std::string_view holiday = "calendar.holiday_on_or_after";

Result<std::string>
text_input(std::string_view function, const Document& input, const std::string& member) {
    const auto text = find_text(input, member);
    if (!text) return fail(errors::calendar_input_missing, {std::string{function}, member});
    return std::string{*text};
}

Document working_day_before(const WorkingCalendar& calendar, CivilDate date) {
    const auto found = previous_working_day_on_or_before(calendar, date);
    return DocumentObject{{"date", to_text(found.date)}, {"provisional", found.provisional}};
}

/// A notice may begin its holiday in the year before, so the year of the date is not enough.
Result<Document>
holiday_after(const WorkingCalendar& calendar, CivilDate date, const std::string& name) {
    for (int year = date.year();; ++year) {
        if (!calendar.knows(year))
            return Document(DocumentObject{{"known", false}, {"year", year}});
        const auto first = calendar.first_day_of_holiday(year, name);
        if (first && *first >= date) {
            return Document(DocumentObject{
                {"known", true}, {"year", year}, {"begins_on", to_text(*first)}});
        }
        // Every notice names every statutory holiday.
        if (!first) return fail(errors::no_such_holiday, {name});
    }
}

} // namespace

const std::vector<std::string>& calendar_function_names() {
    static const std::vector<std::string> names{std::string{working_day}, std::string{holiday}};
    return names;
}

bool is_calendar_function(std::string_view name) {
    const auto& names = calendar_function_names();
    return std::find(names.begin(), names.end(), name) != names.end();
}

Result<Document> call_calendar_function(
    const WorkingCalendar& calendar, std::string_view name, const Document& input
) {
    const auto text = text_input(name, input, "date");
    if (!text) return text.error();
    const auto date = parse_date(*text);
    if (!date) return date.error();
    if (name == working_day) return working_day_before(calendar, *date);
    const auto named = text_input(name, input, "name");
    if (!named) return named.error();
    return holiday_after(calendar, *date, *named);
}

} // namespace gongdao
