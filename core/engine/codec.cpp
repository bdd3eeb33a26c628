#include "core/engine/codec.hpp"

#include "core/engine/command.hpp"
#include "core/engine/described_text.hpp"
#include "core/values/ensure.hpp"

namespace gongdao {

namespace {

/// What was just written can always be read.
Document document_of(const std::string& text) {
    auto document = parse_document(text);
    ensure(document.has_value(), "the codec writes readable documents");
    return std::move(*document);
}

} // namespace

std::string_view name_of(const Event& event) { return described::name_of_alternative(event); }

Document to_document(const Event& event) {
    std::string text;
    described::append_alternative(text, event);
    return document_of(text);
}

std::string encode_events(std::span<const Event> events) { return described::text_of_list(events); }

Result<std::vector<Event>> decode_events(std::string_view text) {
    return described::decode_list<Event>(text);
}

std::string_view name_of(const CaseCommand& command) {
    return described::name_of_alternative(command);
}

Document to_document(const CaseCommand& command) {
    std::string text;
    std::visit([&](const auto& value) { described::append(text, value); }, command);
    return document_of(text);
}

Result<CaseCommand> read_command(std::string_view name, const Document& members) {
    if (!described::has_alternative<CaseCommand>(name))
        return fail(errors::unknown_command, {std::string{name}});
    CaseCommand command;
    if (described::decode_alternative(name, members, command)) return command;
    // Names only: values may be personal.
    std::string misfits;
    for (const auto& member : described::misfits_of_alternative<CaseCommand>(name, members))
        misfits += (misfits.empty() ? "" : "、") + member;
    return fail(errors::unreadable_command, {std::string{name}, misfits});
}

std::string encode_state(const CaseState& state) {
    std::string text;
    described::append(text, state);
    return text;
}

Result<CaseState> decode_state(std::string_view text) {
    auto document = parse_document(text);
    if (!document) return document.error();
    CaseState state;
    if (!described::decode(*document, state)) return fail(errors::unreadable_state);
    return state;
}

} // namespace gongdao
