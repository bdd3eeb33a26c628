#include "core/app/batch_view.hpp"

#include "core/access/sealed_fields.hpp"
#include "core/app/batch_actions.hpp"
#include "core/engine/codec.hpp"
#include "core/runtime/batch_chunks.hpp"

#include <boost/json/object.hpp>

namespace gongdao {

namespace {

std::string text_in(const Document& item, std::string_view name) {
    return std::string{find_text(item, name).value_or("")};
}

const PaymentSettlement* settlement_of(const BatchView& view, const BatchLine& line) {
    const auto found = view.target.state.settled.find(line.key);
    return found == view.target.state.settled.end() ? nullptr : &found->second;
}

/// `2025-01` of `batch:cadre-grading:stipend:2025-01`
std::string period_of(std::string_view stream) {
    return std::string{stream.substr(stream.rfind(':') + 1)};
}

void add_word(Bilingual& text, const std::string& word) {
    if (!word.empty()) text.add({word, word});
}

std::string status_of(const BatchView& view, const BatchLine& line, const Document& item) {
    if (view.target.state.status == "opened") return "listed";
    if (const auto* settled = settlement_of(view, line))
        return settled->into.empty() ? "settled" : "carried";
    if (find(item, "fault") != nullptr) return "fault";
    if (find(item, "held") != nullptr) return "held";
    if (view.target.definition().amount.empty()) return "computed";
    if (line.serial == 0) return "nothing";
    if (!view.target.state.pay_list) return "due";
    const auto answer = view.target.state.answers.find(line.serial);
    if (answer == view.target.state.answers.end()) return "sent";
    return answer->second.status == PaymentStatus::paid ? "paid" : "failed";
}

Bilingual settled_words(const PaymentSettlement& settled) {
    if (settled.into.empty())
        return {"另行支付：" + settled.reason, "paid otherwise: " + settled.reason};
    const auto period = period_of(settled.into.text());
    return {"已结转至 " + period, "carried into " + period};
}

Bilingual reason_of(const BatchView& view, const BatchLine& line, const Document& item) {
    Bilingual text;
    if (const auto from = find_text(item, "carried_from"))
        text.add({"由 " + period_of(*from) + " 结转", "carried from " + period_of(*from)});
    for (const auto* name : {"fault", "held"})
        add_word(text, text_in(item, name));
    const auto answer = view.target.state.answers.find(line.serial);
    if (answer != view.target.state.answers.end()) add_word(text, answer->second.reason);
    if (const auto* settled = settlement_of(view, line)) text.add(settled_words(*settled));
    return text;
}

void add_lines(BatchView& view, const std::vector<Document>& items) {
    const auto& amount = view.target.definition().amount;
    std::int64_t serial = 0;
    for (const auto& item : items) {
        BatchLine line{
            .key = text_in(item, "key"),
            .payee = text_in(item, "payee"),
            .amount_fen = find_integer(item, amount).value_or(0),
            .is_carried = find(item, "carried_from") != nullptr};
        if (payable_fen(item, amount) > 0) line.serial = ++serial;
        line.status = status_of(view, line, item);
        line.reason = reason_of(view, line, item);
        view.lines.push_back(std::move(line));
    }
    view.sums = payment_sums(view.target.state, pay_lines(items, amount));
}

/// `退回：名单有误`: the choice among what was filled in, and the opinion that goes with it.
std::string outcome_of(const FieldSchema& fields, const std::vector<Event>& events) {
    std::string choice;
    std::string opinion;
    for (const auto& event : events) {
        const auto* set = std::get_if<VariablesSet>(&event);
        if (set == nullptr || !set->values.is_object()) continue;
        for (const auto& [name, value] : set->values.get_object()) {
            const auto* field = fields.find(name);
            if (field == nullptr || !value.is_string()) continue;
            const std::string given{value.get_string()};
            const bool is_opinion = field->type == FieldType::text && name.ends_with("_note");
            if (is_opinion && opinion.empty()) opinion = given;
            if (field->type != FieldType::choice || !choice.empty()) continue;
            const auto title = field->choice_titles.find(given);
            choice = title == field->choice_titles.end() ? given : title->second;
        }
    }
    return choice.empty() || opinion.empty() ? choice : choice + "：" + opinion;
}

Result<void> add_acts(Node& node, BatchView& view) {
    const auto& driver = *view.target.driver;
    const auto rows = node.store().journal_of(node.org(), driver.stream);
    if (!rows) return rows.error();
    std::map<Key, std::string> names;
    for (const auto& row : *rows) {
        const auto events = decode_events(row.events);
        if (!events) return events.error();
        std::string task;
        for (const auto& event : *events) {
            const auto* completed = std::get_if<TaskCompleted>(&event);
            if (completed != nullptr) task = names[completed->key];
            const auto* opened = std::get_if<TaskOpened>(&event);
            if (opened != nullptr) names[opened->key] = opened->task.name;
        }
        if (task.empty()) continue;
        view.acts.push_back(
            {.task = task,
             .actor = row.actor.text(),
             .at = to_text(row.occurred_at).substr(0, 16),
             .outcome = outcome_of(view.target.pack().fields, *events)}
        );
    }
    return {};
}

std::string role_titles(const Pack& pack, const Task& task) {
    std::string text;
    for (const auto& role : task.roles) {
        const auto known = pack.roles.find(role);
        text +=
            (text.empty() ? "" : "、") + (known == pack.roles.end() ? role : known->second.title);
    }
    return text;
}

std::string name_of_element(const Pack& pack, const Timer& timer) {
    const auto process = pack.definitions.processes.find(timer.process);
    if (process == pack.definitions.processes.end()) return timer.element;
    const auto index = process->second->find_element(timer.element);
    const auto name = index < 0 ? std::string{} : process->second->element(index).name;
    return name.empty() ? timer.element : name;
}

void add_waits(BatchView& view) {
    const auto& driver = *view.target.driver;
    for (const auto& [key, task] : driver.tasks) {
        view.waits.push_back(
            {.kind = "task",
             .name = task.name,
             .roles = role_titles(view.target.pack(), task),
             .due = task.due_at ? to_text(*task.due_at).substr(0, 16) : std::string{}}
        );
    }
    for (const auto& [key, timer] : driver.timers) {
        view.waits.push_back(
            {.kind = "timer",
             .name = name_of_element(view.target.pack(), timer),
             .roles = {},
             .due = to_text(timer.due_at).substr(0, 16)}
        );
    }
    for (const auto& [key, incident] : driver.incidents) {
        view.waits.push_back({.kind = "incident", .name = incident.sentence, .roles = {}, .due = {}}
        );
    }
}

BatchStage stage(const Wording& name, bool done, bool& reached, Bilingual note) {
    std::string state = "later";
    if (done) state = "done";
    if (!done && !reached) state = "now";
    reached = reached || !done;
    return {.name = name, .state = std::move(state), .note = std::move(note)};
}

} // namespace

Result<BatchView> view_batch(Node& node, BatchTarget target) {
    BatchView view{.target = std::move(target), .lines = {}, .sums = {}, .acts = {}, .waits = {}};
    const auto items = stored_items(node.store(), node.org(), view.target.stream);
    if (!items) return items.error();
    add_lines(view, *items);
    if (!view.target.driver) return view;
    const auto added = add_acts(node, view);
    if (!added) return added.error();
    add_waits(view);
    return view;
}

std::vector<BatchStage> stages_of(const BatchView& view) {
    const auto& batch = view.target.state;
    const bool computed = batch.status == "computed" || batch.status == "released";
    const bool released = batch.status == "released";
    const auto date = [](Instant instant) {
        const auto text = to_text(date_of(instant));
        return Bilingual{text, text};
    };
    bool reached = false;
    std::vector<BatchStage> stages;
    stages.push_back(stage(
        {"冻结计算", "frozen, computed"},
        computed,
        reached,
        computed ? date(batch.opened_at) : Bilingual{}
    ));
    stages.push_back(stage({"复核审批", "checked, approved"}, released, reached, {}));
    const bool pays = !view.target.definition().effect.empty();
    stages.push_back(stage(
        pays ? Wording{"出盘", "pay list"} : Wording{"生效", "in force"},
        released,
        reached,
        batch.closed_at ? date(*batch.closed_at) : Bilingual{}
    ));
    const bool ended =
        view.target.driver && view.target.driver->status == CaseStatus::completed && released;
    if (pays) {
        const auto all = view.sums.paid + view.sums.failed + view.sums.open;
        const bool by_hand = ended && view.target.state.answers.empty() && all > 0;
        const auto answered = std::to_string(all - view.sums.open) + "/" + std::to_string(all);
        stages.push_back(stage(
            {"回盘", "bank's answer"},
            by_hand || (released && view.sums.open == 0),
            reached,
            by_hand    ? Bilingual{"人工登记", "by hand"}
            : released ? Bilingual{answered, answered}
                       : Bilingual{}
        ));
    }
    stages.push_back(stage({"办结", "closed"}, ended, reached, {}));
    return stages;
}

} // namespace gongdao
