#include "core/access/file_vault.hpp"

#include "core/access/errors.hpp"
#include "core/access/key_store.hpp"
#include "core/values/ensure.hpp"

#include <boost/json/object.hpp>

#include <array>
#include <mutex>
#include <sodium.h>
#include <utility>
#include <vector>

namespace gongdao {

namespace {

constexpr std::size_t nonce_bytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t tag_bytes = crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr std::size_t index_bytes = 16;
constexpr int base64_form = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
/// Purpose of the key that is derived from the master key; part of the format.
constexpr const char* index_purpose = "gd-index";
constexpr const char* signing_purpose = "gd-sign-";

using Bytes = std::vector<unsigned char>;

const unsigned char* raw(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

std::string to_base64(const Bytes& bytes) {
    std::string text(sodium_base64_ENCODED_LEN(bytes.size(), base64_form), '\0');
    sodium_bin2base64(text.data(), text.size(), bytes.data(), bytes.size(), base64_form);
    text.pop_back();
    return text;
}

Bytes from_base64(std::string_view text) {
    if (text.empty()) return {};
    Bytes bytes(text.size());
    std::size_t length = 0;
    const auto status = sodium_base642bin(
        bytes.data(), bytes.size(), text.data(), text.size(), nullptr, &length, nullptr, base64_form
    );
    bytes.resize(status == 0 ? length : 0);
    return bytes;
}

std::string bound_to(std::string_view field_class, std::string_view subject) {
    std::string bound{field_class};
    bound += '\n';
    bound += subject;
    return bound;
}

} // namespace

/// The key file with its lock; the key for blind indices never changes.
struct FileVault::Keys {
    explicit Keys(KeyStore keys) : store{std::move(keys)} {}

    std::mutex mutex;
    KeyStore store;
    SecretKey index_key;
    std::array<unsigned char, crypto_sign_PUBLICKEYBYTES> public_key{};
    std::array<unsigned char, crypto_sign_SECRETKEYBYTES> signing_key{};

    ~Keys() { sodium_memzero(signing_key.data(), signing_key.size()); }
};

FileVault::FileVault(std::unique_ptr<Keys> keys) : keys_{std::move(keys)} {}

FileVault::~FileVault() = default;

Result<void> FileVault::create(const std::filesystem::path& keys) { return KeyStore::create(keys); }

Result<std::unique_ptr<FileVault>> FileVault::load(const std::filesystem::path& keys) {
    auto store = KeyStore::load(keys);
    if (!store) return store.error();
    auto held = std::make_unique<Keys>(std::move(*store));
    crypto_kdf_derive_from_key(
        held->index_key.data(), SecretKey::size, 1, index_purpose, held->store.master().data()
    );
    SecretKey seed;
    crypto_kdf_derive_from_key(
        seed.data(), SecretKey::size, 1, signing_purpose, held->store.master().data()
    );
    crypto_sign_seed_keypair(held->public_key.data(), held->signing_key.data(), seed.data());
    return std::unique_ptr<FileVault>{new FileVault{std::move(held)}};
}

namespace {

template <std::size_t size>
std::string hex(const std::array<unsigned char, size>& bytes) {
    std::string text(size * 2 + 1, '\0');
    sodium_bin2hex(text.data(), text.size(), bytes.data(), bytes.size());
    text.pop_back();
    return text;
}

template <std::size_t size>
bool read_hex(std::string_view text, std::array<unsigned char, size>& bytes) {
    std::size_t length = 0;
    const char* end = nullptr;
    const auto status = sodium_hex2bin(
        bytes.data(), bytes.size(), text.data(), text.size(), nullptr, &length, &end
    );
    return status == 0 && length == size && end == text.data() + text.size();
}

} // namespace

std::string FileVault::sign(std::string_view text) const {
    std::array<unsigned char, crypto_sign_BYTES> signature{};
    crypto_sign_detached(
        signature.data(), nullptr, raw(text), text.size(), keys_->signing_key.data()
    );
    return hex(signature);
}

std::string FileVault::public_key() const { return hex(keys_->public_key); }

bool signature_holds(
    std::string_view public_key, std::string_view text, std::string_view signature
) {
    std::array<unsigned char, crypto_sign_PUBLICKEYBYTES> key{};
    std::array<unsigned char, crypto_sign_BYTES> bytes{};
    return read_hex(public_key, key) && read_hex(signature, bytes) &&
           crypto_sign_verify_detached(bytes.data(), raw(text), text.size(), key.data()) == 0;
}

Result<Document> FileVault::seal(std::string_view value, std::string_view field_class) {
    const auto index = blind_index(value, field_class);
    const std::lock_guard guard{keys_->mutex};
    const auto subject = keys_->store.subject_for(index);
    if (!subject) return subject.error();
    const auto key = keys_->store.key_of(*subject);
    if (!key) return key.error();
    Bytes sealed(nonce_bytes + value.size() + tag_bytes);
    randombytes_buf(sealed.data(), nonce_bytes);
    const auto bound = bound_to(field_class, *subject);
    crypto_aead_xchacha20poly1305_ietf_encrypt(
        sealed.data() + nonce_bytes,
        nullptr,
        raw(value),
        value.size(),
        raw(bound),
        bound.size(),
        nullptr,
        sealed.data(),
        key->data()
    );
    return Document(DocumentObject{
        {"class", field_class},
        {"index", index},
        {"sealed", to_base64(sealed)},
        {"subject", *subject}});
}

Result<std::string> FileVault::open(const Document& sealed) const {
    const auto text = find_text(sealed, "sealed");
    const auto subject = find_text(sealed, "subject");
    const auto field_class = find_text(sealed, "class");
    if (!text || !subject || !field_class) return fail(errors::seal_broken, {"?", "?"});
    const auto key = [&] {
        const std::lock_guard guard{keys_->mutex};
        return keys_->store.key_of(*subject);
    }();
    if (!key) return key.error();
    const auto broken =
        fail(errors::seal_broken, {std::string{*subject}, std::string{*field_class}});
    const auto bytes = from_base64(*text);
    if (bytes.size() < nonce_bytes + tag_bytes) return broken;
    std::string value(bytes.size() - nonce_bytes - tag_bytes, '\0');
    const auto bound = bound_to(*field_class, *subject);
    const auto status = crypto_aead_xchacha20poly1305_ietf_decrypt(
        reinterpret_cast<unsigned char*>(value.data()),
        nullptr,
        nullptr,
        bytes.data() + nonce_bytes,
        bytes.size() - nonce_bytes,
        raw(bound),
        bound.size(),
        bytes.data(),
        key->data()
    );
    if (status != 0) return broken;
    return value;
}

std::string FileVault::blind_index(std::string_view value, std::string_view field_class) const {
    crypto_generichash_state state;
    crypto_generichash_init(&state, keys_->index_key.data(), SecretKey::size, index_bytes);
    const auto separated = std::string{field_class} + '\0';
    crypto_generichash_update(&state, raw(separated), separated.size());
    crypto_generichash_update(&state, raw(value), value.size());
    std::array<unsigned char, index_bytes> index{};
    crypto_generichash_final(&state, index.data(), index.size());
    std::string text(index.size() * 2, '0');
    sodium_bin2hex(text.data(), text.size() + 1, index.data(), index.size());
    return text;
}

Result<void> FileVault::erase(std::string_view subject) {
    const std::lock_guard guard{keys_->mutex};
    return keys_->store.erase(subject);
}

} // namespace gongdao
