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

/// A sheet as it was given; the name is for messages.
struct ImportFile {
    std::string name;
    std::string bytes;
};

/// So that a file fits into one line of the socket, escapes included.
inline constexpr std::size_t import_bytes_max = std::size_t{7} << 20U;

/// Fails with `file_unreadable`.
[[nodiscard]] Result<ImportFile> read_import_file(const std::filesystem::path& path);

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
    const ImportFile& file,
    const ImportOptions& options
);

/// The same for cases of a pack; columns `附号`/`reference` and `属地`/`owner` name the case.
[[nodiscard]] Result<ImportReport> import_cases(
    County& county, const std::string& pack, const ImportFile& file, const ImportOptions& options
);

/// What `import_rows` asks (docs/formats/socket.md): `register` or `pack`, `name`, `text`,
/// `valid_only`, `dry_run`. Makes groups of its own. Answers with rows, imported, repeated, faulty
/// and the sentences of the faults.
[[nodiscard]] Result<Document> import_rows(County& county, const Command& command);

} // namespace gongdao
