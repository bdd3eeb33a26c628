#pragma once

#include "core/values/document.hpp"

namespace gongdao {

/// An error for programs, on the socket and with `--json`: `error`, `error_en`, `code`, `exit` and,
/// where it is known, `place` (docs/formats/socket.md).
[[nodiscard]] Document refusal_document(const Error& error);

/// An error out of what refusal_document made elsewhere; says the same sentences and has the same
/// code.
[[nodiscard]] Error read_refusal(const Document& refusal);

} // namespace gongdao
