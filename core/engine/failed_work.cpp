#include "core/engine/failed_work.hpp"

#include "core/engine/errors.hpp"

#include <boost/describe/enum_from_string.hpp>
#include <boost/json/object.hpp>

#include <algorithm>

namespace gongdao {

namespace {

constexpr std::int64_t first_pause_ms = 60'000;
constexpr std::int64_t pause_ms_max = 6 * 3'600'000;

/// 1, 2, 4 … minutes, at most six hours.
std::int64_t pause_after(std::int64_t attempts) {
    auto pause = first_pause_ms;
    for (std::int64_t i = 0; i < attempts && pause < pause_ms_max; ++i)
        pause *= 2;
    return std::min(pause, pause_ms_max);
}

void raise(Interpreter& run, Key key, Key instance, const FailWork& command) {
    run.emit(IncidentRaised{
        .key = key,
        .incident = Incident{
            .instance = instance,
            .step = "enter",
            .code = command.code,
            .sentence = command.sentence,
            .raised_at = run.context.now}});
}

} // namespace

Result<void> fail_work(Interpreter& run, const FailWork& command) {
    const auto found = run.state.work.find(command.work);
    if (found == run.state.work.end())
        return fail(errors::no_such_work, {std::to_string(command.work)});
    const auto work = found->second;
    WorkFailed failed{.key = command.work, .code = command.code, .sentence = command.sentence};
    const bool again =
        !command.fatal && command.error_code.empty() && work.attempts + 1 < work.attempts_max;
    if (again) failed.retry_at = Instant{run.context.now.milliseconds + pause_after(work.attempts)};
    if (!again && work.instance == 0) {
        run.emit(WorkStopped{
            .key = command.work, .code = command.code, .sentence = command.sentence});
        raise(run, command.work, 0, command);
        return {};
    }
    run.emit(failed);
    if (again || !run.exists(work.instance)) return {};
    const Document payload =
        DocumentObject{{"error_code", command.error_code}, {"error_text", command.sentence}};
    if (!command.error_code.empty() && run.throw_error(work.instance, command.error_code, payload))
        return {};
    raise(run, run.next_key(), work.instance, command);
    return {};
}

namespace {

/// Does again what an incident stopped.
Result<void> repeat_step(Interpreter& run, const Incident& incident) {
    if (!run.exists(incident.instance)) return {};
    LifeStep step = LifeStep::enter;
    if (!boost::describe::enum_from_string(incident.step.c_str(), step)) {
        run.check_conditions(); // a condition failed; its element runs undisturbed
        return {};
    }
    if (step == LifeStep::enter)
        run.disarm(incident.instance); // the waits it opened before it failed
    run.perform(incident.instance, step);
    // What runs in a scope may have ended while the scope itself was not entered.
    if (step == LifeStep::enter && run.exists(incident.instance) &&
        is_scope(run.element_of(incident.instance).kind))
        run.queue_step(incident.instance, LifeStep::child_ended);
    return {};
}

} // namespace

Result<void> resolve_incident(Interpreter& run, const ResolveIncident& command) {
    const auto incident = run.state.incidents.at(command.incident);
    run.emit(IncidentResolved{.key = command.incident});
    const auto stopped = run.state.stopped_work.find(command.incident);
    if (stopped == run.state.stopped_work.end()) return repeat_step(run, incident);
    auto work = stopped->second;
    work.attempts = 0;
    work.not_before = run.context.now;
    run.emit(WorkRequested{.key = command.incident, .work = std::move(work)});
    return {};
}

} // namespace gongdao
