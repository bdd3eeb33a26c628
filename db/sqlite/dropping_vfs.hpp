#pragma once

#include <string>

namespace gongdao::sqlite {

/// Registers, once, a SQLite VFS that behaves like a disk with a volatile cache and gives its name
/// for OpenOptions::vfs: what is written reaches the file below only at a sync or when the last
/// user of the file closes it. A process that is killed so loses every write it did not sync, as a
/// power failure would. Buffers are shared by the connections of one process; other processes must
/// not have the store open. For tests of durability.
[[nodiscard]] std::string register_dropping_vfs();

} // namespace gongdao::sqlite
