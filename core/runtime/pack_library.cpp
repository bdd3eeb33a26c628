#include "core/runtime/pack_library.hpp"

#include "core/engine/stream_events.hpp"
#include "core/model/expressions.hpp"
#include "core/runtime/built_in_registers.hpp"
#include "core/runtime/errors.hpp"
#include "core/values/two_languages.hpp"

namespace gongdao {

namespace {

constexpr std::string_view imports_folder = "imports/";

std::map<std::string, std::string>
files_of_import(const std::map<std::string, std::string>& files, const std::string& pack) {
    std::map<std::string, std::string> found;
    const auto prefix = std::string{imports_folder} + pack + "/";
    for (auto file = files.lower_bound(prefix);
         file != files.end() && file->first.starts_with(prefix);
         ++file) {
        found[file->first.substr(prefix.size())] = file->second;
    }
    return found;
}

std::map<std::string, std::string> own_files(const std::map<std::string, std::string>& files) {
    std::map<std::string, std::string> own;
    for (const auto& [path, text] : files) {
        if (!path.starts_with(imports_folder)) own[path] = text;
    }
    return own;
}

std::map<std::string, std::string> rule_files(const std::map<std::string, std::string>& files) {
    std::map<std::string, std::string> rules;
    for (const auto& [path, text] : files) {
        const bool is_rule = path.ends_with(".lua") && path.find("scripts/") != std::string::npos;
        if (is_rule) rules[path] = text;
    }
    return rules;
}

/// Processes of an imported pack are called `pack/process`; its forms serve its tasks.
void add_import(Pack& pack, const std::string& id, const Pack& imported) {
    for (const auto& [process, graph] : imported.definitions.processes) {
        pack.definitions.processes.emplace(id + "/" + process, graph);
    }
    for (const auto& [form, definition] : imported.forms)
        pack.forms.emplace(form, definition);
    for (const auto& [query, definition] : imported.queries)
        pack.queries.emplace(query, definition);
    for (const auto& [letter, text] : imported.letters)
        pack.letters.emplace(letter, text);
}

void add_money_fields(const std::vector<Field>& fields, std::vector<std::string>& found) {
    for (const auto& field : fields) {
        if (field.type == FieldType::money) found.push_back(field.id);
        add_money_fields(field.fields, found);
    }
}

std::vector<std::string> money_fields_of(const Pack& pack) {
    std::vector<std::string> found;
    add_money_fields(pack.fields.fields(), found);
    for (const auto& [id, definition] : pack.registers)
        add_money_fields(definition.fields.fields(), found);
    return found;
}

void check_expressions(
    const std::vector<ExpressionUse>& uses, const ExpressionBook& expressions, Faults& faults
) {
    for (const auto& use : uses) {
        auto checked = use.is_script ? expressions.check_script(use.text)
                                     : expressions.check_expression(use.text);
        if (checked) continue;
        auto fault = checked.error();
        fault.place = {.file = use.file, .line = use.line, .element = use.element};
        faults.push_back(std::move(fault));
    }
}

} // namespace

DeployedPack prepare_pack(
    const std::map<std::string, std::string>& files,
    const RuleLoader& rules,
    const ExpressionBook& expressions,
    const Offers& offers,
    Faults& faults
) {
    DeployedPack deployed;
    deployed.pack = read_pack(own_files(files), faults);
    std::vector<FieldSchema> imported;
    for (const auto& id : deployed.pack.imports) {
        const auto import = read_pack(files_of_import(files, id), faults);
        imported.push_back(import.fields);
        add_import(deployed.pack, id, import);
    }
    const auto scripts = rule_files(files);
    deployed.rules = rules.load(scripts, faults);
    const auto uses = expressions_of(deployed.pack);
    check_expressions(uses, expressions, faults);
    rules.check_rules(scripts, faults);
    rules.check_money(scripts, uses, money_fields_of(deployed.pack), faults);
    rules.check_names(scripts, uses, deployed.pack, imported, faults);
    validate(
        deployed.pack,
        Available{
            .rules = rules.rule_ids(scripts),
            .functions = offers.functions,
            .jobs = offers.jobs,
            .effects = offers.effects},
        faults
    );
    return deployed;
}

Result<std::shared_ptr<const DeployedPack>>
PackLibrary::version(const std::string& id, const std::string& version) {
    const auto key = id + ":" + version;
    const auto known = by_version_.find(key);
    if (known != by_version_.end()) return known->second;
    const StreamId stream{"pack:" + key};
    const auto row = reader_.find("stream_state", {org_.text(), stream.text()});
    if (!row) return row.error();
    if (!*row) return fail(errors::no_such_pack, {id});
    const auto state = decode_stream_state(stream, state_in(**row));
    if (!state) return state.error();
    // It was checked when it was deployed: what matters now is only that it can still be read.
    Faults faults;
    auto deployed = std::make_shared<DeployedPack>();
    const auto& files = std::get<PackState>(*state).files;
    deployed->pack = read_pack(own_files(files), faults);
    for (const auto& import : deployed->pack.imports)
        add_import(deployed->pack, import, read_pack(files_of_import(files, import), faults));
    deployed->rules = rules_.load(rule_files(files), faults);
    if (!faults.empty()) {
        return fail(errors::pack_unreadable, {id, version, both_languages(faults.front())});
    }
    deployed->pack.version = version;
    return by_version_.emplace(key, std::move(deployed)).first->second;
}

Result<std::shared_ptr<const DeployedPack>> PackLibrary::current(const std::string& id) {
    const auto known = current_.find(id);
    if (known != current_.end()) return version(id, known->second);
    const auto rows = reader_.select(
        {.table = "pack",
         .where = {{"org", "=", {org_.text()}}, {"id", "=", {id}}},
         .order = {{"deployed_at", true}},
         .limit = 1}
    );
    if (!rows) return rows.error();
    if (rows->empty()) return fail(errors::no_such_pack, {id});
    const auto newest = std::get<std::string>(rows->front().cells[3]);
    current_[id] = newest;
    return version(id, newest);
}

Result<std::vector<std::string>> PackLibrary::ids() {
    const auto rows =
        reader_.select({.table = "pack", .where = {{"org", "=", {org_.text()}}}, .limit = 10'000});
    if (!rows) return rows.error();
    std::map<std::string, bool> seen;
    for (const auto& row : *rows)
        seen[std::get<std::string>(row.cells[2])] = true;
    std::vector<std::string> found;
    for (const auto& [id, present] : seen)
        found.push_back(id);
    return found;
}

Result<RegisterDefinition> PackLibrary::find_register(const std::string& id) {
    const auto built_in = built_in_registers().find(id);
    if (built_in != built_in_registers().end()) return built_in->second;
    const auto packs = ids();
    if (!packs) return packs.error();
    std::optional<Error> unreadable;
    for (const auto& pack : *packs) {
        const auto deployed = current(pack);
        if (!deployed) unreadable = deployed.error();
        if (!deployed) continue;
        const auto found = (*deployed)->pack.registers.find(id);
        if (found != (*deployed)->pack.registers.end()) return found->second;
    }
    return unreadable ? *unreadable : fail(errors::no_such_register, {id});
}

} // namespace gongdao
