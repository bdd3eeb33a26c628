#include "core/app/errors.hpp"
#include "core/app/files.hpp"
#include "core/app/invocation.hpp"
#include "core/app/node_server.hpp"
#include "core/app/printing.hpp"

#include <fmt/format.h>

#include <set>

namespace gongdao {

namespace {

Result<int> run(const Invocation& invocation) {
    auto county = open_county(invocation);
    if (!county) return county.error();
    fmt::print(stderr, "节点已启动：{}\n", ((*county)->folder() / "node.sock").string());
    auto ran = run_node(**county);
    if (!ran) return ran.error();
    auto kept = (*county)->keep_clock();
    if (!kept) return kept.error();
    return 0;
}

Result<int> completion(const Invocation&) {
    std::string text = "# bash 补全：source <(gongdao completion)\n_gongdao() {\n    local "
                       "noun=\"${COMP_WORDS[1]}\"\n    if [ \"$COMP_CWORD\" -eq 1 ]; then\n        "
                       "COMPREPLY=($(compgen -W \"";
    std::set<std::string> firsts;
    std::map<std::string, std::string> seconds;
    for (const auto& verb : all_verbs()) {
        firsts.insert(verb.noun.empty() ? verb.name : verb.noun);
        if (!verb.noun.empty()) seconds[verb.noun] += verb.name + " ";
    }
    for (const auto& first : firsts)
        text += first + " ";
    text += "\" -- \"${COMP_WORDS[1]}\"))\n        return\n    fi\n    case \"$noun\" in\n";
    for (const auto& [noun, verbs] : seconds)
        text += fmt::format(
            "        {}) COMPREPLY=($(compgen -W \"{}\" -- \"${{COMP_WORDS[2]}}\")) ;;\n",
            noun,
            verbs
        );
    text += "    esac\n}\ncomplete -F _gongdao gongdao\n";
    fmt::print("{}", text);
    return 0;
}

/// troff, made from the table of verbs, so that it cannot fall behind.
Result<int> man_page(const Invocation&) {
    fmt::print(".TH GONGDAO 1\n.SH 名称\ngongdao \\- 县级工会案件管理\n.SH 用法\n");
    for (const auto& verb : all_verbs()) {
        std::string line = verb.noun.empty() ? verb.name : verb.noun + " " + verb.name;
        for (const auto& argument : verb.arguments)
            line += " <" + argument + ">";
        fmt::print(".TP\n.B gongdao {}\n{}\n.br\n{}\n", line, verb.chinese, verb.english);
        for (const auto& option : verb.options)
            fmt::print(".br\n\\-\\-{}  {}\n", option.name, option.chinese);
    }
    fmt::print(".SH 退出码\n0 正常，1 有发现，2 写法有误，3 冲突，4 无权，5 环境故障\n");
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
        {"", "man", {}, "输出手册页", "print the man page", {}, &man_page}};
}

} // namespace gongdao
