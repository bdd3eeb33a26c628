#pragma once

#include "core/values/result.hpp"

#include <string>

namespace gongdao::sqlite {

/// The right to write a store, held by one node at a time: an exclusive lock on `<path>.lock`,
/// which the system drops with the process, however it ends. The file itself stays; it names the
/// holder.
class NodeLock {
public:
    /// Fails with `store_node_locked`, naming the holder's process id.
    [[nodiscard]] static Result<NodeLock> take(const std::string& store_path);
    ~NodeLock();
    NodeLock(NodeLock&& other) noexcept;
    NodeLock& operator=(NodeLock&& other) noexcept;
    NodeLock(const NodeLock&) = delete;
    NodeLock& operator=(const NodeLock&) = delete;

private:
    explicit NodeLock(int descriptor) : descriptor_{descriptor} {}

    int descriptor_ = -1;
};

} // namespace gongdao::sqlite
