#include "core/rules/reason_text.hpp"

#include "core/rules/errors.hpp"
#include "core/rules/grid_names.hpp"
#include "core/rules/grid_text.hpp"
#include "core/values/two_languages.hpp"

#include <optional>

namespace gongdao {

namespace {

std::optional<ReasonText::Piece> named_piece(std::string_view name, const GridNames& names) {
    using Kind = ReasonText::Piece::Kind;
    if (name.starts_with('$')) {
        const auto parameter = names.parameter(name.substr(1));
        if (!parameter) return {};
        return ReasonText::Piece{
            Kind::plain, shown_value(*parameter->column, {parameter->value, {}}), 0};
    }
    if (const auto input = names.input(name)) return ReasonText::Piece{Kind::input, {}, *input};
    if (const auto output = names.output(name)) return ReasonText::Piece{Kind::output, {}, *output};
    return {};
}

} // namespace

Result<ReasonText> ReasonText::read(std::string_view text, const GridNames& names) {
    ReasonText out;
    while (!text.empty()) {
        const auto open = text.find('{');
        if (open != 0)
            out.pieces_.push_back({Piece::Kind::plain, std::string(text.substr(0, open)), 0});
        if (open == std::string_view::npos) break;
        const auto close = text.find('}', open);
        if (close == std::string_view::npos)
            return fail(errors::bad_row, {both_languages("缺少 }", "a } is missing")});
        const auto name = trimmed_wide(text.substr(open + 1, close - open - 1));
        auto piece = named_piece(name, names);
        if (!piece)
            return fail(
                errors::bad_row,
                {both_languages(
                    "没有“" + std::string(name) + "”可以填入",
                    "there is no \"" + std::string(name) + "\" to fill in"
                )}
            );
        out.pieces_.push_back(std::move(*piece));
        text.remove_prefix(close + 1);
    }
    return out;
}

} // namespace gongdao
