#include "core/app/batch_errors.hpp"
#include "core/app/batch_target.hpp"
#include "core/app/checkpoint_command.hpp"
#include "core/app/county.hpp"
#include "core/app/errors.hpp"
#include "core/app/files.hpp"
#include "core/app/invocation.hpp"
#include "core/app/printing.hpp"
#include "core/app/verification.hpp"

#include <boost/json/object.hpp>
#include <fmt/format.h>

#include <algorithm>

namespace gongdao {

namespace {

/// A case, or a batch by its stream or as `pack/batch/period`.
Result<StreamId> exported_stream(Node& node, const std::string& text) {
    const bool is_batch =
        text.starts_with("batch:") || std::count(text.begin(), text.end(), '/') == 2;
    if (!is_batch) return node.find_case(text);
    const auto target = find_batch(node, text);
    if (!target) return target.error();
    if (target->state.status.empty()) return fail(errors::batch_unknown, {text});
    return target->stream;
}

/// One line per journal row, with everything the hash covers, so that the file proves itself.
Result<int> export_case(const Invocation& invocation) {
    auto county = open_county_to_read(invocation);
    if (!county) return county.error();
    auto& node = (*county)->node();
    const auto& file = invocation.argument(1);
    if (std::filesystem::exists(file) && !invocation.has("force"))
        return fail(errors::file_exists, {file});
    const auto stream = exported_stream(node, invocation.argument(0));
    if (!stream) return stream.error();
    const auto rows = node.store().journal_of(node.org(), *stream);
    if (!rows) return rows.error();
    std::string text;
    for (const auto& row : *rows) {
        text += canonical_text(DocumentObject{
                    {"org", row.org.text()},
                    {"stream", row.stream.text()},
                    {"seq", row.seq},
                    {"command_id", row.command_id.text()},
                    {"actor", row.actor.text()},
                    {"occurred_at", row.occurred_at.milliseconds},
                    {"recorded_at", row.recorded_at.milliseconds},
                    {"kind", row.kind},
                    {"events", row.events},
                    {"previous", to_hex(row.previous)},
                    {"hash", to_hex(row.hash)}}) +
                "\n";
    }
    auto written = write_file(file, text);
    if (!written) return written.error();
    if (invocation.wants_json()) {
        print_json(DocumentObject{{"file", file}, {"rows", static_cast<std::int64_t>(rows->size())}}
        );
    } else {
        say(invocation.language,
            "已导出 {} 条日志到 {}，可用 python3 examples/verify_export.py 脱离本系统核验\n",
            "exported {} journal rows to {}; python3 examples/verify_export.py verifies them "
            "without this program\n",
            rows->size(),
            file);
    }
    return 0;
}

Result<int> journal_verify(const Invocation& invocation) {
    return verify_county(invocation, invocation.option("data", "county"));
}

Result<int> checkpoint(const Invocation& invocation) {
    const auto answer = carried_out(invocation, {.kind = "take_checkpoint"}, &take_checkpoint);
    if (!answer) return answer.error();
    const auto* taken = find(*answer, "checkpoint");
    if (invocation.wants_json()) {
        print_json(*answer);
    } else if (taken == nullptr || taken->is_null()) {
        say(invocation.language,
            "自上一个检查点以来没有新的日志\n",
            "nothing was journaled since the last checkpoint\n");
    } else {
        say(invocation.language,
            "第 {} 号检查点：日志 {} 条、案卷 {} "
            "个\n副本在“{}”，请另行存放（移动盘、邮件或打印）\n",
            "checkpoint {}: {} journal rows, {} streams\nits copy is \"{}\"; lodge it elsewhere\n",
            find_integer(*taken, "number").value_or(0),
            find_integer(*taken, "rows").value_or(0),
            find_integer(*taken, "streams").value_or(0),
            find_text(*taken, "file").value_or(""));
    }
    return 0;
}

} // namespace

std::vector<Verb> journal_verbs() {
    return {
        {"journal",
         "verify",
         {},
         "重放并核对全部日志、哈希链、数据表和检查点",
         "replay and verify all journals, chains, tables and checkpoints",
         {{"key", false, "检查点签名的公钥", "public key that checkpoints are signed with"},
          {"lodged",
           false,
           "存放在别处的检查点副本，用以发现日志尾部被截去",
           "copy of a checkpoint that lay elsewhere, to notice that the journal's end was cut "
           "off"}},
         &journal_verify},
        {"journal",
         "checkpoint",
         {},
         "对全部日志作一个签名的检查点并写出副本（节点每日自动作一次）",
         "take a signed checkpoint and write a copy (a running node does so every day)",
         {},
         &checkpoint},
        {"journal",
         "export",
         {"case", "file"},
         "导出一个案件或批次的日志，供离线核验（批次写作 业务包/批次/期次）",
         "export the journal of one case, or of one batch (pack/batch/period), for offline "
         "verification",
         {{"force", true, "覆盖已有的文件", "overwrite a file that exists"}},
         &export_case}};
}

} // namespace gongdao
