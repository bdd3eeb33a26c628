#pragma once

#include "core/engine/state.hpp"
#include "core/model/element.hpp"
#include "core/values/result.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace gongdao {

class Interpreter;

/// How an element instance behaves: its element's kind, or the body that repeats it.
enum class Behaviour {
    process,
    start_event,
    end_event,
    catch_event,
    throw_event,
    boundary_event,
    user_task,
    service_task,
    script_task,
    rule_task,
    send_task,
    receive_task,
    manual_task,
    exclusive_gateway,
    parallel_gateway,
    inclusive_gateway,
    event_gateway,
    subprocess,
    event_subprocess,
    call_activity,
    multi_instance,
    standard_loop,
};
BOOST_DESCRIBE_ENUM(
    Behaviour,
    process,
    start_event,
    end_event,
    catch_event,
    throw_event,
    boundary_event,
    user_task,
    service_task,
    script_task,
    rule_task,
    send_task,
    receive_task,
    manual_task,
    exclusive_gateway,
    parallel_gateway,
    inclusive_gateway,
    event_gateway,
    subprocess,
    event_subprocess,
    call_activity,
    multi_instance,
    standard_loop
)

/// What can befall a running element.
enum class LifeStep {
    enter,       ///< a token has come: activating → activated
    resume,      ///< what it waited for has happened
    child_ended, ///< something inside of it has ended
    leave,       ///< completing → completed, and on along the flows
};
BOOST_DESCRIBE_ENUM(LifeStep, enter, resume, child_ended, leave)

using Handler = Result<void> (*)(Interpreter&, Key);

struct Transition {
    Behaviour behaviour;
    LifeStep step;
    Handler handler;
};

/// The transition table: what happens to which element at which step. All of the interpreter's
/// behaviour is reached through it.
class TransitionTable {
public:
    explicit TransitionTable(std::vector<Transition> rows) : rows_{std::move(rows)} {}

    /// The table on the one screen of transition_table.cpp.
    [[nodiscard]] static const TransitionTable& standard();

    /// Null where that step cannot befall that element.
    [[nodiscard]] Handler find(Behaviour behaviour, LifeStep step) const;

    [[nodiscard]] const std::vector<Transition>& rows() const { return rows_; }

    /// For tests that show each cell is needed.
    [[nodiscard]] TransitionTable without(Behaviour behaviour, LifeStep step) const;

private:
    std::vector<Transition> rows_;
};

[[nodiscard]] Behaviour behaviour_of(const Element& element, const ElementInstance& instance);

} // namespace gongdao
