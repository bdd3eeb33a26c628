#include "core/app/batch_actions.hpp"
#include "core/app/batch_view.hpp"
#include "core/app/choices.hpp"
#include "core/app/county.hpp"
#include "core/app/files.hpp"
#include "core/app/invocation.hpp"
#include "core/app/printing.hpp"
#include "core/app/typed_values.hpp"
#include "core/values/money.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <memory>

namespace gongdao {

namespace {

ActorId actor_of(const Invocation& invocation) { return ActorId{invocation.option("as", "admin")}; }

/// The county, opened by this program or read beside the node that writes it.
struct OpenDesk {
    std::unique_ptr<County> county;
    BatchDesk desk;
};

Result<OpenDesk> open_desk(const Invocation& invocation) {
    auto county = open_county(invocation);
    if (county) {
        auto& opened = **county;
        return OpenDesk{.county = std::move(*county), .desk = BatchDesk{opened}};
    }
    const auto socket = std::filesystem::path{invocation.option("data", "county")} / "node.sock";
    const bool node_writes =
        county.error().kind->code == "store.node_locked" && std::filesystem::exists(socket);
    if (!node_writes) return county.error();
    auto beside = open_county_to_read(invocation);
    if (!beside) return beside.error();
    auto& opened = **beside;
    return OpenDesk{.county = std::move(*beside), .desk = BatchDesk{opened, socket}};
}

Result<int> print_batch(const Invocation& invocation, Node& node, Result<BatchTarget> target) {
    if (!target) return target.error();
    const auto view = view_batch(node, std::move(*target));
    if (!view) return view.error();
    if (invocation.wants_json()) {
        print_json(to_document(*view));
    } else {
        fmt::print(
            "{}",
            invocation.has("csv") ? to_csv(*view, invocation.language)
                                  : to_terminal(*view, invocation.language)
        );
    }
    return 0;
}

std::string yuan(Node&, const Record& row) {
    const auto* fen = std::get_if<std::int64_t>(&cell_of(row, "amount"));
    return fen == nullptr ? std::string{} : to_display(Money{*fen});
}

Result<int> list(const Invocation& invocation) {
    auto county = open_county_to_read(invocation);
    if (!county) return county.error();
    return print_records(
        invocation,
        (*county)->node(),
        {.table = "batch", .order = {{"opened_at", false}}, .limit = 200},
        {{"definition", {"批次", "batch"}},
         {"period", {"期间", "period"}},
         {"status", {"状态", "status"}},
         {"items", {"人数", "items"}},
         {"amount", {"金额", "amount"}, &yuan},
         {"opened_at", {"计算时间", "computed"}},
         {"closed_at", {"生效时间", "released"}}}
    );
}

/// The pack is deployed and has the batch.
Result<void> is_batch(Node& node, const std::string& pack, const std::string& batch) {
    auto known = is_pack(node, pack);
    if (!known) return known;
    const auto deployed = node.packs().current(pack);
    if (!deployed) return deployed.error();
    std::vector<std::string> batches;
    for (const auto& [id, definition] : (*deployed)->pack.batches)
        batches.push_back(id);
    return among({"批次", "batch"}, batch, batches);
}

Result<int> run(const Invocation& invocation) {
    auto open = open_desk(invocation);
    if (!open) return open.error();
    auto known = is_batch(open->desk.node(), invocation.argument(0), invocation.argument(1));
    if (!known) return known.error();
    return print_batch(
        invocation,
        open->desk.node(),
        run_batch(
            open->desk,
            {.actor = actor_of(invocation),
             .pack = invocation.argument(0),
             .batch = invocation.argument(1),
             .period = invocation.option("period")}
        )
    );
}

Result<int> show(const Invocation& invocation) {
    auto county = open_county_to_read(invocation);
    if (!county) return county.error();
    auto& node = (*county)->node();
    return print_batch(invocation, node, find_batch(node, invocation.argument(0)));
}

Result<int> approve(const Invocation& invocation) {
    auto open = open_desk(invocation);
    if (!open) return open.error();
    auto& node = open->desk.node();
    const auto target = find_batch(node, invocation.argument(0));
    if (!target) return target.error();
    auto others =
        read_fields(words_from(invocation, 1), target->pack().fields, date_of(open->county->now()));
    if (!others) return others.error();
    const auto decided = decide_batch(
        open->desk,
        *target,
        {.actor = actor_of(invocation),
         .refuse = invocation.has("refuse"),
         .reason = invocation.option("reason"),
         .digest = invocation.option("digest"),
         .others = std::move(*others)}
    );
    if (!decided) return decided.error();
    return print_batch(invocation, node, find_batch(node, invocation.argument(0)));
}

void print_outcome(const ReturnOutcome& outcome, Language language) {
    const Wording again{"该文件先前已登记；", "this file was recorded before; "};
    const Wording closed{
        "；已全部回盘，登记回盘的任务已办结", "; all are answered, and the task is completed"};
    const auto part = [&](bool said, const Wording& words) {
        return said ? words.in(language) : std::string_view{};
    };
    say(language,
        "{}新登记 {} 笔；成功 {} 笔，失败 {} 笔，未回 {} 笔{}\n",
        "{}{} newly recorded; {} paid, {} failed, {} not answered{}\n",
        part(outcome.repeated, again),
        outcome.news,
        outcome.sums.paid,
        outcome.sums.failed,
        outcome.sums.open,
        part(outcome.completed, closed));
}

Result<int> reconcile(const Invocation& invocation) {
    const std::filesystem::path path{invocation.argument(1)};
    const auto bytes = read_file(path);
    if (!bytes) return bytes.error();
    Faults faults;
    auto bank = read_bank_return(*bytes, path.filename().string(), faults);
    auto open = open_desk(invocation);
    if (!open) return open.error();
    auto& node = open->desk.node();
    const auto target = find_batch(node, invocation.argument(0));
    if (!target) return target.error();
    const auto outcome =
        reconcile_batch(open->desk, *target, actor_of(invocation), bank, std::move(faults));
    if (!outcome) return outcome.error();
    print_faults(outcome->faults, invocation.manner());
    if (!outcome->faults.empty()) return 1;
    if (!invocation.wants_json()) print_outcome(*outcome, invocation.language);
    return print_batch(invocation, node, find_batch(node, invocation.argument(0)));
}

Result<int> settle(const Invocation& invocation) {
    auto open = open_desk(invocation);
    if (!open) return open.error();
    auto& node = open->desk.node();
    const auto target = find_batch(node, invocation.argument(0));
    if (!target) return target.error();
    const auto settled = settle_batch_payment(
        open->desk,
        *target,
        actor_of(invocation),
        invocation.argument(1),
        invocation.option("reason")
    );
    if (!settled) return settled.error();
    return print_batch(invocation, node, find_batch(node, invocation.argument(0)));
}

} // namespace

std::vector<Verb> batch_verbs() {
    return {
        {"batch", "list", {}, "列出批次", "list batches", {csv_option()}, &list},
        {"batch",
         "run",
         {"pack", "batch"},
         "启动一期批次，办到须由他人复核或等待为止；重复运行不会重复启动",
         "start a batch and go on until somebody else must decide; running it again starts nothing "
         "twice",
         {{"period",
           false,
           "期次，如 2026-08 或 2026（默认本期）",
           "period such as 2026-08 or 2026"}},
         &run},
        {"batch",
         "show",
         {"batch"},
         "查看批次：阶段、控制总额、异常与暂缓、经办、清单、回盘（批次写案号或 业务包/批次/期次）",
         "show a batch: stages, totals, faults, who acted, pay list, bank's answers (a case, or "
         "pack/batch/period)",
         {csv_option()},
         &show},
        {"batch",
         "approve",
         {"batch", "values*"},
         "复核或审批批次，也可退回",
         "review or approve a batch, or refuse it",
         {{"refuse", true, "退回", "refuse"},
          {"reason", false, "意见或退回理由", "opinion or reason"},
          {"digest",
           false,
           "所审批次的摘要（可只写前几位），与现在的不同则不予审批",
           "digest of what you looked at, or its beginning; refused where it is another now"}},
         &approve},
        {"batch",
         "reconcile",
         {"batch", "file"},
         "登记银行回盘并对账",
         "record the bank's return file and reconcile",
         {},
         &reconcile},
        {"batch",
         "settle",
         {"batch", "key"},
         "登记一笔暂缓、失败或退汇的款项已另行支付，以后的批次不再结转",
         "record that a payment held back or failed was made otherwise; later batches do not carry "
         "it",
         {{"reason", false, "何时以何种方式支付（必填）", "when and how, required"}},
         &settle}};
}

} // namespace gongdao
