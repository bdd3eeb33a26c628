#include "core/engine/transition_table.hpp"

#include <boost/describe/enum_to_string.hpp>
#include <boost/describe/enumerators.hpp>
#include <boost/mp11/algorithm.hpp>
#include <doctest/doctest.h>

#include <set>

namespace gongdao {

TEST_CASE("the transition table says each cell once and lets every element enter and leave") {
    const auto& table = TransitionTable::standard();
    std::set<std::pair<Behaviour, LifeStep>> cells;
    for (const auto& row : table.rows()) {
        CHECK(cells.insert({row.behaviour, row.step}).second);
        CHECK((row.handler != nullptr));
    }
    using All = boost::describe::describe_enumerators<Behaviour>;
    boost::mp11::mp_for_each<All>([&](auto behaviour) {
        CAPTURE(behaviour.name);
        CHECK((table.find(behaviour.value, LifeStep::enter) != nullptr));
        // An event gateway is left through the event that happens to it.
        const bool leaves = behaviour.value != Behaviour::event_gateway;
        const bool has_leave = table.find(behaviour.value, LifeStep::leave) != nullptr;
        CHECK(has_leave == leaves);
    });
}

TEST_CASE("a table without a cell lacks just that cell") {
    const auto& table = TransitionTable::standard();
    const auto less = table.without(Behaviour::user_task, LifeStep::resume);
    CHECK(less.rows().size() + 1 == table.rows().size());
    CHECK((less.find(Behaviour::user_task, LifeStep::resume) == nullptr));
    CHECK((less.find(Behaviour::user_task, LifeStep::enter) != nullptr));
}

TEST_CASE("behaviours and element kinds have the same names in the same order") {
    using All = boost::describe::describe_enumerators<Behaviour>;
    boost::mp11::mp_for_each<All>([](auto behaviour) {
        if (behaviour.value > Behaviour::call_activity) return;
        CHECK(name_of(static_cast<ElementKind>(behaviour.value)) == behaviour.name);
    });
}

TEST_CASE("the body that repeats an element behaves as its repetition, each instance as itself") {
    Element element;
    element.kind = ElementKind::user_task;
    CHECK(behaviour_of(element, {}) == Behaviour::user_task);
    element.multi_instance.emplace();
    CHECK(behaviour_of(element, {}) == Behaviour::multi_instance);
    CHECK(behaviour_of(element, {.loop_counter = 1}) == Behaviour::user_task);
    element.multi_instance.reset();
    element.loop.emplace();
    CHECK(behaviour_of(element, {}) == Behaviour::standard_loop);
    CHECK(behaviour_of(element, {.loop_counter = 2}) == Behaviour::user_task);
}

} // namespace gongdao
