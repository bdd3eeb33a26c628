#pragma once

#include "core/values/result.hpp"
#include "db/sqlite/connection.hpp"

#include <string_view>
#include <vector>

namespace gongdao::sqlite {

/// One step of the schema. Released steps never change; a new one is added behind them.
struct Migration {
    int version;
    std::string_view name;
    std::string_view sql;
};

/// The files of db/migrations in order; the definition is generated from them.
[[nodiscard]] const std::vector<Migration>& migrations();

/// The version this program writes and reads.
[[nodiscard]] int known_schema_version();

/// 0 for an empty file. Fails with `store_foreign_file` where another program made the file.
[[nodiscard]] Result<int> schema_version(Connection& connection);

/// Brings the schema up to date, all steps in one transaction, and gives new derived tables a
/// watermark of 0. Fails with `store_newer_schema` and leaves such a store untouched.
[[nodiscard]] Result<void> migrate(Connection& connection);

/// Fails unless the store has exactly the schema this program knows.
[[nodiscard]] Result<void> require_known_schema(Connection& connection);

} // namespace gongdao::sqlite
