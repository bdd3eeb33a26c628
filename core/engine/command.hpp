#pragma once

#include "core/engine/state.hpp"
#include "core/values/result.hpp"

#include <variant>

namespace gongdao {

// Commands are imperative: what somebody, or something, asks of one case.

struct OpenCase {
    std::string process; ///< empty = the pack's main process
    std::string reference;
    std::string owner;   ///< organisation code; empty = the actor's own
    std::string message; ///< start event's message name, where a message opens the case
    Document facts;
};
BOOST_DESCRIBE_STRUCT(OpenCase, (), (process, reference, owner, message, facts))

/// `task` is the task's number, or else `element` its element id where only one is open.
struct CompleteTask {
    Key task = 0;
    std::string element;
    Document values;
    Document expect; ///< facts that must be so, or nothing is done: what the person looked at
};
BOOST_DESCRIBE_STRUCT(CompleteTask, (), (task, element, values, expect))

struct ClaimTask {
    Key task = 0;
    std::string element;
};
BOOST_DESCRIBE_STRUCT(ClaimTask, (), (task, element))

struct ReleaseTask {
    Key task = 0;
    std::string element;
};
BOOST_DESCRIBE_STRUCT(ReleaseTask, (), (task, element))

struct TransferTask {
    Key task = 0;
    std::string element;
    ActorId to;
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(TransferTask, (), (task, element, to, reason))

struct UrgeTask {
    Key task = 0;
    std::string element;
    std::string text;
};
BOOST_DESCRIBE_STRUCT(UrgeTask, (), (task, element, text))

/// A mending act (更正): facts change outside of a task, with a reason.
struct CorrectFacts {
    Document values;
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(CorrectFacts, (), (values, reason))

struct AddNote {
    std::string text;
};
BOOST_DESCRIBE_STRUCT(AddNote, (), (text))

struct VoidCase {
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(VoidCase, (), (reason))

struct DeliverMessage {
    std::string name;
    std::string correlation;
    Document payload;
};
BOOST_DESCRIBE_STRUCT(DeliverMessage, (), (name, correlation, payload))

struct DeliverSignal {
    std::string name;
    Document payload;
};
BOOST_DESCRIBE_STRUCT(DeliverSignal, (), (name, payload))

struct FireTimer {
    Key timer = 0;
};
BOOST_DESCRIBE_STRUCT(FireTimer, (), (timer))

struct FinishWork {
    Key work = 0;
    Document result;
};
BOOST_DESCRIBE_STRUCT(FinishWork, (), (work, result))

/// `error_code` throws a BPMN error from the element; `fatal` gives up without further attempts.
struct FailWork {
    Key work = 0;
    std::string code;
    std::string sentence;
    std::string error_code;
    bool fatal = false;
};
BOOST_DESCRIBE_STRUCT(FailWork, (), (work, code, sentence, error_code, fatal))

struct ResolveIncident {
    Key incident = 0;
};
BOOST_DESCRIBE_STRUCT(ResolveIncident, (), (incident))

/// A holiday table was loaded: provisional deadlines are computed again.
struct RecomputeDeadlines {
    std::string calendar;
};
BOOST_DESCRIBE_STRUCT(RecomputeDeadlines, (), (calendar))

using CaseCommand = std::variant<
    OpenCase,
    CompleteTask,
    ClaimTask,
    ReleaseTask,
    TransferTask,
    UrgeTask,
    CorrectFacts,
    AddNote,
    VoidCase,
    DeliverMessage,
    DeliverSignal,
    FireTimer,
    FinishWork,
    FailWork,
    ResolveIncident,
    RecomputeDeadlines>;

/// `open_case`, `complete_task` …
[[nodiscard]] std::string_view name_of(const CaseCommand& command);
[[nodiscard]] Document to_document(const CaseCommand& command);
[[nodiscard]] Result<CaseCommand> read_command(std::string_view name, const Document& members);

} // namespace gongdao
