#include "core/model/expressions.hpp"

namespace gongdao {

namespace {

class ExpressionList {
public:
    ExpressionList(const Process& process, std::vector<ExpressionUse>& uses)
        : process_{process}, uses_{uses} {}

    void add_all() {
        for (const auto& element : process_.elements)
            add_element(element);
        for (const auto& flow : process_.flows)
            add(flow.condition, flow.id, flow.line);
    }

private:
    void
    add(const std::string& text,
        const std::string& element,
        int line,
        std::vector<std::string> also = {}) {
        if (text.empty()) return;
        uses_.push_back(
            {.text = text,
             .element = element,
             .file = process_.file,
             .line = line,
             .also = std::move(also)}
        );
    }

    /// Of a text that is an expression only behind `=`.
    void add_marked(const std::string& text, const Element& element) {
        if (text.rfind('=', 0) == 0) add(text.substr(1), element.id, element.line);
    }

    void add_element(const Element& element) {
        const auto& id = element.id;
        const int line = element.line;
        add(element.condition, id, line);
        add(element.correlation, id, line, {"number"});
        if (element.timer) add_marked(element.timer->text, element);
        if (element.assignment) {
            add(element.assignment->assignee, id, line);
            add_marked(element.assignment->due, element);
        }
        add(element.work.script, id, line);
        if (!element.work.script.empty()) uses_.back().is_script = true;
        if (element.multi_instance) {
            add(element.multi_instance->cardinality, id, line);
            add(element.multi_instance->output_item, id, line);
            add(element.multi_instance->completion,
                id,
                line,
                {"number_of_instances",
                 "number_of_completed_instances",
                 "number_of_active_instances"});
        }
        if (element.loop) add(element.loop->condition, id, line);
        for (const auto& mapping : element.inputs)
            add(mapping.source, id, mapping.line);
        for (const auto& mapping : element.outputs)
            add(mapping.source, id, mapping.line, {"message"});
        for (const auto& variable : element.variables)
            add(variable.initial, id, line);
    }

    const Process& process_;
    std::vector<ExpressionUse>& uses_;
};

} // namespace

std::vector<ExpressionUse> expressions_of(const Definitions& definitions) {
    std::vector<ExpressionUse> uses;
    for (const auto& [id, process] : definitions.processes)
        ExpressionList{*process, uses}.add_all();
    return uses;
}

std::vector<ExpressionUse> expressions_of(const Pack& pack) {
    auto uses = expressions_of(pack.definitions);
    for (const auto& [id, form] : pack.forms) {
        const auto file = "forms/" + id + ".info";
        const auto add = [&](const std::string& text, const std::string& element, int line) {
            if (text.empty()) return;
            uses.push_back({.text = text, .element = element, .file = file, .line = line});
        };
        for (const auto& entry : form.entries)
            add(entry.needed_when, entry.field, entry.line);
        for (const auto& refusal : form.refusals)
            add(refusal.when, id, refusal.line);
    }
    return uses;
}

} // namespace gongdao
