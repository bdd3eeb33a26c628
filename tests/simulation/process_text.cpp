#include "tests/simulation/process_text.hpp"

#include "tests/simulation/element_words.hpp"

#include <optional>

namespace gongdao::simulation {

using namespace words;

namespace {

/// A token that has left `from` and is on its way over a flow.
struct Way {
    std::string from;
    std::string flow;
    std::string condition;
};

using MaybeWay = std::optional<Way>;

/// What an element stands in.
struct Around {
    std::string& out;
    bool joins = false;          ///< a join later on counts on the token
    bool catches_errors = false; ///< something around catches every error
};

class Writer {
public:
    ProcessText write(const Block& process) {
        std::string body;
        messages_.insert(heard(text_.messages, "told"));
        scope(process, body, false);
        text_.bpmn = R"(<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:gongdao="urn:gongdao:bpmn:1" id="d" targetNamespace="urn:gongdao:tests">
)";
        for (const auto& name : messages_)
            text_.bpmn += "<message id=\"m_" + name + "\" name=\"" + name + "\"/>\n";
        for (const auto* name : {"bell", "ring"})
            text_.bpmn += std::string{"<signal id=\"s_"} + name + "\" name=\"" + name + "\"/>\n";
        text_.bpmn += R"(<error id="err_BAD" errorCode="BAD"/>
<process id="main" isExecutable="true">
)" + body + "</process>\n" +
                      side_processes + "</definitions>\n";
        return std::move(text_);
    }

private:
    static std::string id_of(int number) { return "e" + std::to_string(number); }

    static Way on(const std::string& from) { return {from, from + "_on", ""}; }

    static void connect(const Around& around, const Way& way, const std::string& target) {
        around.out += "<sequenceFlow id=\"" + way.flow + "\" sourceRef=\"" + way.from +
                      "\" targetRef=\"" + target + "\"";
        around.out += way.condition.empty() ? "/>\n"
                                            : "><conditionExpression>" + quoted(way.condition) +
                                                  "</conditionExpression></sequenceFlow>\n";
    }

    static void element(
        const Around& around,
        const std::string& tag,
        const std::string& id,
        const std::string& attributes = {},
        const std::string& inner = {}
    ) {
        around.out += "<" + tag + " id=\"" + id + "\"" + attributes;
        around.out += inner.empty() ? "/>\n" : ">" + inner + "</" + tag + ">\n";
    }

    std::string heard(std::set<std::string>& names, const std::string& name) {
        names.insert(name);
        return name;
    }

    /// `own` names a message that nothing else waits for. Boundary events and event subprocesses
    /// hear signals of their own, so that a case can be brought on without starting them anew.
    std::string definition(Wait wait, int variant, const std::string& own) {
        switch (wait) {
        case Wait::timer:
            return "<timerEventDefinition><timeDuration>" + chosen(durations, variant) +
                   "</timeDuration></timerEventDefinition>";
        case Wait::message: {
            const auto name = heard(text_.messages, own);
            messages_.insert(name);
            return "<messageEventDefinition messageRef=\"m_" + name + "\"/>";
        }
        case Wait::signal:
            return "<signalEventDefinition signalRef=\"s_" +
                   heard(text_.signals, own == "ask" ? "bell" : "ring") + "\"/>";
        case Wait::conditional:
            return "<conditionalEventDefinition><condition>" + quoted(chosen(watched, variant)) +
                   "</condition></conditionalEventDefinition>";
        case Wait::error:
            return variant % 2 == 0 ? "<errorEventDefinition errorRef=\"err_BAD\"/>"
                                    : "<errorEventDefinition/>";
        }
        return {};
    }

    // -- scopes --

    static bool catches(const std::vector<Catching>& all) {
        for (const auto& one : all)
            if (one.wait == Wait::error) return true;
        return false;
    }

    /// Start, contents, end and event subprocesses of a scope.
    void scope(const Block& block, std::string& out, bool catches_outside) {
        const auto id = id_of(block.number);
        const Around around{out, false, catches_outside || catches(block.handlers)};
        element(around, "startEvent", id + "s");
        finish(around, sequence(around, block.branches.front(), on(id + "s")), id + "z");
        for (const auto& handler : block.handlers)
            event_subprocess({out, false, catches_outside}, handler);
    }

    static void finish(const Around& around, const MaybeWay& way, const std::string& id) {
        if (!way) return;
        element(around, "endEvent", id);
        connect(around, *way, id);
    }

    void event_subprocess(const Around& around, const Catching& handler) {
        const auto id = id_of(handler.number);
        around.out += "<subProcess id=\"" + id + "\" triggeredByEvent=\"true\">\n";
        element(
            around,
            "startEvent",
            id + "s",
            (handler.interrupting ? "" : " isInterrupting=\"false\"") +
                correlation(handler.wait, handler.variant),
            definition(handler.wait, handler.variant, "ask")
        );
        finish(around, sequence(around, handler.body, on(id + "s")), id + "z");
        around.out += "</subProcess>\n";
    }

    MaybeWay sequence(const Around& around, const Sequence& blocks, Way way) {
        MaybeWay here = std::move(way);
        for (const auto& one : blocks) {
            if (!here) return here;
            here = block(around, one, *here);
        }
        return here;
    }

    // -- blocks --

    MaybeWay block(const Around& around, const Block& block, const Way& way) {
        using enum BlockKind;
        switch (block.kind) {
        case exclusive:
            return branches(around, block, way, "exclusiveGateway");
        case inclusive:
            return branches(around, block, way, "inclusiveGateway");
        case parallel:
            return branches(around, block, way, "parallelGateway");
        case event_choice:
            return event_choice_of(around, block, way);
        case again:
            return again_around(around, block, way);
        case plain_end:
        case terminate:
        case error_end:
            return end(around, block, way);
        default:
            return step(around, block, way);
        }
    }

    MaybeWay end(const Around& around, const Block& block, const Way& way) {
        const bool starves = block.kind == BlockKind::plain_end && around.joins;
        const bool uncaught = block.kind == BlockKind::error_end && !around.catches_errors;
        if (starves || uncaught) return way;
        const auto id = id_of(block.number);
        const std::string inner = block.kind == BlockKind::terminate ? "<terminateEventDefinition/>"
                                  : block.kind == BlockKind::error_end
                                      ? "<errorEventDefinition errorRef=\"err_BAD\"/>"
                                      : "";
        element(around, "endEvent", id, "", inner);
        connect(around, way, id);
        return std::nullopt;
    }

    /// A gateway that the ways come together at; none where no way is left.
    MaybeWay merged(
        const Around& around,
        const std::vector<Way>& ways,
        const std::string& tag,
        const std::string& id
    ) {
        if (ways.empty()) return std::nullopt;
        element(around, tag, id);
        for (const auto& way : ways)
            connect(around, way, id);
        return on(id);
    }

    MaybeWay
    branches(const Around& around, const Block& block, const Way& way, const std::string& tag) {
        const auto id = id_of(block.number);
        const bool conditional = tag != "parallelGateway" && block.branches.size() > 1;
        element(around, tag, id, conditional ? " default=\"" + id + "_0\"" : "");
        connect(around, way, id);
        const Around inside{
            around.out, around.joins || tag != "exclusiveGateway", around.catches_errors};
        std::vector<Way> ends;
        for (std::size_t i = 0; i < block.branches.size(); ++i) {
            Way branch{id, id + "_" + std::to_string(i), ""};
            if (conditional && i > 0)
                branch.condition = chosen(conditions, block.variant + static_cast<int>(i));
            if (auto left = sequence(inside, block.branches[i], branch)) ends.push_back(*left);
        }
        return merged(around, ends, tag, id + "m");
    }

    MaybeWay event_choice_of(const Around& around, const Block& block, const Way& way) {
        const auto id = id_of(block.number);
        const bool chooses = block.branches.size() > 1;
        if (chooses) element(around, "eventBasedGateway", id);
        if (chooses) connect(around, way, id);
        std::vector<Way> ends;
        for (std::size_t i = 0; i < block.branches.size(); ++i) {
            const auto number = std::to_string(i);
            const auto event = id + "w" + number;
            const auto kind = block.variant + static_cast<int>(i);
            const auto wait = static_cast<Wait>(kind % 4);
            element(
                around,
                "intermediateCatchEvent",
                event,
                correlation(wait, kind),
                definition(wait, kind, event)
            );
            connect(around, chooses ? Way{id, id + "_" + number, ""} : way, event);
            if (auto left = sequence(around, block.branches[i], on(event))) ends.push_back(*left);
        }
        return merged(around, ends, "exclusiveGateway", id + "m");
    }

    MaybeWay again_around(const Around& around, const Block& block, const Way& way) {
        const auto id = id_of(block.number);
        element(around, "exclusiveGateway", id);
        connect(around, way, id);
        element(around, "userTask", id + "t", " gongdao:role=\"clerk\"");
        connect(around, on(id), id + "t");
        const auto left = sequence(around, block.branches.front(), on(id + "t"));
        if (!left) return left;
        element(around, "exclusiveGateway", id + "d", " default=\"" + id + "d_on\"");
        connect(around, *left, id + "d");
        connect(around, {id + "d", id + "d_back", "(n or 0) < 3"}, id);
        return on(id + "d");
    }

    /// An activity with its boundary events, or an event.
    MaybeWay step(const Around& around, const Block& block, const Way& way) {
        const auto id = id_of(block.number);
        write_step(around, block, id);
        connect(around, way, id);
        std::vector<Way> ends{on(id)};
        for (const auto& boundary : block.boundaries)
            if (auto left = boundary_path(around, boundary, id)) ends.push_back(*left);
        return ends.size() == 1 ? ends.front() : merged(around, ends, "exclusiveGateway", id + "x");
    }

    /// The way of an interrupting one, which goes on where the activity would.
    MaybeWay
    boundary_path(const Around& around, const Catching& boundary, const std::string& host) {
        const auto id = id_of(boundary.number);
        element(
            around,
            "boundaryEvent",
            id,
            " attachedToRef=\"" + host + "\"" +
                (boundary.interrupting ? "" : " cancelActivity=\"false\"") +
                correlation(boundary.wait, boundary.variant),
            definition(boundary.wait, boundary.variant, "ask")
        );
        const Around path{around.out, around.joins && boundary.interrupting, around.catches_errors};
        auto left = sequence(path, boundary.body, on(id));
        if (boundary.interrupting) return left;
        finish(around, left, id + "z");
        return std::nullopt;
    }

    void write_step(const Around& around, const Block& block, const std::string& id) {
        using enum BlockKind;
        const auto repeated = repetition(block);
        const auto variant = block.variant;
        switch (block.kind) {
        case user_task:
            return element(around, "userTask", id, chosen(user_tasks, variant), repeated);
        case script_task:
            return element(
                around,
                "scriptTask",
                id,
                "",
                repeated + "<script>" + quoted(chosen(scripts, variant)) + "</script>"
            );
        case rule_task:
            return element(
                around,
                "businessRuleTask",
                id,
                chosen(rules, variant),
                mapped_to(variant) + repeated
            );
        case batch_task:
            return batch_of(around, block, id);
        case effect_task:
            return element(
                around, "serviceTask", id, chosen(effects, variant), mapped(variant) + repeated
            );
        case receive_task:
            messages_.insert(heard(text_.messages, variant % 4 == 0 ? "told" : id));
            return element(
                around,
                "receiveTask",
                id,
                " messageRef=\"m_" + (variant % 4 == 0 ? "told" : id) + "\"" +
                    correlation(Wait::message, variant),
                repeated
            );
        case call:
            return element(around, "callActivity", id, " calledElement=\"small\"", repeated);
        case subprocess:
            return subprocess_of(around, block, id);
        case catch_event:
            return element(
                around,
                "intermediateCatchEvent",
                id,
                correlation(block.wait, variant),
                definition(block.wait, variant, id)
            );
        case throw_event:
            return thrown(around, variant, id);
        default:
            return element(around, "manualTask", id, "", repeated);
        }
    }

    /// Computed and, mostly, released.
    static void batch_of(const Around& around, const Block& block, const std::string& id) {
        std::string inner = repetition(block) + "\n";
        const Around inside{inner};
        element(inside, "startEvent", id + "s");
        element(inside, "serviceTask", id + "c", chosen(computing, block.variant), of_batch);
        connect(inside, on(id + "s"), id + "c");
        auto last = on(id + "c");
        if (block.variant % 4 != 0) {
            element(inside, "serviceTask", id + "r", chosen(releasing, block.variant), of_batch);
            connect(inside, last, id + "r");
            last = on(id + "r");
        }
        finish(inside, last, id + "z");
        element(around, "subProcess", id, "", inner);
    }

    void subprocess_of(const Around& around, const Block& block, const std::string& id) {
        std::string inner = repetition(block) + "\n";
        if (block.variant % 3 == 0)
            inner = "<extensionElements><gongdao:variable name=\"m\" initial=\"n\"/>"
                    "</extensionElements>" +
                    inner;
        scope(block, inner, around.catches_errors || catches(block.boundaries));
        element(around, "subProcess", id, "", inner);
    }

    /// What is thrown is heard by no boundary event, else one could call itself for ever.
    void thrown(const Around& around, int variant, const std::string& id) {
        const std::string inner = variant % 2 == 0
                                      ? R"(<messageEventDefinition messageRef="m_told"/>)"
                                      : R"(<signalEventDefinition signalRef="s_ring"/>)";
        element(around, "intermediateThrowEvent", id, "", inner);
    }

    ProcessText text_;
    std::set<std::string> messages_;
};

} // namespace

ProcessText text_of(const Block& process) { return Writer{}.write(process); }

} // namespace gongdao::simulation
