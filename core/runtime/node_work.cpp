#include "core/runtime/batches.hpp"
#include "core/runtime/case_review.hpp"
#include "core/runtime/errors.hpp"
#include "core/runtime/messages.hpp"
#include "core/runtime/node.hpp"
#include "core/runtime/start_timers.hpp"

#include <boost/json/object.hpp>

#include <algorithm>
#include <set>

namespace gongdao {

namespace {

constexpr std::size_t provisional_max = 1'000'000;

std::string text_at(const Record& row, std::size_t column) {
    return std::get<std::string>(row.cells[column]);
}

std::int64_t number_at(const Record& row, std::size_t column) {
    return std::get<std::int64_t>(row.cells[column]);
}

Command system_command(
    std::string id, std::string kind, const std::string& stream, DocumentObject members
) {
    return {
        .id = CommandId{std::move(id)},
        .actor = system_actor,
        .kind = std::move(kind),
        .target = stream,
        .members = std::move(members)};
}

} // namespace

Result<std::optional<Instant>> Node::next_due() {
    std::optional<Instant> next;
    for (const auto& [table, column, index] :
         {std::tuple{"timer", "due_at", 3U}, std::tuple{"outbox", "not_before", 7U}}) {
        const auto rows = parts_.store.select(
            {.table = table,
             .where = {{"org", "=", {org_.text()}}},
             .order = {{column, false}},
             .limit = 1}
        );
        if (!rows) return rows.error();
        if (rows->empty()) continue;
        const Instant due{number_at(rows->front(), index)};
        if (!next || due < *next) next = due;
    }
    const auto expiry = next_expiry(*this);
    if (!expiry) return expiry.error();
    if (*expiry && (!next || **expiry < *next)) next = *expiry;
    due_from_ = next.value_or(Instant{std::numeric_limits<std::int64_t>::max()});
    return next;
}

Result<bool> Node::has_due_work(Instant now) {
    if (due_from_ > now) return false;
    const auto next = next_due();
    if (!next) return next.error();
    return *next && **next <= now;
}

Result<int> Node::do_due_work(Instant now, int limit) {
    int done = 0;
    const auto work = parts_.store.select(
        {.table = "outbox",
         .where = {{"org", "=", {org_.text()}}, {"not_before", "<=", {now.milliseconds}}},
         .order = {{"not_before", false}},
         .limit = static_cast<std::size_t>(limit)}
    );
    if (!work) return work.error();
    auto durable = make_durable(*work);
    if (!durable) return durable.error();
    for (const auto& row : *work) {
        auto carried = do_work(row, now);
        if (!carried) return carried.error();
        ++done;
    }
    if (done >= limit) return done;
    const auto timers = parts_.store.select(
        {.table = "timer",
         .where = {{"org", "=", {org_.text()}}, {"due_at", "<=", {now.milliseconds}}},
         .order = {{"due_at", false}},
         .limit = static_cast<std::size_t>(limit - done)}
    );
    if (!timers) return timers.error();
    for (const auto& row : *timers) {
        auto fired = fire_timer(row, now);
        if (!fired) return fired.error();
        ++done;
    }
    const auto dropped = drop_expired(*this, now, limit - done);
    if (!dropped) return dropped.error();
    return done + *dropped;
}

/// A timer that was cancelled by an earlier one of the same round is refused, and that is right.
Result<void> Node::fire_timer(const Record& timer, Instant now) {
    const auto stream = text_at(timer, 1);
    if (kind_of(StreamId{stream}) == "pack") return fire_start(*this, timer, now);
    const auto key = number_at(timer, 2);
    const auto due = number_at(timer, 3);
    const auto fired = execute(
        system_command(
            stream + "#timer" + std::to_string(key) + "@" + std::to_string(due),
            "fire_timer",
            stream,
            {{"timer", key}}
        ),
        now
    );
    return settled(fired, timer, "timer");
}

/// Nothing leaves for the outside before what asked for it is on disk (I2).
Result<void> Node::make_durable(const std::vector<Record>& work) {
    const bool leaves = std::any_of(work.begin(), work.end(), [](const Record& row) {
        return text_at(row, 3) != "command";
    });
    if (!leaves || !has_uncommitted_) return {};
    auto committed = commit_group();
    if (committed) committed = begin_group();
    return committed;
}

/// A refusal is right where an earlier act of the same round took the row away. A row that is still
/// as it was would be tried for ever: its case is stopped instead, never the node.
Result<void>
Node::settled(const Result<Reply>& answered, const Record& row, std::string_view table) {
    if (answered && !answered->repeated) return {};
    const StreamId stream{text_at(row, 1)};
    const bool is_conflict =
        !answered && answered.error().kind->error_class == ErrorClass::conflict;
    if (!answered && !is_conflict && !banned_.contains(stream)) return answered.error();
    const std::vector<Cell> key{row.cells.begin(), row.cells.begin() + 3};
    const auto still = parts_.store.find(table, key);
    if (!still) return still.error();
    if (!*still || (*still)->cells != row.cells) return {};
    banned_.emplace(stream, answered ? "repeat" : sentence(answered.error(), Language::english));
    return parts_.store.remove(table, key);
}

Result<void> Node::do_work(const Record& work, Instant now) {
    const auto stream = text_at(work, 1);
    const auto key = number_at(work, 2);
    const auto attempt = number_at(work, 8);
    const auto id = stream + "#work" + std::to_string(key) + "." + std::to_string(attempt);
    const auto result = carry_out(work, now);
    Command answer;
    if (result) {
        answer = system_command(id, "finish_work", stream, {{"work", key}, {"result", *result}});
    } else {
        const auto& error = result.error();
        const bool rejected = error.arguments.size() > 1 && error.kind->code == "plugin.rejected";
        DocumentObject members{
            {"work", key},
            {"code", std::string{error.kind->code}},
            {"sentence", sentence(error, Language::chinese)},
            {"fatal", error.kind->error_class != ErrorClass::environment}};
        if (rejected) members["error_code"] = error.arguments[1];
        answer = system_command(id, "fail_work", stream, std::move(members));
    }
    return settled(execute(answer, now), work, "outbox");
}

Result<Document> Node::carry_out(const Record& work, Instant now) {
    const auto kind = text_at(work, 3);
    const auto name = text_at(work, 4);
    auto payload = parse_document(text_at(work, 6));
    if (!payload) return payload.error();
    const WorkContext context{
        .idempotency_key = text_at(work, 5), .attempt = number_at(work, 8) + 1, .now = now};
    if (kind == "command") {
        const auto done =
            execute(system_command(context.idempotency_key, name, "", payload->as_object()), now);
        if (!done) return done.error();
        return to_document(*done);
    }
    const auto state = load_case(StreamId{text_at(work, 1)});
    if (!state) return state.error();
    if (kind == "job") {
        if (is_batch_job(name)) return run_batch_job(*this, name, *state, *payload, context);
        if (name == case_review_job) return review_cases(*this, *state, *payload, context);
        if (!parts_.jobs.offers(name)) return fail(errors::no_such_effect, {name});
        return parts_.jobs.run(name, *payload, context);
    }
    if (!parts_.effects.offers(name)) return fail(errors::no_such_effect, {name});
    auto& object = payload->as_object();
    object["case"] = DocumentObject{
        {"pack", state->pack.text()},
        {"version", state->pack_version},
        {"number", state->number},
        {"title", state->title},
        {"facts", state->facts}};
    return parts_.effects.deliver(name, *payload, context);
}

Result<void> Node::recompute_provisional(const Command& cause, Instant now) {
    std::set<std::string> streams;
    for (const auto* table : {"timer", "task"}) {
        const auto rows = parts_.store.select(
            {.table = table,
             .where = {{"org", "=", {org_.text()}}, {"provisional", "=", {std::int64_t{1}}}},
             .limit = provisional_max}
        );
        if (!rows) return rows.error();
        for (const auto& row : *rows)
            streams.insert(text_at(row, 1));
    }
    for (const auto& stream : streams) {
        if (kind_of(StreamId{stream}) == "pack") {
            auto recounted = recount_starts(*this, StreamId{stream}, cause, now);
            if (!recounted) return recounted;
            continue;
        }
        const auto done = execute(
            system_command(
                cause.id.text() + ">" + stream,
                "recompute_deadlines",
                stream,
                {{"calendar", calendar_->version()}}
            ),
            now
        );
        if (!done) return done.error();
    }
    return {};
}

} // namespace gongdao
