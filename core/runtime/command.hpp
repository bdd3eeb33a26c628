#pragma once

#include "core/values/document.hpp"
#include "core/values/error.hpp"
#include "core/values/id.hpp"
#include "core/values/time.hpp"

#include <optional>
#include <string>

namespace gongdao {

/// One outside stimulus, as the command line, a file of acts or a socket gives it
/// (docs/formats/command.md).
struct Command {
    CommandId id;
    ActorId actor;
    std::optional<Instant> occurred_at; ///< empty = when it is recorded
    std::string kind; ///< `open_case`, `complete_task`, `set_entry`, `deploy_pack` …
    std::string
        target; ///< stream, case number or reference; empty where the command makes its stream
    std::string pack; ///< of `open_case`
    Document members = DocumentObject{};
};

/// Reads `{"id","as","at","do","case","pack", …members}`. Without `id` the caller must give one.
[[nodiscard]] Result<Command> read_command_line(const Document& document);

/// What an accepted command did; the same again where it is repeated.
struct Reply {
    StreamId stream;
    std::int64_t seq = 0;
    std::string number; ///< of a case
    bool repeated = false;
    Document details; ///< of batches and imports
    Faults warnings;  ///< what was recorded and is likely wrong all the same; not of a repeat
};

[[nodiscard]] Document to_document(const Reply& reply);

/// `[{"zh", "en"}]`
[[nodiscard]] Document sentences_of(const Faults& faults);

} // namespace gongdao
