#include "core/values/sheet.hpp"

#include "core/values/errors.hpp"
#include "core/values/text_encoding.hpp"

#include <algorithm>
#include <utility>

namespace gongdao {

namespace {

Place at_line(int line) {
    Place place;
    place.line = line;
    return place;
}

Error beyond(const ErrorKind& kind, std::size_t limit, int line) {
    return fail(kind, {std::to_string(limit)}, at_line(line));
}

bool blank(const std::vector<std::string>& cells) {
    return std::all_of(cells.begin(), cells.end(), [](const auto& cell) { return cell.empty(); });
}

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view wide_blank = "　";
    constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF"; // left behind by joining files
    for (;;) {
        const auto before = text.size();
        if (!text.empty() &&
            std::string_view{" \t\r"}.find(text.front()) != std::string_view::npos) {
            text.remove_prefix(1);
        }
        if (!text.empty() &&
            std::string_view{" \t\r"}.find(text.back()) != std::string_view::npos) {
            text.remove_suffix(1);
        }
        if (text.starts_with(wide_blank)) text.remove_prefix(wide_blank.size());
        if (text.ends_with(wide_blank)) text.remove_suffix(wide_blank.size());
        if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
        if (text.ends_with(byte_order_mark)) text.remove_suffix(byte_order_mark.size());
        if (text.size() == before) return text;
    }
}

/// Walks the text once; every row knows its line.
class SheetReader {
public:
    explicit SheetReader(std::string_view text) : text_{text} {}

    [[nodiscard]] bool at_end() const { return at_ >= text_.size(); }

    Result<SheetRow> next_row() {
        SheetRow row{.line = line_, .cells = {}};
        for (;;) {
            auto cell = next_cell();
            if (!cell) return cell.error();
            if (cell->size() > sheet_cell_bytes_max) {
                return beyond(errors::sheet_cell_too_long, sheet_cell_bytes_max, row.line);
            }
            row.cells.push_back(std::move(*cell));
            if (row.cells.size() > sheet_columns_max) {
                return beyond(errors::sheet_too_many_columns, sheet_columns_max, row.line);
            }
            if (!take_separator()) break;
        }
        take_line_end();
        return row;
    }

    void detect_separator() {
        bool quoted = false;
        for (auto i = at_; i < text_.size() && (quoted || text_[i] != '\n'); ++i) {
            if (text_[i] == '"') quoted = !quoted;
            if (text_[i] == '\t' && !quoted) separator_ = '\t';
        }
    }

private:
    Result<std::string> next_cell() {
        if (!at_end() && text_[at_] == '"') return quoted_cell();
        const auto begin = at_;
        while (!at_end() && text_[at_] != separator_ && !line_ends())
            ++at_;
        return std::string{text_.substr(begin, at_ - begin)};
    }

    Result<std::string> quoted_cell() {
        const int opened = line_;
        std::string cell;
        ++at_;
        for (;;) {
            if (at_end()) return fail(errors::sheet_open_quote, {}, at_line(opened));
            const char c = text_[at_++];
            if (c == '\n') ++line_;
            if (c != '"') {
                cell += c;
                continue;
            }
            if (at_end() || text_[at_] != '"') break;
            cell += '"';
            ++at_;
        }
        if (!at_end() && text_[at_] != separator_ && !line_ends()) {
            return fail(errors::sheet_text_after_quote, {}, at_line(line_));
        }
        return cell;
    }

    [[nodiscard]] bool line_ends() const {
        return text_[at_] == '\n' || text_.substr(at_).starts_with("\r\n");
    }

    bool take_separator() {
        if (at_end() || text_[at_] != separator_) return false;
        ++at_;
        return true;
    }

    void take_line_end() {
        if (at_end()) return;
        at_ += text_[at_] == '\r' ? 2U : 1U;
        ++line_;
    }

    std::string_view text_;
    std::size_t at_ = 0;
    int line_ = 1;
    char separator_ = ',';
};

Result<SheetRow> read_header(SheetReader& reader) {
    while (!reader.at_end()) {
        reader.detect_separator();
        auto row = reader.next_row();
        if (!row) return row.error();
        for (auto& cell : row->cells)
            cell = std::string{trimmed(cell)};
        if (blank(row->cells)) continue;
        while (row->cells.size() > 1 && row->cells.back().empty())
            row->cells.pop_back();
        return row;
    }
    return fail(errors::sheet_empty);
}

void drop_blank_tail(std::vector<std::string>& cells, std::size_t columns) {
    while (cells.size() > columns && cells.back().empty())
        cells.pop_back();
}

void check_names(const Sheet& sheet, Faults& faults) {
    const auto place = at_line(sheet.header_line);
    for (auto name = sheet.header.begin(); name != sheet.header.end(); ++name) {
        if (name->empty()) {
            const auto column = std::to_string(name - sheet.header.begin() + 1);
            faults.push_back(fail(errors::sheet_column_unnamed, {column}, place));
        } else if (std::find(sheet.header.begin(), name, *name) != name) {
            faults.push_back(fail(errors::sheet_column_twice, {*name}, place));
        }
    }
}

bool is_number(std::string_view cell) {
    if (cell.starts_with('+') || cell.starts_with('-')) cell.remove_prefix(1);
    if (cell.ends_with('%')) cell.remove_suffix(1);
    const auto digit = [](char c) { return c >= '0' && c <= '9'; };
    return std::any_of(cell.begin(), cell.end(), digit) &&
           std::all_of(cell.begin(), cell.end(), [&](char c) {
               return digit(c) || c == '.' || c == ',';
           });
}

bool runs_as_formula(std::string_view cell) {
    constexpr std::string_view starters = "=+-@\t\r\n";
    if (cell.empty() || starters.find(cell.front()) == std::string_view::npos) return false;
    return !is_number(cell);
}

void write_cell(std::string& out, std::string_view cell) {
    const std::string guarded = (runs_as_formula(cell) ? "'" : "") + std::string{cell};
    if (guarded.find_first_of("\",\r\n\t") == std::string::npos) {
        out += guarded;
        return;
    }
    out += '"';
    for (const char c : guarded) {
        if (c == '"') out += '"';
        out += c;
    }
    out += '"';
}

void write_row(std::string& out, const std::vector<std::string>& cells) {
    for (std::size_t i = 0; i < cells.size(); ++i) {
        if (i > 0) out += ',';
        write_cell(out, cells[i]);
    }
    out += "\r\n";
}

} // namespace

Result<Sheet> read_sheet(std::string_view bytes) {
    if (bytes.size() > sheet_bytes_max)
        return beyond(errors::sheet_too_many_bytes, sheet_bytes_max, 0);
    const auto text = to_utf8(bytes);
    if (!text) return text.error();
    SheetReader reader{*text};
    auto header = read_header(reader);
    if (!header) return header.error();
    Sheet sheet{.header = std::move(header->cells), .rows = {}, .header_line = header->line};
    while (!reader.at_end()) {
        auto row = reader.next_row();
        if (!row) return row.error();
        if (blank(row->cells)) continue;
        if (sheet.rows.size() == sheet_rows_max) {
            return beyond(errors::sheet_too_many_rows, sheet_rows_max, row->line);
        }
        drop_blank_tail(row->cells, sheet.header.size());
        sheet.rows.push_back(std::move(*row));
    }
    return sheet;
}

Faults check_sheet(const Sheet& sheet, std::span<const std::string_view> required) {
    Faults faults;
    check_names(sheet, faults);
    for (const auto name : required) {
        if (std::find(sheet.header.begin(), sheet.header.end(), name) == sheet.header.end()) {
            faults.push_back(
                fail(errors::sheet_column_missing, {std::string{name}}, at_line(sheet.header_line))
            );
        }
    }
    const auto columns = sheet.header.size();
    for (const auto& row : sheet.rows) {
        const auto cells = row.cells.size();
        if (cells == columns) continue;
        const auto& kind =
            cells > columns ? errors::sheet_too_many_cells : errors::sheet_too_few_cells;
        faults.push_back(
            fail(kind, {std::to_string(cells), std::to_string(columns)}, at_line(row.line))
        );
    }
    return faults;
}

std::string write_sheet(const Sheet& sheet) {
    std::string out;
    write_row(out, sheet.header);
    for (const auto& row : sheet.rows)
        write_row(out, row.cells);
    return out;
}

} // namespace gongdao
