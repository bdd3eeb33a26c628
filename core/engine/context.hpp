#pragma once

#include "core/calendar/working_calendar.hpp"
#include "core/engine/rule_book.hpp"
#include "core/model/pack.hpp"
#include "core/values/id.hpp"

#include <map>
#include <string>
#include <vector>

namespace gongdao {

/// A role held over an organisation and everything below it.
struct Grant {
    std::string role;
    std::string organisation;
    std::string valid_to; ///< date from which the organisation is no more; empty = no end
};

/// The role that every county has: it writes the built-in registers, deploys packs, loads holiday
/// tables, and lets a step that an incident stopped run again in any case.
inline constexpr std::string_view administrator_role = "administrator";

/// Who gives a command, as the registers knew them when it was given.
struct Actor {
    ActorId id;
    std::string organisation;
    std::vector<Grant> grants;
    /// The engine's own timers, jobs and messages.
    bool is_system = false;
};

/// A question across cases, resolved against the asking case. Pure data; the runtime answers it.
struct Ask {
    struct Condition {
        std::string field; ///< a fact, or `status`, `opened_at` … of the case
        std::string operation;
        Document value;
    };

    std::string query;
    Query::Answer answer = Query::Answer::list;
    std::string pack;
    std::vector<Condition> where;
    StreamId except;
    std::string serial; ///< what is numbered, such as `330213-2026-TJ`
    /// Who is to do a task; answered as `{"status", "roles"}`: `active`, `retired` or `none`, and
    /// the roles held over the case's owner or below it.
    ActorId person;

    /// Equal questions have equal texts; answers are found by it.
    [[nodiscard]] std::string text() const;
};

/// Answers to the questions of one decision, by `Ask::text`.
using Answers = std::map<std::string, Document>;

/// Everything a decision may look at besides the case itself. Lives as long as the call.
struct Context {
    Instant now;         ///< when the command is recorded
    Instant occurred_at; ///< when it happened; not after `now`
    const Actor& actor;
    const Pack& pack; ///< in the version the case began under
    /// The case owner and every organisation above it, as codes.
    std::vector<std::string> owner_path;
    const RuleBook& rules;
    const ExpressionBook& expressions;
    const FunctionBook& functions;
    const WorkingCalendar& calendar;
    const Answers& answers;
    /// Of `transfer_task`: who is to take the task, as the registers knew them.
    const Actor* successor = nullptr;
};

/// The legally relevant date of a case, by which its rules are chosen: the pack says which fact
/// holds it; else it is the day of `occurred_at`.
[[nodiscard]] inline CivilDate
relevant_date(const Pack& pack, const Document& facts, Instant occurred_at) {
    if (const auto text = find_text(facts, pack.relevant_date)) {
        if (const auto date = parse_date(*text)) return *date;
    }
    return date_of(occurred_at);
}

} // namespace gongdao
