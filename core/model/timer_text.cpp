#include "core/model/timer_text.hpp"

#include "core/calendar/cron.hpp"
#include "core/calendar/period.hpp"
#include "core/model/errors.hpp"
#include "core/model/names.hpp"
#include "core/values/time.hpp"

#include <iterator>
#include <sstream>
#include <string>
#include <vector>

namespace gongdao {

namespace {

std::vector<std::string> split(std::string_view text, char separator) {
    std::vector<std::string> out;
    for (;;) {
        const auto at = text.find(separator);
        out.emplace_back(text.substr(0, at));
        if (at == std::string_view::npos) return out;
        text.remove_prefix(at + 1);
    }
}

std::ptrdiff_t count_fields(std::string_view text) {
    std::istringstream in{std::string{text}};
    return std::distance(std::istream_iterator<std::string>{in}, {});
}

std::optional<Error> check_cycle(const std::string& text) {
    const auto parts = split(text, '/');
    const bool shaped = parts.size() == 2 && !parts[0].empty() && parts[0][0] == 'R';
    int count = 1;
    const bool counted =
        shaped && (parts[0] == "R" || (read_number(parts[0].substr(1), count) && count > 0));
    if (!counted || !parse_period(parts[1])) return fail(errors::bad_cycle, {text});
    return std::nullopt;
}

} // namespace

bool is_cron(std::string_view text) {
    return !text.empty() && text.front() != '=' && count_fields(text) == 5;
}

std::optional<Error> check_period(std::string_view text) {
    if (!text.empty() && text.front() == '=') return std::nullopt;
    const auto period = parse_period(text);
    if (period) return std::nullopt;
    return period.error();
}

std::optional<Error> check_timer(const TimerRule& timer) {
    if (!timer.text.empty() && timer.text.front() == '=') return std::nullopt;
    switch (timer.kind) {
    case TimerRule::Kind::duration:
        return check_period(timer.text);
    case TimerRule::Kind::cycle:
        return check_cycle(timer.text);
    case TimerRule::Kind::cron:
        if (const auto cron = parse_cron(timer.text); !cron) return cron.error();
        return std::nullopt;
    case TimerRule::Kind::date:
        break;
    }
    const auto instant = parse_instant(timer.text);
    if (instant) return std::nullopt;
    return instant.error();
}

} // namespace gongdao
