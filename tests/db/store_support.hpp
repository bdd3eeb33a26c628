#pragma once

#include "core/ports/store.hpp"
#include "db/sqlite/sqlite_store.hpp"
#include "tests/support/results.hpp"
#include "tests/support/temporary_folder.hpp"

#include <string>

namespace gongdao::testing {

inline JournalRow
journal_row(const std::string& stream, std::int64_t seq, const std::string& command) {
    JournalRow row{
        .org = OrgId{"330106"},
        .stream = StreamId{stream},
        .seq = seq,
        .command_id = CommandId{command},
        .actor = ActorId{"wang"},
        .occurred_at = {1'700'000'000'000},
        .recorded_at = {1'700'000'000'001},
        .kind = "complete_task",
        .events = R"([{"e":"task_completed","备注":"已核实"}])",
    };
    row.previous.fill(static_cast<unsigned char>(seq - 1));
    row.hash = hash_of(row);
    return row;
}

inline Record
case_record(const std::string& stream, const std::string& status, const std::string& data) {
    const Cell none;
    return {
        "case_index",
        {std::string{"330106"},
         stream,
         std::string{"arrears"},
         std::string{"1"},
         none,
         none,
         none,
         status,
         none,
         none,
         std::int64_t{10},
         none,
         std::int64_t{0},
         none,
         none,
         none,
         std::int64_t{0},
         data}};
}

/// Everything a store holds, in a fixed order, for comparison.
inline std::string contents(StoreReader& reader) {
    std::string out;
    for (const auto& row : must(reader.journal_after(0, 1'000'000))) {
        out += std::to_string(row.position) + row.stream.text() + std::to_string(row.seq) +
               row.events + to_hex(row.hash) + "\n";
    }
    for (const auto& shape : derived_tables()) {
        must(reader.scan(shape.name, [&](const Record& record) {
            out += std::string{shape.name} + ":";
            for (const auto& cell : record.cells) {
                if (const auto* number = std::get_if<std::int64_t>(&cell))
                    out += std::to_string(*number);
                if (const auto* text = std::get_if<std::string>(&cell)) out += "'" + *text + "'";
                out += "|";
            }
            out += "\n";
            return true;
        }));
        out += std::to_string(must(reader.watermark(shape.name))) + "\n";
    }
    return out;
}

} // namespace gongdao::testing
