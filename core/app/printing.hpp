#pragma once

#include "core/app/invocation.hpp"
#include "core/app/wording.hpp"
#include "core/ports/records.hpp"
#include "core/runtime/command.hpp"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace gongdao {

class County;
class Node;

/// To stderr, one sentence a line, or one JSON object a line.
void print_faults(const Faults& faults, const Manner& manner);
/// `✗ rule：why`, to stdout.
void print_finding(
    std::string_view mark, const std::string& what, const Bilingual& why, Language language
);
/// One JSON value and a line end, to stdout.
void print_json(const Document& document);
/// `[{"error":…}]`, for the output of verbs that find several.
[[nodiscard]] Document faults_document(const Faults& faults);

[[nodiscard]] Result<std::unique_ptr<County>> open_county(const Invocation& invocation);
/// To look only: beside a running node, what it has committed.
[[nodiscard]] Result<std::unique_ptr<County>> open_county_to_read(const Invocation& invocation);

/// Gives one command as the person named by --as, and prints the reply. Talks to the node where one
/// runs, and otherwise opens the store itself.
[[nodiscard]] Result<int> give_command(const Invocation& invocation, Command command);

/// What verbs that give a command take besides: --id and --at.
[[nodiscard]] const Option& id_option();
[[nodiscard]] const Option& at_option();

/// For what is more than a command: done `here` in the store where this program can open it, and
/// otherwise by the node that writes it. The id is made, the actor is the person named by --as.
[[nodiscard]] Result<Document> carried_out(
    const Invocation& invocation,
    Command command,
    Result<Document> (*here)(County& county, const Command& command)
);

struct PrintedColumn {
    std::string column;
    Wording title;
    /// What people read instead of the stored cell.
    std::function<std::string(Node&, const Record&)> shown = {};
    /// What programs get instead of the stored cell.
    std::function<Document(const Cell&)> value = {};
};

/// --csv, of verbs that print rows.
[[nodiscard]] const Option& csv_option();

/// Prints rows of a derived table, as a table, as JSON or, with --csv, as CSV; these two are not
/// held to the selection's limit. Says so where there are more. The selection need not name the
/// county.
[[nodiscard]] Result<int> print_records(
    const Invocation& invocation,
    Node& node,
    Selection selection,
    const std::vector<PrintedColumn>& columns
);

/// A stored cell for people: instants of `…_at` columns as times.
[[nodiscard]] std::string cell_text(std::string_view column, const Cell& cell, Language language);
/// The cell of a column, by the column's name.
[[nodiscard]] const Cell& cell_of(const Record& row, std::string_view column);
/// Its text; empty where it holds none.
[[nodiscard]] std::string text_of(const Record& row, std::string_view column);

} // namespace gongdao
