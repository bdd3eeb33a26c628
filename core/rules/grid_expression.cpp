#include "core/rules/grid_expression.hpp"

#include "core/rules/errors.hpp"
#include "core/rules/exact.hpp"
#include "core/rules/grid_names.hpp"
#include "core/rules/grid_text.hpp"
#include "core/values/two_languages.hpp"

#include <algorithm>
#include <string>

namespace gongdao {

namespace {

constexpr int nesting_max = 32;
constexpr std::string_view symbols = "+-*(),";

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_name_end(char c) {
    return symbols.find(c) != std::string_view::npos || c == ' ' || c == '/';
}

} // namespace

Dimension dimension_of(const Column& column) {
    return {
        .money = column.kind == ValueKind::money ? 1 : 0,
        .score = column.kind == ValueKind::score ? 1 : 0};
}

/// Recursive descent; `why_` keeps the first reason for giving up.
class ExpressionReader {
public:
    using Operation = GridExpression::Operation;
    using Node = GridExpression::Node;

    ExpressionReader(std::string_view text, const GridNames& names) : rest_{text}, names_{names} {}

    Result<GridExpression> read(Dimension wanted) {
        const auto whole = sum();
        skip_blanks();
        if (whole && !rest_.empty())
            give_up(
                {"“" + std::string(rest_) + "”是多余的",
                 "\"" + std::string(rest_) + "\" is too much"}
            );
        if (whole && !(whole->dimension == wanted))
            give_up(
                {"单位不符：金额须写 元，金额与数不能混用",
                 "the units differ: amounts need 元 and do not mix with numbers"}
            );
        if (!why_.empty()) return fail(errors::bad_row, {why_});
        return std::move(out_);
    }

private:
    struct Part {
        std::size_t node;
        Dimension dimension;
    };

    using Parsed = std::optional<Part>;

    Parsed give_up(const Bilingual& why) {
        if (why_.empty()) why_ = both_languages(why);
        return {};
    }

    void skip_blanks() {
        while (rest_.starts_with(' '))
            rest_.remove_prefix(1);
    }

    bool take(char symbol) {
        skip_blanks();
        if (!rest_.starts_with(symbol)) return false;
        rest_.remove_prefix(1);
        return true;
    }

    Parsed add_node(Node node, Dimension dimension) {
        out_.nodes_.push_back(node);
        return Part{out_.nodes_.size() - 1, dimension};
    }

    Parsed joined(Operation operation, const Parsed& left, const Parsed& right) {
        if (!left || !right) return {};
        auto dimension = left->dimension;
        if (operation == Operation::multiply) {
            dimension.money += right->dimension.money;
            dimension.score += right->dimension.score;
        } else if (!(dimension == right->dimension)) {
            return give_up(
                {"金额与数不能相加减或比较",
                 "amounts and numbers cannot be added, subtracted or compared"}
            );
        }
        return add_node({operation, 0, {left->node, right->node, 0}}, dimension);
    }

    Parsed sum() {
        auto left = product();
        while (left) {
            if (take('+')) {
                left = joined(Operation::add, left, product());
            } else if (take('-')) {
                left = joined(Operation::subtract, left, product());
            } else {
                break;
            }
        }
        return left;
    }

    Parsed product() {
        auto left = factor();
        while (left && take('*'))
            left = joined(Operation::multiply, left, factor());
        return left;
    }

    Parsed factor() {
        if (++depth_ > nesting_max) return give_up({"括号过深", "the brackets are too deep"});
        auto part = atom();
        --depth_;
        return part;
    }

    Parsed atom() {
        if (take('-')) {
            const auto part = factor();
            if (!part) return {};
            const auto zero = add_node({}, part->dimension);
            return joined(Operation::subtract, zero, part);
        }
        if (take('(')) {
            auto part = sum();
            if (part && !take(')')) return give_up({"缺少 )", "a ) is missing"});
            return part;
        }
        skip_blanks();
        if (rest_.empty()) return give_up({"算式不完整", "the formula is not complete"});
        if (is_digit(rest_.front())) return number();
        return named();
    }

    std::string_view take_word() {
        std::size_t size = 0;
        while (size < rest_.size() && !is_name_end(rest_[size]))
            ++size;
        const auto word = rest_.substr(0, size);
        rest_.remove_prefix(size);
        return word;
    }

    Parsed number() {
        const auto word = take_word();
        std::string_view unit;
        const bool money = word.ends_with("元") || word.ends_with("圆");
        const auto value = read_scaled(word, money ? 2 : 0, unit);
        const bool plain_unit =
            unit.empty() ||
            (unit.find_first_of("0123456789.") == std::string_view::npos && unit != "分");
        if (!value || !plain_unit)
            return give_up(is_not(word, {"整数或金额", "a whole number or an amount"}));
        return add_node({Operation::constant, *value, {}}, {.money = money ? 1 : 0});
    }

    Parsed named() {
        const auto word = take_word();
        if (word == "比例" && take('(')) return proportion();
        if (word == "最小" && take('(')) return pair(Operation::smallest);
        if (word == "最大" && take('(')) return pair(Operation::largest);
        if (word.starts_with('$')) {
            const auto parameter = names_.parameter(word.substr(1));
            if (!parameter)
                return give_up(
                    {"没有参数“" + std::string(word.substr(1)) + "”",
                     "there is no parameter \"" + std::string(word.substr(1)) + "\""}
                );
            if (!parameter->column->is_arithmetic())
                return give_up({"参数不是数", "the parameter is not a number"});
            return add_node(
                {Operation::constant, parameter->value, {}}, dimension_of(*parameter->column)
            );
        }
        const auto column = names_.input(word);
        if (!column)
            return give_up(
                {"没有栏目“" + std::string(word) + "”",
                 "there is no column \"" + std::string(word) + "\""}
            );
        if (!names_.input_column(*column).is_arithmetic()) {
            return give_up(is_not(word, {"数", "a number"}));
        }
        out_.columns_.push_back(*column);
        return add_node(
            {Operation::column, 0, {*column, 0, 0}}, dimension_of(names_.input_column(*column))
        );
    }

    Parsed pair(Operation operation) {
        const auto left = sum();
        if (left && !take(',')) return give_up({"缺少逗号", "a comma is missing"});
        const auto right = left ? sum() : Parsed{};
        if (right && !take(')')) return give_up({"缺少 )", "a ) is missing"});
        return joined(operation, left, right);
    }

    Parsed proportion() {
        std::array<Parsed, 3> parts{};
        for (std::size_t i = 0; i < parts.size(); ++i) {
            parts[i] = sum();
            if (!parts[i]) return {};
            if (!take(i + 1 < parts.size() ? ',' : ')'))
                return give_up({"比例(甲, 乙, 丙) 的写法不完整", "比例(a, b, c) is not complete"});
        }
        const auto& [amount, numerator, denominator] = parts;
        const Dimension dimension{
            .money =
                amount->dimension.money + numerator->dimension.money - denominator->dimension.money,
            .score = amount->dimension.score + numerator->dimension.score -
                     denominator->dimension.score};
        return add_node(
            {Operation::proportion, 0, {amount->node, numerator->node, denominator->node}},
            dimension
        );
    }

    std::string_view rest_;
    const GridNames& names_;
    GridExpression out_;
    std::string why_;
    int depth_ = 0;
};

Result<GridExpression>
GridExpression::read(std::string_view text, const GridNames& names, Dimension wanted) {
    return ExpressionReader{text, names}.read(wanted);
}

std::optional<std::int64_t> GridExpression::evaluate(std::span<const std::int64_t> values) const {
    return value_of(nodes_.size() - 1, values);
}

std::optional<std::int64_t>
GridExpression::value_of(std::size_t node, std::span<const std::int64_t> values) const {
    const auto& [operation, constant, operands] = nodes_[node];
    if (operation == Operation::constant) return constant;
    if (operation == Operation::column) return values[operands[0]];
    const auto left = value_of(operands[0], values);
    const auto right = value_of(operands[1], values);
    if (!left || !right) return {};
    switch (operation) {
    case Operation::add:
        return exact_sum(*left, *right);
    case Operation::subtract:
        return exact_difference(*left, *right);
    case Operation::multiply:
        return exact_product(*left, *right);
    case Operation::smallest:
        return std::min(*left, *right);
    case Operation::largest:
        return std::max(*left, *right);
    default: {
        const auto divisor = value_of(operands[2], values);
        return divisor ? proportion_of(*left, *right, *divisor) : std::nullopt;
    }
    }
}

} // namespace gongdao
