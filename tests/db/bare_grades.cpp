#include "tests/db/bare_grades.hpp"

#include <sqlite3.h>

#include <cstdio>
#include <cstdlib>

namespace gongdao::bench {

namespace {

constexpr int facts = 12;

constexpr auto members_table =
    "pragma journal_mode = wal; pragma cache_size = -65536; pragma wal_autocheckpoint = 20000;"
    "pragma synchronous = full;"
    "create table member (code text primary key, days integer, owed_fen integer, headcount integer,"
    " months integer, missed integer, prior integer, stopped integer, firms integer, files integer,"
    " construction integer, absconded integer, festival integer) strict, without rowid;";

/// The row that decides, then what it gives.
constexpr auto grading =
    " as select code, line, case substr(line, 1, 1) when '红' then 3 when '橙' then 2 when '黄'"
    " then 1 else 0 end as rank,"
    " case line when '红1' then '数额特别大' when '红2' then '已逃匿' when '红3' then"
    " '时间长、人数多' when '橙1' then '群体' when '橙2' then '建筑业三个月' when '橙3' then"
    " '节前两次超时' when '橙4' then '多次预警并停工' when '黄1' then '超过一个月' when '黄2' then"
    " '多家多件' else '未达到预警条件' end as reason from (select code, case"
    " when owed_fen >= 50000000 then '红1' when absconded then '红2'"
    " when days >= 61 and headcount >= 30 then '红3'"
    " when owed_fen >= 10000000 and headcount >= 10 then '橙1'"
    " when months >= 3 and construction then '橙2' when missed >= 2 and festival then '橙3'"
    " when prior >= 3 and stopped >= 1 then '橙4' when days >= 31 then '黄1'"
    " when firms >= 2 and files >= 5 then '黄2' else '默认' end as line from member)";

} // namespace

std::int64_t member_fact(std::int64_t member, int field) {
    constexpr std::int64_t base[]{20, 900'000, 3, 1, 0, 0, 0, 1, 1, 0, 0, 0};
    constexpr std::int64_t span[]{50, 60'000'000, 40, 4, 3, 4, 2, 3, 6, 2, 1, 2};
    const auto mixed = (member * 7'919 + field * 104'729) % 1'000'003;
    return base[field] + mixed * (field == 1 ? 61 : 1) % span[field];
}

BareGrades::BareGrades(const std::string& path, std::int64_t members) {
    if (sqlite3_open(path.c_str(), &handle_) != SQLITE_OK) std::exit(1);
    run(members_table);
    run("begin");
    sqlite3_stmt* insert = nullptr;
    sqlite3_prepare_v2(
        handle_, "insert into member values (?,?,?,?,?,?,?,?,?,?,?,?,?)", -1, &insert, nullptr
    );
    for (std::int64_t i = 0; i < members; ++i) {
        auto code = std::to_string(i);
        code.insert(0, 9 - code.size(), '0');
        sqlite3_bind_text(insert, 1, code.c_str(), -1, SQLITE_TRANSIENT);
        for (int field = 0; field < facts; ++field)
            sqlite3_bind_int64(insert, field + 2, member_fact(i, field));
        if (sqlite3_step(insert) != SQLITE_DONE) std::exit(1);
        sqlite3_reset(insert);
    }
    sqlite3_finalize(insert);
    run("commit");
}

BareGrades::~BareGrades() { sqlite3_close(handle_); }

void BareGrades::run(const std::string& sql) {
    if (sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK) return;
    std::fprintf(stderr, "%s\n", sqlite3_errmsg(handle_));
    std::exit(1);
}

std::int64_t BareGrades::grade() {
    const auto table = "grade" + std::to_string(++runs_);
    run("create table " + table + grading);
    sqlite3_stmt* sum = nullptr;
    const auto sql = "select sum(rank) from " + table;
    sqlite3_prepare_v2(handle_, sql.c_str(), -1, &sum, nullptr);
    sqlite3_step(sum);
    const auto ranks = sqlite3_column_int64(sum, 0);
    sqlite3_finalize(sum);
    return ranks;
}

} // namespace gongdao::bench
