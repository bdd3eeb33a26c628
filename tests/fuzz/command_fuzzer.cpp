#include "core/engine/command.hpp"
#include "core/runtime/command.hpp"
#include "tests/fuzz/property.hpp"

using namespace gongdao;
using fuzz::must_hold;

namespace {

void check_case_command(const Command& command) {
    const auto read = read_command(command.kind, command.members);
    if (!read) {
        (void)fuzz::checked_sentence(read.error());
        return;
    }
    const auto written = to_document(*read);
    const auto again = read_command(name_of(*read), written);
    must_hold(again.has_value(), "a command that was written can be read", canonical_text(written));
    must_hold(to_document(*again) == written, "a command written and read again reads equal");
}

} // namespace

/// Commands as lines of JSON, the whole way to an act on a case.
int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto document = parse_document(fuzz::text_of(data, size));
    if (!document) {
        (void)fuzz::checked_sentence(document.error());
        return 0;
    }
    const auto text = canonical_text(*document);
    const auto again = parse_document(text);
    must_hold(again && *again == *document, "a document written and read again reads equal", text);
    must_hold(canonical_text(*again) == text, "the canonical text is one", text);
    const auto command = read_command_line(*document);
    if (!command) {
        (void)fuzz::checked_sentence(command.error());
        return 0;
    }
    must_hold(!command->kind.empty(), "a command says what is to be done");
    check_case_command(*command);
    return 0;
}
