#include "core/runtime/command.hpp"

#include "core/runtime/errors.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <array>

namespace gongdao {

namespace {

constexpr std::array envelope{"id", "as", "at", "do", "case", "ref", "pack"};

bool is_envelope(std::string_view name) {
    for (const auto* member : envelope) {
        if (name == member) return true;
    }
    return false;
}

std::string text_of(const Document& document, std::string_view name) {
    return std::string{find_text(document, name).value_or("")};
}

/// `with` is what people fill in; commands call it by what it is to them.
std::string_view member_name(std::string_view kind, std::string_view name) {
    if (name != "with") return name;
    if (kind == "open_case") return "facts";
    if (kind == "publish_message" || kind == "broadcast_signal" || kind == "deliver_message" ||
        kind == "deliver_signal")
        return "payload";
    return "values";
}

} // namespace

Result<Command> read_command_line(const Document& document) {
    Command command;
    command.kind = text_of(document, "do");
    if (command.kind.empty()) return fail(errors::command_member_missing, {"?", "do"});
    command.id = CommandId{text_of(document, "id")};
    command.actor = ActorId{text_of(document, "as")};
    command.pack = text_of(document, "pack");
    command.target = text_of(document, "case");
    if (const auto at = find_text(document, "at")) {
        const auto instant = parse_instant(*at);
        if (!instant) return instant.error();
        command.occurred_at = *instant;
    }
    auto& members = command.members.as_object();
    for (const auto& [name, value] : document.as_object()) {
        if (!is_envelope(name)) members[member_name(command.kind, name)] = value;
    }
    if (const auto reference = find_text(document, "ref")) {
        if (command.kind == "open_case") {
            members["reference"] = *reference;
        } else if (command.target.empty()) {
            command.target = std::string{*reference};
        }
    }
    return command;
}

Document sentences_of(const Faults& faults) {
    DocumentArray sentences;
    for (const auto& fault : faults) {
        sentences.push_back(DocumentObject{
            {"zh", sentence(fault, Language::chinese)}, {"en", sentence(fault, Language::english)}}
        );
    }
    return sentences;
}

Document to_document(const Reply& reply) {
    DocumentObject object{{"stream", reply.stream.text()}, {"seq", reply.seq}};
    if (!reply.number.empty()) object["number"] = reply.number;
    if (reply.repeated) object["repeated"] = true;
    if (!reply.details.is_null()) object["details"] = reply.details;
    DocumentArray warnings;
    for (const auto& warning : reply.warnings) {
        // Without its place the sentence names the field as people do.
        const auto bare = fail(*warning.kind, warning.arguments);
        warnings.push_back(DocumentObject{
            {"code", std::string{warning.kind->code}},
            {"field", warning.place.element},
            {"warning", sentence(bare, Language::chinese)},
            {"warning_en", sentence(bare, Language::english)}});
    }
    if (!warnings.empty()) object["warnings"] = std::move(warnings);
    return object;
}

} // namespace gongdao
