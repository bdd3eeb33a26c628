#include "core/app/batch_target.hpp"

#include "core/app/batch_errors.hpp"
#include "core/runtime/errors.hpp"

#include <algorithm>
#include <vector>

namespace gongdao {

namespace {

constexpr std::size_t cases_looked_at_max = 1'000;

std::vector<std::string> split(const std::string& text, char separator) {
    std::vector<std::string> parts;
    for (std::size_t from = 0; from <= text.size();) {
        const auto end = std::min(text.find(separator, from), text.size());
        parts.push_back(text.substr(from, end - from));
        from = end + 1;
    }
    return parts;
}

const std::string* input_of(const Element& element, std::string_view target) {
    for (const auto& mapping : element.inputs) {
        if (mapping.target == target) return &mapping.source;
    }
    return nullptr;
}

bool computes(const Element& element, const std::string& batch) {
    const auto* named = input_of(element, "batch");
    return element.work.kind == Work::Kind::job && element.work.name == "batch.compute" &&
           named != nullptr && *named == "\"" + batch + "\"";
}

/// The process a running case is in; empty once it has ended.
std::string process_of(const CaseState& state) {
    for (const auto& [key, instance] : state.instances) {
        if (instance.parent == 0) return instance.process;
    }
    return {};
}

Result<void> load_pack(Node& node, BatchTarget& target, const std::string& pack) {
    const auto deployed =
        target.driver
            ? node.packs().version(target.driver->pack.text(), target.driver->pack_version)
            : node.packs().current(pack);
    if (!deployed) return deployed.error();
    target.deployed = *deployed;
    if (target.pack().batches.contains(target.definition_id)) return {};
    return fail(errors::no_such_batch, {pack + "/" + target.definition_id});
}

/// The open case of the process that computes this batch, for this period.
Result<std::optional<CaseState>> find_driver(Node& node, const BatchTarget& target) {
    const auto shape = find_batch_process(target.pack(), target.definition_id);
    if (!shape || shape->period_field.empty()) return std::nullopt;
    const auto rows = node.store().select(
        {.table = "case_index",
         .where =
             {{"org", "=", {node.org().text()}},
              {"pack", "=", {target.pack().id.text()}},
              {"status", "=", {std::string{"open"}}},
              {"data." + shape->period_field, "=", {target.period}}},
         .order = {{"opened_at", false}},
         .limit = cases_looked_at_max}
    );
    if (!rows) return rows.error();
    for (const auto& row : *rows) {
        auto state = node.load_case(StreamId{std::get<std::string>(row.cells[1])});
        if (!state) return state.error();
        if (process_of(*state) == shape->process) return std::optional{std::move(*state)};
    }
    return std::nullopt;
}

Result<BatchTarget> batch_of_case(Node& node, const StreamId& stream, const std::string& text) {
    const auto state = node.load_case(stream);
    if (!state) return state.error();
    const auto rows = node.store().select(
        {.table = "batch",
         .where = {{"org", "=", {node.org().text()}}, {"pack", "=", {state->pack.text()}}},
         .limit = cases_looked_at_max}
    );
    if (!rows) return rows.error();
    for (const auto& row : *rows) {
        const auto loaded = node.load_stream(StreamId{std::get<std::string>(row.cells[1])});
        if (!loaded) return loaded.error();
        const auto& batch = std::get<BatchState>(*loaded);
        if (batch.driver == stream)
            return batch_of_period(node, batch.pack, batch.definition, batch.period);
    }
    const auto deployed = node.packs().version(state->pack.text(), state->pack_version);
    if (!deployed) return deployed.error();
    for (const auto& [id, definition] : (*deployed)->pack.batches) {
        const auto shape = find_batch_process((*deployed)->pack, id);
        if (!shape || shape->process != process_of(*state)) continue;
        const std::string period{find_text(state->facts, shape->period_field).value_or("")};
        return batch_of_period(node, state->pack.text(), id, period);
    }
    return fail(errors::batch_unknown, {text});
}

} // namespace

std::optional<BatchProcess> find_batch_process(const Pack& pack, const std::string& batch) {
    for (const auto& [reference, process] : pack.definitions.processes) {
        for (const auto& element : process->elements) {
            if (!computes(element, batch)) continue;
            const auto* period = input_of(element, "period");
            const bool is_field = period != nullptr && pack.fields.find(*period) != nullptr;
            return BatchProcess{
                .process = reference, .period_field = is_field ? *period : std::string{}};
        }
    }
    return std::nullopt;
}

Result<BatchTarget> batch_of_period(
    Node& node, const std::string& pack, const std::string& batch, const std::string& period
) {
    BatchTarget target{
        .stream = StreamId{"batch:" + pack + ":" + batch + ":" + period},
        .definition_id = batch,
        .period = period};
    const auto state = node.load_stream(target.stream);
    if (!state) return state.error();
    target.state = std::get<BatchState>(*state);
    if (!target.state.driver.empty()) {
        auto driver = node.load_case(target.state.driver);
        if (!driver) return driver.error();
        const bool void_before_release =
            driver->status == CaseStatus::voided && target.state.status != "released";
        if (!void_before_release) target.driver = std::move(*driver);
    }
    auto loaded = load_pack(node, target, pack);
    if (!loaded) return loaded.error();
    if (target.driver) return target;
    auto driver = find_driver(node, target);
    if (!driver) return driver.error();
    target.driver = std::move(*driver);
    loaded = load_pack(node, target, pack);
    if (!loaded) return loaded.error();
    return target;
}

Result<BatchTarget> find_batch(Node& node, const std::string& text) {
    const bool is_stream = text.starts_with("batch:");
    const auto parts = split(is_stream ? text.substr(6) : text, is_stream ? ':' : '/');
    if (parts.size() == 3) {
        auto target = batch_of_period(node, parts[0], parts[1], parts[2]);
        if (!target) return target.error();
        if (target->state.status.empty() && !target->driver)
            return fail(errors::batch_unknown, {text});
        return target;
    }
    const auto stream = node.find_case(text);
    if (!stream) return stream.error();
    return batch_of_case(node, *stream, text);
}

} // namespace gongdao
