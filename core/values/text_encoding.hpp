#pragma once

#include "core/values/result.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace gongdao {

/// What Excel and WPS want in front of a UTF-8 file. Put there by whoever writes the file.
inline constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

struct CodePoint {
    char32_t value = 0;
    std::size_t length = 0; ///< in bytes, 1…4
};

/// The first character of a UTF-8 text; nothing at the end and where the bytes are not UTF-8
/// (over-long forms, surrogates and values above U+10FFFF included).
[[nodiscard]] std::optional<CodePoint> first_code_point(std::string_view text);

[[nodiscard]] bool is_valid_utf8(std::string_view bytes);

/// Nothing but spaces, whichever: those of ASCII, the ideographic one, those without width.
[[nodiscard]] bool is_blank_text(std::string_view utf8);

/// Reads a text file as it comes from a county's computers: UTF-8 with or without a mark, UTF-16
/// with one, else GB18030 (which includes GBK and GB 2312). The mark is dropped. A text that is
/// valid in UTF-8 and in GBK is taken for UTF-8; that happens only to a few characters on their
/// own. Fails with `unknown_encoding` and the line where the bytes stop making sense; a zero byte
/// never does.
[[nodiscard]] Result<std::string> to_utf8(std::string_view bytes);

/// For receivers that read nothing else, such as bank counters. Fails with `not_in_gbk`, which
/// names all characters without a place in GBK and the line of the first, and with
/// `unknown_encoding` where the text is not UTF-8.
[[nodiscard]] Result<std::string> to_gbk(std::string_view utf8);

/// For receivers that know GB 18030, which has a place for rare characters of names too. Fails with
/// `not_in_gb18030` where a font maker's own character has none, and with `unknown_encoding`.
[[nodiscard]] Result<std::string> to_gb18030(std::string_view utf8);

} // namespace gongdao
