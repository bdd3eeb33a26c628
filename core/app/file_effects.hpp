#pragma once

#include "core/model/pack.hpp"
#include "core/ports/services.hpp"

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

namespace gongdao {

/// Effects that end as files below one folder (docs/formats/outbox.md): `letter` as HTML, `export`
/// as JSON, `pay_list` as CSV. Personal values are opened on the way out, so the files are readable
/// by their owner only. A key that comes again finds its file and gets the same answer. Any thread,
/// as long as equal keys do not come at the same time.
class FileEffects final : public Effects {
public:
    /// The pack whose letter a payload asks for, or null; must stay until the call ends.
    using PackOf = std::function<const Pack*(const Document& payload)>;

    /// What the person of an account is called.
    using NameOf = std::function<std::string(const std::string& account)>;

    /// `vault` must outlive it.
    FileEffects(
        std::filesystem::path outbox, const Vault& vault, PackOf pack_of, NameOf name_of = {}
    );

    [[nodiscard]] bool offers(std::string_view effect) const override;

    /// `{"file", "sha256"}`, the file relative to the folder; letters also `serial`, pay lists
    /// `count` and `amount_fen`. Nothing is written where it fails.
    [[nodiscard]] Result<Document>
    deliver(std::string_view effect, const Document& payload, const WorkContext& context) override;

private:
    [[nodiscard]] Result<std::string>
    contents(std::string_view effect, const Document& payload, const WorkContext& context) const;
    [[nodiscard]] Result<std::string>
    letter(const Document& payload, const WorkContext& context) const;

    std::filesystem::path outbox_;
    const Vault& vault_;
    PackOf pack_of_;
    NameOf name_of_;
};

/// A file name that no other key has: letters, digits, `.` and `-` stay, other bytes become `_xx`.
[[nodiscard]] std::string file_name_of(std::string_view idempotency_key);

} // namespace gongdao
