#include "core/app/county.hpp"
#include "core/app/errors.hpp"
#include "core/app/files.hpp"
#include "core/app/invocation.hpp"
#include "core/app/printing.hpp"
#include "core/app/verification.hpp"
#include "core/calendar/holiday_table.hpp"
#include "core/runtime/errors.hpp"
#include "core/runtime/replay.hpp"
#include "db/sqlite/sqlite_store.hpp"

#include <boost/json/object.hpp>
#include <fmt/format.h>

namespace gongdao {

namespace {

/// 县级行政区划代码 (GB/T 2260).
constexpr std::size_t county_code_digits = 6;

Result<int> init(const Invocation& invocation) {
    CountySetup setup{.org = invocation.argument(0), .name = invocation.argument(1)};
    const bool is_code = setup.org.size() == county_code_digits &&
                         setup.org.find_first_not_of("0123456789") == std::string::npos;
    if (!is_code) return fail(errors::county_code_shape, {setup.org});
    if (const auto start = invocation.option("virtual-clock"); !start.empty()) {
        const auto instant = parse_instant(start);
        if (!instant) return instant.error();
        setup.virtual_start = *instant;
    }
    const auto folder = invocation.option("data", "county");
    auto made = County::create(folder, setup);
    if (!made) return made.error();
    if (invocation.wants_json()) {
        print_json(DocumentObject{
            {"folder", folder}, {"org", setup.org}, {"name", setup.name}, {"admin", "admin"}});
    } else {
        say(invocation.language,
            "已在“{}”建立{}的数据，系统管理员为 admin\n",
            "set up the data of {1} in \"{0}\"; its administrator is admin\n",
            folder,
            setup.name);
    }
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
    const auto now = to_text((*county)->now());
    if (invocation.wants_json()) {
        print_json(DocumentObject{{"now", now}});
    } else {
        say(invocation.language, "时钟现为 {}\n", "the clock stands at {}\n", now);
    }
    return 0;
}

Result<int> load_holidays(const Invocation& invocation) {
    const auto& file = invocation.argument(0);
    auto csv = read_file(file);
    if (!csv) return csv.error();
    // Every fault with its place; the node has what only the county knows, such as a year twice.
    auto faults = HolidayTable{}.merge(*csv);
    for (auto& fault : faults)
        fault.place.file = file;
    print_faults(faults, invocation.manner());
    if (!faults.empty()) return 1;
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
    if (invocation.wants_json()) {
        print_json(DocumentObject{{"file", invocation.argument(0)}});
    } else {
        say(invocation.language,
            "已备份到 {}；密钥文件 keys 须另行妥善保管\n",
            "backed up to {}; keep the file keys safe elsewhere\n",
            invocation.argument(0));
    }
    return 0;
}

/// What a restoring that failed made anew is taken away again.
Result<void> restore_into(const std::string& backup_file, const std::filesystem::path& folder) {
    namespace fs = std::filesystem;
    const bool was_there = fs::exists(folder);
    const bool had_outbox = fs::exists(folder / "outbox");
    std::error_code problem;
    fs::create_directories(folder / "outbox", problem);
    if (problem) return fail(errors::file_unwritable, {folder.string()});
    auto done = SqliteStore::restore(backup_file, (folder / "gongdao.db").string());
    if (done) return done;
    if (!was_there) {
        fs::remove_all(folder, problem);
    } else if (!had_outbox) {
        fs::remove(folder / "outbox", problem);
    }
    return done;
}

Result<int> restore(const Invocation& invocation) {
    const std::filesystem::path folder{invocation.option("data", "county")};
    auto done = restore_into(invocation.argument(0), folder);
    if (!done) return done.error();
    if (invocation.wants_json() && !invocation.has("verify")) {
        print_json(DocumentObject{{"folder", folder.string()}});
    } else if (!invocation.wants_json()) {
        say(invocation.language,
            "已恢复到“{}”，请将密钥文件 keys 放回该目录\n",
            "restored to \"{}\"; put the file keys back into that folder\n",
            folder.string());
    }
    if (!invocation.has("verify")) return 0;
    return verify_county(invocation, folder);
}

/// What a look at the county finds.
struct Checkup {
    std::string clock;
    bool is_virtual = false;
    std::string calendar;
    bool rebuilt = false;
    std::int64_t open_cases = 0;
    std::int64_t provisional = 0;
    std::int64_t incidents = 0;
    std::int64_t outbox = 0;
    /// Why processes that begin by themselves could not begin the last time.
    std::vector<std::string> failed_starts;
};

/// `定期排查：…`, of the packs as they are deployed now.
Result<std::vector<std::string>> failed_starts(Node& node) {
    const auto ids = node.packs().ids();
    if (!ids) return ids.error();
    std::vector<std::string> found;
    for (const auto& id : *ids) {
        const auto deployed = node.packs().current(id);
        if (!deployed) return deployed.error();
        const auto& pack = (*deployed)->pack;
        const auto state = node.load_stream(StreamId{"pack:" + id + ":" + pack.version});
        if (!state) return state.error();
        for (const auto& [start, sentence] : std::get<PackState>(*state).failed_starts)
            found.push_back(pack.title + "：" + sentence);
    }
    return found;
}

DocumentArray listed(const std::vector<std::string>& texts) {
    DocumentArray list;
    for (const auto& text : texts)
        list.emplace_back(text);
    return list;
}

void print_checkup(const Invocation& invocation, const Checkup& found) {
    if (invocation.wants_json()) {
        print_json(DocumentObject{
            {"sound", true},
            {"rebuilt", found.rebuilt},
            {"clock", found.clock},
            {"virtual", found.is_virtual},
            {"calendar", found.calendar},
            {"open_cases", found.open_cases},
            {"provisional_deadlines", found.provisional},
            {"cases_with_incidents", found.incidents},
            {"outbox", found.outbox},
            {"failed_starts", listed(found.failed_starts)}});
        return;
    }
    const auto language = invocation.language;
    const Wording is_virtual{"（虚拟）", " (virtual)"};
    if (found.rebuilt)
        say(language, "已由日志重建全部数据表\n", "all tables were rebuilt from the journal\n");
    say(language,
        "数据文件：完好\n时钟：{}{}\n节假日表：{}\n",
        "store: sound\nclock: {}{}\nholiday table: {}\n",
        found.clock,
        found.is_virtual ? is_virtual.in(language) : std::string_view{},
        found.calendar);
    say(language,
        "在办案件：{} 件\n暂按（缺节假日表）的期限：{} 个\n有异常的案件：{} 件\n待外发事项：{} "
        "项\n",
        "open cases: {}\nprovisional deadlines (no holiday table): {}\ncases with incidents: {}\n"
        "waiting to go out: {}\n",
        found.open_cases,
        found.provisional,
        found.incidents,
        found.outbox);
    for (const auto& sentence : found.failed_starts)
        say(language, "到时未能开始：{}\n", "could not begin when due: {}\n", sentence);
}

Result<Checkup> checkup(County& county) {
    auto& node = county.node();
    Faults failed;
    const auto count = [&](const std::string& table, std::vector<Where> where) -> std::int64_t {
        where.insert(where.begin(), {"org", "=", {node.org().text()}});
        const auto groups = node.store().aggregate({.table = table, .where = std::move(where)});
        if (!groups) failed.push_back(groups.error());
        return groups && !groups->empty() ? groups->front().value : 0;
    };
    auto unstarted = failed_starts(node);
    if (!unstarted) return unstarted.error();
    const Checkup found{
        .clock = to_text(county.now()),
        .is_virtual = county.is_virtual(),
        .calendar = node.calendar().version(),
        .open_cases = count("case_index", {{"status", "=", {std::string{"open"}}}}),
        .provisional = count("timer", {{"provisional", "=", {std::int64_t{1}}}}) +
                       count("task", {{"provisional", "=", {std::int64_t{1}}}}),
        .incidents = count("case_index", {{"incidents", ">", {std::int64_t{0}}}}),
        .outbox = count("outbox", {}),
        .failed_starts = std::move(*unstarted)};
    if (!failed.empty()) return failed.front();
    return found;
}

Result<int> doctor(const Invocation& invocation) {
    auto county =
        invocation.has("rebuild") ? open_county(invocation) : open_county_to_read(invocation);
    if (!county) return county.error();
    auto sound = (*county)->store().thorough_check();
    if (!sound) return sound.error();
    if (invocation.has("rebuild")) {
        auto& store = (*county)->node().store();
        auto rebuilt = store.begin();
        if (rebuilt) rebuilt = rebuild(store);
        if (rebuilt) rebuilt = store.commit();
        if (!rebuilt) return rebuilt.error();
    }
    auto found = checkup(**county);
    if (!found) return found.error();
    found->rebuilt = invocation.has("rebuild");
    print_checkup(invocation, *found);
    const bool attention =
        found->provisional + found->incidents > 0 || !found->failed_starts.empty();
    return attention ? 1 : 0;
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
