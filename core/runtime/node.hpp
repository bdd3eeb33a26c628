#pragma once

#include "core/access/directory.hpp"
#include "core/engine/decide.hpp"
#include "core/ports/services.hpp"
#include "core/ports/store.hpp"
#include "core/runtime/command.hpp"
#include "core/runtime/deferred_rows.hpp"
#include "core/runtime/fail_stop_store.hpp"
#include "core/runtime/pack_library.hpp"
#include "core/runtime/projector.hpp"
#include "core/runtime/questions.hpp"

#include <deque>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace gongdao {

/// The adapters that the wiring hands in; all outlive the node.
struct NodeParts {
    StoreWriter& store;
    const RuleLoader& rules;
    const ExpressionBook& expressions;
    const FunctionBook& functions;
    Jobs& jobs;
    Effects& effects;
    Vault* vault = nullptr; ///< null: personal values are refused
    std::vector<std::string> function_names;
    std::vector<std::string> job_names;
};

/// The command loop of one county: decides commands one after another and commits them in groups.
/// One thread owns it. A command is acknowledged only after its group is committed. After a failure
/// of storage every call fails; the store must be opened anew and a new node made.
class Node {
public:
    Node(OrgId org, const NodeParts& parts);

    /// Brings derived tables up to the journal where a crash or an upgrade left them behind.
    [[nodiscard]] Result<void> recover();

    // -- groups --
    [[nodiscard]] Result<void> begin_group();
    /// Durable when it returns without error. With `group_failed` nothing of the group has
    /// happened. With any other failure the node has stopped, and only the next one knows whether
    /// the group happened: whole, or not at all.
    [[nodiscard]] Result<void> commit_group();
    void abandon_group();

    /// The failure of storage that stopped the node; null while it works.
    [[nodiscard]] const Error* stopped_by() const { return store_.failure(); }

    /// Carries out one command inside the open group. A refusal changes nothing.
    [[nodiscard]] Result<Reply> execute(const Command& command, Instant now);

    /// Fires the timers and does the outside work that are due by `now`, inside the open group; at
    /// most `limit` of them. Answers how many there were. Commits the group and opens the next
    /// where outside work would otherwise leave before what asked for it is durable.
    [[nodiscard]] Result<int> do_due_work(Instant now, int limit);
    /// The next instant at which something is due; nothing where nothing waits.
    [[nodiscard]] Result<std::optional<Instant>> next_due();
    /// The same question without a look into the tables, where possible.
    [[nodiscard]] Result<bool> has_due_work(Instant now);

    /// From now on lists lag behind the journal until `write_rows` or until enough has come
    /// together (ADR 0008). For a node that stays open.
    void defer_rows() { rows_.defer(); }

    /// Rows that lists lack.
    [[nodiscard]] bool has_deferred_rows() const { return rows_.has_waiting(); }

    /// Between two groups.
    [[nodiscard]] Result<void> write_rows() { return rows_.write_all(); }

    /// The same, but at most for some milliseconds.
    [[nodiscard]] Result<void> write_some_rows() { return rows_.write_some(); }

    [[nodiscard]] const OrgId& org() const { return org_; }

    [[nodiscard]] PackLibrary& packs() { return packs_; }

    [[nodiscard]] Directory& directory() { return directory_; }

    [[nodiscard]] StoreWriter& store() { return parts_.store; }

    [[nodiscard]] const WorkingCalendar& calendar() const { return *calendar_; }

    [[nodiscard]] const NodeParts& parts() const { return parts_; }

    [[nodiscard]] Offers offers() const;

    /// The case's state as committed or written in the open group. Fails with `no_such_case`.
    [[nodiscard]] Result<CaseState> load_case(const StreamId& stream);
    /// Whether this person may complete the case's open task: role, assignee, separation of duties.
    [[nodiscard]] Result<void>
    may_work_on(const ActorId& person, const StreamId& stream, Key task, Instant now);
    /// The same for a user task that need not be open any more, nor the case.
    [[nodiscard]] Result<void> may_work_on_element(
        const ActorId& person, const StreamId& stream, const std::string& element, Instant now
    );
    /// Stream, number or reference → stream.
    [[nodiscard]] Result<StreamId> find_case(const std::string& target);

    [[nodiscard]] Result<StreamState> load_stream(const StreamId& stream);
    /// Applies, journals and projects events of a stream that is no case.
    [[nodiscard]] Result<Reply> record_stream(
        const StreamId& stream, const Command& command, Instant now, std::vector<StreamEvent> events
    );
    [[nodiscard]] Result<void> put_rows(std::vector<Record> rows);
    [[nodiscard]] Result<void> reload_calendar();
    /// After a holiday table was loaded: every case with a provisional timer counts again.
    [[nodiscard]] Result<void> recompute_provisional(const Command& cause, Instant now);

private:
    static constexpr Instant anything_may_be_due{std::numeric_limits<std::int64_t>::min()};

    struct CachedCase {
        CaseState state;
        StreamHead head;
        bool used = true; ///< since it was last looked at whether it may go
    };

    [[nodiscard]] Result<Reply> dispatch(const Command& command, Instant now);
    [[nodiscard]] Result<Reply> execute_case_command(const Command& command, Instant now);
    [[nodiscard]] Result<StreamId> stream_for(const Command& command);
    /// Asks again until every question is answered; never answers with an Ask.
    [[nodiscard]] Outcome decided(
        const CaseState& state, const CaseCommand& command, const Command& envelope, Instant now
    );
    [[nodiscard]] Result<Reply>
    record_case(const StreamId& stream, const Command& command, Instant now, Accepted accepted);
    [[nodiscard]] Result<CachedCase*> cached(const StreamId& stream);
    void forget_unused_cases();
    [[nodiscard]] Result<void> fire_timer(const Record& timer, Instant now);
    [[nodiscard]] Result<void> make_durable(const std::vector<Record>& work);
    [[nodiscard]] Result<void>
    settled(const Result<Reply>& answered, const Record& row, std::string_view table);
    [[nodiscard]] Result<void> do_work(const Record& work, Instant now);
    [[nodiscard]] Result<Document> carry_out(const Record& work, Instant now);
    /// Appends one journal row behind `head` and moves it on.
    [[nodiscard]] Result<void> append(
        const StreamId& stream,
        StreamHead& head,
        const Command& command,
        Instant now,
        std::string events
    );
    [[nodiscard]] Result<void> note_command(const JournalRow& row);

    OrgId org_;
    FailStopStore store_;
    DeferredRows rows_; ///< above `store_`
    NodeParts parts_;   ///< with `rows_` for a store
    Directory directory_;
    PackLibrary packs_;
    Questions questions_;
    std::unique_ptr<WorkingCalendar> calendar_;
    std::unordered_map<StreamId, CachedCase> cases_;
    std::deque<StreamId> cached_order_; ///< of `cases_`, the first is the next that may go
    std::unordered_map<StreamId, std::string> banned_;
    std::int64_t last_position_ = 0;      ///< of the journal with the open group
    std::int64_t committed_position_ = 0; ///< without it
    /// Nothing is due before; it may be too early, never too late.
    Instant due_from_ = anything_may_be_due;
    /// A write of the open group failed half-way: the group can only be abandoned.
    bool poisoned_ = false;
    bool has_uncommitted_ = false;
};

/// The stream id of what a command creates: the same again where the command is repeated.
[[nodiscard]] StreamId stream_named_by(std::string_view kind, const CommandId& command);

} // namespace gongdao
