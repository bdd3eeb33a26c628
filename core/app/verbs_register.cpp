#include "core/app/county.hpp"
#include "core/app/files.hpp"
#include "core/app/invocation.hpp"
#include "core/app/printing.hpp"
#include "core/app/table_import.hpp"

#include <boost/json/object.hpp>
#include <fmt/format.h>

namespace gongdao {

namespace {

Result<int> list(const Invocation& invocation) {
    Selection selection{.table = "entry", .order = {{"key", false}}, .limit = 200};
    if (!invocation.arguments.empty())
        selection.where.push_back({"register", "=", {invocation.argument(0)}});
    return print_records(
        invocation,
        selection,
        {{"register", "台账"},
         {"key", "编号"},
         {"status", "状态"},
         {"updated_at", "更新时间"},
         {"data", "内容"}}
    );
}

Result<int> show(const Invocation& invocation) {
    auto county = open_county_to_read(invocation);
    if (!county) return county.error();
    const auto row = (*county)->node().store().find(
        "entry", {(*county)->node().org().text(), invocation.argument(0), invocation.argument(1)}
    );
    if (!row) return row.error();
    if (!*row) {
        fmt::print("没有这一条\n");
        return 1;
    }
    fmt::print("{}\n", std::get<std::string>((*row)->cells[7]));
    return 0;
}

Result<int> set(const Invocation& invocation) {
    DocumentObject values;
    for (std::size_t i = 2; i < invocation.arguments.size(); ++i) {
        const auto& text = invocation.arguments[i];
        const auto equals = text.find('=');
        values[text.substr(0, equals)] =
            equals == std::string::npos ? Document{} : Document(text.substr(equals + 1));
    }
    return give_command(
        invocation,
        {.kind = "set_entry",
         .members =
             DocumentObject{
                 {"register", invocation.argument(0)},
                 {"key", invocation.argument(1)},
                 {"values", std::move(values)}}}
    );
}

Result<int> print_import(const Invocation& invocation, const Result<ImportReport>& report) {
    if (!report) return report.error();
    print_faults(report->faults, invocation.language);
    fmt::print(
        "共 {} 行，导入 {} 行，已有 {} 行，有误 {} 行\n",
        report->rows,
        report->imported,
        report->repeated,
        report->faulty
    );
    return report->faults.empty() ? 0 : 1;
}

ImportOptions options_of(const Invocation& invocation) {
    return {
        .actor = ActorId{invocation.option("as", "admin")},
        .valid_rows_only = invocation.has("valid-only"),
        .dry_run = invocation.has("dry-run")};
}

Result<int> import(const Invocation& invocation) {
    auto county = open_county(invocation);
    if (!county) return county.error();
    return print_import(
        invocation,
        import_register(
            **county, invocation.argument(0), invocation.argument(1), options_of(invocation)
        )
    );
}

Result<int> case_import(const Invocation& invocation) {
    auto county = open_county(invocation);
    if (!county) return county.error();
    return print_import(
        invocation,
        import_cases(
            **county, invocation.argument(0), invocation.argument(1), options_of(invocation)
        )
    );
}

} // namespace

std::vector<Verb> register_verbs() {
    const Option csv{"csv", true, "以 CSV 输出", "print CSV"};
    const Option valid{"valid-only", true, "只导入无误的行", "import the good rows only"};
    const Option dry{"dry-run", true, "只检查，不导入", "check only"};
    return {
        {"register",
         "list",
         {"register?"},
         "列出台账条目",
         "list entries of a register",
         {csv},
         &list},
        {"register", "show", {"register", "key"}, "查看一条台账", "show one entry", {}, &show},
        {"register",
         "set",
         {"register", "key", "values*"},
         "登记或更新一条台账",
         "write one entry",
         {},
         &set},
        {"register",
         "import",
         {"register", "file"},
         "由表格导入台账",
         "import entries from a sheet",
         {valid, dry},
         &import},
        {"case",
         "import",
         {"pack", "file"},
         "由表格成批立案",
         "open cases from a sheet",
         {valid, dry},
         &case_import}};
}

} // namespace gongdao
