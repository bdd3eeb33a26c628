#include "core/model/bpmn_reader.hpp"
#include "core/model/expressions.hpp"
#include "core/model/graph_check.hpp"
#include "tests/model/pack_folder.hpp"

#include <doctest/doctest.h>

namespace gongdao {

namespace {

Definitions read_valid(const std::string& name) {
    Faults faults;
    auto definitions =
        read_bpmn(test::bytes_of(test::model_folder() / "valid" / name), name, faults);
    CHECK(test::sentences_of(faults) == "");
    return definitions;
}

const Process& only_process(const Definitions& definitions) {
    REQUIRE(!definitions.processes.empty());
    return *definitions.processes.begin()->second;
}

const Element& element_in(const Process& process, std::string_view id) {
    const int index = process.find_element(id);
    REQUIRE_MESSAGE(index >= 0, id);
    return process.element(index);
}

} // namespace

TEST_CASE("every valid model is read without a fault") {
    const auto files = test::sorted_children(test::model_folder() / "valid");
    REQUIRE(files.size() >= 15);
    for (const auto& file : files) {
        CAPTURE(file.filename().string());
        Faults faults;
        const auto definitions = read_bpmn(test::bytes_of(file), file.filename().string(), faults);
        CHECK(test::sentences_of(faults) == "");
        CHECK(!definitions.processes.empty());
        CHECK(definitions.source == test::bytes_of(file));
    }
}

TEST_CASE("a user task carries what it asks of people") {
    const auto definitions = read_valid("01-arrears-warning.bpmn");
    const auto& task = element_in(only_process(definitions), "handle");

    REQUIRE(task.assignment);
    CHECK(task.kind == ElementKind::user_task);
    CHECK(task.name == "处置");
    CHECK(task.line == 17);
    CHECK(task.assignment->roles == std::vector<std::string>{"town_union", "county_rights"});
    CHECK(task.assignment->form == "handle");
    CHECK(task.assignment->due == "P30D");
    CHECK(task.assignment->due_from == "reported_at");
    CHECK(task.assignment->priority == 5);
    CHECK(task.assignment->separate_from == std::vector<std::string>{"verify", "open"});
    CHECK(task.work.warning == "county");
    CHECK(task.work.kind == Work::Kind::none);
}

TEST_CASE("flows, gateways and boundary events know each other") {
    const auto definitions = read_valid("01-arrears-warning.bpmn");
    const auto& process = only_process(definitions);
    const auto& gateway = element_in(process, "real");

    REQUIRE(gateway.outgoing.size() == 2);
    CHECK(process.flow(gateway.outgoing[0]).condition == "not confirmed");
    CHECK(process.flow(gateway.default_flow).id == "f4");
    const auto& late = element_in(process, "handle_late");
    CHECK(late.trigger == Trigger::timer);
    CHECK(!late.interrupting);
    CHECK(process.element(late.attached_to).id == "handle");
    REQUIRE(late.timer);
    CHECK(late.timer->kind == TimerRule::Kind::duration);
    CHECK(late.timer->text == "15wd");
    CHECK(late.timer->from_field == "reported_at");
    CHECK(
        element_in(process, "handle").boundary ==
        std::vector<int>{process.find_element("handle_late")}
    );
    CHECK(process.element(0).kind == ElementKind::process);
    CHECK(process.find_element("nowhere") == -1);
}

TEST_CASE("automatic tasks carry their work") {
    struct Row {
        std::string file;
        std::string element;
        Work::Kind kind;
        std::string name;
        std::string result;
        int retries;
    };

    const Row rows[] = {
        {"01-arrears-warning.bpmn", "grade", Work::Kind::rule, "arrears.colour", "", 3},
        {"01-arrears-warning.bpmn", "escalate", Work::Kind::effect, "notify.sms", "", 5},
        {"03-cadre-assessment.bpmn",
         "score",
         Work::Kind::function,
         "cadre.ability_score",
         "ability",
         3},
        {"08-called-processes.bpmn",
         "d_ask",
         Work::Kind::query,
         "earlier_applications",
         "found",
         3},
        {"11-shared-definitions.bpmn", "send", Work::Kind::message, "reminder", "", 3},
        {"14-camunda.bpmn", "deliver", Work::Kind::job, "notify.letter", "", 3},
        {"14-camunda.bpmn", "rule", Work::Kind::rule, "season.amount", "amount", 3},
    };
    for (const auto& row : rows) {
        CAPTURE(row.element);
        const auto definitions = read_valid(row.file);
        const Element* found = nullptr;
        for (const auto& [id, process] : definitions.processes) {
            const int index = process->find_element(row.element);
            if (index >= 0) found = &process->element(index);
        }
        REQUIRE(found != nullptr);
        CHECK(found->work.kind == row.kind);
        CHECK(found->work.name == row.name);
        CHECK(found->work.result == row.result);
        CHECK(found->work.retries == row.retries);
    }
}

TEST_CASE("a script keeps its lines and loses only the blank lines around it") {
    const auto definitions = read_valid("05-venue-subsidy.bpmn");

    CHECK(
        element_in(only_process(definitions), "grade").work.script ==
        "-- 90 优秀, 80 良好\nif score >= 90 then\n  return { grade = \"excellent\" }\nend\n"
        "return { grade = \"good\" }"
    );
}

TEST_CASE("events carry name, correlation and trigger") {
    struct Row {
        std::string file;
        std::string element;
        Trigger trigger;
        std::string name;
        std::string correlation;
        bool interrupting;
    };

    const Row rows[] = {
        {"01-arrears-warning.bpmn",
         "wait_paid",
         Trigger::message,
         "funds_verified",
         "number",
         true},
        {"02-mediation-360.bpmn", "agreed", Trigger::message, "party_agrees", "number", true},
        {"02-mediation-360.bpmn", "refused", Trigger::message, "party_refuses", "", true},
        {"04-opinion-letter.bpmn", "on_error", Trigger::error, "NO_REPLY", "", true},
        {"04-opinion-letter.bpmn", "on_escalation", Trigger::escalation, "", "", false},
        {"04-opinion-letter.bpmn", "warn", Trigger::escalation, "AGENCY", "", true},
        {"07-withdrawal.bpmn", "w_end", Trigger::terminate, "", "", true},
        {"07-withdrawal.bpmn", "h_start", Trigger::signal, "spring_festival", "", false},
        {"09-links.bpmn", "again", Trigger::link, "重新协商", "", true},
        {"11-shared-definitions.bpmn", "from_court", Trigger::message, "court_transfer", "", true},
        {"11-shared-definitions.bpmn",
         "report",
         Trigger::message,
         "court_transfer",
         "court_number",
         true},
    };
    for (const auto& row : rows) {
        CAPTURE(row.element);
        const auto definitions = read_valid(row.file);
        const auto& element = element_in(only_process(definitions), row.element);
        CHECK(element.trigger == row.trigger);
        CHECK(element.event_name == row.name);
        CHECK(element.correlation == row.correlation);
        CHECK(element.interrupting == row.interrupting);
    }
}

TEST_CASE("timers are told apart by form") {
    struct Row {
        std::string file;
        std::string element;
        TimerRule::Kind kind;
        std::string text;
    };

    const Row rows[] = {
        {"03-cadre-assessment.bpmn", "opened", TimerRule::Kind::cron, "0 9 5 1 *"},
        {"11-shared-definitions.bpmn", "remind", TimerRule::Kind::cycle, "R/P1D"},
        {"16-deadlines.bpmn", "last_day", TimerRule::Kind::date, "=last_day"},
        {"16-deadlines.bpmn", "fixed", TimerRule::Kind::date, "2026-12-31"},
        {"16-deadlines.bpmn", "thrice", TimerRule::Kind::cycle, "R3/P2D"},
        {"16-deadlines.bpmn", "day20", TimerRule::Kind::duration, "P20D"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.element);
        const auto definitions = read_valid(row.file);
        const auto& element = element_in(only_process(definitions), row.element);
        REQUIRE(element.timer);
        CHECK(element.timer->kind == row.kind);
        CHECK(element.timer->text == row.text);
    }
}

TEST_CASE("lanes give their role to tasks that have none, the innermost lane first") {
    const auto definitions = read_valid("03-cadre-assessment.bpmn");
    const auto& process = only_process(definitions);

    CHECK(element_in(process, "collect").assignment->roles == std::vector<std::string>{"镇街工会"});
    CHECK(element_in(process, "panel").assignment->roles == std::vector<std::string>{"county_org"});
    CHECK(element_in(process, "publish").assignment->roles == std::vector<std::string>{"县总主席"});
}

TEST_CASE("repetition is read in both spellings") {
    const auto cadres = read_valid("03-cadre-assessment.bpmn");
    const auto& ours = element_in(only_process(cadres), "collect").multi_instance;
    REQUIRE(ours);
    CHECK(!ours->sequential);
    CHECK(ours->collection == "cadres");
    CHECK(ours->item == "cadre");
    CHECK(ours->output == "scores");
    CHECK(ours->output_item == "{ id = cadre.id, score = score }");
    CHECK(ours->completion == "all_late");

    const auto loops = read_valid("10-loops.bpmn");
    const auto& process = only_process(loops);
    const auto& standard = element_in(process, "visit").multi_instance;
    REQUIRE(standard);
    CHECK(standard->sequential);
    CHECK(standard->collection == "visits");
    CHECK(standard->item == "visit");
    CHECK(element_in(process, "signatures").multi_instance->cardinality == "3");
    REQUIRE(element_in(process, "check").loop);
    CHECK(element_in(process, "check").loop->condition == "not rectified");
    CHECK(element_in(process, "check").loop->maximum == 3);
}

TEST_CASE("a data object is a variable by the first of its names that Lua can read") {
    const auto definitions = read_valid("10-loops.bpmn");
    std::vector<std::string> names;
    for (const auto& variable : only_process(definitions).element(0).variables)
        names.push_back(variable.name);

    CHECK(names == std::vector<std::string>{"report_data", "visits"});
}

TEST_CASE("a global task becomes a process of start, task and end") {
    const auto definitions = read_valid("08-called-processes.bpmn");
    const auto& process = *definitions.processes.at("confirm-by-chair");

    REQUIRE(process.elements.size() == 4);
    const auto& task = element_in(process, "confirm-by-chair_task");
    CHECK(task.kind == ElementKind::user_task);
    CHECK(task.assignment->form == "confirm");
    REQUIRE(task.incoming.size() == 1);
    CHECK(process.element(process.flow(task.incoming[0]).source).kind == ElementKind::start_event);
    CHECK(process.element(process.flow(task.outgoing.at(0)).target).kind == ElementKind::end_event);
}

TEST_CASE("a call hands over inputs and takes outputs") {
    const auto definitions = read_valid("08-called-processes.bpmn");
    const auto& call = element_in(*definitions.processes.at("application"), "check");

    CHECK(call.called_process == "duplicate-check");
    REQUIRE(call.inputs.size() == 1);
    CHECK(call.inputs[0].target == "person");
    CHECK(call.inputs[0].source == "applicant_id");
    CHECK(call.inputs[0].line == 8);
    REQUIRE(call.outputs.size() == 1);
    CHECK(call.outputs[0].target == "duplicate");
}

TEST_CASE("event subprocesses are scopes of their own") {
    const auto definitions = read_valid("07-withdrawal.bpmn");
    const auto& process = only_process(definitions);
    const auto& scope = element_in(process, "grows");

    CHECK(scope.kind == ElementKind::event_subprocess);
    REQUIRE(scope.children.size() == 2);
    const auto& start = process.element(scope.children[0]);
    CHECK(start.condition == "headcount >= 10");
    CHECK(process.element(start.scope).id == "grows");
}

TEST_CASE("a process that is not executable is documentation") {
    const auto definitions = read_valid("12-documented.bpmn");

    CHECK(definitions.processes.count("outside") == 0);
    CHECK(definitions.processes.count("survey") == 1);
    const auto& variables = only_process(definitions).element(0).variables;
    REQUIRE(variables.size() == 2);
    CHECK(variables[1].name == "checks");
    CHECK(variables[1].initial == "30");
}

TEST_CASE("Camunda's literal assignee becomes a Lua text") {
    const auto definitions = read_valid("14-camunda.bpmn");
    const auto& process = only_process(definitions);

    CHECK(element_in(process, "sign").assignment->assignee == "\"zhang\"");
    CHECK(
        element_in(process, "list").assignment->roles ==
        std::vector<std::string>{"town_union", "county_rights"}
    );
    CHECK(element_in(process, "list").assignment->due == "P7D");
}

TEST_CASE("all Lua of a definition is listed with its place") {
    const auto definitions = read_valid("11-shared-definitions.bpmn");
    std::string listed;
    for (const auto& use : expressions_of(definitions)) {
        listed +=
            use.file + ":" + std::to_string(use.line) + " " + use.element + " " + use.text + "\n";
    }

    CHECK(
        listed ==
        "11-shared-definitions.bpmn:9 mediate kind == \"urgent\" and \"3wd\" or \"15wd\"\n"
        "11-shared-definitions.bpmn:12 send number\n"
        "11-shared-definitions.bpmn:14 report court_number\n"
    );
    const auto scripts = expressions_of(read_valid("05-venue-subsidy.bpmn"));
    REQUIRE(scripts.size() == 1);
    CHECK(scripts[0].is_script);
}

TEST_CASE("a round without an end is a note, not a fault") {
    constexpr std::string_view text =
        R"(<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL">
<process id="sweep"><startEvent id="s"/><sequenceFlow id="a" sourceRef="s" targetRef="t"/>
<manualTask id="t"/><sequenceFlow id="b" sourceRef="t" targetRef="w"/>
<intermediateCatchEvent id="w"><timerEventDefinition><timeDuration>P1M</timeDuration></timerEventDefinition></intermediateCatchEvent>
<sequenceFlow id="c" sourceRef="w" targetRef="t"/></process></definitions>)";
    Faults faults;
    const auto definitions = read_bpmn(text, "sweep.bpmn", faults);

    CHECK(test::sentences_of(faults) == "");
    CHECK(notes_of(definitions).size() == 3);
    CHECK(notes_of(read_valid("09-links.bpmn")).empty());
}

TEST_CASE("every kind of element and trigger has a name of its own") {
    CHECK(name_of(ElementKind::process) == "process");
    CHECK(name_of(ElementKind::rule_task) == "rule_task");
    CHECK(name_of(ElementKind::call_activity) == "call_activity");
    CHECK(name_of(Trigger::none) == "none");
    CHECK(name_of(Trigger::terminate) == "terminate");
}

} // namespace gongdao
