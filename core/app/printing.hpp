#pragma once

#include "core/app/invocation.hpp"
#include "core/ports/records.hpp"
#include "core/runtime/command.hpp"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace gongdao {

class County;
class Node;

/// To stderr, one sentence a line.
void print_faults(const Faults& faults, Language language);
/// One JSON value and a line end, to stdout.
void print_json(const Document& document);

[[nodiscard]] Result<std::unique_ptr<County>> open_county(const Invocation& invocation);
/// To look only: beside a running node, what it has committed.
[[nodiscard]] Result<std::unique_ptr<County>> open_county_to_read(const Invocation& invocation);

/// Gives one command as the person named by --as, and prints the reply. Talks to the node where one
/// runs, and otherwise opens the store itself.
[[nodiscard]] Result<int> give_command(const Invocation& invocation, Command command);

struct PrintedColumn {
    std::string column;
    std::string title;
    /// What people read instead of the stored cell; JSON has the cell.
    std::function<std::string(Node&, const Record&)> shown = {};
};

/// Prints rows of a derived table, as a table, as JSON or, with --csv, as CSV.
[[nodiscard]] Result<int> print_records(
    const Invocation& invocation, Selection selection, const std::vector<PrintedColumn>& columns
);

/// A stored cell for people: instants of `…_at` columns as times.
[[nodiscard]] std::string cell_text(std::string_view column, const Cell& cell);

} // namespace gongdao
