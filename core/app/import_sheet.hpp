#pragma once

#include "core/app/table_import.hpp"

#include <string>
#include <vector>

namespace gongdao {

/// One row of a sheet that is imported.
struct ImportRow {
    int line = 0;
    Document values;       ///< by field, in the stored form; empty cells are left out
    DocumentObject others; ///< `reference` and `owner` of a case
    std::string content;   ///< what the command id is made from
    Faults faults;
};

/// Reads a sheet (CSV in UTF-8, GBK or GB18030) whose head has titles or ids of fields and checks
/// every row by itself. Fails where the head does not fit.
[[nodiscard]] Result<std::vector<ImportRow>>
read_import_rows(const ImportFile& file, const FieldSchema& schema, CivilDate today);

/// The second row that names what an earlier one names is faulty, with both lines told. A row is
/// named by `key`, a field or one of `others`; where it has none, by all that it says.
void refuse_repeated_rows(std::vector<ImportRow>& rows, const std::string& key);

/// Rows of organisations so that each comes behind the one above it.
void put_parents_first(std::vector<ImportRow>& rows);

} // namespace gongdao
