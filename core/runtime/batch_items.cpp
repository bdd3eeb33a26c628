#include "core/runtime/batch_items.hpp"

#include "core/runtime/errors.hpp"

#include <boost/json/array.hpp>
#include <boost/json/monotonic_resource.hpp>
#include <boost/json/object.hpp>

#include <charconv>
#include <map>
#include <sstream>

namespace gongdao {

namespace {

/// Of an item with its facts and results; what is larger takes more from the heap.
constexpr std::size_t memory_of_item = 32'768;
/// Members that facts get beyond those of the entry, settings and joins, without being moved.
constexpr std::size_t room_for_results = 8;

Document read_setting(const std::string& text) {
    std::int64_t number = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool whole =
        !text.empty() && read.ec == std::errc{} && read.ptr == text.data() + text.size();
    return whole ? Document(number) : Document(text);
}

/// `sum training.hours by cadre year date where status = valid`
struct Join {
    std::string name;
    Aggregation aggregation;
};

Result<Join> read_join(
    const OrgId& org, const std::string& name, const std::string& text, const BatchPeriod& period
) {
    std::istringstream words{text};
    std::string function;
    std::string source;
    std::string word;
    words >> function >> source;
    const auto dot = source.find('.');
    Join join{.name = name, .aggregation = {.table = "entry"}};
    auto& aggregation = join.aggregation;
    static const std::map<std::string, Aggregation::Function> functions{
        {"count", Aggregation::Function::count},
        {"sum", Aggregation::Function::sum},
        {"maximum", Aggregation::Function::maximum}};
    const auto known = functions.find(function);
    if (known == functions.end() || source.empty()) return fail(errors::bad_join, {text});
    aggregation.function = known->second;
    aggregation.where = {
        {"org", "=", {org.text()}},
        {"register", "=", {source.substr(0, dot)}},
        {"status", "=", {std::string{"active"}}}};
    if (dot != std::string::npos) aggregation.column = "data." + source.substr(dot + 1);
    while (words >> word) {
        std::string field;
        words >> field;
        if (word == "by") {
            aggregation.group_by = "data." + field;
        } else if (word == "year") {
            const auto year = std::to_string(period.from.year());
            aggregation.where.push_back({"data." + field, ">=", {year + "-01-01"}});
            aggregation.where.push_back({"data." + field, "<=", {year + "-12-31"}});
        } else if (word == "where") {
            std::string operation;
            std::string value;
            words >> operation >> value;
            if (value == "$period_from") value = to_text(period.from);
            if (value == "$period_to") value = to_text(period.to);
            aggregation.where.push_back({"data." + field, operation, {value}});
        } else {
            return fail(errors::bad_join, {text});
        }
    }
    if (aggregation.group_by.empty()) return fail(errors::bad_join, {text});
    return join;
}

/// A field of the register goes before the entry's own column of the same name.
Where entry_condition(const RegisterDefinition& definition, const Condition& condition) {
    const bool is_field = definition.fields.find(condition.field) != nullptr;
    auto where = case_condition(condition.field, condition.operation, Document(condition.value));
    where.column = is_field || condition.field != "status" ? "data." + condition.field : "status";
    return where;
}

void merge_into(Document& facts, const Document& more) {
    if (!more.is_object()) return;
    for (const auto& [name, value] : more.get_object())
        facts.as_object()[name] = value;
}

} // namespace

Result<BatchPeriod> read_batch_period(const std::string& text) {
    const bool month = text.size() > 4;
    const auto from = parse_date(month ? text + "-01" : text + "-01-01");
    if (!from) return from.error();
    const auto next = month
                          ? std::chrono::year_month{from->parts().year(), from->parts().month()} +
                                std::chrono::months{1}
                          : std::chrono::year_month{
                                from->parts().year() + std::chrono::years{1}, std::chrono::January};
    return BatchPeriod{
        .text = text, .from = *from, .to = CivilDate{std::chrono::sys_days{next / 1}} - 1};
}

Result<void> BatchSelection::join(const BatchDefinition& definition, const BatchPeriod& period) {
    for (const auto& [name, text] : definition.settings) {
        if (!name.starts_with("join_")) continue;
        const auto join = read_join(node_.org(), name.substr(5), text, period);
        if (!join) return join.error();
        const auto groups = node_.store().aggregate(join->aggregation);
        if (!groups) return groups.error();
        auto& of_name = joined_[join->name];
        for (const auto& group : *groups) {
            if (const auto* key = std::get_if<std::string>(&group.key)) of_name[*key] = group.value;
        }
    }
    return {};
}

Result<BatchSelection>
BatchSelection::open(Node& node, const BatchDefinition& definition, const BatchPeriod& period) {
    const auto registered = node.packs().find_register(definition.register_id);
    if (!registered) return registered.error();
    BatchSelection opened{node};
    opened.selection_ = {
        .table = "entry",
        .where = {{"org", "=", {node.org().text()}}, {"register", "=", {definition.register_id}}},
        .order = {{"key", false}},
        .limit = items_per_chunk};
    auto& where = opened.selection_.where;
    bool asks_for_status = false;
    for (const auto& condition : definition.where) {
        where.push_back(entry_condition(*registered, condition));
        asks_for_status = asks_for_status || where.back().column == "status";
    }
    if (!asks_for_status) where.push_back({"status", "=", {std::string{"active"}}});
    if (auto joined = opened.join(definition, period); !joined) return joined.error();
    opened.shared_ = DocumentObject{
        {"period", period.text},
        {"period_from", to_text(period.from)},
        {"period_to", to_text(period.to)},
        {"settlement_date", to_text(period.to)}};
    for (const auto& [name, text] : definition.settings) {
        if (!name.starts_with("join_") && name != "prepare")
            opened.shared_.as_object()[name] = read_setting(text);
    }
    return opened;
}

Result<BatchItem>
BatchSelection::item_of(const Record& entry, const boost::json::storage_ptr& storage) const {
    auto facts = parse_document(std::get<std::string>(entry.cells[7]), storage);
    if (!facts) return facts.error();
    auto& object = facts->as_object();
    object.reserve(object.size() + shared_.get_object().size() + joined_.size() + room_for_results);
    merge_into(*facts, shared_);
    const auto& key = std::get<std::string>(entry.cells[2]);
    for (const auto& [name, values] : joined_) {
        const auto found = values.find(key);
        object[name] = found == values.end() ? 0 : found->second;
    }
    return BatchItem{.key = key, .facts = std::move(*facts), .results = DocumentObject(storage)};
}

Result<void> BatchSelection::each(const Visit& visit) {
    auto part = selection_;
    // Each item is made where the one before was, instead of in some hundred pieces of the heap.
    std::vector<unsigned char> memory(memory_of_item);
    boost::json::monotonic_resource storage{memory.data(), memory.size()};
    for (;;) {
        const auto rows = node_.store().select(part);
        if (!rows) return rows.error();
        for (const auto& row : *rows) {
            {
                auto item = item_of(row, &storage);
                if (!item) return item.error();
                auto done = visit(*item);
                if (!done) return done;
            }
            storage.release();
        }
        if (rows->size() < items_per_chunk) return {};
        part = selection_;
        part.where.push_back({"key", ">", {rows->back().cells[2]}});
    }
}

BatchItem kept(const BatchItem& item) {
    return {
        .key = item.key,
        .facts = Document(item.facts, boost::json::storage_ptr{}),
        .results = Document(item.results, boost::json::storage_ptr{}),
        .fault = item.fault,
        .held = item.held,
        .payee = Document(item.payee, boost::json::storage_ptr{})};
}

namespace {

Result<void> call_program(Node& node, const std::string& function, Instant now, BatchItem& item) {
    if (function.empty()) return {};
    const auto output = node.parts().functions.call(function, item.facts, now);
    if (!output) return output.error();
    merge_into(item.results, *output);
    merge_into(item.facts, *output);
    return {};
}

DocumentArray reasons_of(const Decision& decision, const boost::json::storage_ptr& storage) {
    DocumentArray reasons(storage);
    reasons.reserve(decision.fired.size());
    for (const auto& row : decision.fired) {
        reasons.emplace_back(DocumentObject(
            {{"row", row.row}, {"text", row.reason}, {"clause", row.clause}}, storage
        ));
    }
    return reasons;
}

Result<void> apply_rule(
    const DeployedPack& pack,
    const BatchDefinition& definition,
    const BatchPeriod& period,
    BatchItem& item
) {
    if (definition.rule.empty()) return {};
    const auto decision = pack.rules->decide(definition.rule, item.facts, period.from);
    if (!decision) return decision.error();
    auto& results = item.results.as_object();
    results.reserve(results.size() + decision->outcome.as_object().size() + room_for_results);
    merge_into(item.results, decision->outcome);
    // Nobody else looks at them.
    if (!definition.program.empty() || !definition.phases.empty())
        merge_into(item.facts, decision->outcome);
    results["reasons"] = reasons_of(*decision, item.results.storage());
    results["rule_version"] = decision->version;
    return {};
}

} // namespace

void compute_item(
    Node& node,
    const DeployedPack& pack,
    const BatchDefinition& definition,
    const BatchPeriod& period,
    Instant now,
    BatchItem& item
) {
    const auto prepare = definition.settings.find("prepare");
    auto done = prepare == definition.settings.end()
                    ? Result<void>{}
                    : call_program(node, prepare->second, now, item);
    if (done) done = apply_rule(pack, definition, period, item);
    if (done) done = call_program(node, definition.program, now, item);
    if (!done) item.fault = sentence(done.error(), Language::chinese);
}

} // namespace gongdao
