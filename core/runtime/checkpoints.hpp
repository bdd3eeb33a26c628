#pragma once

#include "core/ports/services.hpp"
#include "core/ports/store.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace gongdao {

/// The text that a checkpoint's signature covers; its SHA-256 is the next one's `previous`.
[[nodiscard]] std::string signed_text(const Checkpoint& checkpoint);

/// Adds a checkpoint over everything in the journal, in the open transaction. Reads the head of
/// every stream. Nothing where the journal has not grown since the last one.
[[nodiscard]] Result<std::optional<Checkpoint>>
take_checkpoint(StoreWriter& store, const Signer& signer, Instant now);

/// What is handed to somebody outside: one line of JSON with everything that is signed, the
/// signature and the public key.
[[nodiscard]] std::string lodged_text(const Checkpoint& checkpoint, std::string_view public_key);
/// Fails with `bad_lodged_checkpoint`.
[[nodiscard]] Result<Checkpoint> read_lodged(std::string_view text);

/// Against what checkpoints are checked besides the journal itself.
struct CheckpointTrust {
    /// Hex; empty: signatures are not checked.
    std::string public_key;
    /// Verifies an Ed25519 signature; needed where a key is given.
    bool (*signature_holds
    )(std::string_view public_key, std::string_view text, std::string_view signature) = nullptr;
    std::optional<Checkpoint> lodged;
};

/// Every checkpoint against the heads as the journal gives them at its position, the numbering, the
/// chain of `previous`, signatures, and the lodged copy. Reads the whole journal once.
[[nodiscard]] Result<Faults>
check_checkpoints(StoreReader& store, const CheckpointTrust& trust, std::int64_t& checked);

} // namespace gongdao
