#include "db/sqlite/synced_path.hpp"

#include "db/sqlite/errors.hpp"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <unistd.h>

namespace gongdao::sqlite {

Result<void> sync_to_disk(const std::string& path, const std::string& named) {
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    const bool synced = descriptor >= 0 && fsync(descriptor) == 0;
    const std::string reason = synced ? "" : std::strerror(errno);
    if (descriptor >= 0) ::close(descriptor);
    if (synced) return {};
    return fail(errors::store_input_output, {reason}, {.file = named});
}

Result<void> sync_folder_of(const std::string& path) {
    return sync_to_disk(std::filesystem::absolute(path).parent_path().string(), path);
}

} // namespace gongdao::sqlite
