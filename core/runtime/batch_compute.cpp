#include "core/runtime/batch_carry.hpp"
#include "core/runtime/batch_chunks.hpp"
#include "core/runtime/batch_errors.hpp"
#include "core/runtime/batch_payments.hpp"
#include "core/runtime/batch_run.hpp"
#include "core/runtime/errors.hpp"
#include "core/values/canonical.hpp"
#include "core/values/sha256.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <iterator>

namespace gongdao {

namespace {

/// Over the frozen list, as it is read.
class FrozenHash {
public:
    void add(const BatchItem& item) {
        text_ = item.key;
        text_ += '\n';
        append_canonical(text_, item.facts);
        text_ += '\n';
        hash_.add(text_);
    }

    [[nodiscard]] std::string text() { return to_hex(hash_.finish()); }

private:
    Sha256 hash_;
    std::string text_;
};

/// Who is on the list as it was frozen, or as it was computed before: keys in their order, then
/// what was carried.
class FrozenList {
public:
    explicit FrozenList(StoredChunks chunks) : chunks_{std::move(chunks)} {}

    /// Keys are asked for in their order.
    [[nodiscard]] Result<bool> contains(const std::string& key) {
        for (;; ++at_) {
            if (at_ == part_.size() && !ended_) {
                auto next = chunks_.next();
                if (!next) return next.error();
                part_ = std::move(*next);
                at_ = 0;
                ended_ = part_.empty();
            }
            if (ended_) return false;
            if (find(part_[at_], "carried_from") != nullptr) continue;
            const auto listed = find_text(part_[at_], "key").value_or("");
            if (listed >= key) return listed == key;
        }
    }

private:
    StoredChunks chunks_;
    std::vector<Document> part_;
    std::size_t at_ = 0;
    bool ended_ = false;
};

Result<BatchState> unreleased(const BatchRun& run) {
    const auto before = run.node.load_stream(run.stream);
    if (!before) return before.error();
    auto batch = std::get<BatchState>(*before);
    if (batch.status == "released")
        return fail(errors::batch_not_computed, {run.stream.text(), "released"});
    return batch;
}

ChunkWriter writer_of(const BatchRun& run, const BatchState& before, const std::string& status) {
    BatchState shown;
    shown.pack = run.pack.pack.id.text();
    shown.definition = run.definition.id;
    shown.period = run.period.text;
    shown.status = status;
    return {run.node, run.stream, std::move(shown), run.definition.amount, !before.status.empty()};
}

/// The chunks of a run, which remain only where all of it succeeds.
template <class Run>
Result<Document> all_or_nothing(ChunkWriter& chunks, Run run) {
    auto answer = run();
    if (answer) return answer;
    auto abandoned = chunks.abandon();
    return abandoned ? answer.error() : abandoned.error();
}

BatchOpened opening(const BatchRun& run, std::int64_t entries, std::string frozen) {
    return {
        .pack = run.pack.pack.id.text(),
        .definition = run.definition.id,
        .period = run.period.text,
        .entries = entries,
        .frozen = std::move(frozen),
        .driver = run.driver,
        .at = run.context.now};
}

/// Journals the chunks between what goes before and behind them.
Result<void> record_chunks(
    const BatchRun& run,
    const char* command,
    ChunkWriter& chunks,
    BatchOpened opened,
    std::optional<BatchComputed> computed
) {
    std::vector<StreamEvent> events{std::move(opened)};
    for (const auto& chunk : chunks.recorded())
        events.emplace_back(chunk);
    if (computed) events.emplace_back(std::move(*computed));
    const auto recorded = run.node.record_stream(
        run.stream, run.command(command), run.context.now, std::move(events)
    );
    if (!recorded) return recorded.error();
    return chunks.replace_earlier();
}

/// The chunks of a frozen list hold keys and nothing else.
Result<Document> freeze(const BatchRun& run, ChunkWriter& chunks) {
    auto selection = BatchSelection::open(run.node, run.definition, run.period);
    if (!selection) return selection.error();
    FrozenHash frozen;
    std::int64_t entries = 0;
    auto done = selection->each([&](BatchItem& item) {
        frozen.add(item);
        ++entries;
        return chunks.add(item);
    });
    if (done) done = chunks.end();
    if (done) {
        done = record_chunks(
            run, "freeze_batch", chunks, opening(run, entries, frozen.text()), std::nullopt
        );
    }
    if (!done) return done.error();
    return Document(DocumentObject{{"batch_items", entries}});
}

class Computation {
public:
    Computation(const BatchRun& run, std::optional<FrozenList> list, ChunkWriter& chunks)
        : run_{run}, list_{std::move(list)}, chunks_{chunks}, computed_{.at = run.context.now} {}

    /// The list, what is carried behind it, and the record of both.
    Result<Document> run() {
        auto done = compute_list();
        if (done) done = run_set_phases();
        if (done) done = carry();
        if (done) done = chunks_.end();
        if (done) done = record();
        if (!done) return done.error();
        return answer();
    }

private:
    Result<void> compute_list() {
        auto selection = BatchSelection::open(run_.node, run_.definition, run_.period);
        if (!selection) return selection.error();
        return selection->each([&](BatchItem& item) { return compute(item); });
    }

    /// Takes off the list whoever is not on it as it was frozen. Facts are those of now: people may
    /// have corrected them.
    Result<void> compute(BatchItem& item) {
        const auto listed = list_ ? list_->contains(item.key) : Result<bool>{true};
        if (!listed) return listed.error();
        if (!*listed) return {};
        frozen_.add(item);
        compute_item(run_.node, run_.pack, run_.definition, run_.period, run_.context.now, item);
        auto taken = take_payee(run_.node, run_.definition, item);
        if (!taken) return taken;
        if (run_.definition.phases.empty()) return add(item);
        all_.push_back(kept(item));
        return {};
    }

    /// These look at all items at once.
    Result<void> run_set_phases() {
        auto findings = run_phases(run_.definition.phases, all_);
        if (!findings) return findings.error();
        computed_.phases = std::move(*findings);
        for (auto& item : all_) {
            auto added = add(item);
            if (!added) return added;
        }
        all_.clear();
        return {};
    }

    Result<void> carry() {
        auto owed = CarriedItems::open(run_.node, run_.definition, run_.stream);
        if (!owed) return owed.error();
        for (;;) {
            auto part = owed->next();
            if (!part) return part.error();
            if (part->empty()) return {};
            for (auto& item : *part) {
                frozen_.add(item);
                count_carried(item);
                auto added = add(item);
                if (!added) return added;
            }
        }
    }

    void count_carried(const BatchItem& item) {
        if (!item.held.empty()) return;
        ++carried_;
        carried_fen_ += find_integer(item.results, run_.definition.amount).value_or(0);
    }

    Result<void> add(BatchItem& item) {
        ++computed_.items;
        if (!item.fault.empty()) ++computed_.exceptions;
        if (!item.held.empty()) {
            ++computed_.held;
            computed_.held_fen += find_integer(item.results, run_.definition.amount).value_or(0);
        }
        return chunks_.add(item);
    }

    Result<void> record() {
        for (const auto& chunk : chunks_.recorded())
            computed_.amount_fen += chunk.amount_fen;
        const auto opened = opening(run_, computed_.items, frozen_.text());
        return record_chunks(run_, "compute_batch", chunks_, opened, computed_);
    }

    /// What the case learns. Carried payments only where the pack carries them.
    Result<Document> answer() const {
        const auto after = run_.node.load_stream(run_.stream);
        if (!after) return after.error();
        DocumentObject answer{
            {"batch_items", computed_.items},
            {"batch_amount_fen", computed_.amount_fen},
            {"batch_exceptions", computed_.exceptions},
            {"batch_held", computed_.held},
            {"batch_held_fen", computed_.held_fen},
            {"batch_hash", digest_of(std::get<BatchState>(*after))}};
        if (setting_of(run_.definition, "carry") == "true") {
            answer["batch_carried"] = carried_;
            answer["batch_carried_fen"] = carried_fen_;
        }
        return Document(std::move(answer));
    }

    const BatchRun& run_;
    std::optional<FrozenList> list_;
    ChunkWriter& chunks_;
    FrozenHash frozen_;
    BatchComputed computed_;
    std::vector<BatchItem> all_; ///< where there are set phases
    std::int64_t carried_ = 0;
    std::int64_t carried_fen_ = 0;
};

/// Nothing where the batch does not freeze its list. Another case's list is none.
Result<std::optional<FrozenList>> frozen_list(const BatchRun& run, const BatchState& before) {
    if (setting_of(run.definition, "freeze") != "true") return std::nullopt;
    if (before.status.empty() || before.driver != run.driver)
        return fail(errors::list_not_frozen, {run.stream.text()});
    auto chunks = StoredChunks::open(run.node.store(), run.node.org(), run.stream);
    if (!chunks) return chunks.error();
    return FrozenList{std::move(*chunks)};
}

} // namespace

Result<Document> freeze_batch(const BatchRun& run) {
    const auto before = unreleased(run);
    if (!before) return before.error();
    auto chunks = writer_of(run, *before, "opened");
    return all_or_nothing(chunks, [&] { return freeze(run, chunks); });
}

Result<Document> compute_batch(const BatchRun& run) {
    const auto before = unreleased(run);
    if (!before) return before.error();
    auto list = frozen_list(run, *before);
    if (!list) return list.error();
    auto chunks = writer_of(run, *before, "computed");
    return all_or_nothing(chunks, [&] { return Computation{run, std::move(*list), chunks}.run(); });
}

} // namespace gongdao
