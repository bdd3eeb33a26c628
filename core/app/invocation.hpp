#pragma once

#include "core/values/result.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace gongdao {

/// How the program speaks: sentences of a language, or JSON, which has both.
struct Manner {
    Language language = Language::chinese;
    bool json = false;
};

/// What was typed, taken apart: arguments in order, options by name without dashes.
struct Invocation {
    std::vector<std::string> arguments;
    std::map<std::string, std::string> options; ///< a flag that was given has the value `true`
    Language language = Language::chinese;

    [[nodiscard]] bool has(const std::string& option) const { return options.contains(option); }

    [[nodiscard]] std::string option(const std::string& name, std::string otherwise = {}) const {
        const auto found = options.find(name);
        return found == options.end() ? otherwise : found->second;
    }

    [[nodiscard]] const std::string& argument(std::size_t index) const {
        return arguments.at(index);
    }

    [[nodiscard]] bool wants_json() const { return has("json"); }

    [[nodiscard]] Manner manner() const { return {.language = language, .json = wants_json()}; }
};

/// One option of a verb.
struct Option {
    std::string name;
    bool is_flag = false;
    std::string_view chinese;
    std::string_view english;
};

/// One verb of the command line: `gongdao case open`. The table of verbs is the whole interface;
/// help, completion and the man page are made from it.
struct Verb {
    std::string noun; ///< empty for verbs that stand alone, such as `init`
    std::string name;
    std::vector<std::string> arguments; ///< names; `name?` optional, `name*` any number
    std::string_view chinese;
    std::string_view english;
    std::vector<Option> options;
    /// The exit code: 0, or 1 with findings printed.
    Result<int> (*run)(const Invocation& invocation);
};

/// Verbs by subject, one file each.
[[nodiscard]] std::vector<Verb> county_verbs();
[[nodiscard]] std::vector<Verb> pack_verbs();
[[nodiscard]] std::vector<Verb> case_verbs();
[[nodiscard]] std::vector<Verb> task_verbs();
[[nodiscard]] std::vector<Verb> register_verbs();
[[nodiscard]] std::vector<Verb> batch_verbs();
[[nodiscard]] std::vector<Verb> journal_verbs();
[[nodiscard]] std::vector<Verb> board_verbs();
[[nodiscard]] std::vector<Verb> rule_verbs();
[[nodiscard]] std::vector<Verb> node_verbs();
[[nodiscard]] std::vector<Verb> all_verbs();

/// Options that every verb takes.
[[nodiscard]] const std::vector<Option>& shared_options();

/// Runs a command line; prints to stdout and, for talk and faults, to stderr. The exit code.
[[nodiscard]] int run_command_line(const std::vector<std::string>& words);

} // namespace gongdao
