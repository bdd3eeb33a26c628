#pragma once

#include <cstdint>
#include <filesystem>

namespace gongdao {

/// What a plugin may use in a process of its own.
struct IsolationLimits {
    std::int64_t start_ms = 10'000; ///< until it has told what it can do
    std::int64_t call_ms = 30'000;  ///< for one run, where the component does not say
    std::int64_t call_ms_max = 300'000;
    std::int64_t end_ms = 1'000;            ///< for destroy(), before the process is killed
    std::int64_t memory_bytes = 1LL << 30;  ///< address space
    std::int64_t file_bytes = 256LL << 20;  ///< the longest file it may write
    std::int64_t answer_bytes = 32LL << 20; ///< as much as a document may hold
    std::int64_t open_files = 64;
};

/// How plugins that the allow list marks `isolated` are run.
struct Isolation {
    std::filesystem::path program; ///< `gongdao-plugin-host`; empty: such plugins are refused
    IsolationLimits limits;
};

} // namespace gongdao
