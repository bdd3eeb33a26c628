#include "db/sqlite/node_lock.hpp"

#include "db/sqlite/errors.hpp"

#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>
#include <utility>

namespace gongdao::sqlite {

namespace {

std::string holder_of(int descriptor) {
    std::array<char, 32> text{};
    const auto length = pread(descriptor, text.data(), text.size(), 0);
    if (length <= 0) return "?";
    const std::string holder{text.data(), static_cast<std::size_t>(length)};
    return holder.substr(0, holder.find('\n'));
}

Error lock_failure(const std::string& store_path) {
    return fail(errors::store_lock_failed, {std::strerror(errno)}, {.file = store_path});
}

bool write_holder(int descriptor) {
    const auto text = std::to_string(getpid()) + "\n";
    return ftruncate(descriptor, 0) == 0 &&
           pwrite(descriptor, text.data(), text.size(), 0) == static_cast<ssize_t>(text.size());
}

} // namespace

Result<NodeLock> NodeLock::take(const std::string& store_path) {
    const auto path = store_path + ".lock";
    const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0640);
    if (descriptor < 0) return lock_failure(store_path);
    NodeLock lock{descriptor};
    if (flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
        if (errno != EWOULDBLOCK) return lock_failure(store_path);
        return fail(errors::store_node_locked, {holder_of(descriptor)}, {.file = store_path});
    }
    if (!write_holder(descriptor)) return lock_failure(store_path);
    return lock;
}

NodeLock::NodeLock(NodeLock&& other) noexcept : descriptor_{std::exchange(other.descriptor_, -1)} {}

NodeLock& NodeLock::operator=(NodeLock&& other) noexcept {
    std::swap(descriptor_, other.descriptor_);
    return *this;
}

NodeLock::~NodeLock() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

} // namespace gongdao::sqlite
