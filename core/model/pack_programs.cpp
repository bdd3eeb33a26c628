#include "core/model/errors.hpp"
#include "core/model/manifest_section.hpp"
#include "core/model/pack_manifest.hpp"

#include <utility>

namespace gongdao {

namespace {

SetPhase read_phase(ManifestSection& section) {
    SetPhase phase;
    const auto& kind = section.value();
    if (kind == "quota") {
        phase.kind = SetPhase::Kind::quota;
    } else if (kind == "pairing") {
        phase.kind = SetPhase::Kind::pairing;
    } else if (kind != "rank") {
        section.fault(errors::bad_choice, {"phase", kind, "rank quota pairing"});
    }
    phase.settings = section.own_pairs();
    return phase;
}

Measure read_measure(ManifestSection& section, const PackId& pack) {
    Measure measure;
    measure.id = section.id();
    measure.line = section.line();
    measure.title = section.needed("title");
    measure.source = section.needed("source");
    measure.pack = section.text("pack");
    if (measure.pack.empty()) measure.pack = pack.text();
    measure.aggregate = section.choice("aggregate", {"count", "sum", "distinct", "rate", "median"});
    const bool needs_field = measure.aggregate != "count";
    measure.field = needs_field ? section.needed("field") : section.text("field");
    measure.of = measure.aggregate == "rate" ? section.needed("of") : section.text("of");
    measure.group_by = section.text("group_by");
    measure.profile = section.text("profile");
    measure.where = section.conditions();
    measure.unit = section.text("unit");
    section.finish();
    return measure;
}

} // namespace

BatchDefinition read_batch(ManifestSection& section) {
    BatchDefinition batch;
    batch.id = section.id();
    batch.line = section.line();
    batch.title = section.needed("title");
    batch.register_id = section.needed("register");
    batch.where = section.conditions();
    batch.rule = section.text("rule");
    batch.program = section.text("program");
    if (batch.rule.empty() && batch.program.empty()) section.fault(errors::missing_key, {"rule"});
    batch.key = section.needed("key");
    batch.amount = section.text("amount");
    batch.cycle = section.choice("cycle", {"month", "year"});
    for (auto& phase : section.each("phase"))
        batch.phases.push_back(read_phase(phase));
    batch.approvals = section.words("approve");
    batch.effect = section.text("effect");
    batch.write_back = section.pairs("write_back");
    batch.settings = section.pairs("settings");
    section.finish();
    return batch;
}

Board read_board(ManifestSection& section, const PackId& pack) {
    Board board;
    board.id = section.id();
    board.line = section.line();
    board.title = section.needed("title");
    for (auto& measure : section.each("measure")) {
        board.measures.push_back(read_measure(measure, pack));
        const auto& id = board.measures.back().id;
        for (std::size_t i = 0; i + 1 < board.measures.size(); ++i) {
            if (board.measures[i].id == id) measure.fault(errors::repeated_key, {id});
        }
    }
    section.finish();
    return board;
}

} // namespace gongdao
