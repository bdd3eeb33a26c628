#pragma once

#include "core/engine/transition_table.hpp"

/// The handlers that the transition table names, one file per subject.
namespace gongdao::behaviours {

// scopes.cpp
Result<void> enter_process(Interpreter& run, Key key);
Result<void> enter_subprocess(Interpreter& run, Key key);
Result<void> enter_event_subprocess(Interpreter& run, Key key);
Result<void> enter_call(Interpreter& run, Key key);
Result<void> scope_child_ended(Interpreter& run, Key key);
Result<void> call_child_ended(Interpreter& run, Key key);
Result<void> leave_process(Interpreter& run, Key key);

// flows.cpp
Result<void> leave_by_flows(Interpreter& run, Key key);
Result<void> pass(Interpreter& run, Key key);

// event_elements.cpp
Result<void> enter_catch(Interpreter& run, Key key);
Result<void> enter_throw(Interpreter& run, Key key);
Result<void> enter_end(Interpreter& run, Key key);
Result<void> enter_event_gateway(Interpreter& run, Key key);
Result<void> resume_to_leave(Interpreter& run, Key key);

// tasks.cpp
Result<void> enter_user_task(Interpreter& run, Key key);
Result<void> enter_automatic(Interpreter& run, Key key);
Result<void> enter_receive(Interpreter& run, Key key);
Result<void> enter_manual(Interpreter& run, Key key);

// repetition.cpp
Result<void> enter_multi_instance(Interpreter& run, Key key);
Result<void> multi_instance_child_ended(Interpreter& run, Key key);
Result<void> leave_multi_instance(Interpreter& run, Key key);
Result<void> enter_loop(Interpreter& run, Key key);
Result<void> loop_child_ended(Interpreter& run, Key key);
/// What one of several instances gives to the body's output list, before it is gone.
Result<void> collect_output(Interpreter& run, Key key);

} // namespace gongdao::behaviours
