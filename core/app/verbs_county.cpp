#include "core/app/county.hpp"
#include "core/app/errors.hpp"
#include "core/app/files.hpp"
#include "core/app/invocation.hpp"
#include "core/app/printing.hpp"
#include "core/app/verification.hpp"
#include "core/runtime/errors.hpp"
#include "core/runtime/replay.hpp"
#include "db/sqlite/sqlite_store.hpp"

#include <boost/json/object.hpp>
#include <fmt/format.h>

namespace gongdao {

namespace {

Result<int> init(const Invocation& invocation) {
    CountySetup setup{.org = invocation.argument(0), .name = invocation.argument(1)};
    if (const auto start = invocation.option("virtual-clock"); !start.empty()) {
        const auto instant = parse_instant(start);
        if (!instant) return instant.error();
        setup.virtual_start = *instant;
    }
    const auto folder = invocation.option("data", "county");
    auto made = County::create(folder, setup);
    if (!made) return made.error();
    fmt::print("已在“{}”建立{}的数据，系统管理员为 admin\n", folder, setup.name);
    return 0;
}

Result<int> clock_advance(const Invocation& invocation) {
    const auto target = parse_instant(invocation.argument(0));
    if (!target) return target.error();
    auto county = open_county(invocation);
    if (!county) return county.error();
    if (!(*county)->is_virtual()) return fail(errors::clock_not_virtual);
    if (*target < (*county)->now())
        return fail(errors::clock_backwards, {to_text((*county)->now()), to_text(*target)});
    auto moved = (*county)->advance_to(*target);
    if (moved) moved = (*county)->keep_clock();
    if (!moved) return moved.error();
    fmt::print("时钟现为 {}\n", to_text((*county)->now()));
    return 0;
}

Result<int> load_holidays(const Invocation& invocation) {
    auto csv = read_file(invocation.argument(0));
    if (!csv) return csv.error();
    return give_command(
        invocation, {.kind = "load_holidays", .members = DocumentObject{{"csv", std::move(*csv)}}}
    );
}

Result<int> set_office_hours(const Invocation& invocation) {
    return give_command(
        invocation,
        {.kind = "set_office_hours", .members = DocumentObject{{"hours", invocation.argument(0)}}}
    );
}

Result<int> backup(const Invocation& invocation) {
    auto store = SqliteStore::open(
        (std::filesystem::path{invocation.option("data", "county")} / "gongdao.db").string(),
        OpenMode::read_only
    );
    if (!store) return store.error();
    auto done = (*store)->backup(invocation.argument(0));
    if (!done) return done.error();
    fmt::print("已备份到 {}；密钥文件 keys 须另行妥善保管\n", invocation.argument(0));
    return 0;
}

Result<int> restore(const Invocation& invocation) {
    const std::filesystem::path folder{invocation.option("data", "county")};
    std::error_code ignored;
    std::filesystem::create_directories(folder / "outbox", ignored);
    auto done = SqliteStore::restore(invocation.argument(0), (folder / "gongdao.db").string());
    if (!done) return done.error();
    fmt::print("已恢复到“{}”，请将密钥文件 keys 放回该目录\n", folder.string());
    if (!invocation.has("verify")) return 0;
    return verify_county(invocation, folder);
}

Result<int> doctor(const Invocation& invocation) {
    auto county =
        invocation.has("rebuild") ? open_county(invocation) : open_county_to_read(invocation);
    if (!county) return county.error();
    auto& node = (*county)->node();
    auto sound = (*county)->store().thorough_check();
    if (!sound) return sound.error();
    if (invocation.has("rebuild")) {
        auto& store = node.store();
        auto rebuilt = store.begin();
        if (rebuilt) rebuilt = rebuild(store);
        if (rebuilt) rebuilt = store.commit();
        if (!rebuilt) return rebuilt.error();
        fmt::print("已由日志重建全部数据表\n");
    }
    const auto count = [&](const std::string& table, std::vector<Where> where) -> std::int64_t {
        where.insert(where.begin(), {"org", "=", {node.org().text()}});
        const auto groups = node.store().aggregate({.table = table, .where = std::move(where)});
        return groups && !groups->empty() ? groups->front().value : 0;
    };
    const auto provisional = count("timer", {{"provisional", "=", {std::int64_t{1}}}});
    const auto incidents = count("case_index", {{"incidents", ">", {std::int64_t{0}}}});
    fmt::print(
        "数据文件：完好\n时钟：{}{}\n节假日表：{}\n",
        to_text((*county)->now()),
        (*county)->is_virtual() ? "（虚拟）" : "",
        node.calendar().version()
    );
    fmt::print(
        "在办案件：{} 件\n暂按（缺节假日表）的期限：{} 个\n有异常的案件：{} 件\n待外发事项：{} "
        "项\n",
        count("case_index", {{"status", "=", {std::string{"open"}}}}),
        provisional,
        incidents,
        count("outbox", {})
    );
    return provisional + incidents > 0 ? 1 : 0;
}

} // namespace

std::vector<Verb> county_verbs() {
    return {
        {"",
         "init",
         {"code", "name"},
         "建立县级数据目录",
         "set up a county's data",
         {{"virtual-clock",
           false,
           "使用虚拟时钟，从该时间开始",
           "run on a virtual clock from this instant"}},
         &init},
        {"clock",
         "advance",
         {"to"},
         "将虚拟时钟拨到某时，其间到期的事项逐一发生",
         "move the virtual clock; what falls due on the way happens",
         {},
         &clock_advance},
        {"calendar",
         "load",
         {"file"},
         "导入新一年的节假日表，重新计算暂按的期限",
         "load a year's holiday table and recompute provisional deadlines",
         {},
         &load_holidays},
        {"calendar",
         "hours",
         {"hours"},
         "设定本县办公时间，如 08:30-12:00,13:30-17:00",
         "set the county's office hours, like 08:30-12:00,13:30-17:00",
         {},
         &set_office_hours},
        {"", "backup", {"file"}, "在线备份", "back up while the node runs", {}, &backup},
        {"",
         "restore",
         {"file"},
         "由备份恢复",
         "restore from a backup",
         {{"verify", true, "恢复后核对全部日志", "verify every journal afterwards"}},
         &restore},
        {"",
         "doctor",
         {},
         "自检：数据、时钟、暂按的期限、异常",
         "self-check: data, clock, provisional deadlines, incidents",
         {{"rebuild", true, "由日志重建数据表", "rebuild the tables from the journal"}},
         &doctor}};
}

} // namespace gongdao
