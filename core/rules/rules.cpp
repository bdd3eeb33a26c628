#include "core/rules/rules.hpp"

#include "core/rules/errors.hpp"
#include "core/rules/free_rule.hpp"
#include "core/rules/grid_reader.hpp"
#include "core/rules/grid_rule.hpp"
#include "core/rules/lua_tokens.hpp"
#include "core/rules/rule_file.hpp"
#include "core/values/sha256.hpp"

#include <algorithm>
#include <utility>

namespace gongdao {

namespace {

constexpr std::size_t version_bytes = 8;

std::string version_of(const std::string& text) {
    return to_hex(sha256(text)).substr(0, 2 * version_bytes);
}

RuleInfo info_of(const RuleFile& file) {
    return {
        .id = file.id,
        .name = file.name,
        .version = version_of(file.text),
        .file = file.path,
        .jurisdiction = file.jurisdiction,
        .from = file.from,
        .to = file.to,
        .is_grid = !file.is_free()};
}

std::unique_ptr<RuleVersion>
grid_version(const RuleFile& file, const Budget& budget, Faults& faults) {
    const GridSource source{
        .id = file.id,
        .file = file.path,
        .hit = file.hit,
        .inputs = file.inputs,
        .derived = file.derived,
        .parameters = file.parameters,
        .rows = file.rows,
        .tests = file.tests,
        .has_derive = file.has_derive,
        .from = file.from};
    const auto before = faults.size();
    auto grid = read_grid(source, faults);
    if (faults.size() == before) read_grid_tests(source, grid, faults);
    if (faults.size() != before) return nullptr;
    std::unique_ptr<const RuleScript> script;
    if (file.has_derive)
        script =
            std::make_unique<RuleScript>(file.text, file.path, "derive", fact_names(grid), budget);
    auto info = info_of(file);
    for (const auto& input : grid.inputs) {
        if (!input.is_derived) info.reads.push_back(input.field);
    }
    for (const auto& output : grid.outputs)
        info.gives.push_back(output.field);
    return std::make_unique<GridRule>(std::move(info), std::move(grid), std::move(script));
}

std::unique_ptr<RuleVersion>
free_version(const RuleFile& file, const Budget& budget, Faults& faults) {
    const auto before = faults.size();
    const Place place{.file = file.path, .line = 0, .column = 0, .element = file.id};
    auto tests = read_free_tests(file.free_tests, place, faults);
    if (faults.size() != before) return nullptr;
    std::vector<FactName> names;
    for (const auto& field : file.reads)
        names.push_back({field, field});
    auto script =
        std::make_unique<RuleScript>(file.text, file.path, "evaluate", std::move(names), budget);
    auto info = info_of(file);
    info.reads = file.reads;
    info.gives = given_names(file.text);
    return std::make_unique<FreeRule>(
        std::move(info), file.reads, std::move(tests), std::move(script)
    );
}

bool in_force_together(const RuleInfo& left, const RuleInfo& right) {
    const bool left_ends_before = left.to && *left.to < right.from;
    const bool right_ends_before = right.to && *right.to < left.from;
    return !left_ends_before && !right_ends_before;
}

} // namespace

struct Rules::Versions {
    /// By id; each list by date.
    std::map<std::string, std::vector<std::unique_ptr<const RuleVersion>>, std::less<>> by_id;

    void add(std::unique_ptr<const RuleVersion> version, Faults& faults) {
        const auto& info = version->info();
        auto& list = by_id[info.id];
        for (const auto& known : list) {
            if (!in_force_together(known->info(), info)) continue;
            faults.push_back(fail(
                errors::rule_dates_overlap,
                {info.id, known->info().file},
                {.file = info.file, .line = 0, .column = 0, .element = info.id}
            ));
            return;
        }
        list.push_back(std::move(version));
        std::sort(list.begin(), list.end(), [](const auto& left, const auto& right) {
            return left->info().from < right->info().from;
        });
    }

    template <class Visit>
    void visit(std::string_view rule, Visit visit) const {
        for (const auto& [id, list] : by_id) {
            if (!rule.empty() && id != rule) continue;
            for (const auto& version : list)
                visit(*version);
        }
    }
};

Rules::Rules() : versions_{std::make_unique<Versions>()} {}

Rules::~Rules() = default;
Rules::Rules(Rules&&) noexcept = default;
Rules& Rules::operator=(Rules&&) noexcept = default;

Rules Rules::load(
    const std::map<std::string, std::string>& files, Faults& faults, const Budget& budget
) {
    Rules rules;
    for (const auto& [path, text] : files) {
        const auto file = read_rule_file(path, text, budget, faults);
        if (!file) continue;
        auto version = file->is_free() ? free_version(*file, budget, faults)
                                       : grid_version(*file, budget, faults);
        if (version) rules.versions_->add(std::move(version), faults);
    }
    return rules;
}

Result<const RuleVersion*> Rules::in_force(std::string_view rule, CivilDate on) const {
    const auto found = versions_->by_id.find(rule);
    if (found == versions_->by_id.end()) return fail(errors::no_such_rule, {std::string(rule)});
    for (const auto& version : found->second) {
        const auto& info = version->info();
        if (info.from <= on && (!info.to || on <= *info.to)) return version.get();
    }
    return fail(errors::rule_not_in_force, {std::string(rule), to_text(on)});
}

Result<Decision> Rules::decide(std::string_view rule, const Document& facts, CivilDate on) const {
    const auto version = in_force(rule, on);
    if (!version) return version.error();
    return (*version)->decide(facts, on);
}

std::vector<std::string> Rules::ids() const {
    std::vector<std::string> ids;
    for (const auto& [id, list] : versions_->by_id)
        ids.push_back(id);
    return ids;
}

std::vector<RuleInfo> Rules::list() const {
    std::vector<RuleInfo> infos;
    versions_->visit({}, [&](const RuleVersion& version) { infos.push_back(version.info()); });
    return infos;
}

RuleTestReport Rules::run_tests(std::string_view rule) const {
    RuleTestReport report;
    versions_->visit(rule, [&](const RuleVersion& version) {
        for (auto& result : version.run_tests())
            report.results.push_back(std::move(result));
    });
    return report;
}

std::vector<Finding> Rules::analyse(std::string_view rule) const {
    std::vector<Finding> findings;
    versions_->visit(rule, [&](const RuleVersion& version) {
        for (auto& finding : version.analyse())
            findings.push_back(std::move(finding));
    });
    return findings;
}

Result<Explanation>
Rules::explain(std::string_view rule, const Document& facts, CivilDate on) const {
    const auto version = in_force(rule, on);
    if (!version) return version.error();
    return (*version)->explain(facts, on);
}

} // namespace gongdao
