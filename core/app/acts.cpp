#include "core/app/acts.hpp"

#include "core/app/errors.hpp"
#include "core/app/files.hpp"
#include "core/values/two_languages.hpp"

#include <boost/json/object.hpp>

#include <algorithm>

namespace gongdao {

namespace {

constexpr int acts_per_group = 400;
constexpr int due_per_round = 500;

Result<Act> read_act(std::string_view line, const std::string& place) {
    auto document = parse_document(line);
    if (!document) return document.error();
    if (!document->is_object()) return fail(errors::command_not_object);
    auto command = read_command_line(*document);
    if (!command) return command.error();
    const auto at = command->occurred_at.value_or(Instant{});
    if (command->id.empty()) command->id = CommandId{"act:" + place};
    return Act{.command = std::move(*command), .at = at, .place = place};
}

} // namespace

Result<std::vector<Act>> read_acts(const std::vector<std::filesystem::path>& files) {
    std::vector<Act> acts;
    for (const auto& path : files) {
        const auto text = read_file(path);
        if (!text) return text.error();
        int number = 0;
        for (std::size_t from = 0; from < text->size();) {
            const auto end = std::min(text->find('\n', from), text->size());
            const std::string_view line{text->data() + from, end - from};
            from = end + 1;
            ++number;
            if (line.find_first_not_of(" \t\r") == std::string_view::npos) continue;
            const auto name =
                path.parent_path().filename().string() + "/" + path.filename().string();
            auto act = read_act(line, name + ":" + std::to_string(number));
            if (!act) {
                auto error = act.error();
                error.place = {.file = path.filename().string(), .line = number};
                return error;
            }
            acts.push_back(std::move(*act));
        }
    }
    std::stable_sort(acts.begin(), acts.end(), [](const Act& a, const Act& b) {
        return a.at < b.at;
    });
    return acts;
}

namespace {

Result<void> catch_up(County& county, Instant until) {
    auto& clock = *county.virtual_clock();
    for (;;) {
        const auto next = county.node().next_due();
        if (!next) return next.error();
        if (!*next || **next > until) break;
        clock.move_to(**next);
        const auto done = county.node().do_due_work(clock.now(), due_per_round);
        if (!done) return done.error();
    }
    clock.move_to(until);
    return {};
}

} // namespace

Result<Played> play(
    County& county, const std::vector<Act>& acts, const std::function<void(std::int64_t)>& progress
) {
    Played played;
    auto& node = county.node();
    auto begun = node.begin_group();
    if (!begun) return begun.error();
    for (const auto& act : acts) {
        auto caught_up = catch_up(county, act.at);
        if (!caught_up) {
            node.abandon_group();
            return caught_up.error();
        }
        const auto reply = node.execute(act.command, county.now());
        if (node.stopped_by() != nullptr) break;
        if (!reply) {
            played.refused.push_back(
                fail(errors::act_failed, {act.command.id.text(), both_languages(reply.error())})
            );
        }
        ++played.done;
        if (played.done % acts_per_group != 0) continue;
        auto committed = node.commit_group();
        if (committed) committed = node.begin_group();
        if (!committed) return committed.error();
        if (progress) progress(played.done);
    }
    auto committed = node.commit_group();
    if (!committed) return committed.error();
    return played;
}

} // namespace gongdao
