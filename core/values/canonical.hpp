#pragma once

#include "core/values/document.hpp"

#include <string>
#include <string_view>

namespace gongdao {

/// Appends the canonical text of a document: `canonical_text` without a text of its own.
void append_canonical(std::string& out, const Document& document);
/// Appends a JSON string with its quotes.
void append_json_string(std::string& out, std::string_view text);

} // namespace gongdao
