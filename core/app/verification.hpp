#pragma once

#include "core/app/invocation.hpp"

#include <filesystem>

namespace gongdao {

/// Replays and verifies a county's whole store, beside a running node too, and prints what was
/// found: 0, or 1 with findings. `--key` names the public key that checkpoints are to be signed
/// with, `--lodged` a copy of a checkpoint that lay elsewhere.
[[nodiscard]] Result<int>
verify_county(const Invocation& invocation, const std::filesystem::path& folder);

} // namespace gongdao
