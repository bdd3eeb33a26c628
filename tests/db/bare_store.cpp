#include "tests/db/bare_store.hpp"

#include <sqlite3.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>

namespace gongdao::bench {

namespace {

constexpr auto tables =
    "pragma journal_mode = wal; pragma cache_size = -65536; pragma wal_autocheckpoint = 20000;"
    "create table journal (position integer primary key, stream text not null, seq integer not "
    "null,"
    "  payload text not null, unique (stream, seq)) strict;"
    "create table state (stream text primary key, seq integer not null, data text not null) strict;"
    "create table task (stream text not null, task integer not null, assignee text, due_at integer,"
    "  primary key (stream, task)) strict, without rowid;"
    "create index task_by_assignee on task (assignee, due_at);"
    "create table timer (stream text not null, timer integer not null, due_at integer,"
    "  primary key (stream, timer)) strict, without rowid;"
    "create index timer_by_due_at on timer (due_at);";

const std::string event_payload(350, 'e');
const std::string state_payload(900, 's');

constexpr int cases_per_group = 1'000;

void must(int code, sqlite3* handle) {
    if (code == SQLITE_OK || code == SQLITE_DONE || code == SQLITE_ROW) return;
    std::fprintf(stderr, "%s\n", sqlite3_errmsg(handle));
    std::exit(1);
}

double now(bool of_processor) {
    if (of_processor) return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

} // namespace

struct BareStore::Statements {
    explicit Statements(const std::string& path) {
        must(sqlite3_open(path.c_str(), &handle), handle);
        run(tables);
        journal = prepare("insert into journal (stream, seq, payload) values (?1, ?2, ?3)");
        state = prepare("insert into state (stream, seq, data) values (?1, ?2, ?3)"
                        " on conflict (stream) do update set seq = ?2, data = ?3");
        task = prepare("insert into task (stream, task, assignee, due_at) values (?1, ?2, ?3, ?4)");
        done = prepare("delete from task where stream = ?1 and task = ?2");
        timer = prepare("insert into timer (stream, timer, due_at) values (?1, 1, ?2)"
                        " on conflict (stream, timer) do update set due_at = ?2");
        last = prepare("select seq from state where stream = ?1");
    }

    ~Statements() {
        for (auto* statement : {journal, state, task, done, timer, last})
            sqlite3_finalize(statement);
        sqlite3_close(handle);
    }

    Statements(const Statements&) = delete;
    Statements& operator=(const Statements&) = delete;

    sqlite3_stmt* prepare(const char* sql) const {
        sqlite3_stmt* statement = nullptr;
        must(
            sqlite3_prepare_v3(handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr),
            handle
        );
        return statement;
    }

    void run(const char* sql) const {
        must(sqlite3_exec(handle, sql, nullptr, nullptr, nullptr), handle);
    }

    void text(sqlite3_stmt* statement, int index, const std::string& value) const {
        must(
            sqlite3_bind_text(
                statement, index, value.data(), static_cast<int>(value.size()), SQLITE_STATIC
            ),
            handle
        );
    }

    void step(sqlite3_stmt* statement) const {
        must(sqlite3_step(statement), handle);
        sqlite3_reset(statement);
    }

    [[nodiscard]] std::int64_t last_seq(const std::string& stream) const {
        text(last, 1, stream);
        const bool found = sqlite3_step(last) == SQLITE_ROW;
        const std::int64_t seq = found ? sqlite3_column_int64(last, 0) : 0;
        sqlite3_reset(last);
        return seq;
    }

    void command(const std::string& stream, std::int64_t due_at) const {
        auto seq = last_seq(stream);
        if (seq > 0) {
            text(done, 1, stream);
            sqlite3_bind_int64(done, 2, seq);
            step(done);
        }
        for (int row = 0; row < 4; ++row) {
            text(journal, 1, stream);
            sqlite3_bind_int64(journal, 2, ++seq);
            text(journal, 3, event_payload);
            step(journal);
        }
        text(state, 1, stream);
        sqlite3_bind_int64(state, 2, seq);
        text(state, 3, state_payload);
        step(state);
        text(task, 1, stream);
        sqlite3_bind_int64(task, 2, seq);
        sqlite3_bind_text(task, 3, "clerk", 5, SQLITE_STATIC);
        sqlite3_bind_int64(task, 4, due_at);
        step(task);
        text(timer, 1, stream);
        sqlite3_bind_int64(timer, 2, due_at);
        step(timer);
    }

    sqlite3* handle = nullptr;
    sqlite3_stmt* journal = nullptr;
    sqlite3_stmt* state = nullptr;
    sqlite3_stmt* task = nullptr;
    sqlite3_stmt* done = nullptr;
    sqlite3_stmt* timer = nullptr;
    sqlite3_stmt* last = nullptr;
};

namespace {

/// As long as the engine's.
std::string stream_of(std::int64_t which) {
    auto digits = std::to_string(static_cast<std::uint64_t>(which) * 2654435761U % 4294967296U);
    return "case:" + std::string(20 - digits.size(), '0') + digits + "-" + std::to_string(which);
}

} // namespace

BareStore::BareStore(const std::string& path, std::int64_t cases, bool counts_processor)
    : cases_{cases},
      counts_processor_{counts_processor},
      statements_{std::make_unique<Statements>(path)} {
    statements_->run("pragma synchronous = off");
    for (std::int64_t i = 0; i < cases; ++i) {
        if (i % cases_per_group == 0) statements_->run("begin immediate");
        statements_->command(stream_of(i), i);
        if (i % cases_per_group == cases_per_group - 1 || i == cases - 1)
            statements_->run("commit");
    }
    statements_->run("pragma synchronous = full");
}

BareStore::~BareStore() = default;

double BareStore::complete(int count, int per_group, std::vector<double>* groups) {
    const auto started = now(counts_processor_);
    for (int done = 0; done < count; done += per_group) {
        const auto group = now(counts_processor_);
        statements_->run("begin immediate");
        for (int i = 0; i < per_group; ++i) {
            sequence_ ^= sequence_ << 13U;
            sequence_ ^= sequence_ >> 7U;
            sequence_ ^= sequence_ << 17U;
            const auto which =
                static_cast<std::int64_t>(sequence_ % static_cast<std::uint64_t>(cases_));
            statements_->command(stream_of(which), ++sequence_number_);
        }
        statements_->run("commit");
        if (groups != nullptr) groups->push_back(now(counts_processor_) - group);
    }
    return count / (now(counts_processor_) - started);
}

} // namespace gongdao::bench
