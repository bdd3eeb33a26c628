#include "core/app/errors.hpp"
#include "core/app/exit_code.hpp"
#include "core/app/help_text.hpp"
#include "core/app/invocation.hpp"
#include "core/app/printing.hpp"
#include "core/values/text_encoding.hpp"
#include "core/values/two_languages.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <optional>

namespace gongdao {

namespace {

Result<Manner> manner_of(const std::vector<std::string>& words) {
    Manner manner;
    for (std::size_t i = 0; i < words.size(); ++i) {
        manner.json = manner.json || words[i] == "--json";
        const bool apart = words[i] == "--lang" && i + 1 < words.size();
        if (!apart && !words[i].starts_with("--lang=")) continue;
        const auto language = apart ? words[i + 1] : words[i].substr(words[i].find('=') + 1);
        if (language != "zh" && language != "en") return fail(errors::no_such_language, {language});
        manner.language = language == "en" ? Language::english : Language::chinese;
    }
    return manner;
}

/// One parsed verb: what CLI11 fills while it reads.
struct Reading {
    const Verb* verb = nullptr;
    CLI::App* app = nullptr;
    std::vector<std::vector<std::string>> lists;
    std::map<std::string, std::string> options;
};

void add_arguments(Reading& reading) {
    reading.lists.resize(reading.verb->arguments.size());
    for (std::size_t i = 0; i < reading.verb->arguments.size(); ++i) {
        auto name = reading.verb->arguments[i];
        const bool many = name.ends_with('*');
        const bool optional = many || name.ends_with('?');
        if (optional) name.pop_back();
        auto* option = reading.app->add_option(name, reading.lists[i], "");
        option->expected(many ? 0 : optional ? 0 : 1, many ? 1'000 : 1);
        option->allow_extra_args(many);
        if (!optional) option->required();
    }
}

void add_option(CLI::App& app, const Option& option, std::map<std::string, std::string>& values) {
    if (option.is_flag) {
        app.add_flag_callback("--" + option.name, [&values, name = option.name] {
            values[name] = "true";
        });
    } else {
        app.add_option_function<std::string>(
            "--" + option.name,
            [&values, name = option.name](const std::string& value) { values[name] = value; }
        );
    }
}

std::string after_colon(const std::string& text) {
    const auto colon = text.find(": ");
    return colon == std::string::npos ? text : text.substr(colon + 2);
}

/// CLI11 speaks English.
std::string in_chinese(const CLI::ParseError& problem) {
    const std::string said = problem.what();
    const auto name = problem.get_name();
    if (name == "RequiredError" && said.ends_with(" is required"))
        return "缺少 " + said.substr(0, said.find(" is required"));
    if (said.starts_with("The following argument")) return "不认识 " + after_colon(said);
    if (name == "ArgumentMismatch" && said.find("required") != std::string::npos)
        return said.substr(0, said.find(':')) + " 后面缺少值，或写了不止一次";
    return said;
}

void add_word(std::vector<std::string>& list, const std::string& word) {
    if (std::find(list.begin(), list.end(), word) == list.end()) list.push_back(word);
}

std::optional<Error>
unknown_verb(const std::vector<Verb>& verbs, const std::string& first, const std::string& second) {
    std::vector<std::string> firsts;
    std::vector<std::string> seconds;
    for (const auto& verb : verbs) {
        const auto& lead = verb.noun.empty() ? verb.name : verb.noun;
        if (lead == first && (verb.noun.empty() || verb.name == second)) return std::nullopt;
        if (lead == first) add_word(seconds, verb.name);
        add_word(firsts, lead);
    }
    if (seconds.empty())
        return fail(errors::no_such_verb, {first, both_languages(listed_in_both(firsts))});
    if (second.empty())
        return fail(errors::verb_missing, {first, both_languages(listed_in_both(seconds))});
    return fail(
        errors::no_such_verb, {first + " " + second, both_languages(listed_in_both(seconds))}
    );
}

Result<int> run(const Reading& reading, const Manner& manner) {
    Invocation invocation{.options = reading.options, .language = manner.language};
    for (const auto& list : reading.lists)
        invocation.arguments.insert(invocation.arguments.end(), list.begin(), list.end());
    return reading.verb->run(invocation);
}

/// Reads a verb's words and runs it.
Result<int>
run_verb(const Verb& verb, const std::vector<std::string>& words, const Manner& manner) {
    CLI::App app{"", "gongdao"};
    app.set_help_flag();
    Reading reading{.verb = &verb, .app = &app};
    add_arguments(reading);
    for (const auto& option : verb.options)
        add_option(app, option, reading.options);
    for (const auto& option : shared_options())
        add_option(app, option, reading.options);
    auto reversed = std::vector<std::string>{words.rbegin(), words.rend()};
    try {
        app.parse(reversed);
    } catch (const CLI::ParseError& problem) {
        return fail(
            errors::bad_usage,
            {both_languages(in_chinese(problem), problem.what()), "gongdao " + written(verb)}
        );
    }
    return run(reading, manner);
}

/// The words that say what to do, in front of all options, and the rest.
struct Parted {
    std::vector<std::string> lead; ///< at most noun and verb
    std::vector<std::string> rest;
    bool asks_help = false;
    bool asks_version = false;
};

bool takes_value(const std::string& word) {
    return std::any_of(shared_options().begin(), shared_options().end(), [&](const Option& option) {
        return !option.is_flag && word == "--" + option.name;
    });
}

Parted parted(const std::vector<std::string>& words, const std::vector<Verb>& verbs) {
    Parted parts;
    std::size_t lead_max = 2;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const auto& word = words[i];
        const bool is_option = word.size() > 1 && word.front() == '-';
        if (word == "--help" || word == "-h") {
            parts.asks_help = true;
        } else if (word == "--version" && parts.lead.empty()) {
            parts.asks_version = true;
        } else if (is_option || parts.lead.size() >= lead_max) {
            parts.rest.push_back(word);
            if (takes_value(word) && i + 1 < words.size()) parts.rest.push_back(words[++i]);
        } else {
            parts.lead.push_back(word);
            const bool alone = std::any_of(verbs.begin(), verbs.end(), [&](const Verb& verb) {
                return verb.noun.empty() && verb.name == word;
            });
            if (alone && parts.lead.size() == 1) lead_max = 1;
        }
    }
    return parts;
}

Result<int> run_words(const std::vector<std::string>& words, const Manner& manner) {
    const auto verbs = all_verbs();
    auto parts = parted(words, verbs);
    if (parts.asks_version) parts.lead = {"version"};
    const auto first = parts.lead.empty() ? std::string{} : parts.lead[0];
    const auto second = parts.lead.size() < 2 ? std::string{} : parts.lead[1];
    if (first.empty() && parts.asks_help) {
        fmt::print("{}", help_on_all(verbs, {}, manner.language));
        return 0;
    }
    if (first.empty()) return fail(errors::command_missing);
    const bool is_noun = std::any_of(verbs.begin(), verbs.end(), [&](const Verb& verb) {
        return verb.noun == first;
    });
    if (is_noun && second.empty() && parts.asks_help) {
        fmt::print("{}", help_on_all(verbs, first, manner.language));
        return 0;
    }
    if (const auto unknown = unknown_verb(verbs, first, second)) return *unknown;
    const auto verb = std::find_if(verbs.begin(), verbs.end(), [&](const Verb& known) {
        return known.noun.empty() ? known.name == first && !is_noun
                                  : known.noun == first && known.name == second;
    });
    if (parts.asks_help) {
        fmt::print("{}", help_on(*verb, manner.language));
        return 0;
    }
    return run_verb(*verb, parts.rest, manner);
}

} // namespace

const std::vector<Option>& shared_options() {
    static const std::vector<Option> options{
        {"data",
         false,
         "县级数据目录（默认 county）",
         "folder of the county's data (default county)"},
        {"as",
         false,
         "办理人的人员代码（默认 admin）",
         "id of the person who acts (default admin)"},
        {"json", true, "以 JSON 输出，错误也以 JSON 输出", "print JSON, errors too"},
        {"lang", false, "语言 zh 或 en", "language, zh or en"}};
    return options;
}

std::vector<Verb> all_verbs() {
    std::vector<Verb> verbs;
    for (auto table :
         {county_verbs(),
          pack_verbs(),
          case_verbs(),
          task_verbs(),
          register_verbs(),
          batch_verbs(),
          board_verbs(),
          rule_verbs(),
          journal_verbs(),
          node_verbs()}) {
        for (auto& verb : table)
            verbs.push_back(std::move(verb));
    }
    return verbs;
}

int run_command_line(const std::vector<std::string>& words) {
    Manner manner;
    const auto done = [&]() -> Result<int> {
        if (!std::all_of(words.begin(), words.end(), is_valid_utf8))
            return fail(errors::words_not_utf8);
        const auto asked = manner_of(words);
        if (!asked) return asked.error();
        manner = *asked;
        return run_words(words, manner);
    }();
    if (done) return *done;
    print_faults({done.error()}, manner);
    return exit_code_of(done.error());
}

} // namespace gongdao
