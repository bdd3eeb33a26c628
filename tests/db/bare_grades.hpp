#pragma once

#include <cstdint>
#include <string>

struct sqlite3;

namespace gongdao::bench {

/// The reference for batches: a table of members with a column for each fact, graded by one
/// statement of SQL with the settings of the engine's store. The rule is
/// tests/bench/colour_grid.lua.
class BareGrades {
public:
    BareGrades(const std::string& path, std::int64_t members);
    ~BareGrades();
    BareGrades(const BareGrades&) = delete;
    BareGrades& operator=(const BareGrades&) = delete;

    /// Grades all of them into a fresh table, durable when it returns; the sum of their ranks.
    std::int64_t grade();

private:
    void run(const std::string& sql);

    sqlite3* handle_ = nullptr;
    int runs_ = 0;
};

/// Fact `field` of a member, by the order of the table's columns; the last three are yes or no.
[[nodiscard]] std::int64_t member_fact(std::int64_t member, int field);

} // namespace gongdao::bench
