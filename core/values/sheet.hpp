#pragma once

#include "core/values/result.hpp"

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace gongdao {

/// 32 MiB: one import is one list of people; larger ones are split so that their faults can be
/// read.
inline constexpr std::size_t sheet_bytes_max = 33'554'432;
inline constexpr std::size_t sheet_rows_max = 100'000;
inline constexpr std::size_t sheet_columns_max = 256;
/// What a cell of Excel holds.
inline constexpr std::size_t sheet_cell_bytes_max = 32'767;

struct SheetRow {
    int line = 0; ///< where the row starts in the file, from 1
    std::vector<std::string> cells;

    friend bool operator==(const SheetRow&, const SheetRow&) = default;
};

/// A table of texts. A row may have more or fewer cells than the header: see check_sheet.
struct Sheet {
    std::vector<std::string> header;
    std::vector<SheetRow> rows;
    int header_line = 1;

    friend bool operator==(const Sheet&, const Sheet&) = default;
};

/// Reads CSV in any encoding that to_utf8 knows: RFC 4180 quotes, line ends CRLF or LF, separated
/// by tabs where the header has a tab and else by commas. Header names are trimmed, other cells are
/// kept as written. Blank rows and blank cells beyond the header are left out. Fails with the line
/// of an open or broken quote, with `sheet_empty`, and where one of the limits above is passed.
[[nodiscard]] Result<Sheet> read_sheet(std::string_view bytes);

/// Unnamed, repeated and missing columns (by the names in `required`), and rows whose number of
/// cells is not the header's, each with its line.
[[nodiscard]] Faults check_sheet(const Sheet& sheet, std::span<const std::string_view> required);

/// UTF-8 without a mark, commas, CRLF. A cell that a spreadsheet would run as a formula (it begins
/// with = + - @ or a control character, and is no number) gets a ' in front.
[[nodiscard]] std::string write_sheet(const Sheet& sheet);

} // namespace gongdao
