#include "core/app/batch_view.hpp"
#include "core/app/status_words.hpp"
#include "core/app/terminal_table.hpp"
#include "core/app/wording.hpp"
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

struct LineStatus {
    std::string_view code;
    Wording words;
};

constexpr std::array line_statuses{
    LineStatus{"listed", {"在册", "listed"}},
    LineStatus{"computed", {"已算", "computed"}},
    LineStatus{"due", {"应发", "due"}},
    LineStatus{"nothing", {"不发", "nothing due"}},
    LineStatus{"fault", {"异常", "fault"}},
    LineStatus{"held", {"暂缓", "held"}},
    LineStatus{"sent", {"已送盘", "sent"}},
    LineStatus{"paid", {"已发", "paid"}},
    LineStatus{"failed", {"失败", "failed"}},
    LineStatus{"carried", {"已结转", "carried"}},
    LineStatus{"settled", {"已另付", "paid otherwise"}}};

std::string line_status(std::string_view status, Language language) {
    for (const auto& known : line_statuses) {
        if (known.code == status) return std::string{known.words.in(language)};
    }
    return std::string{status};
}

std::string in(Language language, const Wording& words) { return std::string{words.in(language)}; }

bool needs_attention(const BatchLine& line) {
    return line.status == "fault" || line.status == "held" || line.status == "failed";
}

std::int64_t payable_count(const BatchView& view) {
    return std::count_if(view.lines.begin(), view.lines.end(), [](const BatchLine& line) {
        return line.serial > 0;
    });
}

std::string stage_line(const BatchView& view, Language language) {
    auto text = in(language, {"阶段", "stages"});
    for (const auto& stage : stages_of(view)) {
        const auto mark = stage.state == "done" ? "✓" : stage.state == "now" ? "▶" : "·";
        const auto& note = stage.note.in(language);
        text +=
            fmt::format("  {} {}{}", mark, stage.name.in(language), note.empty() ? "" : " " + note);
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

std::string list_line(const BatchView& view, Language language) {
    const auto& batch = view.target.state;
    auto text = worded(language, "名单 {} 条", "list: {} items", batch.items);
    if (batch.exceptions > 0)
        text += worded(language, "，异常 {} 条", ", {} faults", batch.exceptions);
    if (batch.held > 0)
        text +=
            worded(language, "，暂缓 {} 笔 {}", ", {} held {}", batch.held, money(batch.held_fen));
    const auto carried = carried_of(view);
    if (carried.count > 0)
        text += worded(
            language,
            "，其中结转 {} 笔 {}",
            ", among them {} carried {}",
            carried.count,
            money(carried.fen)
        );
    return text +
           worded(
               language, "；名单摘要 {}\n", "; digest of the list {}\n", batch.frozen.substr(0, 16)
           );
}

std::string totals(const BatchView& view, Language language) {
    const auto& batch = view.target.state;
    if (batch.status.empty()) return in(language, {"尚未计算\n", "not computed yet\n"});
    if (batch.status == "opened") {
        return worded(
            language,
            "名单 {} 条已锁定，尚未计算\n",
            "list of {} items frozen, not computed yet\n",
            batch.entries
        );
    }
    std::string text;
    if (!view.target.definition().amount.empty()) {
        text += worded(
            language,
            "控制总额  {} 笔，{}（{}）\n",
            "control total  {} payments, {} ({})\n",
            payable_count(view),
            money(batch.amount_fen),
            to_capitals(Money{batch.amount_fen})
        );
    }
    text += list_line(view, language);
    text += worded(
        language,
        "批次摘要  {}（名单、金额、户名、账号）\n",
        "digest of the batch  {} (list, amounts, payees, accounts)\n",
        digest_of(batch)
    );
    if (batch.pay_list)
        text += worded(
            language,
            "清单  {}（SHA-256 {}）\n",
            "pay list  {} (SHA-256 {})\n",
            batch.pay_list->file,
            batch.pay_list->sha256
        );
    const auto& sums = view.sums;
    if (sums.paid + sums.failed == 0) return text;
    return text + worded(
                      language,
                      "回盘  成功 {} 笔 {}，失败 {} 笔 {}，未回 {} 笔 {}\n",
                      "bank's answer  {} paid {}, {} failed {}, {} not answered {}\n",
                      sums.paid,
                      money(sums.paid_fen),
                      sums.failed,
                      money(sums.failed_fen),
                      sums.open,
                      money(sums.open_fen)
                  );
}

constexpr std::array line_heads{
    Wording{"编号", "key"},
    Wording{"户名", "payee"},
    Wording{"金额", "amount"},
    Wording{"状态", "status"},
    Wording{"原因", "reason"}};

std::string attention(const BatchView& view, Language language) {
    std::vector<TableColumn> columns;
    for (const auto& head : line_heads)
        columns.push_back({in(language, head), {}});
    TerminalTable table{std::move(columns)};
    std::size_t shown = 0;
    std::size_t found = 0;
    for (const auto& line : view.lines) {
        if (!needs_attention(line) || ++found > rows_shown_max) continue;
        ++shown;
        table.add_row(
            {line.key,
             line.payee,
             money(line.amount_fen),
             line_status(line.status, language),
             line.reason.in(language)}
        );
    }
    if (found == 0) return {};
    const auto more =
        found > shown
            ? worded(language, "另有 {} 条，用 --csv 查看\n", "{} more, see --csv\n", found - shown)
            : "";
    return in(language, {"\n须处理\n", "\nto be dealt with\n"}) + table.text() + more;
}

std::string acts(const BatchView& view, Language language) {
    if (view.acts.empty()) return {};
    TerminalTable table{
        {{in(language, {"已办", "done"}), {}},
         {in(language, {"办理人", "by"}), {}},
         {in(language, {"时间", "at"}), {}},
         {in(language, {"结果", "outcome"}), {}}}};
    for (const auto& act : view.acts)
        table.add_row({act.task, act.actor, act.at, act.outcome});
    return "\n" + table.text();
}

std::string waits(const BatchView& view, Language language) {
    std::string text;
    for (const auto& wait : view.waits) {
        if (wait.kind == "task") {
            const auto due =
                wait.due.empty() ? "" : worded(language, "，期限 {}", ", due {}", wait.due);
            text += worded(
                language, "等待  {}（{}）{}\n", "waits for  {} ({}){}\n", wait.name, wait.roles, due
            );
        } else if (wait.kind == "timer") {
            text += worded(language, "定时  {} {}\n", "timer  {} {}\n", wait.due, wait.name);
        } else {
            text += worded(language, "异常  {}\n", "incident  {}\n", wait.name);
        }
    }
    return text.empty() ? text : "\n" + text;
}

Document document_of(const BatchLine& line) {
    DocumentObject object{
        {"key", line.key}, {"amount_fen", line.amount_fen}, {"status", line.status}};
    if (!line.payee.empty()) object["payee"] = line.payee;
    if (line.serial > 0) object["serial"] = line.serial;
    if (!line.reason.empty()) {
        object["reason"] = line.reason.chinese;
        object["reason_en"] = line.reason.english;
    }
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
            {"name", stage.name.chinese},
            {"name_en", stage.name.english},
            {"state", stage.state},
            {"note", stage.note.chinese},
            {"note_en", stage.note.english}});
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

std::string to_csv(const BatchView& view, Language language) {
    Sheet sheet{.header = {in(language, {"序号", "serial"})}, .rows = {}};
    for (const auto& head : line_heads)
        sheet.header.push_back(in(language, head));
    for (const auto& line : view.lines) {
        sheet.rows.push_back(
            {.line = 0,
             .cells =
                 {line.serial > 0 ? std::to_string(line.serial) : std::string{},
                  line.key,
                  line.payee,
                  to_text(Money{line.amount_fen}),
                  line_status(line.status, language),
                  line.reason.in(language)}}
        );
    }
    return write_sheet(sheet);
}

std::string to_terminal(const BatchView& view, Language language) {
    const auto& target = view.target;
    auto text = worded(
        language,
        "{} {}（{}）\n",
        "{} {} ({})\n",
        target.definition().title,
        target.period,
        target.stream.text()
    );
    if (target.driver)
        text += worded(
            language,
            "案件  {} {}\n",
            "case  {} {}\n",
            target.driver->number,
            status_words(target.driver->status).in(language)
        );
    return text + stage_line(view, language) + totals(view, language) + attention(view, language) +
           acts(view, language) + waits(view, language);
}

} // namespace gongdao
