#include "core/app/file_effects.hpp"

#include "core/access/durable_file.hpp"
#include "core/access/sealed_fields.hpp"
#include "core/app/file_effects_errors.hpp"
#include "core/app/file_effects_pay_list.hpp"
#include "core/app/letter.hpp"
#include "core/values/sha256.hpp"

#include <boost/json/object.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <system_error>
#include <utility>

namespace gongdao {

namespace {

struct Kind {
    std::string_view effect;
    std::string_view ending;
};

constexpr std::array<Kind, 3> kinds{
    {{"letter", ".html"}, {"export", ".json"}, {"pay_list", ".csv"}}};

/// File systems take 255 bytes; what is longer is told apart by its hash.
constexpr std::size_t name_bytes_max = 180;

const Kind* kind_of(std::string_view effect) {
    const auto* const found = std::find_if(kinds.begin(), kinds.end(), [&](const Kind& kind) {
        return kind.effect == effect;
    });
    return found == kinds.end() ? nullptr : found;
}

bool is_plain(char c) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    return letter || (c >= '0' && c <= '9') || c == '.' || c == '-';
}

std::string text_in(const Document& payload, std::string_view key) {
    return std::string{find_text(payload, key).value_or("")};
}

/// What belongs to the case that asks; an empty object where nothing does.
const Document& case_of(const Document& payload) {
    static const Document none = DocumentObject{};
    const auto* asking = find(payload, "case");
    return asking == nullptr ? none : *asking;
}

/// The payload's, or the case number with the number of the work within its case: unique, and the
/// same at every attempt.
std::string serial_of(const Document& payload, std::string_view idempotency_key) {
    auto given = text_in(payload, "serial");
    if (!given.empty()) return given;
    const auto number = text_in(case_of(payload), "number");
    const auto mark = idempotency_key.rfind('#');
    if (mark == std::string_view::npos) return number;
    return fmt::format("{}-{}", number, idempotency_key.substr(mark + 1));
}

LetterDetails details_of(const Document& payload, const WorkContext& context) {
    const auto& asking = case_of(payload);
    return {
        .today = date_of(context.now),
        .number = text_in(asking, "number"),
        .serial = serial_of(payload, context.idempotency_key),
        .others = {{"title", text_in(asking, "title")}}};
}

/// The facts of the case, and over them what the process gave for this letter.
Document facts_of(const Document& payload) {
    DocumentObject facts;
    if (const auto* known = find(case_of(payload), "facts");
        known != nullptr && known->is_object()) {
        facts = known->get_object();
    }
    for (const auto& pair : payload.get_object()) {
        const std::string_view key = pair.key();
        const bool ours = key == "case" || key == "letter" || key == "serial";
        if (!ours) facts[key] = pair.value();
    }
    return facts;
}

void add_particulars(
    DocumentObject& answer, std::string_view effect, const Document& payload, std::string_view key
) {
    if (effect == "letter") answer["serial"] = serial_of(payload, key);
    if (effect != "pay_list") return;
    answer["count"] = find_integer(payload, "count").value_or(0);
    answer["amount_fen"] = find_integer(payload, "amount_fen").value_or(0);
}

} // namespace

std::string file_name_of(std::string_view idempotency_key) {
    std::string name;
    for (const char c : idempotency_key) {
        // A dot in front would hide the file, and two of them name the folder above.
        const bool plain = is_plain(c) && !(c == '.' && name.empty());
        name += plain ? std::string{c} : fmt::format("_{:02x}", static_cast<unsigned char>(c));
    }
    if (name.size() <= name_bytes_max && !name.empty()) return name;
    return name.substr(0, name_bytes_max - 66) + "__" + to_hex(sha256(idempotency_key));
}

FileEffects::FileEffects(
    std::filesystem::path outbox, const Vault& vault, PackOf pack_of, NameOf name_of
)
    : outbox_{std::move(outbox)},
      vault_{vault},
      pack_of_{std::move(pack_of)},
      name_of_{std::move(name_of)} {}

bool FileEffects::offers(std::string_view effect) const { return kind_of(effect) != nullptr; }

Result<Document>
FileEffects::deliver(std::string_view effect, const Document& payload, const WorkContext& context) {
    const auto* kind = kind_of(effect);
    if (kind == nullptr) return fail(errors::effect_not_offered, {std::string{effect}});
    const auto file =
        fmt::format("{}/{}{}", effect, file_name_of(context.idempotency_key), kind->ending);
    const auto path = outbox_ / file;
    std::error_code code;
    const bool done_before = std::filesystem::exists(path, code);
    const auto bytes = done_before ? read_whole_file(path) : contents(effect, payload, context);
    if (!bytes) return bytes.error();
    if (done_before && effect == "pay_list") {
        const auto again = contents(effect, payload, context);
        if (!again) return again.error();
        if (*again != *bytes) return fail(errors::pay_list_changed, {file});
    }
    if (!done_before) {
        if (const auto written = write_durably(path, *bytes); !written) return written.error();
    }
    DocumentObject answer{{"file", file}, {"sha256", to_hex(sha256(*bytes))}};
    add_particulars(answer, effect, payload, context.idempotency_key);
    return Document(std::move(answer));
}

Result<std::string> FileEffects::contents(
    std::string_view effect, const Document& payload, const WorkContext& context
) const {
    const auto opened = reveal(payload, vault_);
    if (!opened) return opened.error();
    if (effect == "letter") return letter(*opened, context);
    if (effect == "pay_list") return pay_list_csv(*opened);
    return canonical_text(*opened) + "\n";
}

Result<std::string> FileEffects::letter(const Document& payload, const WorkContext& context) const {
    const auto id = text_in(payload, "letter");
    const auto* pack = payload.is_object() ? pack_of_(payload) : nullptr;
    if (pack == nullptr) return fail(errors::effect_pack_missing, {id});
    const auto found = pack->letters.find(id);
    if (found == pack->letters.end()) {
        return fail(errors::effect_letter_missing, {pack->id.text(), id});
    }
    const auto facts = facts_of(payload);
    auto details = details_of(payload, context);
    details.shared = &pack->letters;
    details.name_of = name_of_;
    auto filled = fill_letter(found->second, pack->fields, facts, details);
    if (filled) return filled;
    auto error = filled.error();
    error.place.file = "letters/" + id + ".html";
    return error;
}

} // namespace gongdao
