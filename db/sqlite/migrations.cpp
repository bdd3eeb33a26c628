#include "db/sqlite/migrations.hpp"

#include "core/ports/records.hpp"
#include "db/sqlite/errors.hpp"

namespace gongdao::sqlite {

namespace {

constexpr std::int64_t application_id = 0x474F4E47; // 'GONG'

Result<std::int64_t> integer_of(Connection& connection, std::string_view sql) {
    const auto cell = connection.value(sql);
    if (!cell) return cell.error();
    const auto* number = std::get_if<std::int64_t>(&*cell);
    return number == nullptr ? 0 : *number;
}

Result<void> apply(Connection& connection, const Migration& migration) {
    auto done = connection.execute(std::string{migration.sql});
    if (!done) return done.error();
    auto note = connection.prepare("insert into schema_version (version, name) values (?1, ?2)");
    if (!note) return note.error();
    return note->bind(1, std::int64_t{migration.version}).bind(2, migration.name).run();
}

Result<void> add_watermarks(Connection& connection) {
    auto statement = connection.prepare(
        "insert into watermark (name, position) values (?1, 0) on conflict do nothing"
    );
    if (!statement) return statement.error();
    for (const auto& shape : derived_tables()) {
        auto done = statement->bind(1, shape.name).run();
        if (!done) return done.error();
    }
    return {};
}

Result<void> apply_from(Connection& connection, int version) {
    for (const auto& migration : migrations()) {
        if (migration.version <= version) continue;
        auto done = apply(connection, migration);
        if (!done) return done.error();
    }
    return add_watermarks(connection);
}

Error newer_schema(const Connection& connection, int version) {
    return fail(
        errors::store_newer_schema,
        {std::to_string(version), std::to_string(known_schema_version())},
        {.file = connection.path()}
    );
}

} // namespace

int known_schema_version() { return migrations().back().version; }

Result<int> schema_version(Connection& connection) {
    const auto mark = integer_of(connection, "pragma application_id");
    if (!mark) return mark.error();
    const auto tables = integer_of(connection, "select count(*) from sqlite_schema");
    if (!tables) return tables.error();
    if (*mark == 0 && *tables == 0) return 0;
    if (*mark != application_id) {
        return fail(errors::store_foreign_file, {}, {.file = connection.path()});
    }
    const auto version = integer_of(connection, "select max(version) from schema_version");
    if (!version) return version.error();
    return static_cast<int>(*version);
}

Result<void> migrate(Connection& connection) {
    const auto version = schema_version(connection);
    if (!version) return version.error();
    if (*version > known_schema_version()) return newer_schema(connection, *version);
    if (*version == known_schema_version()) return {};
    auto begun = connection.execute("begin immediate");
    if (!begun) return begun.error();
    auto done = apply_from(connection, *version);
    if (done) done = connection.execute("commit");
    if (!done && connection.in_transaction()) {
        const auto undone = connection.execute("rollback");
        if (!undone) return undone.error();
    }
    return done;
}

Result<void> require_known_schema(Connection& connection) {
    const auto version = schema_version(connection);
    if (!version) return version.error();
    if (*version == 0) return fail(errors::store_foreign_file, {}, {.file = connection.path()});
    if (*version > known_schema_version()) return newer_schema(connection, *version);
    if (*version == known_schema_version()) return {};
    return fail(
        errors::store_older_schema,
        {std::to_string(*version), std::to_string(known_schema_version())},
        {.file = connection.path()}
    );
}

} // namespace gongdao::sqlite
