#pragma once

#include "core/values/result.hpp"

#include <filesystem>
#include <string>

namespace gongdao {

/// A copy of a file in memory that nobody can change any more: what was hashed is what is loaded.
class SealedFile {
public:
    /// Fails with `plugin_unreadable` or `plugin_too_large`.
    [[nodiscard]] static Result<SealedFile> copy_of(const std::filesystem::path& file);

    /// Takes over a sealed copy that another process handed on, and hashes it anew. Fails with
    /// `plugin_unreadable` where it is not sealed against every change.
    [[nodiscard]] static Result<SealedFile> received(int descriptor);

    SealedFile(SealedFile&& other) noexcept;
    SealedFile& operator=(SealedFile&&) = delete;
    SealedFile(const SealedFile&) = delete;
    SealedFile& operator=(const SealedFile&) = delete;
    ~SealedFile();

    /// 64 lower-case hex digits over the sealed bytes.
    [[nodiscard]] const std::string& sha256() const { return sha256_; }

    /// Stays owned here.
    [[nodiscard]] int descriptor() const { return descriptor_; }

    /// A path under which this process can open the copy.
    [[nodiscard]] std::filesystem::path path() const;

    /// Leaves the copy open until the process ends. The dynamic linker knows a library by its path,
    /// so the path of a loaded copy must never come to mean another file.
    void keep_open();

private:
    explicit SealedFile(int descriptor) : descriptor_{descriptor} {}

    int descriptor_;
    bool kept_ = false;
    std::string sha256_;
};

/// Fails with `plugin_folder_open` where others may write to the folder, or it belongs to somebody
/// who is neither root nor the user of this process.
[[nodiscard]] Result<void> check_plugin_folder(const std::filesystem::path& folder);

} // namespace gongdao
