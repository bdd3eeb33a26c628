#pragma once

#include "core/ports/services.hpp"

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

namespace gongdao {

/// Seals values with XChaCha20-Poly1305, each with the key of its subject; equal values of equal
/// class share a subject until it is erased. Field class and subject are bound into the seal, so a
/// sealed value cannot be passed off as another. The keys stand in one file outside the database
/// (docs/formats/keys.md). Any thread.
class FileVault final : public Vault, public Signer {
public:
    /// A new key store; never overwrites one (`key_store_exists`).
    [[nodiscard]] static Result<void> create(const std::filesystem::path& keys);
    /// Fails with `key_store_missing`, `key_store_in_use` and the like. Holds the file until it
    /// ends.
    [[nodiscard]] static Result<std::unique_ptr<FileVault>> load(const std::filesystem::path& keys);

    FileVault(const FileVault&) = delete;
    FileVault& operator=(const FileVault&) = delete;
    ~FileVault() override;

    /// `{"class", "index", "sealed", "subject"}`; its key is durable before it is given out.
    [[nodiscard]] Result<Document>
    seal(std::string_view value, std::string_view field_class) override;
    /// Fails with `subject_erased`, `unknown_subject`, `seal_broken`.
    [[nodiscard]] Result<std::string> open(const Document& sealed) const override;
    /// 32 hex digits; tells nothing about the value without the key store.
    [[nodiscard]] std::string
    blind_index(std::string_view value, std::string_view field_class) const override;
    [[nodiscard]] Result<void> erase(std::string_view subject) override;

    /// The signing key is derived from the master key.
    [[nodiscard]] std::string sign(std::string_view text) const override;
    [[nodiscard]] std::string public_key() const override;

private:
    struct Keys;
    explicit FileVault(std::unique_ptr<Keys> keys);

    std::unique_ptr<Keys> keys_;
};

/// Whether `sign` of the holder of `public_key` made the signature; all in hexadecimal.
[[nodiscard]] bool
signature_holds(std::string_view public_key, std::string_view text, std::string_view signature);

} // namespace gongdao
