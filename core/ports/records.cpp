#include "core/ports/records.hpp"

#include "core/values/ensure.hpp"

#include <algorithm>

namespace gongdao {

const std::vector<TableShape>& derived_tables() {
    static const std::vector<TableShape> tables{
        {"stream_state", {"org", "stream", "kind", "seq", "position", "state"}, 2},
        {"command", {"org", "command_id", "position"}, 2},
        {"case_index",
         {"org",
          "stream",
          "pack",
          "pack_version",
          "number",
          "reference",
          "title",
          "status",
          "stage",
          "owner",
          "opened_at",
          "closed_at",
          "rank",
          "proposed_rank",
          "confirmed_by",
          "ranked_at",
          "incidents",
          "data"},
         2},
        {"task",
         {"org",
          "stream",
          "task",
          "pack",
          "number",
          "element",
          "name",
          "roles",
          "assignee",
          "owner",
          "form",
          "created_at",
          "due_at",
          "priority",
          "provisional"},
         3},
        {"timer", {"org", "stream", "timer", "due_at", "element", "provisional"}, 3},
        {"subscription", {"org", "stream", "subscription", "kind", "name", "correlation"}, 3},
        {"outbox",
         {"org",
          "stream",
          "work",
          "kind",
          "name",
          "idempotency_key",
          "payload",
          "not_before",
          "attempts"},
         3},
        {"entry", {"org", "register", "key", "stream", "seq", "status", "updated_at", "data"}, 3},
        {"batch",
         {"org",
          "stream",
          "definition",
          "pack",
          "period",
          "status",
          "items",
          "amount",
          "opened_at",
          "closed_at",
          "data"},
         2},
        {"batch_chunk", {"org", "stream", "chunk", "definition", "period", "status", "items"}, 3},
        {"pack", {"org", "stream", "id", "version", "title", "deployed_at"}, 2},
        {"message", {"org", "stream", "name", "correlation", "payload", "expires_at"}, 2},
    };
    return tables;
}

const TableShape& shape_of(std::string_view table) {
    const auto& tables = derived_tables();
    const auto found = std::find_if(tables.begin(), tables.end(), [&](const TableShape& shape) {
        return shape.name == table;
    });
    ensure(found != tables.end(), "a derived table must be declared in records.cpp");
    return *found;
}

const std::string& state_in(const Record& row) {
    ensure(row.table == "stream_state", "states lie in one table");
    return std::get<std::string>(row.cells.back());
}

std::int64_t position_in(const Record& row) {
    ensure(row.table == "stream_state", "states lie in one table");
    return std::get<std::int64_t>(row.cells[4]);
}

} // namespace gongdao
