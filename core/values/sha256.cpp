#include "core/values/sha256.hpp"

#include "core/values/ensure.hpp"

#include <openssl/evp.h>

namespace gongdao {

namespace {

/// Looked up once, since every look-up takes a lock; kept for the program's whole life.
const EVP_MD* algorithm() {
    static EVP_MD* const found = EVP_MD_fetch(nullptr, "SHA256", nullptr);
    ensure(found != nullptr, "OpenSSL offers SHA-256");
    return found;
}

void must_succeed(int status) { ensure(status == 1, "hashing needs only memory"); }

constexpr int digit_value(char digit) {
    if (digit >= '0' && digit <= '9') return digit - '0';
    if (digit >= 'a' && digit <= 'f') return digit - 'a' + 10;
    if (digit >= 'A' && digit <= 'F') return digit - 'A' + 10;
    return -1;
}

} // namespace

void Sha256::Release::operator()(evp_md_ctx_st* context) const { EVP_MD_CTX_free(context); }

Sha256::Sha256() : context_{EVP_MD_CTX_new()} {
    ensure(context_ != nullptr, "hashing needs only memory");
    must_succeed(EVP_DigestInit_ex(context_.get(), algorithm(), nullptr));
}

void Sha256::add(std::string_view bytes) {
    must_succeed(EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size()));
}

Hash Sha256::finish() {
    Hash hash{};
    must_succeed(EVP_DigestFinal_ex(context_.get(), hash.data(), nullptr));
    return hash;
}

Hash sha256(std::string_view bytes) {
    Hash hash{};
    must_succeed(EVP_Digest(bytes.data(), bytes.size(), hash.data(), nullptr, algorithm(), nullptr)
    );
    return hash;
}

std::string to_hex(const Hash& hash) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string out;
    out.reserve(hash.size() * 2);
    for (const auto byte : hash) {
        out += digits[byte >> 4U];
        out += digits[byte & 0x0fU];
    }
    return out;
}

std::optional<Hash> from_hex(std::string_view text) {
    Hash hash{};
    if (text.size() != hash.size() * 2) return std::nullopt;
    for (std::size_t i = 0; i < hash.size(); ++i) {
        const auto high = digit_value(text[2 * i]);
        const auto low = digit_value(text[2 * i + 1]);
        if (high < 0 || low < 0) return std::nullopt;
        hash[i] = static_cast<unsigned char>(high * 16 + low);
    }
    return hash;
}

} // namespace gongdao
