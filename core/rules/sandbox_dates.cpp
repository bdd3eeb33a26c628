#include "core/rules/errors.hpp"
#include "core/rules/sandbox_libraries.hpp"
#include "core/values/time.hpp"

#include <lua.h>

#include <algorithm>

namespace gongdao {

namespace {

constexpr std::int64_t days_max = 1'000'000;
constexpr std::int64_t months_max = 30'000;

CivilDate date_argument(lua_State* lua, int index, const char* function) {
    auto date = parse_date(text_argument(lua, index, function));
    if (!date) Sandbox::of(lua).raise(date.error());
    return *date;
}

int bounded_argument(lua_State* lua, int index, const char* function, std::int64_t limit) {
    const auto number = integer_argument(lua, index, function);
    if (number < -limit || number > limit) {
        Sandbox::of(lua).raise(fail(errors::lua_overflow, {function}));
    }
    return static_cast<int>(number);
}

int give_date(lua_State* lua, CivilDate date, const char* function) {
    if (date.year() < 1 || date.year() > 9999) {
        Sandbox::of(lua).raise(fail(errors::lua_overflow, {function}));
    }
    push_text(lua, to_text(date));
    return 1;
}

int months_since_zero(CivilDate date) {
    return date.year() * 12 + static_cast<int>(date.month()) - 1;
}

CivilDate month_shifted(CivilDate date, int months) {
    namespace chrono = std::chrono;
    const auto parts = date.parts();
    const auto month = chrono::year_month{parts.year(), parts.month()} + chrono::months{months};
    const auto last =
        chrono::year_month_day_last{month.year(), chrono::month_day_last{month.month()}}.day();
    return {chrono::sys_days{month / std::min(parts.day(), last)}};
}

/// The last day of a shorter month does not complete a month that began later: 31 Jan → 28 Feb is
/// 0.
int whole_months(CivilDate from, CivilDate to) {
    if (to < from) return -whole_months(to, from);
    const int months = months_since_zero(to) - months_since_zero(from);
    return to.day() < from.day() ? months - 1 : months;
}

int date_days_between(lua_State* lua) {
    const auto from = date_argument(lua, 1, "days_between");
    const auto to = date_argument(lua, 2, "days_between");
    lua_pushinteger(lua, to - from);
    return 1;
}

int date_months_between(lua_State* lua) {
    const auto from = date_argument(lua, 1, "months_between");
    const auto to = date_argument(lua, 2, "months_between");
    lua_pushinteger(lua, whole_months(from, to));
    return 1;
}

int date_add_days(lua_State* lua) {
    const auto date = date_argument(lua, 1, "add_days");
    return give_date(lua, date + bounded_argument(lua, 2, "add_days", days_max), "add_days");
}

int date_add_months(lua_State* lua) {
    const auto date = date_argument(lua, 1, "add_months");
    const int months = bounded_argument(lua, 2, "add_months", months_max);
    return give_date(lua, month_shifted(date, months), "add_months");
}

int date_year(lua_State* lua) {
    lua_pushinteger(lua, date_argument(lua, 1, "year_of").year());
    return 1;
}

int date_month(lua_State* lua) {
    lua_pushinteger(lua, date_argument(lua, 1, "month_of").month());
    return 1;
}

int date_day(lua_State* lua) {
    lua_pushinteger(lua, date_argument(lua, 1, "day_of").day());
    return 1;
}

int date_weekday(lua_State* lua) {
    lua_pushinteger(lua, date_argument(lua, 1, "weekday_of").weekday());
    return 1;
}

} // namespace

void open_dates(lua_State* lua) {
    set_functions(
        lua,
        {{"days_between", &guarded<&date_days_between>},
         {"months_between", &guarded<&date_months_between>},
         {"add_days", &guarded<&date_add_days>},
         {"add_months", &guarded<&date_add_months>},
         {"year_of", &guarded<&date_year>},
         {"month_of", &guarded<&date_month>},
         {"day_of", &guarded<&date_day>},
         {"weekday_of", &guarded<&date_weekday>}}
    );
}

} // namespace gongdao
