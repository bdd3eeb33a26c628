#include "core/app/terminal_table.hpp"

#include "core/values/ensure.hpp"

#include <algorithm>
#include <numeric>
#include <string_view>

namespace gongdao {

namespace {

constexpr int gap = 2;
/// Narrower than this a cut column says nothing.
constexpr int cut_width_min = 8;

bool is_figure(std::string_view cell) {
    if (cell.empty() || cell == "-" || cell == "—") return true;
    for (const std::string_view sign : {"-", "¥", "￥"}) {
        if (cell.starts_with(sign)) cell.remove_prefix(sign.size());
    }
    if (cell.ends_with('%')) cell.remove_suffix(1);
    const bool only_digits = cell.find_first_not_of("0123456789,.") == std::string_view::npos;
    return only_digits && !cell.empty() && cell.front() >= '0' && cell.front() <= '9';
}

std::string one_line(std::string cell) {
    std::replace_if(
        cell.begin(), cell.end(), [](char c) { return static_cast<unsigned char>(c) < ' '; }, ' '
    );
    return cell;
}

void end_line(std::string& text) {
    while (!text.empty() && text.back() == ' ')
        text.pop_back();
    text += '\n';
}

} // namespace

void TerminalTable::add_row(std::vector<std::string> cells) {
    ensure(cells.size() <= columns_.size(), "a row has no more cells than the table has columns");
    cells.resize(columns_.size());
    std::transform(cells.begin(), cells.end(), cells.begin(), one_line);
    rows_.push_back(std::move(cells));
}

Align TerminalTable::align_of(std::size_t column) const {
    if (columns_[column].align) return *columns_[column].align;
    const bool figures = std::all_of(rows_.begin(), rows_.end(), [&](const auto& row) {
        return is_figure(row[column]);
    });
    return figures && !rows_.empty() ? Align::right : Align::left;
}

std::vector<int> TerminalTable::widths(int width_max) const {
    std::vector<int> widths;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        int width = display_width(columns_[i].title);
        for (const auto& row : rows_)
            width = std::max(width, display_width(row[i]));
        widths.push_back(width);
    }
    if (width_max <= 0) return widths;
    const int gaps = gap * static_cast<int>(columns_.empty() ? 0 : columns_.size() - 1);
    for (int over = std::accumulate(widths.begin(), widths.end(), gaps) - width_max; over > 0;
         --over) {
        auto* widest = static_cast<int*>(nullptr);
        for (std::size_t i = 0; i < widths.size(); ++i) {
            const bool may_shrink = align_of(i) != Align::right && widths[i] > cut_width_min;
            if (may_shrink && (widest == nullptr || widths[i] > *widest)) widest = &widths[i];
        }
        if (widest == nullptr) break;
        --*widest;
    }
    return widths;
}

std::string TerminalTable::text(int width_max) const {
    const auto wide = widths(width_max);
    std::vector<Align> aligns;
    for (std::size_t i = 0; i < columns_.size(); ++i)
        aligns.push_back(align_of(i));
    std::string out;
    const auto add_line = [&](const auto& cell_of) {
        for (std::size_t i = 0; i < columns_.size(); ++i) {
            if (i > 0) out.append(gap, ' ');
            out += padded(cut(cell_of(i), wide[i]), wide[i], aligns[i]);
        }
        end_line(out);
    };
    const auto rule_width = std::accumulate(wide.begin(), wide.end(), 0) +
                            gap * static_cast<int>(columns_.empty() ? 0 : columns_.size() - 1);
    add_line([&](std::size_t i) -> const std::string& { return columns_[i].title; });
    for (int i = 0; i < rule_width; ++i)
        out += "─";
    out += '\n';
    for (const auto& row : rows_) {
        add_line([&](std::size_t i) -> const std::string& { return row[i]; });
    }
    return out;
}

std::string grouped(std::int64_t number) {
    auto digits = std::to_string(number);
    const std::size_t first = number < 0 ? 1 : 0;
    for (auto at = digits.size(); at > first + 3;) {
        at -= 3;
        digits.insert(at, ",");
    }
    return digits;
}

} // namespace gongdao
