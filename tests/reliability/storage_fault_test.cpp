#include "tests/reliability/disk/clerk.hpp"
#include "tests/reliability/disk/founded_county.hpp"

#include <doctest/doctest.h>
#include <sqlite3.h>

#include <algorithm>
#include <cerrno>
#include <limits>
#include <memory>
#include <set>

using namespace gongdao;
using namespace gongdao::testing;

namespace {

struct Row {
    std::string title;
    Fault fault;
    std::set<std::string_view> codes; ///< of the errors that the fault may end in
    bool is_noticed = true;           ///< false: it does no harm, and nobody is told
};

const std::vector<DiskCall> changes{
    DiskCall::create, DiskCall::write, DiskCall::truncate, DiskCall::remove};

const std::vector<Row>& rows() {
    static const std::vector<Row> all{
        {"the disk is full for a moment",
         {.calls = {DiskCall::write}, .answer = SQLITE_FULL},
         {"store.disk_full"}},
        {"the disk is full",
         {.calls = changes, .lasts = true, .answer = SQLITE_FULL},
         {"store.disk_full"}},
        {"no space is left, says the system",
         {.calls = {DiskCall::write},
          .lasts = true,
          .answer = SQLITE_IOERR_WRITE,
          .system_error = ENOSPC},
         {"store.disk_full", "store.input_output"}},
        {"a write fails",
         {.calls = {DiskCall::write}, .answer = SQLITE_IOERR_WRITE, .system_error = EIO},
         {"store.input_output"}},
        {"a write is short",
         {.calls = {DiskCall::write}, .answer = SQLITE_FULL, .half_done = true},
         {"store.disk_full"}},
        {"writes fail from now on",
         {.calls = {DiskCall::write},
          .lasts = true,
          .answer = SQLITE_IOERR_WRITE,
          .system_error = EIO,
          .half_done = true},
         {"store.input_output"}},
        {"a sync fails, the next succeeds",
         {.calls = {DiskCall::sync}, .answer = SQLITE_IOERR_FSYNC, .system_error = EIO},
         {"store.input_output"}},
        {"syncs fail from now on",
         {.calls = {DiskCall::sync},
          .lasts = true,
          .answer = SQLITE_IOERR_FSYNC,
          .system_error = EIO},
         {"store.input_output"}},
        {"a read fails",
         {.calls = {DiskCall::read}, .answer = SQLITE_IOERR_READ, .system_error = EIO},
         {"store.input_output", "store.cannot_open"}},
        {"a length cannot be read",
         {.calls = {DiskCall::size}, .answer = SQLITE_IOERR_FSTAT, .system_error = EIO},
         {"store.input_output"}},
        {"a file cannot be shortened",
         {.calls = {DiskCall::truncate}, .answer = SQLITE_IOERR_TRUNCATE, .system_error = EIO},
         {"store.input_output"}},
        {"a file cannot be removed",
         {.calls = {DiskCall::remove}, .answer = SQLITE_IOERR_DELETE, .system_error = EIO},
         {},
         false},
        {"a file cannot be made",
         {.calls = {DiskCall::create}, .answer = SQLITE_CANTOPEN, .system_error = EACCES},
         {"store.cannot_open"}},
        {"memory cannot be shared",
         {.calls = {DiskCall::map_memory}, .answer = SQLITE_IOERR_SHMMAP, .system_error = EIO},
         {"store.input_output"}},
        {"a lock of the shared memory fails",
         {.calls = {DiskCall::lock_memory}, .answer = SQLITE_IOERR_SHMLOCK, .system_error = EIO},
         {"store.input_output"}},
        {"a lock of the file fails",
         {.calls = {DiskCall::lock}, .answer = SQLITE_IOERR_LOCK, .system_error = EIO},
         {"store.input_output"}},
        {"the disk becomes read-only",
         {.calls = changes, .lasts = true, .answer = SQLITE_READONLY},
         {"store.not_writable"}},
        {"the disk becomes read-only, says the system",
         {.calls = changes, .lasts = true, .answer = SQLITE_IOERR_WRITE, .system_error = EROFS},
         {"store.not_writable", "store.input_output"}},
    };
    return all;
}

/// One short working life with one fault at one call.
class FaultTrial {
public:
    FaultTrial(const Row& row, int first)
        : row_{row},
          is_killed_{first % 2 == 0},
          defers_rows_{first % 4 < 2},
          disk_{static_cast<std::uint64_t>(first), founded_county().image} {
        auto fault = row.fault;
        fault.first = first;
        disk_.break_with(std::move(fault));
    }

    std::vector<std::string> findings;
    int errors = 0; ///< that somebody was told

    /// False where the fault never came.
    bool run() {
        start();
        for (int part = 0; part < 3; ++part) {
            for (int i = 0; i < 2; ++i)
                mend_after(work());
            Result<void> worked;
            auto copied = node_->copy_log_beside_reader([&] { worked = work(); });
            mend_after(worked ? copied : worked);
            mend_after(node_->copy_log());
            mend_after(work());
            mend_after(node_->node().write_rows());
            if (part == 1) start();
        }
        node_.reset();
        const bool came = disk_.has_failed();
        for (const auto call : row_.fault.calls)
            calls_ += disk_.calls_of(call);
        disk_.repair();
        start();
        look_for_faults();
        return came;
    }

    [[nodiscard]] int calls() const { return calls_; }

private:
    void find(const std::string& what) { findings.push_back(what); }

    void expect(const Error& error) {
        ++errors;
        const auto code = error.kind->code;
        if (!row_.codes.contains(code) && code != "runtime.node_stopped")
            find("an error of another kind: " + sentence(error, Language::english));
    }

    void start() {
        start_node();
        if (defers_rows_) node_->node().defer_rows();
    }

    /// As an administrator would: what fails is mended, and then started again.
    void start_node() {
        node_ = std::make_unique<TrialNode>(founded_county().around, effects_, Durability::full);
        auto started = node_->start();
        if (started) return;
        expect(started.error());
        disk_.repair();
        end_node();
        node_ = std::make_unique<TrialNode>(founded_county().around, effects_, Durability::full);
        started = node_->start();
        if (!started)
            throw std::runtime_error(
                "does not start after repair: " + sentence(started.error(), Language::english)
            );
    }

    void look_for_faults() {
        for (auto& fault : clerk_.look_for_faults(node_->node(), effects_, now_))
            find(fault);
    }

    Result<void> work() {
        auto done = clerk_.work(node_->node(), now_);
        if (!done && node_->node().stopped_by() == nullptr) find("the node has not stopped");
        return done;
    }

    void mend_after(const Result<void>& done) {
        if (done) return;
        expect(done.error());
        refuses_more_work();
        disk_.repair();
        end_node();
        start();
        look_for_faults();
        // What the next node found and acknowledged must be on the disk, not only in the cache.
        if (!clerk_.work(node_->node(), now_)) find("no work is done after the repair");
        disk_.cut_power(Survival::nothing);
        node_.reset();
        disk_.start_program();
        start();
        look_for_faults();
    }

    /// Also where the disk works again.
    void refuses_more_work() {
        auto& node = node_->node();
        if (node.stopped_by() == nullptr) return;
        disk_.repair();
        const auto begun = node.begin_group();
        if (begun || begun.error().kind->code != "runtime.node_stopped")
            find("the node goes on after a failure of storage");
        if (clerk_.work(node, now_)) find("the node acknowledges after a failure of storage");
    }

    /// A node that failed ends in order, or is killed.
    void end_node() {
        if (is_killed_) disk_.kill_program();
        node_.reset();
        disk_.start_program();
    }

    const Row& row_;
    bool is_killed_;
    bool defers_rows_;
    FragileDisk disk_;
    MountedDisk mounted_{disk_};
    NotedEffects effects_;
    Clerk clerk_{7};
    Instant now_ = trial_start;
    int calls_ = 0; ///< of the fault's kind
    std::unique_ptr<TrialNode> node_;
};

/// A county that is founded on an empty disk with one fault, and founded again until it stands.
class FoundingTrial {
public:
    FoundingTrial(const Row& row, int first)
        : row_{row}, is_killed_{first % 2 == 0}, disk_{static_cast<std::uint64_t>(first)} {
        auto fault = row.fault;
        fault.first = first;
        disk_.break_with(std::move(fault));
    }

    std::vector<std::string> findings;

    /// False where the fault never came.
    bool run() {
        for (int attempt = 0; attempt < 2 && !found(); ++attempt) {
            disk_.repair();
            if (is_killed_) disk_.kill_program();
            node_.reset();
            disk_.start_program();
        }
        const bool came = disk_.has_failed();
        disk_.repair();
        disk_.cut_power(Survival::nothing);
        node_.reset();
        disk_.start_program();
        Clerk clerk{1};
        if (!found()) return came;
        const auto worked = clerk.work(node_->node(), trial_start);
        if (!worked) findings.push_back(sentence(worked.error(), Language::english));
        for (auto& fault : clerk.look_for_faults(node_->node(), effects_, trial_start))
            findings.push_back(std::move(fault));
        return came;
    }

private:
    bool found() {
        node_ = std::make_unique<TrialNode>(around_, effects_, Durability::full);
        auto done = node_->start();
        if (done) done = node_->found(trial_start);
        if (done) return true;
        const auto code = done.error().kind->code;
        const bool expected = disk_.has_failed() && row_.codes.contains(code);
        if (!expected) findings.push_back(sentence(done.error(), Language::english));
        return false;
    }

    const Row& row_;
    Surroundings& around_ = founded_county().around;
    bool is_killed_;
    FragileDisk disk_;
    MountedDisk mounted_{disk_};
    NotedEffects effects_;
    std::unique_ptr<TrialNode> node_;
};

/// How often the calls of a row come where nothing fails, whether rows wait or not.
int calls_in_peace(const Row& row) {
    int fewest = std::numeric_limits<int>::max();
    for (const int never : {fewest, fewest - 2}) {
        FaultTrial trial{row, never};
        trial.run();
        fewest = std::min(fewest, trial.calls());
    }
    return fewest;
}

} // namespace

TEST_CASE("a fault of the disk at any call loses nothing and stops the node with a clear error") {
    const int trials_max = chosen(2, 40, 1'000'000);
    for (const auto& row : rows()) {
        const int calls = calls_in_peace(row);
        const int trials = std::min(calls, trials_max);
        REQUIRE(trials > 0);
        CAPTURE(row.title);
        int came = 0;
        int errors = 0;
        for (int i = 0; i < trials; ++i) {
            const auto first = static_cast<int>(1 + std::int64_t{i} * calls / trials);
            CAPTURE(first);
            FaultTrial trial{row, first};
            came += trial.run() ? 1 : 0;
            errors += trial.errors;
            for (const auto& finding : trial.findings)
                FAIL_CHECK(finding);
        }
        CHECK(came == trials);
        CHECK((errors > 0) == row.is_noticed);
        MESSAGE(
            row.title << ": " << trials << " of " << calls << " calls, " << errors << " errors"
        );
    }
}

TEST_CASE("a county whose founding fails is founded by trying again, and stands after a power cut"
) {
    const int each_until = chosen(2, 12, 0);
    const int step = chosen(149, 11, 1);
    for (const auto& row : rows()) {
        CAPTURE(row.title);
        bool came = true;
        int trials = 0;
        for (int first = 1; came; first += first < each_until ? 1 : step, ++trials) {
            CAPTURE(first);
            FoundingTrial trial{row, first};
            came = trial.run();
            for (const auto& finding : trial.findings)
                FAIL_CHECK(finding);
        }
        MESSAGE(row.title << ": " << trials << " foundings");
    }
}
