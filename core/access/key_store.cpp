#include "core/access/key_store.hpp"

#include "core/access/durable_file.hpp"
#include "core/access/errors.hpp"
#include "core/values/ensure.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sodium.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <system_error>
#include <utility>

namespace gongdao {

namespace {

using Block = KeyStore::Block;

/// Records of one page are written together or not at all as far as a crash can tell, so spare keys
/// are added in groups that stay within one.
constexpr std::size_t records_per_page = 32;

constexpr std::size_t kind_at = 0;
constexpr std::size_t version_at = 1;
constexpr std::size_t subject_at = 8;
constexpr std::size_t key_at = 24;
constexpr std::size_t index_at = 56;
constexpr std::size_t check_at = 96;
constexpr std::size_t check_bytes = 32;
constexpr unsigned char version = 1;

std::string hex(const Block& block) {
    std::string text(block.size() * 2, '0');
    sodium_bin2hex(text.data(), text.size() + 1, block.data(), block.size());
    return text;
}

std::optional<Block> unhex(std::string_view text) {
    Block block{};
    std::size_t length = 0;
    const auto status = sodium_hex2bin(
        block.data(), block.size(), text.data(), text.size(), nullptr, &length, nullptr
    );
    const bool whole = status == 0 && length == block.size() && text.size() == block.size() * 2;
    return whole ? std::optional{block} : std::nullopt;
}

Block random_block() {
    Block block{};
    randombytes_buf(block.data(), block.size());
    return block;
}

} // namespace

SecretKey::~SecretKey() { sodium_memzero(bytes_.data(), bytes_.size()); }

SecretKey SecretKey::random() {
    SecretKey key;
    randombytes_buf(key.data(), size);
    return key;
}

KeyStore::Bytes KeyStore::encoded(const Record& record) {
    Bytes bytes{};
    bytes[kind_at] = static_cast<unsigned char>(record.kind);
    bytes[version_at] = version;
    std::copy(record.subject.begin(), record.subject.end(), &bytes[subject_at]);
    std::copy_n(record.key.data(), SecretKey::size, &bytes[key_at]);
    std::copy(record.index.begin(), record.index.end(), &bytes[index_at]);
    crypto_generichash(&bytes[check_at], check_bytes, bytes.data(), check_at, nullptr, 0);
    return bytes;
}

std::optional<KeyStore::Record> KeyStore::decoded(const unsigned char* bytes) {
    std::array<unsigned char, check_bytes> check{};
    crypto_generichash(check.data(), check.size(), bytes, check_at, nullptr, 0);
    const auto kind = bytes[kind_at];
    const bool known = kind >= static_cast<unsigned char>(Kind::head) &&
                       kind <= static_cast<unsigned char>(Kind::unfinished);
    const bool whole = std::equal(check.begin(), check.end(), bytes + check_at);
    if (!known || !whole || bytes[version_at] != version) return std::nullopt;
    Record record;
    record.kind = static_cast<Kind>(kind);
    std::copy_n(bytes + subject_at, record.subject.size(), record.subject.begin());
    std::copy_n(bytes + key_at, SecretKey::size, record.key.data());
    std::copy_n(bytes + index_at, record.index.size(), record.index.begin());
    return record;
}

Result<void> KeyStore::create(const std::filesystem::path& path) {
    ensure(sodium_init() >= 0, "libsodium starts");
    std::error_code code;
    if (std::filesystem::exists(path, code)) {
        return fail(errors::key_store_exists, {path.string()});
    }
    Record head{
        .kind = Kind::head, .subject = random_block(), .key = SecretKey::random(), .index = {}};
    auto bytes = encoded(head);
    std::string text(bytes.size(), '\0');
    std::memcpy(text.data(), bytes.data(), bytes.size());
    auto written = write_durably(path, text);
    sodium_memzero(text.data(), text.size());
    sodium_memzero(bytes.data(), bytes.size());
    return written;
}

Result<KeyStore> KeyStore::load(const std::filesystem::path& path) {
    ensure(sodium_init() >= 0, "libsodium starts");
    KeyStore store{path};
    if (const auto locked = store.lock(); !locked) return locked.error();
    if (const auto read = store.read_records(); !read) return read.error();
    return store;
}

Result<void> KeyStore::lock() {
    file_ = OwnedDescriptor{::open(path_.c_str(), O_RDWR | O_CLOEXEC)};
    if (!file_.is_open() && errno == ENOENT) {
        return fail(errors::key_store_missing, {path_.string()});
    }

    struct stat state {};

    if (!file_.is_open() || ::fstat(file_.number(), &state) != 0) {
        return fail(
            errors::file_not_read, {path_.string(), std::generic_category().message(errno)}
        );
    }
    if ((state.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
        return fail(errors::key_store_open_to_others, {path_.string()});
    }
    if (::flock(file_.number(), LOCK_EX | LOCK_NB) != 0) {
        return fail(errors::key_store_in_use, {path_.string()});
    }
    return {};
}

Result<void> KeyStore::read_records() {
    auto text = read_whole_file(path_);
    if (!text) return text.error();
    const auto count = (text->size() + record_bytes - 1) / record_bytes;
    text->resize(count * record_bytes);
    if (count == 0) return fail(errors::key_store_damaged, {path_.string(), "1"});
    records_.reserve(count);
    Result<void> taken;
    for (std::size_t number = 0; number < count && taken; ++number) {
        std::array<unsigned char, record_bytes> bytes{};
        std::memcpy(bytes.data(), text->data() + number * record_bytes, record_bytes);
        taken = take_record(number, bytes.data(), count);
        sodium_memzero(bytes.data(), bytes.size());
    }
    sodium_memzero(text->data(), text->size());
    return taken;
}

Result<void>
KeyStore::take_record(std::size_t number, const unsigned char* bytes, std::size_t count) {
    auto record = decoded(bytes);
    const bool last_page = number / records_per_page == (count - 1) / records_per_page;
    const bool head_expected = number == 0;
    if (!record && last_page && !head_expected) {
        record = Record{.kind = Kind::unfinished, .subject = {}, .key = {}, .index = {}};
        const auto healed = encoded(*record);
        if (const auto done = write_at(number, healed.data(), healed.size()); !done) return done;
    }
    if (!record || (record->kind == Kind::head) != head_expected) {
        return fail(errors::key_store_damaged, {path_.string(), std::to_string(number + 1)});
    }
    if (head_expected) master_ = record->key;
    if (record->kind == Kind::live || record->kind == Kind::gone)
        by_subject_[record->subject] = number;
    // A live key without an index may have been given out just before a crash, so it is kept but
    // never given to another value.
    if (record->kind == Kind::live && record->index != Block{}) by_index_[record->index] = number;
    records_.push_back(*std::move(record));
    return {};
}

Result<void> KeyStore::add_spares() {
    const auto room = records_per_page - records_.size() % records_per_page;
    const auto count = std::min(room, spares_next_);
    spares_next_ = std::min(spares_next_ * 2, records_per_page);
    std::vector<Record> added(count);
    std::vector<unsigned char> bytes;
    for (auto& record : added) {
        record = {
            .kind = Kind::live, .subject = random_block(), .key = SecretKey::random(), .index = {}};
        const auto one = encoded(record);
        bytes.insert(bytes.end(), one.begin(), one.end());
    }
    auto written = write_at(records_.size(), bytes.data(), bytes.size());
    sodium_memzero(bytes.data(), bytes.size());
    if (!written) return written;
    if (written = sync(); !written) return written;
    for (auto& record : added) {
        spares_.push_back(records_.size());
        by_subject_[record.subject] = records_.size();
        records_.push_back(std::move(record));
    }
    return {};
}

Result<std::string> KeyStore::subject_for(std::string_view index) {
    const auto block = unhex(index);
    ensure(block.has_value(), "a blind index is 32 hex digits");
    if (const auto found = by_index_.find(*block); found != by_index_.end()) {
        return hex(records_[found->second].subject);
    }
    if (spares_.empty()) {
        if (const auto added = add_spares(); !added) return added.error();
    }
    const auto number = spares_.back();
    auto record = records_[number];
    record.index = *block;
    // Not synced: should a crash lose it, an equal value gets a second subject, and both stay
    // readable.
    const auto bytes = encoded(record);
    if (const auto done = write_at(number, bytes.data(), bytes.size()); !done) return done.error();
    spares_.pop_back();
    by_index_[*block] = number;
    records_[number] = std::move(record);
    return hex(records_[number].subject);
}

Result<SecretKey> KeyStore::key_of(std::string_view subject) const {
    const auto block = unhex(subject);
    const auto found = block ? by_subject_.find(*block) : by_subject_.end();
    if (found == by_subject_.end()) return fail(errors::unknown_subject, {std::string{subject}});
    const auto& record = records_[found->second];
    if (record.kind == Kind::gone) return fail(errors::subject_erased, {std::string{subject}});
    return record.key;
}

Result<void> KeyStore::erase(std::string_view subject) {
    const auto block = unhex(subject);
    const auto found = block ? by_subject_.find(*block) : by_subject_.end();
    if (found == by_subject_.end()) return fail(errors::unknown_subject, {std::string{subject}});
    const auto number = found->second;
    auto& record = records_[number];
    if (record.kind == Kind::gone) return {};
    const Record gone{.kind = Kind::gone, .subject = record.subject, .key = {}, .index = {}};
    const auto bytes = encoded(gone);
    if (const auto done = write_at(number, bytes.data(), bytes.size()); !done) return done;
    if (const auto done = sync(); !done) return done;
    by_index_.erase(record.index);
    std::erase(spares_, number);
    record = gone;
    return {};
}

Result<void>
KeyStore::write_at(std::size_t number, const unsigned char* bytes, std::size_t count) const {
    auto offset = static_cast<off_t>(number * record_bytes);
    while (count > 0) {
        const auto written = ::pwrite(file_.number(), bytes, count, offset);
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) {
            return fail(
                errors::file_not_written, {path_.string(), std::generic_category().message(errno)}
            );
        }
        bytes += written;
        count -= static_cast<std::size_t>(written);
        offset += written;
    }
    return {};
}

Result<void> KeyStore::sync() const {
    if (::fdatasync(file_.number()) == 0) return {};
    return fail(errors::file_not_written, {path_.string(), std::generic_category().message(errno)});
}

} // namespace gongdao
