#include "core/app/table_import.hpp"

#include "core/app/errors.hpp"
#include "core/app/files.hpp"
#include "core/app/import_compare.hpp"
#include "core/app/import_sheet.hpp"
#include "core/runtime/built_in_registers.hpp"
#include "core/runtime/entry_commands.hpp"

#include <boost/json/object.hpp>

#include <functional>
#include <set>

namespace gongdao {

namespace {

constexpr std::int64_t rows_per_group = 500;

/// What a good row comes to.
struct Plan {
    enum class Kind { write, update, identical, differing, repeats };

    Kind kind = Kind::write;
    Command command;
    Bilingual differences;
    std::vector<std::string> repeated; ///< number and day of the case that the row repeats
};

using Planning = std::function<Result<Plan>(const ImportRow&)>;

/// Carries out the rows of one sheet, in groups.
class Import {
public:
    Import(County& county, const ImportOptions& options, const std::string& file)
        : county_{county}, options_{options}, file_{file} {}

    /// `tries` also a dry run, and takes it back.
    Result<ImportReport>
    run(const std::vector<ImportRow>& rows, const Planning& planning, bool tries) {
        report_.rows = static_cast<std::int64_t>(rows.size());
        for (const auto& row : rows)
            for (const auto& fault : row.faults)
                note(fault, row);
        report_.faulty = static_cast<std::int64_t>(faulty_lines_.size());
        const bool refused = report_.faulty > 0 && !options_.valid_rows_only;
        if (refused && !options_.dry_run) return report_;
        auto& node = county_.node();
        auto begun = node.begin_group();
        if (!begun) return begun.error();
        auto gone = go_through(rows, planning, tries);
        if (!gone || options_.dry_run || abandoned_) {
            node.abandon_group();
            if (!gone) return gone.error();
            return report_;
        }
        auto committed = node.commit_group();
        if (!committed) return committed.error();
        auto settled = county_.settle();
        if (!settled) return settled.error();
        return report_;
    }

private:
    Result<void>
    go_through(const std::vector<ImportRow>& rows, const Planning& planning, bool tries) {
        auto& node = county_.node();
        std::int64_t in_group = 0;
        for (const auto& row : rows) {
            if (!row.faults.empty()) continue;
            const auto done = carry_out(row, planning, options_.dry_run && !tries);
            if (const auto* stopped = node.stopped_by()) return *stopped;
            if (!done && !note_refusal(done.error(), row)) return {};
            // All-or-none stays one transaction; otherwise groups keep memory flat.
            const bool all_or_none = !options_.valid_rows_only || options_.dry_run;
            if (all_or_none || ++in_group % rows_per_group != 0) continue;
            auto committed = node.commit_group();
            if (committed) committed = node.begin_group();
            if (!committed) return committed;
        }
        return {};
    }

    Result<void> carry_out(const ImportRow& row, const Planning& planning, bool only_planned) {
        const auto plan = planning(row);
        if (!plan) return plan.error();
        if (plan->kind == Plan::Kind::identical) {
            ++report_.identical;
            return {};
        }
        if (plan->kind == Plan::Kind::differing) {
            ++report_.differing;
            report_.differences.push_back(fail(
                errors::import_row_differs,
                {both_languages(plan->differences)},
                {.file = file_, .line = row.line}
            ));
            return {};
        }
        if (plan->kind == Plan::Kind::repeats) {
            ++report_.repeated;
            report_.repeats.push_back(
                fail(errors::import_row_repeats, plan->repeated, {.file = file_, .line = row.line})
            );
            return {};
        }
        const auto reply = only_planned ? Result<Reply>{Reply{}}
                                        : county_.node().execute(plan->command, county_.now());
        if (!reply) return reply.error();
        for (auto warning : reply->warnings) {
            warning.place = {.file = file_, .line = row.line, .element = warning.place.element};
            report_.warnings.push_back(std::move(warning));
        }
        auto& count = reply->repeated                    ? report_.identical
                      : plan->kind == Plan::Kind::update ? report_.updated
                                                         : report_.imported;
        ++count;
        return {};
    }

    void note(Error fault, const ImportRow& row) {
        fault.place = {.file = file_, .line = row.line, .element = fault.place.element};
        report_.faults.push_back(std::move(fault));
        faulty_lines_.insert(row.line);
    }

    /// False where one refusal keeps all out.
    bool note_refusal(const Error& refusal, const ImportRow& row) {
        note(refusal, row);
        report_.faulty = static_cast<std::int64_t>(faulty_lines_.size());
        if (options_.valid_rows_only || options_.dry_run) return true;
        abandoned_ = true;
        report_.imported = 0;
        report_.updated = 0;
        return false;
    }

    County& county_;
    const ImportOptions& options_;
    const std::string& file_;
    ImportReport report_;
    std::set<int> faulty_lines_;
    bool abandoned_ = false;
};

CommandId content_id(const std::string& kind, const std::string& name, const std::string& content) {
    return CommandId{
        "import:" + to_hex(sha256(kind + "\x1f" + name + "\x1f" + content)).substr(0, 32)};
}

/// A row that changes an entry is another act each time: what stood there before belongs to it.
Result<Plan> plan_entry(
    County& county,
    const std::string& register_id,
    const RegisterDefinition& definition,
    const ImportOptions& options,
    const ImportRow& row
) {
    Plan plan;
    plan.command = {
        .id = content_id("set_entry", register_id, row.content),
        .actor = options.actor,
        .kind = "set_entry",
        .members = DocumentObject{{"register", register_id}, {"values", row.values}}};
    auto& node = county.node();
    const auto stream =
        entry_stream(register_id, std::string{find_text(row.values, definition.key).value_or("")});
    const auto state = node.load_stream(stream);
    if (!state) return state.error();
    const auto& entry = std::get<EntryState>(*state);
    if (entry.status.empty()) return plan;
    const auto head = node.store().head(node.org(), stream);
    if (!head) return head.error();
    plan.command.id =
        content_id("set_entry", register_id, row.content + "\x1f@" + std::to_string(head->seq));
    if (entry.status == "retired") return plan; // the command is refused
    plan.differences = differences(definition, entry, row.values, county.vault());
    plan.kind = plan.differences.empty() ? Plan::Kind::identical
                : options.update         ? Plan::Kind::update
                                         : Plan::Kind::differing;
    return plan;
}

/// A row without a reference is known by what it says and the file it stands in: the same file
/// given again goes on where it stopped, while another file may speak of another case.
Result<Plan> plan_case(
    County& county,
    const std::string& pack,
    const ImportFile& file,
    const ImportOptions& options,
    const ImportRow& row
) {
    auto members = row.others;
    members["facts"] = row.values;
    const auto by_content = content_id("open_case", pack, row.content);
    Plan plan;
    plan.command = {
        .id = by_content,
        .actor = options.actor,
        .kind = "open_case",
        .pack = pack,
        .members = std::move(members)};
    if (row.others.contains("reference")) return plan;
    plan.command.id = CommandId{by_content.text() + "@" + to_hex(sha256(file.bytes)).substr(0, 16)};
    if (options.again) return plan;
    auto& node = county.node();
    const auto own = node.store().find_command(node.org(), plan.command.id);
    if (!own) return own.error();
    if (*own) return plan; // the command is not carried out twice
    const auto earlier = node.store().find_command_beginning(node.org(), by_content.text());
    if (!earlier) return earlier.error();
    if (!*earlier) return plan;
    const auto known = node.load_case((*earlier)->stream);
    if (!known) return known.error();
    plan.kind = Plan::Kind::repeats;
    plan.repeated = {known->number, to_text(date_of((*earlier)->recorded_at))};
    return plan;
}

} // namespace

Result<ImportReport> import_register(
    County& county,
    const std::string& register_id,
    const ImportFile& file,
    const ImportOptions& options
) {
    const auto definition = county.node().packs().find_register(register_id);
    if (!definition) return definition.error();
    auto rows = read_import_rows(file, definition->fields, date_of(county.now()));
    if (!rows) return rows.error();
    refuse_repeated_rows(*rows, definition->key);
    if (register_id == "organisation") put_parents_first(*rows);
    const bool nothing_is_sealed = built_in_registers().contains(register_id);
    return Import{county, options, file.name}.run(
        *rows,
        [&](const ImportRow& row) {
            return plan_entry(county, register_id, *definition, options, row);
        },
        nothing_is_sealed
    );
}

Result<ImportReport> import_cases(
    County& county, const std::string& pack, const ImportFile& file, const ImportOptions& options
) {
    const auto deployed = county.node().packs().current(pack);
    if (!deployed) return deployed.error();
    auto rows = read_import_rows(file, (*deployed)->pack.fields, date_of(county.now()));
    if (!rows) return rows.error();
    refuse_repeated_rows(*rows, "reference");
    return Import{county, options, file.name}.run(
        *rows,
        [&](const ImportRow& row) { return plan_case(county, pack, file, options, row); },
        false
    );
}

Result<ImportFile> read_import_file(const std::filesystem::path& path) {
    auto bytes = read_file(path);
    if (!bytes) return bytes.error();
    return ImportFile{.name = path.filename().string(), .bytes = std::move(*bytes)};
}

namespace {

Document to_document(const ImportReport& report) {
    return DocumentObject{
        {"rows", report.rows},
        {"imported", report.imported},
        {"identical", report.identical},
        {"updated", report.updated},
        {"differing", report.differing},
        {"repeated", report.repeated},
        {"faulty", report.faulty},
        {"faults", sentences_of(report.faults)},
        {"differences", sentences_of(report.differences)},
        {"repeats", sentences_of(report.repeats)},
        {"warnings", sentences_of(report.warnings)}};
}

} // namespace

Result<Document> import_rows(County& county, const Command& command) {
    const auto text = [&](std::string_view member) {
        return std::string{find_text(command.members, member).value_or("")};
    };
    const ImportFile file{.name = text("name"), .bytes = text("text")};
    const ImportOptions options{
        .actor = command.actor,
        .valid_rows_only = find_boolean(command.members, "valid_only").value_or(false),
        .dry_run = find_boolean(command.members, "dry_run").value_or(false),
        .update = find_boolean(command.members, "update").value_or(false),
        .again = find_boolean(command.members, "again").value_or(false)};
    const auto into = text("register");
    const auto report = into.empty() ? import_cases(county, command.pack, file, options)
                                     : import_register(county, into, file, options);
    if (!report) return report.error();
    return to_document(*report);
}

} // namespace gongdao
