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

/// How far the checkpoints were trusted.
struct Trusted {
    bool signatures = false;
    bool lodged = false;
};

void print_found(const Invocation& invocation, const Verification& found, Trusted trusted) {
    if (invocation.wants_json()) {
        print_json(DocumentObject{
            {"streams", found.streams},
            {"rows", found.rows},
            {"derived", found.derived},
            {"checkpoints", found.checkpoints},
            {"lodged", trusted.lodged},
            {"signatures_checked", trusted.signatures},
            {"faults", static_cast<std::int64_t>(found.faults.size())},
            {"found", faults_document(found.faults)}});
        return;
    }
    print_faults(found.faults, invocation.manner());
    const auto language = invocation.language;
    const bool unsigned_ones = !trusted.signatures && (found.checkpoints > 0 || trusted.lodged);
    const Wording lodged{"、存放的副本 1 份", ", one lodged copy"};
    const Wording no_key{
        "（未核对签名，请用 --key 给出公钥）",
        " (signatures not checked; give the public key with --key)"};
    const Wording sound{"完全一致", "all in agreement"};
    const Wording differs{"发现不符", "differences found"};
    const auto part = [&](bool said, const Wording& words) {
        return said ? words.in(language) : std::string_view{};
    };
    say(language,
        "核对日志 {} 条、案卷 {} 个、数据行 {} 行、检查点 {} 个{}{}：{}\n",
        "verified {} journal rows, {} streams, {} derived rows, {} checkpoints{}{}: {}\n",
        found.rows,
        found.streams,
        found.derived,
        found.checkpoints,
        part(trusted.lodged, lodged),
        part(unsigned_ones, no_key),
        (found.holds() ? sound : differs).in(language));
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
        const Wording label{"   核对", "   verify"};
        if (!progress) progress.emplace(std::string{label.in(invocation.language)}, total, clock);
        progress->update(done);
    });
    progress.reset();
    if (!found) return found.error();
    print_found(
        invocation,
        *found,
        {.signatures = !trust->public_key.empty(), .lodged = trust->lodged.has_value()}
    );
    return found->holds() ? 0 : 1;
}

} // namespace gongdao
