#include "core/app/table_import.hpp"

#include "core/app/errors.hpp"
#include "core/app/files.hpp"
#include "core/values/sheet.hpp"

#include <boost/json/object.hpp>

#include <algorithm>
#include <functional>

namespace gongdao {

namespace {

constexpr std::int64_t rows_per_group = 500;

struct Column {
    const Field* field = nullptr;
    std::string member; ///< `reference` or `owner` of a case, instead of a field
};

std::string member_of(const std::string& title) {
    if (title == "附号" || title == "reference") return "reference";
    if (title == "属地" || title == "owner") return "owner";
    return {};
}

Result<std::vector<Column>>
columns_of(const Sheet& sheet, const FieldSchema& schema, const std::string& file) {
    std::vector<Column> columns;
    for (const auto& title : sheet.header) {
        const auto* field = schema.find_title(title);
        if (field == nullptr) field = schema.find(title);
        const auto member = field == nullptr ? member_of(title) : std::string{};
        if (field == nullptr && member.empty())
            return fail(errors::unknown_title, {title}, {.file = file, .line = 1});
        columns.push_back({.field = field, .member = member});
    }
    std::string missing;
    for (const auto& required : schema.required()) {
        const auto* field = schema.find(required);
        const bool there = std::any_of(columns.begin(), columns.end(), [&](const Column& column) {
            return column.field == field;
        });
        if (!there) missing += (missing.empty() ? "" : "、") + field->title;
    }
    if (!missing.empty()) return fail(errors::import_columns_missing, {missing}, {.file = file});
    return columns;
}

struct ReadRow {
    int line = 0;
    Document values;
    DocumentObject members;
    std::string content; ///< what the command id is made from
    Faults faults;
};

ReadRow read_row(
    const SheetRow& row,
    const std::vector<Column>& columns,
    const FieldSchema& schema,
    CivilDate today,
    const std::string& file
) {
    ReadRow read{.line = row.line};
    DocumentObject values;
    for (std::size_t i = 0; i < columns.size() && i < row.cells.size(); ++i) {
        const auto& cell = row.cells[i];
        read.content += cell + "\x1f";
        if (cell.empty()) continue;
        if (columns[i].field == nullptr) {
            read.members[columns[i].member] = cell;
            continue;
        }
        auto value = schema.read_cell(*columns[i].field, cell, today);
        if (value) {
            values[columns[i].field->id] = std::move(*value);
        } else {
            auto fault = value.error();
            fault.place = {.file = file, .line = row.line, .element = columns[i].field->title};
            read.faults.push_back(std::move(fault));
        }
    }
    read.values = values;
    Faults missing;
    schema.require(read.values, missing);
    for (auto& fault : missing) {
        fault.place.file = file;
        fault.place.line = row.line;
        read.faults.push_back(std::move(fault));
    }
    return read;
}

using ToCommand = std::function<Command(const ReadRow&)>;

Result<ImportReport> carry_out(
    County& county,
    const std::vector<ReadRow>& rows,
    const ImportOptions& options,
    const std::string& file,
    const ToCommand& to_command
) {
    ImportReport report{.rows = static_cast<std::int64_t>(rows.size())};
    for (const auto& row : rows) {
        if (row.faults.empty()) continue;
        ++report.faulty;
        report.faults.insert(report.faults.end(), row.faults.begin(), row.faults.end());
    }
    if (options.dry_run || (report.faulty > 0 && !options.valid_rows_only)) return report;
    auto& node = county.node();
    auto begun = node.begin_group();
    if (!begun) return begun.error();
    std::int64_t in_group = 0;
    for (const auto& row : rows) {
        if (!row.faults.empty()) continue;
        const auto reply = node.execute(to_command(row), county.now());
        if (node.stopped_by() != nullptr) break;
        if (reply) {
            ++(reply->repeated ? report.repeated : report.imported);
        } else {
            auto fault = reply.error();
            fault.place = {.file = file, .line = row.line, .element = fault.place.element};
            report.faults.push_back(std::move(fault));
            ++report.faulty;
            if (!options.valid_rows_only) {
                node.abandon_group();
                report.imported = 0;
                return report;
            }
        }
        // All-or-none stays one transaction; otherwise groups keep memory flat.
        if (!options.valid_rows_only || ++in_group % rows_per_group != 0) continue;
        auto committed = node.commit_group();
        if (committed) committed = node.begin_group();
        if (!committed) return committed.error();
    }
    auto committed = node.commit_group();
    if (!committed) return committed.error();
    auto settled = county.settle();
    if (!settled) return settled.error();
    return report;
}

Result<std::vector<ReadRow>>
read_rows(const ImportFile& given, const FieldSchema& schema, CivilDate today) {
    const auto& file = given.name;
    auto sheet = read_sheet(given.bytes);
    if (!sheet) {
        auto error = sheet.error();
        error.place.file = file;
        return error;
    }
    const auto columns = columns_of(*sheet, schema, file);
    if (!columns) return columns.error();
    std::vector<ReadRow> rows;
    for (const auto& row : sheet->rows)
        rows.push_back(read_row(row, *columns, schema, today, file));
    for (auto fault : check_sheet(*sheet, {})) {
        fault.place.file = file;
        if (fault.place.line == sheet->header_line) return fault;
        for (auto& row : rows) {
            if (row.line == fault.place.line) row.faults.push_back(fault);
        }
    }
    return rows;
}

CommandId content_id(const std::string& kind, const std::string& name, const std::string& content) {
    return CommandId{
        "import:" + to_hex(sha256(kind + "\x1f" + name + "\x1f" + content)).substr(0, 32)};
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
    const auto rows = read_rows(file, definition->fields, date_of(county.now()));
    if (!rows) return rows.error();
    return carry_out(county, *rows, options, file.name, [&](const ReadRow& row) {
        return Command{
            .id = content_id("set_entry", register_id, row.content),
            .actor = options.actor,
            .kind = "set_entry",
            .members = DocumentObject{{"register", register_id}, {"values", row.values}}};
    });
}

Result<ImportReport> import_cases(
    County& county, const std::string& pack, const ImportFile& file, const ImportOptions& options
) {
    const auto deployed = county.node().packs().current(pack);
    if (!deployed) return deployed.error();
    const auto rows = read_rows(file, (*deployed)->pack.fields, date_of(county.now()));
    if (!rows) return rows.error();
    return carry_out(county, *rows, options, file.name, [&](const ReadRow& row) {
        auto members = row.members;
        members["facts"] = row.values;
        return Command{
            .id = content_id("open_case", pack, row.content),
            .actor = options.actor,
            .kind = "open_case",
            .pack = pack,
            .members = std::move(members)};
    });
}

Result<ImportFile> read_import_file(const std::filesystem::path& path) {
    auto bytes = read_file(path);
    if (!bytes) return bytes.error();
    return ImportFile{.name = path.filename().string(), .bytes = std::move(*bytes)};
}

namespace {

Document to_document(const ImportReport& report) {
    DocumentArray faults;
    for (const auto& fault : report.faults)
        faults.push_back(DocumentObject{
            {"zh", sentence(fault, Language::chinese)}, {"en", sentence(fault, Language::english)}}
        );
    return DocumentObject{
        {"rows", report.rows},
        {"imported", report.imported},
        {"repeated", report.repeated},
        {"faulty", report.faulty},
        {"faults", std::move(faults)}};
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
        .dry_run = find_boolean(command.members, "dry_run").value_or(false)};
    const auto into = text("register");
    const auto report = into.empty() ? import_cases(county, command.pack, file, options)
                                     : import_register(county, into, file, options);
    if (!report) return report.error();
    return to_document(*report);
}

} // namespace gongdao
