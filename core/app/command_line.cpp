#include "core/app/errors.hpp"
#include "core/app/exit_code.hpp"
#include "core/app/invocation.hpp"
#include "core/values/text_encoding.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdlib>
#include <memory>

namespace gongdao {

namespace {

Language language_of(const std::vector<std::string>& words) {
    for (std::size_t i = 0; i + 1 < words.size(); ++i) {
        if (words[i] == "--lang")
            return words[i + 1] == "en" ? Language::english : Language::chinese;
    }
    return Language::chinese;
}

/// One parsed verb: what CLI11 fills while it reads.
struct Reading {
    const Verb* verb = nullptr;
    CLI::App* app = nullptr;
    std::vector<std::unique_ptr<std::string>> singles;
    std::vector<std::vector<std::string>> lists;
    std::map<std::string, std::string> options;
};

std::string_view words_in(Language language, std::string_view chinese, std::string_view english) {
    return language == Language::chinese ? chinese : english;
}

void add_arguments(Reading& reading) {
    reading.lists.resize(reading.verb->arguments.size());
    for (std::size_t i = 0; i < reading.verb->arguments.size(); ++i) {
        auto name = reading.verb->arguments[i];
        const bool many = name.ends_with('*');
        const bool optional = many || name.ends_with('?');
        if (optional) name.pop_back();
        auto* option = reading.app->add_option(name, reading.lists[i], "");
        option->expected(many ? 0 : optional ? 0 : 1, many ? 1'000 : 1);
        option->allow_extra_args(optional);
        if (!optional) option->required();
    }
}

void add_option(
    CLI::App& app,
    const Option& option,
    std::map<std::string, std::string>& values,
    Language language
) {
    const std::string text{words_in(language, option.chinese, option.english)};
    if (option.is_flag) {
        app.add_flag_callback(
            "--" + option.name, [&values, name = option.name] { values[name] = "true"; }, text
        );
    } else {
        app.add_option_function<std::string>(
            "--" + option.name,
            [&values, name = option.name](const std::string& value) { values[name] = value; },
            text
        );
    }
}

const std::vector<Option>& shared_options() {
    static const std::vector<Option> options{
        {"data",
         false,
         "县级数据目录（默认 county）",
         "folder of the county's data (default county)"},
        {"as", false, "办理人的人员代码", "id of the person who acts"},
        {"json", true, "以 JSON 输出", "print JSON"},
        {"lang", false, "语言 zh 或 en", "language, zh or en"}};
    return options;
}

/// CLI11 speaks English; people get a Chinese sentence with what it found in brackets.
int report_usage(const CLI::App& app, const CLI::ParseError& problem, Language language) {
    if (problem.get_exit_code() == 0) {
        fmt::print("{}", app.help());
        return 0;
    }
    fmt::print(
        stderr,
        fmt::runtime(words_in(
            language,
            "命令写法有误（{}），请用 --help 查看用法\n",
            "the command is written wrongly ({}); see --help\n"
        )),
        problem.what()
    );
    return 2;
}

int run(const Reading& reading, Language language) {
    Invocation invocation{.options = reading.options, .language = language};
    for (const auto& list : reading.lists)
        invocation.arguments.insert(invocation.arguments.end(), list.begin(), list.end());
    const auto done = reading.verb->run(invocation);
    if (done) return *done;
    fmt::print(stderr, "{}\n", sentence(done.error(), language));
    return exit_code_of(done.error());
}

} // namespace

std::vector<Verb> all_verbs() {
    std::vector<Verb> verbs;
    for (auto table :
         {county_verbs(),
          pack_verbs(),
          case_verbs(),
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
    const auto language = language_of(words);
    if (!std::all_of(words.begin(), words.end(), is_valid_utf8)) {
        const auto refused = fail(errors::words_not_utf8);
        fmt::print(stderr, "{}\n", sentence(refused, language));
        return exit_code_of(refused);
    }
    const auto verbs = all_verbs();
    CLI::App app{
        std::string{words_in(
            language, "工道：县级工会案件管理", "Gongdao: case management for county trade unions"
        )},
        "gongdao"};
    app.require_subcommand(1);
    std::map<std::string, CLI::App*> nouns;
    std::vector<std::unique_ptr<Reading>> readings;
    for (const auto& verb : verbs) {
        auto*& parent = nouns[verb.noun];
        if (parent == nullptr) {
            parent = verb.noun.empty() ? &app : app.add_subcommand(verb.noun, "");
            if (!verb.noun.empty()) parent->require_subcommand(1);
        }
        auto& reading = *readings.emplace_back(std::make_unique<Reading>());
        reading.verb = &verb;
        reading.app = parent->add_subcommand(
            verb.name, std::string{words_in(language, verb.chinese, verb.english)}
        );
        add_arguments(reading);
        for (const auto& option : verb.options)
            add_option(*reading.app, option, reading.options, language);
        for (const auto& option : shared_options())
            add_option(*reading.app, option, reading.options, language);
    }
    auto reversed = std::vector<std::string>{words.rbegin(), words.rend()};
    try {
        app.parse(reversed);
    } catch (const CLI::ParseError& problem) {
        const auto chosen = app.get_subcommands();
        return report_usage(
            chosen.empty()                             ? app
            : chosen.back()->get_subcommands().empty() ? *chosen.back()
                                                       : *chosen.back()->get_subcommands().back(),
            problem,
            language
        );
    }
    for (const auto& reading : readings) {
        if (reading->app->parsed()) return run(*reading, language);
    }
    return 2;
}

} // namespace gongdao
