#pragma once

#include "core/app/invocation.hpp"
#include "core/ports/records.hpp"
#include "core/runtime/command.hpp"

#include <optional>

namespace gongdao {

class County;

// Sealed personal values are in no table, but each has a blind index (docs/formats/keys.md), so an
// exact value can be found again by whoever holds the keys.

/// Command `find_sealed`: `of` (`case`, or a register), `field` (id or title, at any depth) and the
/// exact `value`. Answers `{"sealed": bool, "streams": […]}`; false where no such field is sealed.
/// Changes nothing. For active people.
[[nodiscard]] Result<Document> find_sealed(County& county, const Command& command);

/// `身份证号=…` as a condition on the streams that hold it, found by this program or the node that
/// holds the keys; nothing where the text names no sealed field of `of`.
[[nodiscard]] Result<std::optional<Where>>
sealed_condition(const Invocation& invocation, const std::string& of, const std::string& text);

} // namespace gongdao
