#include "core/runtime/record_commands.hpp"

#include "core/engine/context.hpp"
#include "core/runtime/batch_carry.hpp"
#include "core/runtime/batch_payments.hpp"
#include "core/runtime/built_in_registers.hpp"
#include "core/runtime/entry_commands.hpp"
#include "core/runtime/errors.hpp"
#include "core/runtime/messages.hpp"
#include "core/runtime/node.hpp"
#include "core/runtime/start_timers.hpp"

#include <boost/json/object.hpp>

#include <algorithm>
#include <array>

namespace gongdao {

namespace {

Result<std::string> needed(const Command& command, std::string_view member) {
    const auto text = find_text(command.members, member);
    if (!text || text->empty())
        return fail(errors::command_member_missing, {command.kind, std::string{member}});
    return std::string{*text};
}

Result<void> administrators_only(Node& node, const Command& command) {
    const auto actor = node.directory().actor(command.actor);
    if (!actor) return actor.error();
    if (node.directory().holds(*actor, administrator_role, node.org().text())) return {};
    return fail(errors::administrators_only, {command.actor.text(), command.kind});
}

Result<Reply> deploy_pack(Node& node, const Command& command, Instant now) {
    auto allowed = administrators_only(node, command);
    if (!allowed) return allowed.error();
    const auto* files = find(command.members, "files");
    if (files == nullptr || !files->is_object())
        return fail(errors::command_member_missing, {command.kind, "files"});
    std::map<std::string, std::string> texts;
    for (const auto& [path, text] : files->get_object()) {
        if (text.is_string()) texts[path] = std::string{text.get_string()};
    }
    Faults faults;
    const auto& parts = node.parts();
    const auto deployed =
        prepare_pack(texts, parts.rules, parts.expressions, node.offers(), faults);
    if (!faults.empty()) return faults.front();
    const auto& pack = deployed.pack;
    const StreamId stream{"pack:" + pack.id.text() + ":" + pack.version};
    std::vector<StreamEvent> events{PackDeployed{
        .id = pack.id.text(),
        .version = pack.version,
        .title = pack.title,
        .files = texts,
        .at = now}};
    // The same version once more changes nothing, its timers go on.
    const auto running = node.packs().current(pack.id.text());
    const bool is_running = running && (*running)->pack.version == pack.version;
    const auto starts =
        is_running ? starts_of_current(node, pack) : planned_starts(pack, node.calendar(), now);
    if (!starts) return starts.error();
    events.insert(events.end(), starts->begin(), starts->end());
    auto reply = node.record_stream(stream, command, now, std::move(events));
    node.packs().forget_current();
    if (!reply) return reply;
    auto cancelled =
        cancel_other_starts(node, command, {.id = pack.id.text(), .version = pack.version}, now);
    if (!cancelled) return cancelled.error();
    return reply;
}

Result<Reply> load_holidays(Node& node, const Command& command, Instant now) {
    auto allowed = administrators_only(node, command);
    if (!allowed) return allowed.error();
    const auto csv = needed(command, "csv");
    if (!csv) return csv.error();
    auto table = node.calendar().table();
    const auto faults = table.merge(*csv);
    if (!faults.empty()) return faults.front();
    auto reply =
        node.record_stream(StreamId{"node:county"}, command, now, {HolidaysLoaded{.csv = *csv}});
    if (!reply) return reply;
    auto loaded = node.reload_calendar();
    if (!loaded) return loaded.error();
    auto moved = node.recompute_provisional(command, now);
    if (!moved) return moved.error();
    return reply;
}

Result<Reply> set_clock(Node& node, const Command& command, Instant now) {
    auto allowed = administrators_only(node, command);
    if (!allowed) return allowed.error();
    const auto text = needed(command, "to");
    if (!text) return text.error();
    const auto to = parse_instant(*text);
    if (!to) return to.error();
    return node.record_stream(StreamId{"node:county"}, command, now, {ClockSet{.at = *to}});
}

/// Deadlines that are running stay as they were told to people; those that begin now count by it.
Result<Reply> set_office_hours(Node& node, const Command& command, Instant now) {
    auto allowed = administrators_only(node, command);
    if (!allowed) return allowed.error();
    const auto text = needed(command, "hours");
    if (!text) return text.error();
    const auto hours = OfficeHours::parse(*text);
    if (!hours) return hours.error();
    auto reply = node.record_stream(
        StreamId{"node:county"}, command, now, {OfficeHoursSet{.hours = hours->text()}}
    );
    if (!reply) return reply;
    auto loaded = node.reload_calendar();
    if (!loaded) return loaded.error();
    return reply;
}

constexpr std::array handlers{
    RecordCommand{"set_entry", &set_entry},
    RecordCommand{"retire_entry", &retire_entry},
    RecordCommand{"reinstate_entry", &reinstate_entry},
    RecordCommand{"deploy_pack", &deploy_pack},
    RecordCommand{"load_holidays", &load_holidays},
    RecordCommand{"set_clock", &set_clock},
    RecordCommand{"set_office_hours", &set_office_hours},
    RecordCommand{"publish_message", &publish_message},
    RecordCommand{"broadcast_signal", &broadcast_signal},
    RecordCommand{"record_return", &record_return},
    RecordCommand{"settle_payment", &settle_payment},
};

} // namespace

const RecordCommand* find_record_command(std::string_view kind) {
    const auto* found =
        std::find_if(handlers.begin(), handlers.end(), [&](const RecordCommand& handler) {
            return handler.kind == kind;
        });
    return found == handlers.end() ? nullptr : found;
}

} // namespace gongdao
