#include "core/plugin_host/sealed_file.hpp"

#include "core/plugin_host/errors.hpp"
#include "core/plugin_host/limits.hpp"
#include "core/ports/owned_descriptor.hpp"

#include <array>
#include <cerrno>
#include <fcntl.h>
#include <sodium/crypto_hash_sha256.h>
#include <sodium/utils.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>
#include <vector>

namespace gongdao {

namespace {

Error unreadable(const std::filesystem::path& file) {
    return fail(errors::plugin_unreadable, {file.string(), std::generic_category().message(errno)});
}

constexpr int all_seals = F_SEAL_WRITE | F_SEAL_GROW | F_SEAL_SHRINK | F_SEAL_SEAL;

bool write_all(int target, const unsigned char* bytes, std::size_t size) {
    while (size > 0) {
        const auto written = ::write(target, bytes, size);
        if (written < 0) return false;
        bytes += written;
        size -= static_cast<std::size_t>(written);
    }
    return true;
}

std::string hex(const std::array<unsigned char, crypto_hash_sha256_BYTES>& hash) {
    std::array<char, crypto_hash_sha256_BYTES * 2 + 1> text{};
    sodium_bin2hex(text.data(), text.size(), hash.data(), hash.size());
    return text.data();
}

/// Hashes what is sealed, not what was read: nothing can come in between.
Result<std::string> hash_of(int descriptor, const std::filesystem::path& file) {
    crypto_hash_sha256_state state;
    crypto_hash_sha256_init(&state);
    std::vector<unsigned char> block(1U << 16);
    off_t offset = 0;
    while (true) {
        const auto got = ::pread(descriptor, block.data(), block.size(), offset);
        if (got < 0) return unreadable(file);
        if (got == 0) break;
        crypto_hash_sha256_update(&state, block.data(), static_cast<unsigned long long>(got));
        offset += got;
    }
    std::array<unsigned char, crypto_hash_sha256_BYTES> hash{};
    crypto_hash_sha256_final(&state, hash.data());
    return hex(hash);
}

Result<void> fill(int copy, const std::filesystem::path& file) {
    const OwnedDescriptor source{::open(file.c_str(), O_RDONLY | O_CLOEXEC)};
    if (!source.is_open()) return unreadable(file);
    std::vector<unsigned char> block(1U << 16);
    std::size_t total = 0;
    while (true) {
        const auto got = ::read(source.number(), block.data(), block.size());
        if (got < 0) return unreadable(file);
        if (got == 0) return {};
        total += static_cast<std::size_t>(got);
        if (total > limits::plugin_file_bytes_max) {
            return fail(errors::plugin_too_large, {file.string()});
        }
        if (!write_all(copy, block.data(), static_cast<std::size_t>(got))) return unreadable(file);
    }
}

} // namespace

Result<SealedFile> SealedFile::copy_of(const std::filesystem::path& file) {
    SealedFile sealed{::memfd_create("gongdao-plugin", MFD_CLOEXEC | MFD_ALLOW_SEALING)};
    if (sealed.descriptor_ < 0) return unreadable(file);
    if (const auto filled = fill(sealed.descriptor_, file); !filled) return filled.error();
    if (::fcntl(sealed.descriptor_, F_ADD_SEALS, all_seals) != 0) return unreadable(file);
    auto hash = hash_of(sealed.descriptor_, file);
    if (!hash) return hash.error();
    sealed.sha256_ = std::move(*hash);
    return sealed;
}

Result<SealedFile> SealedFile::received(int descriptor) {
    SealedFile sealed{descriptor};
    const auto seals = ::fcntl(descriptor, F_GET_SEALS);
    if (seals < 0) return unreadable(sealed.path());
    if ((seals & all_seals) != all_seals)
        return fail(errors::plugin_unreadable, {sealed.path().string(), "F_GET_SEALS"});
    auto hash = hash_of(descriptor, sealed.path());
    if (!hash) return hash.error();
    sealed.sha256_ = std::move(*hash);
    return sealed;
}

SealedFile::SealedFile(SealedFile&& other) noexcept
    : descriptor_{std::exchange(other.descriptor_, -1)},
      kept_{other.kept_},
      sha256_{std::move(other.sha256_)} {}

SealedFile::~SealedFile() {
    if (descriptor_ >= 0 && !kept_) ::close(descriptor_);
}

std::filesystem::path SealedFile::path() const {
    return "/proc/self/fd/" + std::to_string(descriptor_);
}

void SealedFile::keep_open() { kept_ = true; }

Result<void> check_plugin_folder(const std::filesystem::path& folder) {
    struct stat state {};

    if (::stat(folder.c_str(), &state) != 0) return unreadable(folder);
    const bool others_write = (state.st_mode & (S_IWGRP | S_IWOTH)) != 0;
    const bool ours = state.st_uid == 0 || state.st_uid == ::geteuid();
    if (others_write || !ours) return fail(errors::plugin_folder_open, {folder.string()});
    return {};
}

} // namespace gongdao
