#include "core/app/help_text.hpp"

#include "core/app/wording.hpp"
#include "core/values/text_width.hpp"

#include <algorithm>
#include <array>
#include <map>

namespace gongdao {

namespace {

struct Explained {
    std::string_view word;
    Wording meaning;
};

constexpr Wording program{
    "工道：县级工会案件管理", "Gongdao: case management for county trade unions"};

/// Nouns, and "" for the verbs that stand alone, in the order of the help.
constexpr std::array nouns{
    Explained{"", {"县级数据与节点", "the county's data, and the node"}},
    Explained{"pack", {"业务包", "packs"}},
    Explained{"case", {"案件", "cases"}},
    Explained{"task", {"任务", "tasks"}},
    Explained{"register", {"台账", "registers"}},
    Explained{"batch", {"批次", "batches"}},
    Explained{"rule", {"规则", "rules"}},
    Explained{"journal", {"日志", "journals"}},
    Explained{"calendar", {"节假日与办公时间", "holidays and office hours"}},
    Explained{"clock", {"虚拟时钟", "the virtual clock"}}};

constexpr std::array arguments{
    Explained{"case", {"案号、附号，或 case:…", "case number, reference, or case:…"}},
    Explained{"task", {"任务编号，或流程图里的元素名", "number of the task, or its element's id"}},
    Explained{
        "values",
        {"字段=值，字段写名称或代码；也可写一个 JSON 对象",
         "field=value, by id or by label; or one JSON object"}},
    Explained{"conditions", {"字段=值，须全部符合", "field=value, all of which must hold"}},
    Explained{"pack", {"业务包代码，见 gongdao pack list", "id of a pack, see gongdao pack list"}},
    Explained{"folder", {"目录", "a folder"}},
    Explained{"file", {"文件", "a file"}},
    Explained{"register", {"台账代码，如 user、organisation", "id of a register, such as user"}},
    Explained{"key", {"条目编号", "key of the entry"}},
    Explained{
        "batch",
        {"批次代码，或 业务包/批次/期次，或案号", "a batch, pack/batch/period, or a case"}},
    Explained{"board", {"看板代码", "id of a board"}},
    Explained{"rule", {"规则代码", "id of a rule"}},
    Explained{"facts", {"JSON 对象，金额以分计", "a JSON object, amounts in fen"}},
    Explained{"date", {"日期，如 2025-03-03", "a date like 2025-03-03"}},
    Explained{
        "command", {"命令，见 docs/formats/command.md", "a command, see docs/formats/command.md"}},
    Explained{"text", {"文字", "text"}},
    Explained{"to", {"时间，如 2025-03-04T10:00", "an instant like 2025-03-04T10:00"}},
    Explained{"hours", {"如 08:30-12:00,13:30-17:00", "like 08:30-12:00,13:30-17:00"}},
    Explained{"code", {"本级机构代码，如 330213", "code of the county, like 330213"}},
    Explained{"name", {"本级机构名称", "name of the county's federation"}},
    Explained{"counties", {"示例县，不写就是全部", "sample counties, all where none is named"}}};

template <std::size_t Count>
std::string_view
meaning_of(const std::array<Explained, Count>& words, std::string_view word, Language language) {
    const auto found = std::find_if(words.begin(), words.end(), [&](const Explained& known) {
        return known.word == word;
    });
    return found == words.end() ? std::string_view{} : found->meaning.in(language);
}

std::string bare(std::string argument) {
    if (argument.ends_with('?') || argument.ends_with('*')) argument.pop_back();
    return argument;
}

/// A name and what it means, in two columns.
std::string line(const std::string& name, std::string_view meaning) {
    constexpr int column = 30;
    std::string out = "  " + name;
    const int width = display_width(out);
    out.append(static_cast<std::size_t>(std::max(2, column - width)), ' ');
    out += meaning;
    while (out.ends_with(' '))
        out.pop_back();
    return out + "\n";
}

std::string written(const Option& option, Language language) {
    const Wording value{" <值>", " <value>"};
    return "--" + option.name + (option.is_flag ? "" : std::string{value.in(language)});
}

std::string_view meaning(const Option& option, Language language) {
    return language == Language::chinese ? option.chinese : option.english;
}

std::string_view meaning(const Verb& verb, Language language) {
    return language == Language::chinese ? verb.chinese : verb.english;
}

std::string option_lines(const std::vector<Option>& options, Language language) {
    std::string out;
    for (const auto& option : options)
        out += line(written(option, language), meaning(option, language));
    return out;
}

constexpr Wording shared_title{"共用选项：\n", "options of every command:\n"};
constexpr Wording exit_codes{
    "0 正常，1 有发现，2 写法有误，3 冲突，4 无权，5 环境故障",
    "0 well, 1 findings, 2 written wrongly, 3 conflict, 4 denied, 5 environment"};

/// A line of text for troff: no escapes, no requests.
std::string for_troff(std::string_view text) {
    std::string out;
    if (text.starts_with('.') || text.starts_with('\'')) out += "\\&";
    for (const char c : text) {
        if (c == '-') {
            out += "\\-";
        } else if (c == '\\') {
            out += "\\e";
        } else {
            out += c;
        }
    }
    return out;
}

std::string troff_entry(std::string_view name, std::string_view text) {
    return ".TP\n.B " + for_troff(name) + "\n" + for_troff(text) + "\n";
}

} // namespace

std::string written(const Verb& verb) {
    auto out = verb.noun.empty() ? verb.name : verb.noun + " " + verb.name;
    for (const auto& argument : verb.arguments) {
        const auto name = bare(argument);
        if (argument.ends_with('*')) {
            out += " [" + name + "…]";
        } else {
            out += argument.ends_with('?') ? " [" + name + "]" : " <" + name + ">";
        }
    }
    return out;
}

std::string
help_on_all(const std::vector<Verb>& verbs, const std::string& noun, Language language) {
    const Wording usage{
        "用法：gongdao {} [选项]\n每个命令加 --help 看详细用法，gongdao man 是完整手册。\n",
        "usage: gongdao {} [options]\nA command with --help tells more; gongdao man is the whole "
        "manual.\n"};
    const Wording any{"<命令>", "<command>"};
    auto out = std::string{program.in(language)} + "\n" +
               fmt::format(
                   fmt::runtime(usage.in(language)),
                   noun.empty() ? std::string{any.in(language)}
                                : noun + " " + std::string{any.in(language)}
               );
    for (const auto& group : nouns) {
        if (!noun.empty() && group.word != noun) continue;
        out += "\n" + std::string{group.meaning.in(language)} + "\n";
        for (const auto& verb : verbs) {
            if (verb.noun == group.word) out += line(written(verb), meaning(verb, language));
        }
    }
    return out + "\n" + std::string{shared_title.in(language)} +
           option_lines(shared_options(), language);
}

std::string help_on(const Verb& verb, Language language) {
    const Wording usage{"用法：gongdao {} [选项]\n{}\n", "usage: gongdao {} [options]\n{}\n"};
    auto out =
        fmt::format(fmt::runtime(usage.in(language)), written(verb), meaning(verb, language));
    const Wording arguments_title{"\n参数：\n", "\narguments:\n"};
    if (!verb.arguments.empty()) out += arguments_title.in(language);
    for (const auto& argument : verb.arguments)
        out += line(bare(argument), meaning_of(arguments, bare(argument), language));
    const Wording options_title{"\n选项：\n", "\noptions:\n"};
    if (!verb.options.empty()) out += options_title.in(language);
    return out + option_lines(verb.options, language) + "\n" +
           std::string{shared_title.in(language)} + option_lines(shared_options(), language);
}

std::string man_page(const std::vector<Verb>& verbs, Language language) {
    const auto section = [&](Wording title) {
        return ".SH " + std::string{title.in(language)} + "\n";
    };
    auto out =
        ".TH GONGDAO 1\n" + section({"名称", "NAME"}) + "gongdao \\- " +
        for_troff(program.in(language)) + "\n" + section({"用法", "SYNOPSIS"}) +
        std::string{Wording{"gongdao <命令> [选项]", "gongdao <command> [options]"}.in(language)} +
        "\n" + section({"命令", "COMMANDS"});
    for (const auto& group : nouns) {
        out += ".SS " + for_troff(group.meaning.in(language)) + "\n";
        for (const auto& verb : verbs) {
            if (verb.noun != group.word) continue;
            out += troff_entry("gongdao " + written(verb), meaning(verb, language));
            for (const auto& option : verb.options) {
                out += ".br\n" + for_troff(written(option, language)) + "  " +
                       for_troff(meaning(option, language)) + "\n";
            }
        }
    }
    out += section({"共用选项", "OPTIONS OF EVERY COMMAND"});
    for (const auto& option : shared_options())
        out += troff_entry(written(option, language), meaning(option, language));
    out += section({"参数", "ARGUMENTS"});
    for (const auto& argument : arguments)
        out += troff_entry(argument.word, argument.meaning.in(language));
    return out + section({"退出码", "EXIT CODES"}) + for_troff(exit_codes.in(language)) + "\n";
}

} // namespace gongdao
