#include "core/app/scenario_run.hpp"

#include "core/app/errors.hpp"
#include "core/calendar/deadline.hpp"
#include "core/engine/errors.hpp"

#include <boost/json/object.hpp>

#include <algorithm>

namespace gongdao {

namespace {

const std::map<std::string, std::string, std::less<>>& verbs() {
    static const std::map<std::string, std::string, std::less<>> table{
        {"立案", "open_case"},
        {"办理", "complete_task"},
        {"签收", "claim_task"},
        {"退签", "release_task"},
        {"转办", "transfer_task"},
        {"催办", "urge_task"},
        {"更正", "correct_facts"},
        {"作废", "void_case"},
        {"备注", "add_note"},
        {"处理异常", "resolve_incident"}};
    return table;
}

Error misunderstood(const ScenarioLine& line) {
    return fail(errors::scenario_syntax, {line.text}, {.line = line.number});
}

std::string word(const ScenarioLine& line, std::size_t index) {
    return index < line.words.size() ? line.words[index] : std::string{};
}

std::string role_id(const Pack& pack, const std::string& name) {
    for (const auto& [id, role] : pack.roles) {
        if (role.title == name) return id;
    }
    return name;
}

/// `县总法工部@330213、县总主席@330213` → `county_rights@330213;…`
std::string roles_text(const Pack& pack, const ScenarioLine& line) {
    std::string text;
    for (std::size_t i = 3; i < line.words.size(); ++i) {
        std::string_view rest = line.words[i];
        while (!rest.empty()) {
            const auto end = rest.find("、");
            const auto item = rest.substr(0, end);
            rest = end == std::string_view::npos ? std::string_view{}
                                                 : rest.substr(end + std::string_view{"、"}.size());
            const auto at = item.find('@');
            text += role_id(pack, std::string{item.substr(0, at)});
            if (at != std::string_view::npos) text += item.substr(at);
            text += ';';
        }
    }
    return text;
}

} // namespace

Result<const Pack*> ScenarioRun::pack() {
    auto ready = deploy();
    if (!ready) return ready.error();
    const auto current = county_.node().packs().current(pack_);
    if (!current) return current.error();
    return &(*current)->pack;
}

Result<void> ScenarioRun::deploy() {
    if (deployed_) return {};
    deployed_ = true;
    DocumentObject files;
    for (const auto& [path, text] : files_)
        files[path] = text;
    const auto done = county_.act(
        {.actor = system_actor,
         .kind = "deploy_pack",
         .members = DocumentObject{{"files", std::move(files)}}}
    );
    if (!done) return done.error();
    return {};
}

Result<Reply> ScenarioRun::carry_out(Command command, const ScenarioLine& line) {
    auto reply = county_.act(std::move(command));
    if (reply) return reply;
    return fail(errors::scenario_refused, {both_languages(reply.error())}, {.line = line.number});
}

Result<void> ScenarioRun::set_up(const ScenarioLine& line) {
    const auto subject = line.words[0];
    const auto known = pack();
    if (!known) return known.error();
    Command command{.actor = system_actor, .kind = "set_entry"};
    auto& members = command.members.as_object();
    if (subject == "机构") {
        members["register"] = "organisation";
        members["values"] = DocumentObject{{"code", word(line, 1)}, {"name", word(line, 2)}};
        if (word(line, 3) == "上级") members["values"].as_object()["parent"] = word(line, 4);
    } else if (subject == "人员") {
        const auto roles = roles_text(**known, line);
        const auto at = roles.find('@');
        const auto home = at == std::string::npos
                              ? county_.node().org().text()
                              : roles.substr(at + 1, roles.find(';', at) - at - 1);
        members["register"] = "user";
        members["values"] = DocumentObject{
            {"id", word(line, 1)},
            {"name", word(line, 2)},
            {"organisation", home},
            {"roles", roles}};
    } else {
        members["register"] = word(line, 1);
        const auto definition = county_.node().packs().find_register(word(line, 1));
        if (!definition) return definition.error();
        auto values = values_of(line, definition->fields, command);
        if (!values) return values.error();
        members["values"] = std::move(*values);
        members["key"] = word(line, 2);
    }
    const auto done = carry_out(std::move(command), line);
    if (!done) return done.error();
    return {};
}

Result<void> ScenarioRun::pass_time(const ScenarioLine& line) {
    if (line.words[0] == "经过") {
        const auto period = parse_period(word(line, 1));
        if (!period) return period.error();
        const auto due = deadline(county_.node().calendar(), county_.now(), *period);
        if (!due) return due.error();
        return county_.advance_to(due->due);
    }
    const auto target =
        parse_instant(word(line, 1) + (line.words.size() > 2 ? "T" + word(line, 2) : ""));
    if (!target) return target.error();
    if (line.words[0] == "时间") county_.virtual_clock()->move_to(*target);
    return county_.advance_to(*target);
}

Result<Document>
ScenarioRun::values_of(const ScenarioLine& line, const FieldSchema& schema, Command& command) {
    DocumentObject values;
    for (const auto& [name, text] : line.pairs) {
        if (name == "理由" && (command.kind == "correct_facts" || command.kind == "void_case")) {
            command.members.as_object()["reason"] = text;
        } else if (name == "属地" && schema.find_title(name) == nullptr) {
            command.members.as_object()["owner"] = text;
        } else if (name == "附号" && schema.find_title(name) == nullptr) {
            command.members.as_object()["reference"] = text;
        } else {
            const auto* field = schema.find_title(name);
            if (field == nullptr) field = schema.find(name);
            if (field == nullptr) return fail(errors::unknown_title, {name}, {.line = line.number});
            const bool is_json = text.starts_with('[') || text.starts_with('{');
            auto value = is_json ? parse_document(text)
                                 : schema.read_cell(*field, text, date_of(county_.now()));
            if (!value) return value.error();
            values[field->id] = std::move(*value);
        }
    }
    return Document(values);
}

Result<CaseState> ScenarioRun::case_named(const std::string& alias) {
    const auto found = aliases_.find(alias);
    if (found == aliases_.end()) {
        const auto stream = county_.node().find_case(alias);
        if (!stream) return stream.error();
        return county_.node().load_case(*stream);
    }
    return county_.node().load_case(found->second);
}

Result<Key> ScenarioRun::task_named(const CaseState& state, const std::string& name) {
    for (const auto& [key, task] : state.tasks) {
        if (task.name == name || task.element == name || std::to_string(key) == name) return key;
    }
    return fail(errors::no_such_task, {name});
}

Result<Command> ScenarioRun::command_of(const ScenarioLine& line, std::size_t first) {
    const auto known = pack();
    if (!known) return known.error();
    Command command{.actor = ActorId{word(line, first)}};
    if (command.actor.text() == "消息") {
        command.actor = system_actor;
        command.kind = "publish_message";
        auto payload = values_of(line, (*known)->fields, command);
        if (!payload) return payload.error();
        auto& members = command.members.as_object();
        members["name"] = word(line, first + 1);
        members["payload"] = std::move(*payload);
        const auto state = case_named(word(line, first + 3));
        if (!state) return state.error();
        for (const auto& [key, subscription] : state->subscriptions) {
            if (subscription.name == word(line, first + 1))
                members["correlation"] = subscription.correlation;
        }
        return command;
    }
    const auto verb = verbs().find(word(line, first + 1));
    if (verb == verbs().end()) return misunderstood(line);
    command.kind = verb->second;
    auto values = values_of(line, (*known)->fields, command);
    if (!values) return values.error();
    auto& members = command.members.as_object();
    if (command.kind == "open_case") {
        command.pack = pack_;
        members["facts"] = std::move(*values);
        if (line.words.size() > first + 3) members["process"] = word(line, first + 3);
        return command;
    }
    const auto state = case_named(word(line, first + 2));
    if (!state) return state.error();
    command.target = state->stream.text();
    if (command.kind == "correct_facts" || command.kind == "complete_task")
        members["values"] = std::move(*values);
    if (command.kind == "resolve_incident" && !state->incidents.empty())
        members["incident"] = state->incidents.begin()->first;
    if (command.kind.ends_with("_task")) {
        const auto key = task_named(*state, word(line, first + 3));
        if (!key) return key.error();
        members["task"] = *key;
    }
    if (command.kind == "transfer_task") members["to"] = word(line, first + 5);
    return command;
}

Result<void> ScenarioRun::act(const ScenarioLine& line, std::size_t first) {
    if (word(line, first + 1) == "回盘") return bank_returns(line, first);
    auto command = command_of(line, first);
    if (!command) return command.error();
    const bool opens = command->kind == "open_case";
    const auto reply = carry_out(std::move(*command), line);
    if (!reply) return reply.error();
    if (opens) aliases_[word(line, first + 2)] = reply->stream;
    return {};
}

Result<void> ScenarioRun::refused(const ScenarioLine& line) {
    const auto done = act(line, 1);
    const auto& head = line.words[0];
    const auto open = head.find("（");
    const auto reason = open == std::string::npos
                            ? std::string{}
                            : head.substr(open + 3, head.rfind("）") - open - 3);
    if (done) return fail(errors::scenario_not_refused, {reason}, {.line = line.number});
    const auto said = sentence(done.error(), Language::chinese);
    if (said.find(reason) == std::string::npos) {
        return fail(
            errors::scenario_failed,
            {both_languages("因“" + reason + "”被拒绝", "refused for \"" + reason + "\""),
             both_languages(done.error())},
            {.line = line.number}
        );
    }
    return {};
}

Result<void> ScenarioRun::play(const ScenarioLine& line) {
    if (line.words.empty()) return {};
    const auto& first = line.words[0];
    if (first == "机构" || first == "人员" || first == "登记") return set_up(line);
    if (first == "时间" || first == "经过" || first == "到") return pass_time(line);
    if (first == "应当") return expect(line);
    if (first.starts_with("拒绝")) return refused(line);
    return act(line, 0);
}

} // namespace gongdao
