#include "core/ports/journal.hpp"

#include <fmt/format.h>

#include <sodium/crypto_hash_sha256.h>
#include <sodium/utils.h>

namespace gongdao {

namespace {

void add_bytes(crypto_hash_sha256_state& state, std::string_view bytes) {
    const auto length = fmt::format("{}:", bytes.size());
    crypto_hash_sha256_update(
        &state, reinterpret_cast<const unsigned char*>(length.data()), length.size()
    );
    crypto_hash_sha256_update(
        &state, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size()
    );
}

} // namespace

Hash hash_of(const JournalRow& row) {
    crypto_hash_sha256_state state;
    crypto_hash_sha256_init(&state);
    crypto_hash_sha256_update(&state, row.previous.data(), row.previous.size());
    for (const auto& text :
         {row.org.text(),
          row.stream.text(),
          std::to_string(row.seq),
          row.command_id.text(),
          row.actor.text(),
          std::to_string(row.occurred_at.milliseconds),
          std::to_string(row.recorded_at.milliseconds),
          row.kind,
          row.events}) {
        add_bytes(state, text);
    }
    Hash hash{};
    crypto_hash_sha256_final(&state, hash.data());
    return hash;
}

Hash sha256(std::string_view bytes) {
    Hash hash{};
    crypto_hash_sha256(
        hash.data(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size()
    );
    return hash;
}

std::string to_hex(const Hash& hash) {
    std::string out;
    out.reserve(hash.size() * 2);
    for (const auto byte : hash)
        fmt::format_to(std::back_inserter(out), "{:02x}", byte);
    return out;
}

std::optional<Hash> from_hex(std::string_view text) {
    Hash hash{};
    std::size_t bytes = 0;
    const char* end = nullptr;
    const auto status =
        sodium_hex2bin(hash.data(), hash.size(), text.data(), text.size(), nullptr, &bytes, &end);
    if (status != 0 || bytes != hash.size() || end != text.data() + text.size())
        return std::nullopt;
    return hash;
}

} // namespace gongdao
