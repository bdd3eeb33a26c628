#include "db/sqlite/synced_path.hpp"

#include "core/ports/owned_descriptor.hpp"
#include "db/sqlite/errors.hpp"

#include <cerrno>
#include <fcntl.h>
#include <filesystem>
#include <system_error>
#include <unistd.h>

namespace gongdao::sqlite {

Result<void> sync_to_disk(const std::string& path, const std::string& named) {
    const OwnedDescriptor opened{::open(path.c_str(), O_RDONLY | O_CLOEXEC)};
    if (opened.is_open() && ::fsync(opened.number()) == 0) return {};
    const auto reason = std::generic_category().message(errno);
    return fail(errors::store_input_output, {reason}, {.file = named});
}

Result<void> sync_folder_of(const std::string& path) {
    return sync_to_disk(std::filesystem::absolute(path).parent_path().string(), path);
}

} // namespace gongdao::sqlite
