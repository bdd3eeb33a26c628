#include "core/runtime/replay.hpp"

#include "core/engine/apply.hpp"
#include "core/engine/codec.hpp"
#include "core/runtime/errors.hpp"
#include "core/runtime/projector.hpp"

#include <algorithm>
#include <limits>
#include <map>
#include <set>

namespace gongdao {

namespace {

constexpr std::size_t faults_max = 100;
constexpr std::size_t rows_per_read = 1'000;

Result<void> check_chain(const StreamId& stream, const std::vector<JournalRow>& rows) {
    Hash previous{};
    std::int64_t seq = 0;
    for (const auto& row : rows) {
        if (row.seq != ++seq)
            return fail(errors::sequence_broken, {stream.text(), std::to_string(seq)});
        if (row.previous != previous || hash_of(row) != row.hash) {
            return fail(errors::chain_broken, {stream.text(), std::to_string(row.seq)});
        }
        previous = row.hash;
    }
    return {};
}

Result<std::vector<Record>>
replay_case(const StreamPosition& position, const std::vector<JournalRow>& rows) {
    CaseState state;
    state.org = position.org;
    state.stream = position.stream;
    for (const auto& row : rows) {
        const auto events = decode_events(row.events);
        if (!events) return events.error();
        apply_all(state, *events);
    }
    return all_rows(position, state);
}

Result<std::vector<Record>>
replay_other(const StreamPosition& position, const std::vector<JournalRow>& rows) {
    auto state = empty_stream_state(position.stream);
    if (!state) return fail(errors::sequence_broken, {position.stream.text(), "1"});
    for (const auto& row : rows) {
        const auto events = decode_stream_events(row.events);
        if (!events) return events.error();
        for (const auto& event : *events)
            apply(*state, event);
    }
    return all_rows(position, *state);
}

class Verifier {
public:
    explicit Verifier(StoreReader& store) : store_{store} {}

    Verification result;

    void note(Error fault) {
        if (result.faults.size() < faults_max) result.faults.push_back(std::move(fault));
    }

    /// `position` of its last row.
    Result<void> stream(const OrgId& org, const StreamId& id, std::int64_t position) {
        const auto rows = store_.journal_up_to(position);
        if (!rows) return rows.error();
        ++result.streams;
        result.rows += static_cast<std::int64_t>(rows->size());
        const auto replayed = replay(org, id, *rows);
        if (!replayed) {
            note(replayed.error());
            broken_.emplace(org, id);
            return {};
        }
        for (const auto& row : replayed->derived) {
            auto compared = compare(row);
            if (!compared) return compared;
        }
        return {};
    }

    /// Every row as the table itself holds it: the streams were read from their heads back, which
    /// may leave rows out.
    Result<void> rows_in_order() {
        std::int64_t position = 0;
        std::int64_t count = 0;
        for (;;) {
            const auto rows = store_.journal_after(position, rows_per_read);
            if (!rows) return rows.error();
            if (rows->empty()) break;
            for (const auto& row : *rows) {
                auto compared = command_of(row);
                if (!compared) return compared;
                if (hash_of(row) == row.hash || broken_.contains({row.org, row.stream})) continue;
                note(fail(errors::chain_broken, {row.stream.text(), std::to_string(row.seq)}));
            }
            count += static_cast<std::int64_t>(rows->size());
            position = rows->back().position;
        }
        if (count != result.rows) {
            note(fail(
                errors::journal_count_differs, {std::to_string(count), std::to_string(result.rows)}
            ));
        }
        return {};
    }

    /// Rows that no journal gives are as wrong as altered ones.
    Result<void> counts() {
        for (const auto& shape : derived_tables()) {
            if (shape.name == "batch_chunk") continue;
            std::int64_t stored = 0;
            auto scanned = store_.scan(shape.name, [&](const Record&) {
                ++stored;
                return true;
            });
            if (!scanned) return scanned;
            const auto expected = expected_[std::string{shape.name}];
            if (stored != expected) {
                note(fail(
                    errors::derived_count_differs,
                    {std::string{shape.name}, std::to_string(stored), std::to_string(expected)}
                ));
            }
        }
        return {};
    }

    Result<void> chunks() {
        return store_.scan("batch_chunk", [&](const Record& row) {
            const auto stream = std::get<std::string>(row.cells[1]);
            const auto chunk = std::get<std::int64_t>(row.cells[2]);
            const auto state = store_.find("stream_state", {row.cells[0], row.cells[1]});
            std::string expected;
            if (state && *state) {
                const auto batch = decode_stream_state(StreamId{stream}, state_in(**state));
                if (batch) {
                    const auto& recorded = std::get<BatchState>(*batch).chunks;
                    const auto found = recorded.find(chunk);
                    if (found != recorded.end()) expected = found->second.hash;
                }
            }
            if (to_hex(sha256(std::get<std::string>(row.cells[6]))) != expected) {
                note(fail(errors::chunk_differs, {stream, std::to_string(chunk)}));
            }
            return true;
        });
    }

private:
    /// Its command must be known, by this row or an earlier one.
    Result<void> command_of(const JournalRow& row) {
        const auto own = command_row(row);
        const auto stored = store_.find(own.table, {own.cells[0], own.cells[1]});
        if (!stored) return stored.error();
        if (*stored && (*stored)->cells == own.cells) {
            ++expected_["command"];
            ++result.derived;
        } else if (!*stored || (*stored)->cells[2] > own.cells[2]) {
            note(fail(errors::derived_differs, {"command", row.command_id.text()}));
        }
        return {};
    }

    Result<void> compare(const Record& expected) {
        const auto& shape = shape_of(expected.table);
        ++expected_[std::string{expected.table}];
        ++result.derived;
        const std::vector<Cell> key{
            expected.cells.begin(),
            expected.cells.begin() + static_cast<std::ptrdiff_t>(shape.key_count)};
        const auto stored = store_.find(expected.table, key);
        if (!stored) return stored.error();
        if (!*stored || (*stored)->cells != expected.cells) {
            std::string name;
            if (const auto* text = std::get_if<std::string>(&expected.cells[1])) name = *text;
            note(fail(errors::derived_differs, {std::string{expected.table}, name}));
        }
        return {};
    }

    StoreReader& store_;
    std::map<std::string, std::int64_t> expected_;
    std::set<std::pair<OrgId, StreamId>> broken_; ///< noted already
};

} // namespace

Result<ReplayedStream>
replay(const OrgId& org, const StreamId& stream, const std::vector<JournalRow>& rows) {
    if (rows.empty()) return fail(errors::sequence_broken, {stream.text(), "1"});
    auto chained = check_chain(stream, rows);
    if (!chained) return chained.error();
    const StreamPosition position{
        .org = org, .stream = stream, .seq = rows.back().seq, .position = rows.back().position};
    auto derived =
        kind_of(stream) == "case" ? replay_case(position, rows) : replay_other(position, rows);
    if (!derived) return derived.error();
    return ReplayedStream{
        .org = org, .stream = stream, .rows = position.seq, .derived = std::move(*derived)};
}

namespace {

/// With the position of its last row.
using Streams = std::map<std::pair<OrgId, StreamId>, std::int64_t>;

Result<Streams> all_streams(StoreReader& store) {
    Streams streams;
    auto visited =
        store.each_head([&](const OrgId& org, const StreamId& stream, const StreamHead& head) {
            streams.emplace_hint(streams.end(), std::pair{org, stream}, head.position);
        });
    if (!visited) return visited.error();
    return streams;
}

} // namespace

Result<std::int64_t> common_watermark(StoreReader& store) {
    auto lowest = std::numeric_limits<std::int64_t>::max();
    for (const auto& shape : derived_tables()) {
        const auto mark = store.watermark(shape.name);
        if (!mark) return mark.error();
        lowest = std::min(lowest, *mark);
    }
    return lowest;
}

Result<Verification> verify(
    StoreReader& store,
    const CheckpointTrust& trust,
    const std::function<void(std::int64_t, std::int64_t)>& progress
) {
    const auto last = store.last_position();
    if (!last) return last.error();
    const auto mark = common_watermark(store);
    if (!mark) return mark.error();
    if (*mark < *last) return fail(errors::tables_behind);
    Verifier verifier{store};
    const auto streams = all_streams(store);
    if (!streams) return streams.error();
    std::int64_t done = 0;
    for (const auto& [stream, position] : *streams) {
        auto checked = verifier.stream(stream.first, stream.second, position);
        if (!checked) return checked.error();
        if (progress) progress(++done, static_cast<std::int64_t>(streams->size()));
    }
    auto rest = verifier.rows_in_order();
    if (rest) rest = verifier.counts();
    if (rest) rest = verifier.chunks();
    if (!rest) return rest.error();
    const auto faults = check_checkpoints(store, trust, verifier.result.checkpoints);
    if (!faults) return faults.error();
    for (const auto& fault : *faults)
        verifier.note(fault);
    return verifier.result;
}

namespace {

Result<void> put_missing_command(StoreWriter& store, const JournalRow& row) {
    auto own = command_row(row);
    const auto known = store.find(own.table, {own.cells[0], own.cells[1]});
    if (!known) return known.error();
    return *known ? Result<void>{} : store.put(own);
}

/// The streams that the journal changed behind `position`; their commands are found again.
Result<Streams> read_on(StoreWriter& store, std::int64_t position) {
    Streams streams;
    for (;;) {
        const auto rows = store.journal_after(position, rows_per_read);
        if (!rows) return rows.error();
        if (rows->empty()) return streams;
        for (const auto& row : *rows) {
            streams[{row.org, row.stream}] = row.position;
            auto put = put_missing_command(store, row);
            if (!put) return put.error();
        }
        position = rows->back().position;
    }
}

Result<void> put_derived(StoreWriter& store, const ReplayedStream& replayed) {
    for (const auto& row : replayed.derived) {
        auto put = store.put(row);
        if (!put) return put;
    }
    return {};
}

} // namespace

Result<void> rebuild(StoreWriter& store) {
    std::vector<Record> chunks;
    auto kept = store.scan("batch_chunk", [&](const Record& row) {
        chunks.push_back(row);
        return true;
    });
    if (!kept) return kept;
    auto cleared = store.clear_derived();
    if (!cleared) return cleared;
    const auto streams = read_on(store, 0);
    if (!streams) return streams.error();
    for (const auto& [stream, position] : *streams) {
        const auto rows = store.journal_up_to(position);
        if (!rows) return rows.error();
        const auto replayed = replay(stream.first, stream.second, *rows);
        if (!replayed) return replayed.error();
        auto put = put_derived(store, *replayed);
        if (!put) return put;
    }
    for (const auto& chunk : chunks) {
        auto put = store.put(chunk);
        if (!put) return put;
    }
    const auto last = store.last_position();
    if (!last) return last.error();
    return store.set_watermarks(*last);
}

namespace {

/// Rows that a stream had and has no more go as well; only those of a table that lies by stream.
Result<void> remove_rows_of(StoreWriter& store, const OrgId& org, const StreamId& stream) {
    for (const auto& shape : derived_tables()) {
        if (shape.name == "batch_chunk" || shape.columns[1] != "stream") continue;
        auto removed = store.remove(shape.name, {org.text(), stream.text()});
        if (!removed) return removed;
    }
    return {};
}

Result<void>
renew_stream(StoreWriter& store, const OrgId& org, const StreamId& stream, std::int64_t position) {
    const auto rows = store.journal_up_to(position);
    if (!rows) return rows.error();
    const auto replayed = replay(org, stream, *rows);
    if (!replayed) return replayed.error();
    auto removed = remove_rows_of(store, org, stream);
    if (!removed) return removed;
    return put_derived(store, *replayed);
}

/// What a crash left unwritten: in proportion to that, not to the county.
Result<void> catch_up(StoreWriter& store, std::int64_t from) {
    const auto streams = read_on(store, from);
    if (!streams) return streams.error();
    for (const auto& [stream, position] : *streams) {
        auto renewed = renew_stream(store, stream.first, stream.second, position);
        if (!renewed) return renewed;
    }
    const auto last = store.last_position();
    if (!last) return last.error();
    return store.set_watermarks(*last);
}

} // namespace

/// A watermark of 0 is left by an upgrade: tables may have new columns.
Result<void> recover_derived(StoreWriter& store) {
    const auto last = store.last_position();
    if (!last) return last.error();
    const auto mark = common_watermark(store);
    if (!mark) return mark.error();
    if (*mark >= *last) return {};
    auto done = store.begin();
    if (!done) return done;
    done = *mark == 0 ? rebuild(store) : catch_up(store, *mark);
    if (!done) {
        store.rollback();
        return done;
    }
    return store.commit();
}

} // namespace gongdao
