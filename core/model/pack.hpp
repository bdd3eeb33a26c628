#pragma once

#include "core/model/field_schema.hpp"
#include "core/model/process.hpp"

#include <map>
#include <string>
#include <vector>

namespace gongdao {

/// The files of one pack as read from its folders, path relative to the pack (`pack.info`,
/// `forms/verify.info`) or to its rules (`scripts/colour.lua`), → bytes.
using PackFiles = std::map<std::string, std::string>;

/// `field operator value`, all of a list must hold. Operators: = != < <= > >= in, present, absent.
struct Condition {
    std::string field;
    std::string operation;
    std::string value; ///< a literal, or `$name` for an argument of the query
    int line = 0;      ///< in its file
};

/// Which fields a task shows and takes, in order.
struct Form {
    struct Entry {
        std::string field;
        bool required = false;
        bool read_only = false;
        std::string help;
        /// Lua expression: where it holds, the act itself must give the field.
        std::string needed_when;
        int line = 0;
    };

    /// Where the Lua expression holds, the act is refused with the sentence.
    struct Refusal {
        std::string when;
        std::string sentence;
        int line = 0;
    };

    /// A rule whose outcome `refusal`, a sentence, says why the act cannot be done.
    struct Check {
        std::string rule;
        int line = 0;
    };

    std::string id;
    std::string title;
    std::vector<Entry> entries;
    std::vector<Refusal> refusals;
    std::vector<Check> checks;
    int line = 0;
};

struct Role {
    std::string id;
    std::string title;
    /// Commands outside of tasks that the role may give: open, correct, void, note, message,
    /// import, batch, deploy.
    std::vector<std::string> may;
    int line = 0;
};

/// A question across cases that `decide` may ask: counts or lists matching cases.
struct Query {
    enum class Answer { list, count, serial };

    std::string id;
    Answer answer = Answer::list;
    std::string pack;               ///< cases of this pack; empty = the asking pack
    std::vector<std::string> match; ///< fields that must equal the asking case's
    std::vector<Condition> where;
    std::string within;       ///< period back from now, over `within_field`
    std::string within_field; ///< default: opened_at
    bool include_self = false;
    int line = 0;
};

/// Master data with history (register, 台账).
struct RegisterDefinition {
    std::string id;
    std::string title;
    std::string key; ///< field that names an entry
    FieldSchema fields;
    std::vector<std::string> editors; ///< roles that may write entries
    int line = 0;
};

/// One step over the whole set of a batch, after every item has its result.
struct SetPhase {
    enum class Kind { rank, quota, pairing };

    Kind kind = Kind::rank;
    std::map<std::string, std::string> settings;
};

/// A run over a frozen list (blueprint 10).
struct BatchDefinition {
    std::string id;
    std::string title;
    std::string register_id; ///< items are entries of this register
    std::vector<Condition> where;
    std::string rule;    ///< per item: entry fields + `join`ed facts → results
    std::string program; ///< plugin function applied to rule result, or empty
    std::string key;     ///< unique per (key, period), so nobody is paid twice
    std::string amount;  ///< result field that is summed for the control total
    std::string cycle;   ///< month | year
    std::vector<SetPhase> phases;
    std::vector<std::string> approvals; ///< roles in order; every signer is another person
    std::string effect;                 ///< effect after the last approval
    std::map<std::string, std::string> write_back; ///< result field → register field, on approval
    std::map<std::string, std::string> settings;
    int line = 0;
};

/// A look at open cases as a rule sees them today: whose answer would be another is told, and its
/// own process decides anew (job `case.review`).
struct Review {
    std::string id;
    std::string title;
    std::vector<Condition> where; ///< besides being open
    std::string rule;
    /// Fields of the rule's outcome that a case keeps under the same names.
    std::vector<std::string> compare;
    std::string message; ///< what a case that differs is told; those not waiting for it are left
    int line = 0;
};

/// A declared statistic: measures over cases, entries or batch items (never coded).
struct Measure {
    std::string id;
    std::string title;
    std::string source; ///< case | entry:<register> | batch:<batch> | task
    std::string pack;
    std::string aggregate; ///< count | sum | distinct | rate | median
    std::string field;     ///< summed, counted distinct …
    std::string of;        ///< rate: measure id of the denominator; `field` is the numerator's id
    std::string group_by;
    std::string profile; ///< of warnings, whose labels name the groups; empty = the field's words
    std::vector<Condition> where;
    std::string unit; ///< 件 人 人次 元 %
    int line = 0;
};

struct Board {
    std::string id;
    std::string title;
    std::vector<Measure> measures;
    int line = 0;
};

/// How ranks of a warning look in one profile: colour and label are presentation.
struct WarningProfile {
    struct Rank {
        int rank = 0;
        std::string colour;
        std::string label;
        std::string confirm_within;
    };

    std::string id;
    std::string title;
    std::vector<Rank> ranks; ///< ascending
    int line = 0;
};

/// Case number: `{org}-{year}-YJ-{serial5}`.
struct NumberRule {
    std::string pattern;
    std::string kind; ///< serials are counted per (org, kind, year)
};

/// One business process as immutable data.
struct Pack {
    PackId id;
    std::string title;
    std::string version; ///< hash over all files
    std::string main_process;
    NumberRule number;
    FieldSchema fields;
    Definitions definitions;
    std::map<std::string, Role> roles;
    std::map<std::string, Form> forms;
    std::map<std::string, Query> queries;
    std::map<std::string, RegisterDefinition> registers;
    std::map<std::string, BatchDefinition> batches;
    std::map<std::string, Review> reviews;
    std::map<std::string, Board> boards;
    std::map<std::string, WarningProfile> warnings;
    std::vector<std::string> imports;           ///< packs whose processes this one calls
    std::map<std::string, std::string> letters; ///< id → template text
    std::vector<std::string> rules;             ///< paths of rule files, `scripts/…`
    std::string title_template;                 ///< `{employer}欠薪` over fields
    std::string relevant_date; ///< fact with the date whose rules apply; empty = the day of the act
    PackFiles files;           ///< verbatim, kept with the version
};

/// Reads a pack; reports every fault of every file. A pack with faults must not be deployed.
[[nodiscard]] Pack read_pack(const PackFiles& files, Faults& faults);

/// What the definition refers to but the model cannot see. Filled by the caller from rules and
/// plugins.
struct Available {
    std::vector<std::string> rules;
    std::vector<std::string> functions;
    std::vector<std::string> jobs;
    std::vector<std::string> effects;
};

/// All dangling references and structural faults, each with file, line and element.
void validate(const Pack& pack, const Available& available, Faults& faults);

} // namespace gongdao
