#pragma once

#include <array>
#include <cstdint>
#include <sodium/crypto_hash_sha256.h>
#include <string_view>

namespace gongdao {

/// SHA-256 over what is added, by the processor's own instructions where it has them (about five
/// times as fast) and else by libsodium.
class Sha256 {
public:
    using Hash = std::array<unsigned char, 32>;

    Sha256();

    void add(std::string_view bytes);
    /// The end of it: nothing may be added any more.
    [[nodiscard]] Hash finish();

private:
    bool by_instructions_;
    crypto_hash_sha256_state portable_; ///< where there are no instructions
    std::array<std::uint32_t, 8> state_;
    std::array<unsigned char, 64> block_; ///< begun
    std::uint64_t length_ = 0;
};

} // namespace gongdao
