#pragma once

#include "core/values/result.hpp"

#include <boost/json/value.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace gongdao {

/// Structured data of a case: JSON whose numbers are integers. Amounts are 分, scores are scaled,
/// so that no rounding can creep in; dates and instants are texts.
using Document = boost::json::value;
using DocumentObject = boost::json::object;
using DocumentArray = boost::json::array;

/// Strict: one value, no fraction or exponent, no duplicate key, depth ≤ 32, valid UTF-8. The place
/// of a fault is given as line and column. `storage` is for whoever reads very many of them;
/// whatever is moved or copied out of the document lives there too.
[[nodiscard]] Result<Document>
parse_document(std::string_view text, boost::json::storage_ptr storage = {});

/// The canonical text: keys in byte order, no spaces. Equal documents have equal texts, so hashes
/// and comparisons are made over it.
[[nodiscard]] std::string canonical_text(const Document& document);

/// Each finds nothing where the object lacks the key or the value has another type.
[[nodiscard]] const Document* find(const Document& document, std::string_view key);
[[nodiscard]] std::optional<std::int64_t>
find_integer(const Document& document, std::string_view key);
[[nodiscard]] std::optional<std::string_view>
find_text(const Document& document, std::string_view key);
[[nodiscard]] std::optional<bool> find_boolean(const Document& document, std::string_view key);
/// Follows `a.b.c`.
[[nodiscard]] const Document* find_path(const Document& document, std::string_view path);

} // namespace gongdao
