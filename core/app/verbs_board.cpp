#include "core/app/boards.hpp"
#include "core/app/choices.hpp"
#include "core/app/demo.hpp"
#include "core/app/invocation.hpp"
#include "core/app/printing.hpp"

#include <fmt/format.h>

namespace gongdao {

namespace {

Result<int> board(const Invocation& invocation) {
    auto county = open_county_to_read(invocation);
    if (!county) return county.error();
    auto known = is_pack((*county)->node(), invocation.argument(0));
    if (!known) return known.error();
    const auto measures = compute_board(
        (*county)->node(), invocation.argument(0), invocation.argument(1), date_of((*county)->now())
    );
    if (!measures) return measures.error();
    if (invocation.wants_json()) {
        print_json(board_document(*measures));
    } else {
        const auto deployed = (*county)->node().packs().current(invocation.argument(0));
        if (!deployed) return deployed.error();
        const auto& title = (*deployed)->pack.boards.at(invocation.argument(1)).title;
        fmt::print(
            "{}",
            invocation.has("csv") ? board_csv(*measures, invocation.language)
                                  : board_text(title, *measures, invocation.language)
        );
    }
    return 0;
}

Result<int> demo(const Invocation& invocation) {
    DemoOptions options{
        .counties = invocation.option("counties", "examples/counties"),
        .workflows = invocation.option("workflows", "workflows"),
        .work = invocation.option("work", "build/demo")};
    options.only = invocation.arguments;
    options.without_act = invocation.option("without-act");
    return run_demo(options, invocation.manner());
}

} // namespace

std::vector<Verb> board_verbs() {
    return {
        {"", "board", {"pack", "board"}, "显示看板", "show a board", {csv_option()}, &board},
        {"",
         "demo",
         {"counties*"},
         "用示例县的数据跑完全部流程并显示看板",
         "run the sample counties through the engine and show their boards",
         {{"counties", false, "示例县目录", "folder of the sample counties"},
          {"workflows", false, "业务包目录", "folder of the packs"},
          {"work", false, "工作目录", "working folder"},
          {"without-act",
           false,
           "略去含有该文字的办理（用于核对数字确由计算得出）",
           "leave out acts that contain this text"}},
         &demo}};
}

} // namespace gongdao
