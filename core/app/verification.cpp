#include "core/app/verification.hpp"

#include "core/access/file_vault.hpp"
#include "core/app/files.hpp"
#include "core/app/printing.hpp"
#include "core/app/system_clock.hpp"
#include "core/app/terminal_progress.hpp"
#include "core/runtime/replay.hpp"
#include "db/sqlite/sqlite_store.hpp"

#include <boost/json/object.hpp>
#include <fmt/format.h>

#include <optional>

namespace gongdao {

namespace {

namespace fs = std::filesystem;

Result<CheckpointTrust> trust_of(const Invocation& invocation, const fs::path& folder) {
    CheckpointTrust trust{.signature_holds = &signature_holds};
    if (invocation.has("key")) {
        trust.public_key = invocation.option("key");
    } else if (const auto vault = FileVault::load(folder / "keys")) {
        trust.public_key = (*vault)->public_key();
    }
    if (!invocation.has("lodged")) return trust;
    const auto text = read_file(invocation.option("lodged"));
    if (!text) return text.error();
    const auto lodged = read_lodged(*text);
    if (!lodged) return lodged.error();
    trust.lodged = *lodged;
    return trust;
}

void print_found(const Invocation& invocation, const Verification& found, bool signatures) {
    print_faults(found.faults, invocation.language);
    if (invocation.wants_json()) {
        print_json(DocumentObject{
            {"streams", found.streams},
            {"rows", found.rows},
            {"derived", found.derived},
            {"checkpoints", found.checkpoints},
            {"signatures_checked", signatures},
            {"faults", static_cast<std::int64_t>(found.faults.size())}});
        return;
    }
    fmt::print(
        "核对日志 {} 条、案卷 {} 个、数据行 {} 行、检查点 {} 个{}：{}\n",
        found.rows,
        found.streams,
        found.derived,
        found.checkpoints,
        found.checkpoints == 0 || signatures ? "" : "（未核对签名，请用 --key 给出公钥）",
        found.holds() ? "完全一致" : "发现不符"
    );
}

} // namespace

Result<int> verify_county(const Invocation& invocation, const fs::path& folder) {
    const auto trust = trust_of(invocation, folder);
    if (!trust) return trust.error();
    auto store = SqliteStore::open((folder / "gongdao.db").string(), OpenMode::read_only);
    if (!store) return store.error();
    auto reader = (*store)->new_reader();
    if (!reader) return reader.error();
    const SystemClock clock;
    std::optional<TerminalProgress> progress;
    const auto found = verify(**reader, *trust, [&](std::int64_t done, std::int64_t total) {
        if (!progress) progress.emplace("   核对", total, clock);
        progress->update(done);
    });
    progress.reset();
    if (!found) return found.error();
    print_found(invocation, *found, !trust->public_key.empty());
    return found->holds() ? 0 : 1;
}

} // namespace gongdao
