#pragma once

#include "core/engine/context.hpp"
#include "core/ports/store.hpp"

#include <algorithm>
#include <map>
#include <string>

namespace gongdao {

/// Answers what `decide` asks across cases. Sees what the running transaction has written.
/// Belongs to the writer's thread.
class Questions {
public:
    Questions(OrgId org, StoreReader& reader) : org_{std::move(org)}, reader_{reader} {}

    /// A list of cases, a count, or the next free serial.
    [[nodiscard]] Result<Document> answer(const Ask& ask);

    /// After a rollback: serials that were handed out are free again.
    void forget() { serials_.clear(); }

private:
    [[nodiscard]] Result<Document> next_serial(const std::string& pattern);

    OrgId org_;
    StoreReader& reader_;
    std::map<std::string, std::int64_t> serials_;
};

/// The column of `case_index` that a condition's field means: a column of its own, or a fact.
[[nodiscard]] std::string case_column(const std::string& field);
/// Conditions of packs say `closed` where the engine says `completed`.
[[nodiscard]] Where
case_condition(const std::string& field, const std::string& operation, const Document& value);
/// A voided case counts nowhere unless a condition asks for the status.
[[nodiscard]] Where not_voided();

template <class Conditions>
[[nodiscard]] bool asks_for_status(const Conditions& where) {
    return std::any_of(where.begin(), where.end(), [](const auto& condition) {
        return condition.field == "status";
    });
}

[[nodiscard]] Cell to_cell(const Document& value);

} // namespace gongdao
