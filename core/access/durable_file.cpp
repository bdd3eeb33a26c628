#include "core/access/durable_file.hpp"

#include "core/access/errors.hpp"
#include "core/ports/owned_descriptor.hpp"

#include <array>
#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <sys/stat.h>
#include <system_error>

namespace gongdao {

namespace {

constexpr mode_t owner_only = 0600;

Error not_written(const std::filesystem::path& path, int code) {
    return fail(errors::file_not_written, {path.string(), std::generic_category().message(code)});
}

Error not_read(const std::filesystem::path& path, int code) {
    return fail(errors::file_not_read, {path.string(), std::generic_category().message(code)});
}

bool write_all(int file, std::string_view bytes) {
    while (!bytes.empty()) {
        const auto written = ::write(file, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

Result<void> write_and_sync(const std::filesystem::path& path, std::string_view bytes) {
    const OwnedDescriptor file{
        ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, owner_only)};
    if (!file.is_open()) return not_written(path, errno);
    const bool done = write_all(file.number(), bytes) && ::fsync(file.number()) == 0;
    if (!done) return not_written(path, errno);
    return {};
}

/// Makes the names in a folder durable: a renamed file is only safe once its folder is.
Result<void> sync_folder(const std::filesystem::path& folder) {
    const OwnedDescriptor opened{::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
    if (!opened.is_open() || ::fsync(opened.number()) != 0) return not_written(folder, errno);
    return {};
}

/// A folder that had to be made is durable only once the folder above it knows its name.
Result<void> make_folder(const std::filesystem::path& folder) {
    std::error_code code;
    if (std::filesystem::is_directory(folder, code)) return {};
    const auto above = folder.parent_path();
    if (!above.empty() && above != folder) {
        if (const auto made = make_folder(above); !made) return made.error();
    }
    std::filesystem::create_directory(folder, code);
    if (code) return not_written(folder, code.value());
    return sync_folder(above.empty() ? "." : above);
}

} // namespace

Result<void> write_durably(const std::filesystem::path& path, std::string_view bytes) {
    const auto folder = path.has_parent_path() ? path.parent_path() : std::filesystem::path{"."};
    if (const auto made = make_folder(folder); !made) return made.error();
    auto unfinished = path;
    unfinished += ".part";
    if (const auto written = write_and_sync(unfinished, bytes); !written) return written.error();
    if (std::rename(unfinished.c_str(), path.c_str()) != 0) return not_written(path, errno);
    return sync_folder(folder);
}

Result<std::string> read_whole_file(const std::filesystem::path& path) {
    const OwnedDescriptor file{::open(path.c_str(), O_RDONLY | O_CLOEXEC)};
    if (!file.is_open()) return not_read(path, errno);
    std::string bytes;
    std::array<char, 65'536> buffer{};
    while (true) {
        const auto got = ::read(file.number(), buffer.data(), buffer.size());
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return not_read(path, errno);
        if (got == 0) return bytes;
        bytes.append(buffer.data(), static_cast<std::size_t>(got));
    }
}

} // namespace gongdao
