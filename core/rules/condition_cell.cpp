#include "core/rules/condition_cell.hpp"

#include "core/rules/errors.hpp"
#include "core/rules/grid_text.hpp"
#include "core/values/two_languages.hpp"

#include <limits>
#include <string>
#include <utility>

namespace gongdao {

namespace {

using namespace std::string_view_literals;

constexpr auto lowest = std::numeric_limits<std::int64_t>::min();
constexpr auto highest = std::numeric_limits<std::int64_t>::max();

class CellReader {
public:
    CellReader(std::string_view text, Column& column, const GridNames& names)
        : rest_{text}, column_{column}, names_{names} {}

    Result<ValueSet> read() {
        auto set = alternatives();
        if (set && !rest_.empty())
            give_up(
                {"“" + std::string(rest_) + "”是多余的",
                 "\"" + std::string(rest_) + "\" is too much"}
            );
        if (!why_.empty()) return fail(errors::bad_row, {why_});
        return set->intersected(column_.domain());
    }

private:
    using Parsed = std::optional<ValueSet>;

    Parsed give_up(const Bilingual& why) {
        if (why_.empty()) why_ = both_languages(why);
        return {};
    }

    bool take(std::string_view token) {
        rest_ = trimmed_wide(rest_);
        if (!rest_.starts_with(token)) return false;
        rest_.remove_prefix(token.size());
        rest_ = trimmed_wide(rest_);
        return true;
    }

    Parsed alternatives() {
        auto set = alternative();
        while (set && take(",")) {
            const auto next = alternative();
            if (!next) return {};
            set = set->united(*next);
        }
        return set;
    }

    Parsed alternative() {
        if (take("非(")) {
            const auto inner = alternatives();
            if (!inner) return {};
            if (!take(")")) return give_up({"缺少 )", "a ) is missing"});
            return ValueSet{lowest, highest}.without(*inner);
        }
        if (rest_ == "空" || rest_.starts_with("空,") || rest_.starts_with("空)") ||
            rest_.starts_with("空 ")) {
            take("空");
            if (!column_.nullable)
                return give_up(
                    {"该栏不可为空，类型后应加 ?", "the column cannot be empty; add ? to its type"}
                );
            return ValueSet::of_null();
        }
        if (take(">=")) return compared(true, true);
        if (take("<=")) return compared(false, true);
        if (take("!=")) return unequal();
        if (take(">")) return compared(true, false);
        if (take("<")) return compared(false, false);
        take("=");
        if (rest_.starts_with('[') || rest_.starts_with('(')) return range();
        const auto value = literal();
        return value ? Parsed{ValueSet{*value, *value}} : Parsed{};
    }

    Parsed unequal() {
        const auto value = literal();
        if (!value) return {};
        return ValueSet{lowest, highest}.without(ValueSet{*value, *value});
    }

    /// All values on one side of a literal.
    Parsed compared(bool above, bool included) {
        const auto bound = literal();
        if (!bound) return {};
        return side(*bound, above, included);
    }

    Parsed side(std::int64_t bound, bool above, bool included) {
        if (column_.kind == ValueKind::choice && column_.integer_choices) {
            return ranked(bound, above, included);
        }
        if (!column_.is_arithmetic() && column_.kind != ValueKind::date) {
            return give_up({"该栏不能比较大小", "the column has no order"});
        }
        // Past the end of the domain nothing changes, so a bound at the limit of int64 may be cut.
        if (above) return ValueSet{included || bound == highest ? bound : bound + 1, highest};
        return ValueSet{lowest, included || bound == lowest ? bound : bound - 1};
    }

    /// Choices with integers compare by these, not by their place.
    Parsed ranked(std::int64_t bound, bool above, bool included) {
        const auto rank_of = [&](std::size_t i) { return column_.choices[i].stored.get_int64(); };
        const auto limit = rank_of(static_cast<std::size_t>(bound));
        ValueSet set;
        for (std::size_t i = 0; i < column_.choices.size(); ++i) {
            const auto rank = rank_of(i);
            const bool inside = rank == limit ? included : (rank > limit) == above;
            const auto place = static_cast<std::int64_t>(i);
            if (inside) set = set.united(ValueSet{place, place});
        }
        return set;
    }

    Parsed range() {
        const bool low_included = rest_.front() == '[';
        rest_.remove_prefix(1);
        const auto dots = rest_.find("..");
        if (dots == std::string_view::npos)
            return give_up({"区间应写作 [低..高)", "write an interval as [low..high)"});
        const auto low = value_of(trimmed_wide(rest_.substr(0, dots)));
        rest_.remove_prefix(dots + 2);
        const auto end = rest_.find_first_of("])");
        if (!low || end == std::string_view::npos)
            return give_up({"区间应写作 [低..高)", "write an interval as [low..high)"});
        const bool high_included = rest_[end] == ']';
        const auto high = value_of(trimmed_wide(rest_.substr(0, end)));
        if (!high) return {};
        rest_.remove_prefix(end + 1);
        rest_ = trimmed_wide(rest_);
        const auto from = side(*low, true, low_included);
        const auto to = side(*high, false, high_included);
        if (!from || !to) return {};
        const auto both = from->intersected(*to);
        return both.empty() ? give_up({"区间为空", "the interval is empty"}) : Parsed{both};
    }

    /// The text between quotation marks, in which `,` and `)` are nothing special.
    std::optional<std::string_view> quoted() {
        for (const auto& [open, close] : {std::pair{"“"sv, "”"sv}, std::pair{"\""sv, "\""sv}}) {
            if (!rest_.starts_with(open)) continue;
            const auto end = rest_.find(close, open.size());
            if (end == std::string_view::npos) return {};
            const auto word = rest_.substr(open.size(), end - open.size());
            rest_ = trimmed_wide(rest_.substr(end + close.size()));
            return word;
        }
        return {};
    }

    std::optional<std::int64_t> literal() {
        if (const auto word = quoted()) return value_of(*word);
        const auto end = rest_.find_first_of(",)");
        const auto word = trimmed_wide(rest_.substr(0, end));
        rest_.remove_prefix(end == std::string_view::npos ? rest_.size() : end);
        return value_of(word);
    }

    std::optional<std::int64_t> value_of(std::string_view word) {
        if (!word.starts_with('$')) {
            const auto value = word.empty() ? std::nullopt : read_literal(column_, word);
            if (!value) give_up(not_of_kind(word));
            return value;
        }
        const auto parameter = names_.parameter(word.substr(1));
        if (!parameter) {
            give_up(
                {"没有参数“" + std::string(word.substr(1)) + "”",
                 "there is no parameter \"" + std::string(word.substr(1)) + "\""}
            );
            return {};
        }
        const bool same_unit = parameter->column->unit == column_.unit || column_.unit == "数" ||
                               parameter->column->unit == "数";
        if (parameter->column->kind != column_.kind || !same_unit) {
            give_up(
                {"参数“" + std::string(word.substr(1)) + "”的类型与该栏不同",
                 "the parameter \"" + std::string(word.substr(1)) +
                     "\" has another type than the column"}
            );
            return {};
        }
        return parameter->value;
    }

    Bilingual not_of_kind(std::string_view word) const {
        return column_.is_age ? is_not(word, {"天数", "a number of days"})
                              : is_not(word, kind_name(column_));
    }

    std::string_view rest_;
    Column& column_;
    const GridNames& names_;
    std::string why_;
};

} // namespace

Result<ValueSet> read_condition(std::string_view cell, Column& column, const GridNames& names) {
    const auto text = half_width(cell);
    return CellReader{trimmed_wide(text), column, names}.read();
}

} // namespace gongdao
