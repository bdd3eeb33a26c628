#include "core/app/batch_view.hpp"
#include "core/app/terminal_table.hpp"
#include "core/runtime/batch_chunks.hpp"
#include "core/values/money.hpp"
#include "core/values/sheet.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace gongdao {

namespace {

/// More rows than these do not help a person at a terminal; --csv has them all.
constexpr std::size_t rows_shown_max = 50;

struct Words {
    std::string_view code;
    std::string_view chinese;
};

constexpr std::array<Words, 10> line_statuses{
    {{"computed", "已算"},
     {"due", "应发"},
     {"nothing", "不发"},
     {"fault", "异常"},
     {"held", "暂缓"},
     {"sent", "已送盘"},
     {"paid", "已发"},
     {"failed", "失败"},
     {"carried", "已结转"},
     {"settled", "已另付"}}};

std::string in_chinese(std::string_view status) {
    for (const auto& words : line_statuses) {
        if (words.code == status) return std::string{words.chinese};
    }
    return std::string{status};
}

bool needs_attention(const BatchLine& line) {
    return line.status == "fault" || line.status == "held" || line.status == "failed";
}

std::int64_t payable_count(const BatchView& view) {
    return std::count_if(view.lines.begin(), view.lines.end(), [](const BatchLine& line) {
        return line.serial > 0;
    });
}

std::string case_status(const CaseState& state) {
    switch (state.status) {
    case CaseStatus::open:
        return "在办";
    case CaseStatus::completed:
        return "办结";
    case CaseStatus::voided:
        return "作废";
    case CaseStatus::none:
        break;
    }
    return "未立案";
}

std::string stage_line(const BatchView& view) {
    std::string text = "阶段";
    for (const auto& stage : stages_of(view)) {
        const auto mark = stage.state == "done" ? "✓" : stage.state == "now" ? "▶" : "·";
        text +=
            fmt::format("  {} {}{}", mark, stage.name, stage.note.empty() ? "" : " " + stage.note);
    }
    return text + "\n";
}

std::string money(std::int64_t fen) { return to_display(Money{fen}); }

struct Carried {
    std::int64_t count = 0;
    std::int64_t fen = 0;
};

/// What this batch pays for earlier ones.
Carried carried_of(const BatchView& view) {
    Carried carried;
    for (const auto& line : view.lines) {
        if (!line.is_carried || line.serial == 0) continue;
        ++carried.count;
        carried.fen += line.amount_fen;
    }
    return carried;
}

std::string totals(const BatchView& view) {
    const auto& batch = view.target.state;
    if (batch.status.empty()) return "尚未计算\n";
    std::string text;
    if (!view.target.definition().amount.empty()) {
        text += fmt::format(
            "控制总额  {} 笔，{}（{}）\n",
            payable_count(view),
            money(batch.amount_fen),
            to_capitals(Money{batch.amount_fen})
        );
    }
    text += fmt::format("名单 {} 条", batch.items);
    if (batch.exceptions > 0) text += fmt::format("，异常 {} 条", batch.exceptions);
    if (batch.held > 0) text += fmt::format("，暂缓 {} 笔 {}", batch.held, money(batch.held_fen));
    const auto carried = carried_of(view);
    if (carried.count > 0)
        text += fmt::format("，其中结转 {} 笔 {}", carried.count, money(carried.fen));
    text += fmt::format("；名单摘要 {}\n", batch.frozen.substr(0, 16));
    text += fmt::format("批次摘要  {}（名单、金额、户名、账号）\n", digest_of(batch));
    if (batch.pay_list)
        text +=
            fmt::format("清单  {}（SHA-256 {}）\n", batch.pay_list->file, batch.pay_list->sha256);
    const auto& sums = view.sums;
    if (sums.paid + sums.failed == 0) return text;
    return text + fmt::format(
                      "回盘  成功 {} 笔 {}，失败 {} 笔 {}，未回 {} 笔 {}\n",
                      sums.paid,
                      money(sums.paid_fen),
                      sums.failed,
                      money(sums.failed_fen),
                      sums.open,
                      money(sums.open_fen)
                  );
}

std::string attention(const BatchView& view) {
    TerminalTable table{{{"编号", {}}, {"户名", {}}, {"金额", {}}, {"状态", {}}, {"原因", {}}}};
    std::size_t shown = 0;
    std::size_t found = 0;
    for (const auto& line : view.lines) {
        if (!needs_attention(line) || ++found > rows_shown_max) continue;
        ++shown;
        table.add_row(
            {line.key, line.payee, money(line.amount_fen), in_chinese(line.status), line.reason}
        );
    }
    if (found == 0) return {};
    const auto more =
        found > shown ? fmt::format("另有 {} 条，用 --csv 查看\n", found - shown) : "";
    return "\n须处理\n" + table.text() + more;
}

std::string acts(const BatchView& view) {
    if (view.acts.empty()) return {};
    TerminalTable table{{{"已办", {}}, {"办理人", {}}, {"时间", {}}, {"结果", {}}}};
    for (const auto& act : view.acts)
        table.add_row({act.task, act.actor, act.at, act.outcome});
    return "\n" + table.text();
}

std::string waits(const BatchView& view) {
    std::string text;
    for (const auto& wait : view.waits) {
        if (wait.kind == "task") {
            text += fmt::format(
                "等待  {}（{}）{}\n",
                wait.name,
                wait.roles,
                wait.due.empty() ? "" : "，期限 " + wait.due
            );
        } else if (wait.kind == "timer") {
            text += fmt::format("定时  {} {}\n", wait.due, wait.name);
        } else {
            text += fmt::format("异常  {}\n", wait.name);
        }
    }
    return text.empty() ? text : "\n" + text;
}

Document document_of(const BatchLine& line) {
    DocumentObject object{
        {"key", line.key}, {"amount_fen", line.amount_fen}, {"status", line.status}};
    if (!line.payee.empty()) object["payee"] = line.payee;
    if (line.serial > 0) object["serial"] = line.serial;
    if (!line.reason.empty()) object["reason"] = line.reason;
    return object;
}

DocumentObject totals_of(const BatchView& view) {
    const auto& batch = view.target.state;
    return {
        {"items", batch.items},
        {"count", payable_count(view)},
        {"amount_fen", batch.amount_fen},
        {"exceptions", batch.exceptions},
        {"held", batch.held},
        {"held_fen", batch.held_fen},
        {"paid", view.sums.paid},
        {"paid_fen", view.sums.paid_fen},
        {"failed", view.sums.failed},
        {"failed_fen", view.sums.failed_fen},
        {"carried", carried_of(view).count},
        {"carried_fen", carried_of(view).fen}};
}

} // namespace

Document to_document(const BatchView& view) {
    const auto& target = view.target;
    DocumentArray stages;
    for (const auto& stage : stages_of(view)) {
        stages.push_back(DocumentObject{
            {"name", stage.name}, {"state", stage.state}, {"note", stage.note}});
    }
    DocumentArray done;
    for (const auto& act : view.acts) {
        done.push_back(DocumentObject{
            {"task", act.task}, {"actor", act.actor}, {"at", act.at}, {"outcome", act.outcome}});
    }
    DocumentArray waiting;
    for (const auto& wait : view.waits) {
        waiting.push_back(DocumentObject{
            {"kind", wait.kind}, {"name", wait.name}, {"roles", wait.roles}, {"due", wait.due}});
    }
    DocumentArray items;
    for (const auto& line : view.lines)
        items.push_back(document_of(line));
    DocumentObject document{
        {"batch", target.stream.text()},
        {"title", target.definition().title},
        {"period", target.period},
        {"status", target.state.status},
        {"frozen", target.state.frozen},
        {"batch_hash", digest_of(target.state)},
        {"totals", totals_of(view)},
        {"stages", std::move(stages)},
        {"acts", std::move(done)},
        {"waits", std::move(waiting)},
        {"items", std::move(items)}};
    if (target.driver) document["case"] = target.driver->number;
    if (target.state.pay_list) {
        document["pay_list"] = DocumentObject{
            {"file", target.state.pay_list->file}, {"sha256", target.state.pay_list->sha256}};
    }
    return document;
}

std::string to_csv(const BatchView& view) {
    Sheet sheet{.header = {"序号", "编号", "户名", "金额", "状态", "原因"}, .rows = {}};
    for (const auto& line : view.lines) {
        sheet.rows.push_back(
            {.line = 0,
             .cells =
                 {line.serial > 0 ? std::to_string(line.serial) : std::string{},
                  line.key,
                  line.payee,
                  to_text(Money{line.amount_fen}),
                  in_chinese(line.status),
                  line.reason}}
        );
    }
    return write_sheet(sheet);
}

std::string to_terminal(const BatchView& view) {
    const auto& target = view.target;
    std::string text = fmt::format(
        "{} {}（{}）\n", target.definition().title, target.period, target.stream.text()
    );
    if (target.driver)
        text += fmt::format("案件  {} {}\n", target.driver->number, case_status(*target.driver));
    return text + stage_line(view) + totals(view) + attention(view) + acts(view) + waits(view);
}

} // namespace gongdao
