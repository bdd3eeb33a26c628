#include "core/app/county.hpp"
#include "core/app/help_text.hpp"
#include "core/app/invocation.hpp"
#include "core/app/node_log.hpp"
#include "core/app/node_server.hpp"
#include "core/app/printing.hpp"

#include <boost/json/object.hpp>
#include <fmt/format.h>

#include <set>

namespace gongdao {

namespace {

Result<int> run(const Invocation& invocation) {
    auto county = open_county(invocation);
    if (!county) return county.error();
    NodeLog log{**county, invocation.manner(), stderr};
    auto ran = run_node(**county, log);
    if (!ran) return ran.error();
    auto kept = (*county)->keep_clock();
    if (!kept) return kept.error();
    return 0;
}

Result<int> completion(const Invocation&) {
    std::string text = "# bash 补全：source <(gongdao completion)\n_gongdao() {\n"
                       "    local noun=\"${COMP_WORDS[1]}\" here=\"${COMP_WORDS[COMP_CWORD]}\"\n"
                       "    if [ \"$COMP_CWORD\" -eq 1 ]; then\n"
                       "        COMPREPLY=($(compgen -W \"";
    std::map<std::string, std::string> options;
    std::set<std::string> firsts;
    std::map<std::string, std::string> seconds;
    for (const auto& verb : all_verbs()) {
        firsts.insert(verb.noun.empty() ? verb.name : verb.noun);
        if (!verb.noun.empty()) seconds[verb.noun] += verb.name + " ";
        auto& own = options[verb.noun.empty() ? verb.name : verb.noun + " " + verb.name];
        for (const auto& option : verb.options)
            own += "--" + option.name + " ";
    }
    for (const auto& first : firsts)
        text += first + " ";
    text += "\" -- \"$here\"))\n        return\n    fi\n    if [ \"$COMP_CWORD\" -eq 2 ]; then\n"
            "        case \"$noun\" in\n";
    for (const auto& [noun, verbs] : seconds)
        text += fmt::format(
            "        {}) COMPREPLY=($(compgen -W \"{}\" -- \"$here\")); return ;;\n", noun, verbs
        );
    // Behind the verb its options; all else is a file or something only people know.
    text += "        esac\n    fi\n    [[ $here == -* ]] || return\n"
            "    case \"$noun ${COMP_WORDS[2]}\" in\n";
    for (const auto& [verb, own] : options) {
        if (!own.empty())
            text += fmt::format(
                "    \"{}\"{}) COMPREPLY=($(compgen -W \"{}\" -- \"$here\")) ;;\n",
                verb,
                verb.find(' ') == std::string::npos ? "\\ *" : "",
                own
            );
    }
    text += "    esac\n}\ncomplete -o default -F _gongdao gongdao\n";
    fmt::print("{}", text);
    return 0;
}

Result<int> print_man_page(const Invocation& invocation) {
    fmt::print("{}", man_page(all_verbs(), invocation.language));
    return 0;
}

Result<int> version(const Invocation& invocation) {
    if (invocation.wants_json()) {
        print_json(DocumentObject{{"version", GONGDAO_VERSION}});
    } else {
        fmt::print("gongdao {}\n", GONGDAO_VERSION);
    }
    return 0;
}

} // namespace

std::vector<Verb> node_verbs() {
    return {
        {"", "run", {}, "启动节点：接收办理、触发定时、完成外发", "run the node", {}, &run},
        {"",
         "completion",
         {},
         "输出 bash 补全脚本",
         "print the bash completion script",
         {},
         &completion},
        {"", "man", {}, "输出手册页", "print the man page", {}, &print_man_page},
        {"",
         "version",
         {},
         "显示程序版本（也可写 --version）",
         "tell the program's version",
         {},
         &version}};
}

} // namespace gongdao
