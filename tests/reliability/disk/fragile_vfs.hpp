#pragma once

#include "tests/reliability/disk/fragile_disk.hpp"

#include <string>

namespace gongdao::testing {

/// Makes SQLite work on this disk as long as the object lives; one at a time. The disk must outlive
/// it, and every connection must be closed before.
class MountedDisk {
public:
    explicit MountedDisk(FragileDisk& disk);
    ~MountedDisk();
    MountedDisk(const MountedDisk&) = delete;
    MountedDisk& operator=(const MountedDisk&) = delete;

    /// For OpenOptions::vfs.
    [[nodiscard]] static std::string vfs();
};

} // namespace gongdao::testing
