#include "core/engine/errors.hpp"
#include "core/engine/interpreter.hpp"
#include "core/engine/limits.hpp"

#include <boost/json/object.hpp>

#include <algorithm>

namespace gongdao {

namespace {

bool declares(const Element& element, const ElementInstance& instance, std::string_view name) {
    if (instance.variables.is_object() && instance.variables.get_object().contains(name))
        return true;
    return std::any_of(
        element.variables.begin(),
        element.variables.end(),
        [&](const ScopeVariable& variable) { return variable.name == name; }
    );
}

/// A cheap upper estimate is enough to keep a runaway list out.
std::size_t weight_of(const Document& document) {
    std::size_t weight = 8;
    if (const auto* object = document.if_object()) {
        for (const auto& [name, value] : *object)
            weight += name.size() + weight_of(value);
    } else if (const auto* array = document.if_array()) {
        for (const auto& item : *array)
            weight += weight_of(item);
    } else if (document.is_string()) {
        weight += document.get_string().size();
    }
    return weight;
}

} // namespace

const Document& Interpreter::visible(Key key, Document& scratch) const {
    std::vector<const Document*> layers;
    for (auto here = state.instances.find(key); here != state.instances.end();
         here = state.instances.find(here->second.parent)) {
        if (here->second.variables.is_object()) layers.push_back(&here->second.variables);
    }
    if (layers.empty()) return state.facts;
    scratch = state.facts;
    for (auto layer = layers.rbegin(); layer != layers.rend(); ++layer) {
        for (const auto& [name, value] : (*layer)->get_object())
            scratch.get_object()[name] = value;
    }
    return scratch;
}

void Interpreter::write(Key from, const Document& values) {
    if (!values.is_object()) return;
    std::map<Key, DocumentObject> by_scope;
    for (const auto& [name, value] : values.get_object()) {
        Key scope = from;
        while (scope != 0 && !declares(element_of(scope), instance(scope), name)) {
            scope = instance(scope).parent;
        }
        by_scope[scope].emplace(name, value);
    }
    for (auto& [scope, written] : by_scope) {
        emit(VariablesSet{.scope = scope, .values = std::move(written)});
    }
}

Result<Document> Interpreter::evaluate(const std::string& expression, Key key) {
    Document scratch;
    return context.expressions.evaluate(expression, visible(key, scratch), context.now);
}

Result<std::string> Interpreter::correlation_of(const Element& element, Key key) {
    if (element.correlation.empty()) return std::string{};
    Document scratch;
    Document names = visible(key, scratch);
    if (auto& fields = names.get_object(); !fields.contains("number"))
        fields["number"] = state.number;
    const auto value = context.expressions.evaluate(element.correlation, names, context.now);
    if (!value) return value.error();
    if (const auto* text = value->if_string()) return std::string{*text};
    return canonical_text(*value);
}

Result<bool> Interpreter::holds(const std::string& condition, Key key) {
    auto value = evaluate(condition, key);
    if (!value) return value.error();
    if (value->is_null()) return false; // an absent field: not known to hold
    if (!value->is_bool()) return fail(errors::not_true_or_false, {condition});
    return value->get_bool();
}

Result<void> Interpreter::keep_outcome(Key key, const Document& outcome) {
    const auto& element = element_of(key);
    if (!outcome.is_object()) {
        if (element.work.result.empty())
            return fail(errors::no_outcome_object, {element.name}, {.element = element.id});
        write(key, DocumentObject{{element.work.result, outcome}});
        return {};
    }
    if (element.work.result.empty()) {
        write(key, outcome);
        return {};
    }
    const auto& members = outcome.get_object();
    write(
        key,
        DocumentObject{
            {element.work.result, members.size() == 1 ? members.begin()->value() : outcome}}
    );
    return {};
}

const Document& Interpreter::surroundings(Key key, Document& scratch) const {
    const auto& here = state.instances.at(key);
    const auto& outer = visible(here.parent, scratch);
    if (here.loop_counter == 0) return outer;
    const auto& repeated = element_of(key).multi_instance;
    Document seen = outer;
    for (const auto& [name, value] : here.variables.get_object()) {
        if (name == "loop_counter" || (repeated && name == repeated->item))
            seen.get_object()[name] = value;
    }
    scratch = std::move(seen);
    return scratch;
}

Result<void> Interpreter::map_inputs(Key key) {
    const auto& element = element_of(key);
    if (element.inputs.empty()) return {};
    Document scratch;
    const auto& seen = surroundings(key, scratch);
    DocumentObject values;
    for (const auto& mapping : element.inputs) {
        auto value = context.expressions.evaluate(mapping.source, seen, context.now);
        if (!value) return value.error();
        values[mapping.target] = std::move(*value);
    }
    emit(VariablesSet{.scope = key, .values = std::move(values)});
    return {};
}

Result<void> Interpreter::map_outputs(Key key) {
    const auto& element = element_of(key);
    if (element.outputs.empty()) return {};
    DocumentObject values;
    for (const auto& mapping : element.outputs) {
        auto value = evaluate(mapping.source, key);
        if (!value) return value.error();
        values[mapping.target] = std::move(*value);
    }
    write(instance(key).parent, values);
    return {};
}

Result<void> Interpreter::declare_variables(Key key) {
    const auto& element = element_of(key);
    DocumentObject values;
    for (const auto& variable : element.variables) {
        if (variable.initial.empty()) continue;
        auto value = evaluate(variable.initial, key);
        if (!value) return value.error();
        values[variable.name] = std::move(*value);
    }
    if (!values.empty()) emit(VariablesSet{.scope = key, .values = std::move(values)});
    return {};
}

Result<void> Interpreter::check_size() const {
    auto weight = weight_of(state.facts);
    for (const auto& [key, instance] : state.instances)
        weight += weight_of(instance.variables);
    if (weight <= limits::facts_bytes_max) return {};
    return fail(errors::variables_too_large, {std::to_string(limits::facts_bytes_max)});
}

} // namespace gongdao
