#include "core/engine/apply.hpp"
#include "core/engine/codec.hpp"
#include "core/engine/command.hpp"
#include "tests/support/results.hpp"

#include <boost/json/object.hpp>
#include <boost/mp11/algorithm.hpp>
#include <doctest/doctest.h>

#include <set>

namespace gongdao {

using testing::code_of;
using testing::must;

TEST_CASE("every event has a name of its own and comes back from its text") {
    std::set<std::string> names;
    boost::mp11::mp_for_each<boost::mp11::mp_iota_c<std::variant_size_v<Event>>>([&](auto index) {
        const std::vector<Event> events{std::variant_alternative_t<index, Event>{}};
        CHECK(names.insert(std::string{name_of(events.front())}).second);
        const auto text = encode_events(events);
        const auto read = must(decode_events(text));
        CHECK(read.front().index() == events.front().index());
        CHECK(encode_events(read) == text);
    });
    CHECK(names.contains("task_opened"));
    CHECK(names.contains("element_activating"));
}

TEST_CASE("every command comes back from its document") {
    boost::mp11::mp_for_each<boost::mp11::mp_iota_c<std::variant_size_v<CaseCommand>>>(
        [&](auto index) {
            const CaseCommand command = std::variant_alternative_t<index, CaseCommand>{};
            const auto read = must(read_command(name_of(command), to_document(command)));
            CHECK(read.index() == command.index());
        }
    );
}

TEST_CASE("members with their default value are left out of a record") {
    const std::vector<Event> events{TimerFired{.key = 4}};
    CHECK(encode_events(events) == R"([{"e":"timer_fired","key":4}])");
}

TEST_CASE("what this program does not know is refused, never skipped") {
    for (const auto* text :
         {R"([{"e":"future_event"}])",
          R"([{"e":"timer_fired","kee":4}])",
          R"([{"e":"timer_fired","key":"4"}])",
          R"([{"key":4}])",
          R"([7])",
          R"({"e":"timer_fired"})"}) {
        CAPTURE(text);
        CHECK(code_of(decode_events(text)) == "engine.unreadable_event");
    }
    CHECK(code_of(decode_state(R"({"unknown":1})")) == "engine.unreadable_state");
    CHECK(code_of(decode_state(R"({"tasks":{"x":{}}})")) == "engine.unreadable_state");
    CHECK(code_of(read_command("open_the_case", DocumentObject{})) == "engine.unknown_command");
    CHECK(
        code_of(read_command("fire_timer", DocumentObject{{"timer", "1"}})) ==
        "engine.unreadable_command"
    );
}

TEST_CASE("a state with something of everything survives its text byte for byte") {
    CaseState state;
    state.org = OrgId{"330213"};
    state.status = CaseStatus::open;
    state.opened_at = Instant{1'772'413'200'123};
    state.facts = DocumentObject{{"名称", "值"}, {"n", -1}};
    state.last_key = 12;
    state.instances[2] = {.element = "a", .phase = Phase::completing, .interrupted = true};
    state.instances[2].repetition = Repetition{.total = -1};
    state.instances[10] = {.element = "b", .parent = 2, .variables = DocumentObject{}};
    state.instances[10].arrived["f"] = 2;
    state.tasks[10] = {.element = "b", .roles = {"x", "y"}, .due_at = Instant{5}};
    state.timers[11] = {.instance = 2, .remaining = -1, .provisional = true};
    state.subscriptions[3] = {.kind = SubscriptionKind::conditional, .holds = true};
    state.work[4] = {.kind = WorkKind::effect, .attempts_max = 3};
    state.incidents[5] = {.instance = 2, .step = "enter"};
    state.warning = Warning{.reasons = {{.row = "1"}}, .confirmed = 0};
    const auto text = encode_state(state);
    const auto read = must(decode_state(text));
    CHECK(encode_state(read) == text);
    CHECK(read.instances.at(2).repetition->total == -1);
    CHECK(read.instances.at(10).variables.is_object());
    CHECK(read.warning->confirmed == 0);
}

TEST_CASE("an event about something that does not exist is a mistake of ours") {
    const std::vector<Event> events{
        ElementActivated{.key = 1},
        TaskAssigned{.key = 1},
        TimerMoved{.key = 1},
        RepetitionFinished{.key = 1},
        VariablesSet{.scope = 1, .values = DocumentObject{}}};
    for (const auto& event : events) {
        CaseState state;
        CHECK_THROWS_AS(gongdao::apply(state, event), std::logic_error);
    }
}

} // namespace gongdao
