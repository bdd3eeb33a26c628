#include "core/rules/grid_reader.hpp"
#include "core/rules/grid_rule.hpp"
#include "core/values/text_encoding.hpp"
#include "tests/fuzz/property.hpp"

#include <array>

using namespace gongdao;

namespace {

constexpr std::string_view separator = "\n====\n";
/// The analysis of a large grid may take seconds; that is bounded elsewhere, by boxes.
constexpr std::size_t analysed_bytes_max = 1500;

/// Hit policy, inputs, params, rows and tests, with a line of equal signs between them.
GridSource source_of(std::string_view text) {
    std::array<std::string, 5> parts;
    for (auto& part : parts) {
        const auto end = std::min(text.find(separator), text.size());
        part = std::string{text.substr(0, end)};
        text.remove_prefix(std::min(end + separator.size(), text.size()));
    }
    return {
        .id = "g",
        .file = "g.lua",
        .hit = parts[0],
        .inputs = {parts[1], 2},
        .derived = {},
        .parameters = {parts[2], 20},
        .rows = {parts[3], 30},
        .tests = {parts[4], 90},
        .has_derive = false,
        .from = *parse_date("2025-01-01")};
}

std::string shown(const Result<Decision>& decision) {
    if (!decision) return fuzz::checked_sentence(decision.error());
    return canonical_text(decision->inputs.document()) + canonical_text(decision->outcome);
}

} // namespace

/// Decision grids. What a grid without faults decides and records is the same when it decides over
/// its own record.
int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto text = fuzz::text_of(data, size);
    if (!is_valid_utf8(text)) return 0; // a rule file with such a block is refused
    const auto source = source_of(text);
    Faults faults;
    auto grid = read_grid(source, faults);
    if (faults.empty()) read_grid_tests(source, grid, faults);
    (void)fuzz::checked_sentences(faults);
    if (!faults.empty()) return 0;
    std::vector<Document> facts{Document(DocumentObject{})};
    for (const auto& test : grid.tests)
        facts.push_back(test.facts);
    const GridRule rule{RuleInfo{.id = "g"}, std::move(grid), nullptr};
    for (const auto& one : facts) {
        const auto decision = rule.decide(one, source.from);
        const auto said = shown(decision);
        fuzz::must_hold(said == shown(rule.decide(one, source.from)), "decisions repeat");
        (void)rule.explain(one, source.from);
        if (!decision) continue;
        const auto stored = parse_document(canonical_text(decision->outcome));
        fuzz::must_hold(stored && *stored == decision->outcome, "an outcome is stored whole", said);
        const auto from_record = rule.decide(decision->inputs.document(), source.from);
        fuzz::must_hold(
            from_record && from_record->outcome == decision->outcome,
            "the recorded inputs give the recorded outcome",
            said
        );
    }
    (void)rule.run_tests();
    if (size > analysed_bytes_max) return 0;
    for (const auto& finding : rule.analyse())
        fuzz::must_hold(!finding.text.empty(), "a finding has a sentence");
    return 0;
}
