#include "core/engine/behaviours.hpp"
#include "core/engine/errors.hpp"
#include "core/engine/interpreter.hpp"
#include "core/engine/limits.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

namespace gongdao::behaviours {

namespace {

Error named_fault(const ErrorKind& kind, const Element& element, std::string argument) {
    return fail(
        kind,
        {element.name.empty() ? element.id : element.name, std::move(argument)},
        {.line = element.line, .element = element.id}
    );
}

Result<RepetitionStarted> frozen(Interpreter& run, Key key) {
    const auto& element = run.element_of(key);
    const auto& multi = *element.multi_instance;
    RepetitionStarted started{.key = key};
    if (!multi.collection.empty()) {
        auto items = run.evaluate(multi.collection, key);
        if (!items) return items.error();
        if (items->is_null()) items = Document(DocumentArray{});
        if (!items->is_array())
            return named_fault(errors::not_a_collection, element, multi.collection);
        started.total = static_cast<std::int64_t>(items->get_array().size());
        started.items = std::move(*items);
    } else {
        const auto count = run.evaluate(multi.cardinality, key);
        if (!count) return count.error();
        started.total = count->is_int64() ? count->get_int64() : -1;
    }
    if (started.total < 0 || started.total > limits::instances_max) {
        return named_fault(errors::bad_cardinality, element, std::to_string(limits::instances_max));
    }
    return started;
}

void start_iteration(Interpreter& run, Key body) {
    const auto& element = run.element_of(body);
    const auto& repetition = *run.instance(body).repetition;
    const auto number = repetition.started + 1;
    DocumentObject variables{{"loop_counter", number}};
    if (element.multi_instance && !element.multi_instance->item.empty() &&
        repetition.items.is_array()) {
        variables[element.multi_instance->item] =
            repetition.items.get_array()[static_cast<std::size_t>(number - 1)];
    }
    const auto index = run.process_of(body).find_element(element.id);
    run.activate(body, index, false, number, std::move(variables));
}

/// The counts that completion conditions speak of, under the names of the BPMN specification.
Document counts(const Repetition& repetition) {
    return DocumentObject{
        {"number_of_instances", repetition.total},
        {"number_of_completed_instances", repetition.completed},
        {"number_of_active_instances", repetition.started - repetition.completed}};
}

Result<bool> completion_holds(Interpreter& run, Key body) {
    const auto& condition = run.element_of(body).multi_instance->completion;
    if (condition.empty()) return false;
    Document scratch;
    Document values = run.visible(body, scratch);
    const auto numbers = counts(*run.instance(body).repetition);
    for (const auto& [name, value] : numbers.get_object())
        values.as_object()[name] = value;
    const auto value = run.context.expressions.evaluate(condition, values, run.context.now);
    if (!value) return value.error();
    if (value->is_null()) return false;
    if (!value->is_bool()) return fail(errors::not_true_or_false, {condition});
    return value->get_bool();
}

} // namespace

Result<void> enter_multi_instance(Interpreter& run, Key key) {
    auto started = frozen(run, key);
    if (!started) return started.error();
    auto armed = run.arm_boundary_events(key);
    if (!armed) return armed;
    run.emit(*started);
    run.emit(ElementActivated{.key = key});
    if (started->total == 0) {
        run.perform(key, LifeStep::leave);
        return {};
    }
    const auto at_once = run.element_of(key).multi_instance->sequential ? 1 : started->total;
    for (std::int64_t i = 0;
         i < at_once && run.exists(key) && !run.instance(key).repetition->finished;
         ++i) {
        start_iteration(run, key);
    }
    return {};
}

Result<void> multi_instance_child_ended(Interpreter& run, Key key) {
    if (run.instance(key).phase != Phase::activated) return {};
    const auto done = completion_holds(run, key);
    if (!done) return done.error();
    if (*done && !run.instance(key).repetition->finished) {
        run.emit(RepetitionFinished{.key = key});
        for (const auto child : run.children_of(key))
            run.stop(child);
    }
    const auto& repetition = *run.instance(key).repetition;
    const bool idle = run.children_of(key).empty();
    if (idle && (repetition.finished || repetition.completed >= repetition.total)) {
        run.perform(key, LifeStep::leave);
    } else if (idle && repetition.started < repetition.total) {
        start_iteration(run, key);
    }
    return {};
}

Result<void> leave_multi_instance(Interpreter& run, Key key) {
    const auto& multi = *run.element_of(key).multi_instance;
    const auto& repetition = *run.instance(key).repetition;
    if (!multi.output.empty()) {
        const auto outputs =
            repetition.outputs.is_array() ? repetition.outputs : Document(DocumentArray{});
        run.write(run.instance(key).parent, DocumentObject{{multi.output, outputs}});
    }
    return leave_by_flows(run, key);
}

Result<void> collect_output(Interpreter& run, Key key) {
    const auto& multi = run.element_of(key).multi_instance;
    const auto counter = run.instance(key).loop_counter;
    if (!multi || counter == 0 || multi->output_item.empty()) return {};
    auto value = run.evaluate(multi->output_item, key);
    if (!value) return value.error();
    run.emit(RepetitionCollected{
        .key = run.instance(key).parent, .position = counter, .value = std::move(*value)});
    return {};
}

Result<void> enter_loop(Interpreter& run, Key key) {
    const auto& loop = *run.element_of(key).loop;
    if (loop.test_before) {
        const auto again = run.holds(loop.condition, key);
        if (!again) return again.error();
        if (!*again) return pass(run, key);
    }
    auto armed = run.arm_boundary_events(key);
    if (!armed) return armed;
    run.emit(RepetitionStarted{.key = key, .total = -1});
    run.emit(ElementActivated{.key = key});
    start_iteration(run, key);
    return {};
}

Result<void> loop_child_ended(Interpreter& run, Key key) {
    if (run.instance(key).phase != Phase::activated || !run.children_of(key).empty()) return {};
    const auto& loop = *run.element_of(key).loop;
    const auto completed = run.instance(key).repetition->completed;
    bool again = loop.maximum == 0 || completed < loop.maximum;
    if (again) {
        const auto held = run.holds(loop.condition, key);
        if (!held) return held.error();
        again = *held;
    }
    if (again) {
        start_iteration(run, key);
    } else {
        run.perform(key, LifeStep::leave);
    }
    return {};
}

} // namespace gongdao::behaviours
