#include "core/calendar/period.hpp"

#include "core/calendar/errors.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

namespace gongdao {

namespace {

/// Enough for a hundred years in minutes.
constexpr std::size_t digits_max = 8;

struct Name {
    std::string_view text;
    Unit unit;
    std::int64_t factor = 1;
};

constexpr std::array<Name, 24> names{{
    {"wd", Unit::working_days},
    {"wh", Unit::working_hours},
    {"m", Unit::minutes},
    {"min", Unit::minutes},
    {"h", Unit::hours},
    {"d", Unit::days},
    {"w", Unit::days, 7},
    {"mo", Unit::months},
    {"y", Unit::years},
    {"个工作日", Unit::working_days},
    {"工作日", Unit::working_days},
    {"个工作小时", Unit::working_hours},
    {"工作小时", Unit::working_hours},
    {"分钟", Unit::minutes},
    {"小时", Unit::hours},
    {"个小时", Unit::hours},
    {"日", Unit::days},
    {"天", Unit::days},
    {"自然日", Unit::days},
    {"个自然日", Unit::days},
    {"周", Unit::days, 7},
    {"个星期", Unit::days, 7},
    {"个月", Unit::months},
    {"年", Unit::years},
}};

/// ISO 8601 designators before and after the T.
constexpr std::array<Name, 4> iso_dates{
    {{"Y", Unit::months, 12}, {"M", Unit::months}, {"W", Unit::days, 7}, {"D", Unit::days}}};
constexpr std::array<Name, 2> iso_times{{{"H", Unit::minutes, 60}, {"M", Unit::minutes}}};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

Result<std::int64_t> take_amount(std::string_view& rest, std::string_view whole) {
    std::int64_t amount = 0;
    std::size_t digits = 0;
    while (digits < rest.size() && is_digit(rest[digits])) {
        if (digits == digits_max) return fail(errors::period_out_of_range, {std::string{whole}});
        amount = amount * 10 + (rest[digits++] - '0');
    }
    if (digits == 0) return fail(errors::bad_period, {std::string{whole}});
    rest.remove_prefix(digits);
    return amount;
}

template <class Names>
const Name* named(const Names& known, std::string_view text) {
    const auto found = std::find_if(known.begin(), known.end(), [&](const Name& name) {
        return name.text == text;
    });
    return found == known.end() ? nullptr : &*found;
}

/// `P1Y` rather than 12 months, `PT4H` rather than 240 minutes: the largest unit that holds.
Period largest_unit(Period period) {
    if (period.amount == 0) return period;
    if (period.unit == Unit::months && period.amount % 12 == 0) {
        return {.amount = period.amount / 12, .unit = Unit::years};
    }
    if (period.unit == Unit::minutes && period.amount % 60 == 0) {
        return {.amount = period.amount / 60, .unit = Unit::hours};
    }
    return period;
}

Result<Period> parse_iso(std::string_view text) {
    auto rest = text.substr(1);
    bool in_time = false;
    std::optional<Period> sum;
    while (!rest.empty()) {
        if (rest.front() == 'T' && !in_time) {
            in_time = true;
            rest.remove_prefix(1);
        }
        const auto amount = take_amount(rest, text);
        if (!amount) return amount.error();
        const auto designator = rest.substr(0, 1);
        const auto* name = in_time ? named(iso_times, designator) : named(iso_dates, designator);
        if (name == nullptr) return fail(errors::bad_period, {std::string{text}});
        if (sum && sum->unit != name->unit) return fail(errors::mixed_period, {std::string{text}});
        if (!sum) sum = Period{.amount = 0, .unit = name->unit};
        sum->amount += *amount * name->factor;
        rest.remove_prefix(1);
    }
    if (!sum) return fail(errors::bad_period, {std::string{text}});
    return largest_unit(*sum);
}

} // namespace

Result<Period> parse_period(std::string_view text) {
    if (text.starts_with('P')) return parse_iso(text);
    auto rest = text;
    const auto amount = take_amount(rest, text);
    if (!amount) return amount.error();
    while (rest.starts_with(' '))
        rest.remove_prefix(1);
    const auto* name = named(names, rest);
    if (name == nullptr) return fail(errors::bad_period, {std::string{text}});
    return Period{.amount = *amount * name->factor, .unit = name->unit};
}

std::string to_text(Period period) {
    const auto found = std::find_if(names.begin(), names.end(), [&](const Name& name) {
        return name.unit == period.unit && name.factor == 1;
    });
    return fmt::format("{}{}", period.amount, found->text);
}

std::string to_words(Period period, Language language) {
    struct Words {
        std::string_view chinese;
        std::string_view english;
    };

    // In the order of Unit.
    constexpr std::array<Words, 7> words{
        {{"分钟", "minute"},
         {"小时", "hour"},
         {"日", "day"},
         {"个月", "month"},
         {"年", "year"},
         {"个工作日", "working day"},
         {"个工作小时", "working hour"}}};
    const auto& [chinese, english] = words[static_cast<std::size_t>(period.unit)];
    if (language == Language::chinese) return fmt::format("{}{}", period.amount, chinese);
    return fmt::format("{} {}{}", period.amount, english, period.amount == 1 ? "" : "s");
}

} // namespace gongdao
