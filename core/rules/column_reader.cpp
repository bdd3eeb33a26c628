#include "core/rules/column.hpp"
#include "core/rules/errors.hpp"
#include "core/rules/grid_text.hpp"
#include "core/values/two_languages.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <set>

namespace gongdao {

namespace {

constexpr std::int64_t number_high = 1'000'000'000'000;
constexpr std::int64_t money_high = 1'000'000'000'000'000;
constexpr std::int64_t score_high = 1'000 * 10'000;
constexpr std::int64_t age_limit = 100'000;
constexpr std::int64_t text_high = 1'000'000;
constexpr CivilDate date_low{std::chrono::sys_days{std::chrono::year{1900} / 1 / 1}};
constexpr CivilDate date_high{std::chrono::sys_days{std::chrono::year{2199} / 12 / 31}};

constexpr std::array<std::string_view, 20> units{"数", "天", "日",   "工作日", "小时", "周", "月",
                                                 "年", "人", "人次", "户",     "家",   "件", "项",
                                                 "次", "期", "级",   "个",     "分",   "岁"};

Error refuse(const Column& column, const Bilingual& why) {
    return fail(errors::bad_column, {column.title, both_languages(why)});
}

std::optional<std::int64_t> integer_of(std::string_view text) {
    std::int64_t number = 0;
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (text.empty() || code != std::errc{} || end != text.data() + text.size()) return {};
    return number;
}

/// `红=3/橙=2`, `停工=strike/上访=petition`, `红/橙`, `1/2/3`.
Result<void> read_choices(Column& column, std::string_view word) {
    std::set<std::string> labels;
    std::set<std::string> stored;
    std::size_t integers = 0;
    for (const auto part : split_cells(word, '/')) {
        const auto equals = part.find('=');
        const auto label = trimmed_wide(part.substr(0, equals));
        const auto value =
            equals == std::string_view::npos ? label : trimmed_wide(part.substr(equals + 1));
        if (label.empty() || value.empty())
            return refuse(column, {"选项为空", "a choice is empty"});
        if (label.find_first_of(",()[]|$<>!") != std::string_view::npos || label == "-" ||
            label == "空") {
            return refuse(
                column,
                {"选项“" + std::string(label) + "”含有格子里的符号",
                 "the choice \"" + std::string(label) + "\" has symbols that cells use"}
            );
        }
        if (!labels.emplace(label).second || !stored.emplace(value).second) {
            return refuse(
                column,
                {"选项“" + std::string(label) + "”重复",
                 "the choice \"" + std::string(label) + "\" is repeated"}
            );
        }
        const auto number = integer_of(value);
        integers += number ? 1U : 0U;
        column.choices.push_back({std::string(label), number ? Document(*number) : Document(value)}
        );
    }
    column.integer_choices = integers == column.choices.size();
    if (integers > 0 && !column.integer_choices)
        return refuse(
            column,
            {"选项的值须全为整数或全为文字",
             "the values of choices should be all integers or all texts"}
        );
    column.kind = ValueKind::choice;
    column.high = static_cast<std::int64_t>(column.choices.size()) - 1;
    return {};
}

void set_kind(Column& column, ValueKind kind, std::int64_t low, std::int64_t high) {
    column.kind = kind;
    column.low = low;
    column.high = high;
}

Result<void> read_type(Column& column, std::string_view word) {
    for (const std::string_view mark : {"?", "？"}) {
        if (word.ends_with(mark)) {
            column.nullable = true;
            word.remove_suffix(mark.size());
        }
    }
    if (word.find('/') != std::string_view::npos) return read_choices(column, word);
    if (word == "金额") {
        set_kind(column, ValueKind::money, 0, money_high);
    } else if (word == "评分") {
        set_kind(column, ValueKind::score, 0, score_high);
    } else if (word == "是否") {
        set_kind(column, ValueKind::truth, 0, 1);
    } else if (word == "日期") {
        set_kind(
            column,
            ValueKind::date,
            date_low.days.time_since_epoch().count(),
            date_high.days.time_since_epoch().count()
        );
    } else if (word == "文字") {
        set_kind(column, ValueKind::text, 0, text_high);
    } else if (word == "清单") {
        set_kind(column, ValueKind::list, 0, 0);
        column.nullable = true;
    } else if (std::find(units.begin(), units.end(), word) != units.end()) {
        set_kind(column, ValueKind::number, 0, number_high);
        column.unit = std::string(word);
    } else {
        return refuse(
            column,
            {"没有类型“" + std::string(word) + "”",
             "there is no type \"" + std::string(word) + "\""}
        );
    }
    return {};
}

Result<void> read_range(Column& column, std::string_view text) {
    const auto range = half_width(text);
    const auto dots = range.find("..");
    if (!range.ends_with(']') || dots == std::string::npos) {
        return refuse(column, {"范围应写作 [最小..最大]", "write a range as [least..most]"});
    }
    if (!column.is_arithmetic() && column.kind != ValueKind::date) {
        return refuse(column, {"此类型没有范围", "this type has no range"});
    }
    const std::string_view view{range};
    const auto low = read_fixed_literal(column, trimmed_wide(view.substr(1, dots - 1)));
    const auto high =
        read_fixed_literal(column, trimmed_wide(view.substr(dots + 2, view.size() - dots - 3)));
    if (!low || !high || *low > *high)
        return refuse(
            column, {"范围“" + range + "”无法理解", "the range \"" + range + "\" cannot be read"}
        );
    if (column.is_age && (*low < -age_limit || *high > age_limit)) {
        return refuse(column, {"天数范围过大", "the range of days is too large"});
    }
    column.low = *low;
    column.high = *high;
    return {};
}

} // namespace

Result<Column> read_column(std::string_view declaration) {
    const auto bracket = std::min(declaration.find('['), declaration.find("［"));
    const auto words = split_words(declaration.substr(0, bracket));
    Column column;
    column.title =
        words.empty() ? std::string(trimmed_wide(declaration)) : std::string(words.front());
    if (words.size() < 2)
        return refuse(
            column, {"应写作“标题 类型 字段id [范围]”", "write title, type, field id, [range]"}
        );
    if (const auto read = read_type(column, words[1]); !read) return read.error();
    column.is_age = words.size() == 4 && words[2] == "自";
    if (words.size() > 3 && !column.is_age)
        return refuse(
            column,
            {"多出了“" + std::string(words[3]) + "”",
             "\"" + std::string(words[3]) + "\" is too much"}
        );
    column.field = std::string(words.size() == 2 ? words[0] : words.back());
    if (column.is_age) {
        if (column.unit != "天" && column.unit != "日")
            return refuse(column, {"“自”只用于 天", "自 goes with 天 only"});
        set_kind(column, ValueKind::number, -age_limit, age_limit);
    }
    if (bracket != std::string_view::npos) {
        const auto range = read_range(column, trimmed_wide(declaration.substr(bracket)));
        if (!range) return range.error();
    }
    return column;
}

} // namespace gongdao
