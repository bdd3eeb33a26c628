#include "core/app/county.hpp"
#include "core/app/errors.hpp"
#include "core/app/files.hpp"
#include "core/app/invocation.hpp"
#include "core/app/printing.hpp"

#include <boost/json/object.hpp>
#include <fmt/format.h>

namespace gongdao {

namespace {

/// One line per journal row, with everything the hash covers, so that the file proves itself.
Result<int> export_case(const Invocation& invocation) {
    auto county = open_county(invocation);
    if (!county) return county.error();
    auto& node = (*county)->node();
    const auto stream = node.find_case(invocation.argument(0));
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
    auto written = write_file(invocation.argument(1), text);
    if (!written) return written.error();
    fmt::print(
        "已导出 {} 条日志到 {}，可用 python3 examples/verify_export.py 脱离本系统核验\n",
        rows->size(),
        invocation.argument(1)
    );
    return 0;
}

} // namespace

std::vector<Verb> journal_verbs() {
    return {
        {"journal",
         "export",
         {"case", "file"},
         "导出一个案件的日志，供离线核验",
         "export one case's journal for offline verification",
         {},
         &export_case}};
}

} // namespace gongdao
