#pragma once

#include "core/ports/owned_descriptor.hpp"
#include "core/values/result.hpp"

#include <array>
#include <cstddef>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gongdao {

/// 256 secret bits, wiped from memory with their owner.
class SecretKey {
public:
    SecretKey() = default;
    SecretKey(const SecretKey&) = default;
    SecretKey& operator=(const SecretKey&) = default;
    ~SecretKey();

    [[nodiscard]] static SecretKey random();

    [[nodiscard]] unsigned char* data() { return bytes_.data(); }

    [[nodiscard]] const unsigned char* data() const { return bytes_.data(); }

    static constexpr std::size_t size = 32;

private:
    std::array<unsigned char, size> bytes_{};
};

/// One file of records with 128 bytes each (docs/formats/keys.md): a master key, then one key per
/// subject. It stands outside the database and is saved apart from it. One thread at a time; held
/// by one process at a time.
class KeyStore {
public:
    using Block = std::array<unsigned char, 16>;

    /// A new file with a fresh master key. Fails with `key_store_exists`.
    [[nodiscard]] static Result<void> create(const std::filesystem::path& path);
    /// Fails with `key_store_missing`, `key_store_open_to_others`, `key_store_in_use` and
    /// `key_store_damaged`. What a crash left unfinished at the end is dropped: such keys were
    /// never given out.
    [[nodiscard]] static Result<KeyStore> load(const std::filesystem::path& path);

    [[nodiscard]] const SecretKey& master() const { return master_; }

    /// The subject of this blind index (32 hex digits), a new one if there is none. Its key is
    /// durable before this returns.
    [[nodiscard]] Result<std::string> subject_for(std::string_view index);
    /// Fails with `unknown_subject` or `subject_erased`.
    [[nodiscard]] Result<SecretKey> key_of(std::string_view subject) const;
    /// Overwrites the key on the medium and waits for it; erasing again changes nothing. Fails with
    /// `unknown_subject`.
    [[nodiscard]] Result<void> erase(std::string_view subject);

private:
    enum class Kind : unsigned char { head = 1, live = 2, gone = 3, unfinished = 4 };

    struct Record {
        Kind kind = Kind::live;
        Block subject{};
        SecretKey key;
        Block index{};
    };

    static constexpr std::size_t record_bytes = 128;
    using Bytes = std::array<unsigned char, record_bytes>;

    explicit KeyStore(std::filesystem::path path) : path_{std::move(path)} {}

    [[nodiscard]] static Bytes encoded(const Record& record);
    [[nodiscard]] static std::optional<Record> decoded(const unsigned char* bytes);

    [[nodiscard]] Result<void> lock();
    [[nodiscard]] Result<void> read_records();
    [[nodiscard]] Result<void>
    take_record(std::size_t number, const unsigned char* bytes, std::size_t count);
    [[nodiscard]] Result<void> add_spares();
    [[nodiscard]] Result<void>
    write_at(std::size_t number, const unsigned char* bytes, std::size_t count) const;
    [[nodiscard]] Result<void> sync() const;

    std::filesystem::path path_;
    OwnedDescriptor file_;
    SecretKey master_;
    std::vector<Record> records_; ///< by position in the file; the first is the head
    std::map<Block, std::size_t> by_subject_;
    std::map<Block, std::size_t> by_index_;
    std::vector<std::size_t> spares_; ///< durable keys that nobody has yet
    std::size_t spares_next_ = 1;
};

} // namespace gongdao
