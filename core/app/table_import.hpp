#pragma once

#include "core/app/county.hpp"

#include <filesystem>
#include <string>

namespace gongdao {

struct ImportOptions {
    ActorId actor;
    bool valid_rows_only = false; ///< else one faulty row keeps all out
    bool dry_run = false;         ///< counts what would be done, and does nothing
    bool update = false;          ///< rows that differ from their entry correct it
    /// Rows without a reference that say what a row of another file said are cases of their own.
    bool again = false;
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
    std::int64_t identical = 0; ///< there already, and no other
    std::int64_t updated = 0;
    std::int64_t differing = 0; ///< there already, but otherwise; left as it is
    std::int64_t repeated = 0;  ///< as a row of another file, without a reference; not opened
    std::int64_t faulty = 0;
    Faults faults;      ///< each with file, line and field
    Faults repeats;     ///< one for each repeated row, with the case
    Faults differences; ///< one for each differing row, with the fields
    Faults warnings;    ///< of rows that were written all the same
};

/// Reads a sheet (CSV in UTF-8, GBK or GB18030) whose head has field titles or ids, checks all rows
/// and writes each as one entry. A row that is there already is left alone; one that differs from
/// its entry is told, and corrects it where `update` is asked for. So giving a file again after an
/// interruption goes on where it stopped. Two rows of the same key are a fault of the second.
[[nodiscard]] Result<ImportReport> import_register(
    County& county,
    const std::string& register_id,
    const ImportFile& file,
    const ImportOptions& options
);

/// The same for cases of a pack; columns `附号`/`reference` and `属地`/`owner` name the case. A row
/// without a reference cannot be told from one of another file that says the same: it is left out
/// and told, and opened where `again` is asked for.
[[nodiscard]] Result<ImportReport> import_cases(
    County& county, const std::string& pack, const ImportFile& file, const ImportOptions& options
);

/// What `import_rows` asks (docs/formats/socket.md): `register` or `pack`, `name`, `text`,
/// `valid_only`, `dry_run`, `update`, `again`. Makes groups of its own. Answers with the counts of
/// the report and the sentences of faults and differences.
[[nodiscard]] Result<Document> import_rows(County& county, const Command& command);

} // namespace gongdao
