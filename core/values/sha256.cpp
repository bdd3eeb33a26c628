#include "core/values/sha256.hpp"

#include "core/values/ensure.hpp"

#include <openssl/evp.h>
#include <sodium/utils.h>

namespace gongdao {

namespace {

/// Looked up once, since every look-up takes a lock; kept for the program's whole life.
const EVP_MD* algorithm() {
    static EVP_MD* const found = EVP_MD_fetch(nullptr, "SHA256", nullptr);
    ensure(found != nullptr, "OpenSSL offers SHA-256");
    return found;
}

void must_succeed(int status) { ensure(status == 1, "hashing needs only memory"); }

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
    std::string out(hash.size() * 2, '0');
    sodium_bin2hex(out.data(), out.size() + 1, hash.data(), hash.size());
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
