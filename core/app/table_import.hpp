#pragma once

#include "core/app/county.hpp"

#include <filesystem>
#include <string>

namespace gongdao {

struct ImportOptions {
    ActorId actor;
    bool valid_rows_only = false; ///< else one faulty row keeps all out
    bool dry_run = false;
};

struct ImportReport {
    std::int64_t rows = 0;
    std::int64_t imported = 0;
    std::int64_t repeated =
        0; ///< imported before: the same file can be given again without doubling
    std::int64_t faulty = 0;
    Faults faults; ///< each with file, line and field
};

/// Reads a sheet (CSV in UTF-8, GBK or GB18030) whose head has field titles or ids, checks all rows
/// and writes each as one entry. A row's command id comes from its content, so that giving the file
/// again after an interruption goes on where it stopped.
[[nodiscard]] Result<ImportReport> import_register(
    County& county,
    const std::string& register_id,
    const std::filesystem::path& file,
    const ImportOptions& options
);

/// The same for cases of a pack; columns `附号`/`reference` and `属地`/`owner` name the case.
[[nodiscard]] Result<ImportReport> import_cases(
    County& county,
    const std::string& pack,
    const std::filesystem::path& file,
    const ImportOptions& options
);

} // namespace gongdao
