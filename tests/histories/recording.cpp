#include "core/app/files.hpp"
#include "core/app/scenario.hpp"
#include "tests/cases/case_run.hpp"
#include "tests/histories/every_event.hpp"
#include "tests/histories/replayed_history.hpp"
#include "tests/runtime/trial_node.hpp"

#include <algorithm>
#include <cstdlib>

// Makes journals of every pack and writes a choice of them: of each pack, and of the cases of the
// interpreter, as few histories as together hold every event that occurs there.

using namespace gongdao;
using namespace gongdao::testing;

namespace {

constexpr std::size_t journal_max = 1'000'000;

std::filesystem::path source() { return GONGDAO_SOURCE_DIR; }

/// Deployed packs are left out: their files are long, and one small pack shows the event.
std::vector<History> histories_of(StoreReader& store, bool with_packs) {
    std::map<StreamId, History> by_stream;
    for (auto& row : must(store.journal_after(0, journal_max))) {
        if (with_packs || kind_of(row.stream) != "pack")
            by_stream[row.stream].push_back(std::move(row));
    }
    std::vector<History> histories;
    for (auto& [stream, history] : by_stream)
        histories.push_back(std::move(history));
    return histories;
}

std::vector<History> histories_of_pack(const std::filesystem::path& folder) {
    const TemporaryFolder scratch;
    std::vector<History> histories;
    const auto results = must(run_scenarios(
        must(read_pack_folder(folder)),
        scratch.path() / "county",
        [&](County& county) {
            for (auto& history : histories_of(county.node().store(), false))
                histories.push_back(std::move(history));
        }
    ));
    for (const auto& result : results)
        CHECK_MESSAGE(result.faults.empty(), result.title);
    return histories;
}

void append(History& history, std::vector<Event> events, const std::string& kind, Instant at) {
    JournalRow row{
        .org = OrgId{"330213"},
        .stream = history.empty() ? StreamId{"case:1"} : history.front().stream,
        .seq = static_cast<std::int64_t>(history.size()) + 1,
        .command_id = CommandId{"c" + std::to_string(history.size() + 1)},
        .actor = ActorId{"system"},
        .occurred_at = at,
        .recorded_at = at,
        .kind = kind,
        .events = encode_events(events)};
    if (!history.empty()) row.previous = history.back().hash;
    row.hash = hash_of(row);
    history.push_back(std::move(row));
}

History history_of(const cases::Case& given, const cases::Surroundings& around) {
    History history;
    cases::CaseRun run{given, around, TransitionTable::standard()};
    std::size_t known = 0;
    for (const auto& step : given.steps) {
        run.perform(step);
        const auto& all = run.events();
        if (all.size() == known) continue;
        const auto fresh = all.begin() + static_cast<std::ptrdiff_t>(known);
        append(history, {fresh, all.end()}, step.verb, run.now());
        known = all.size();
    }
    return history;
}

/// The interpreter's own cases, which try every element. Two events are known but no act gives
/// them, so they are written by hand.
std::vector<History> histories_of_cases() {
    const auto folder = source() / "tests/cases";
    const cases::Surroundings around{
        .pack = cases::read_case_pack(folder), .expressions = LuaExpressions{}, .folder = folder};
    std::vector<History> histories;
    for (const auto& entry : std::filesystem::directory_iterator{folder}) {
        if (entry.path().extension() != ".steps") continue;
        for (const auto& given : cases::read_case_file(entry.path())) {
            auto history = history_of(given, around);
            if (!history.empty()) histories.push_back(std::move(history));
        }
    }
    REQUIRE_FALSE(histories.empty());
    History titled{histories.front().front()};
    const Instant at = titled.front().recorded_at;
    append(titled, {CaseRetitled{.title = "新名"}}, "retitle", at);
    const SignalBroadcast told{.key = 7, .name = "bell", .payload = DocumentObject{{"n", 1}}};
    append(titled, {told}, "broadcast", at);
    histories.push_back(std::move(titled));
    return histories;
}

/// No pack of ours carries payments over, so this event is written by hand.
void settle_by_hand(TrialNode& trial) {
    must(trial.node().begin_group());
    must(trial.node().record_stream(
        StreamId{"batch:letterbox:stamps:2026-01"},
        {.id = CommandId{"settled"}, .actor = ActorId{"root"}, .kind = "settle_payment"},
        trial.now(),
        {PaymentsSettled{
            .keys = {"A1", "A2@2025-12"},
            .into = StreamId{"batch:letterbox:stamps:2026-02"},
            .reason = "补付",
            .at = trial.now()}}
    ));
    must(trial.node().commit_group());
}

/// A pack whose processes begin by themselves, and another version of it.
void deploy_rounds(TrialNode& trial) {
    const auto folder = source() / "tests/runtime/rounds";
    for (const auto* cron : {"0 9 10 * *", "0 9 25 * *"}) {
        DocumentObject texts;
        for (auto [name, text] : must(read_pack_folder(folder))) {
            const auto at = text.find("0 9 10 * *");
            if (at != std::string::npos) text.replace(at, 10, cron);
            texts[name] = text;
        }
        trial.as("root", "deploy_pack", {{"files", texts}});
        trial.wait_until("2026-03-12T10:00");
        while (trial.settle() > 0) {
        }
    }
}

/// Registers, messages, signals and the node's own settings.
std::vector<History> histories_of_letterbox() {
    TrialNode trial;
    trial.as("li", "open_case", {{"facts", DocumentObject{{"who", "a"}}}});
    trial.as("li", "broadcast_signal", {{"name", "bell"}});
    trial.as("li", "publish_message", {{"name", "answer"}, {"correlation", "a"}});
    trial.as("li", "publish_message", {{"name", "answer"}, {"correlation", "b"}});
    trial.as("li", "publish_message", {{"name", "filed"}});
    trial.as("root", "retire_entry", {{"register", "user"}, {"key", "guest"}, {"reason", "离职"}});
    trial.as(
        "root", "reinstate_entry", {{"register", "user"}, {"key", "guest"}, {"reason", "返聘"}}
    );
    trial.as(
        "root",
        "load_holidays",
        {{"csv", cases::text_of_file(source() / "tests/cases/holidays-2030.csv")}}
    );
    trial.as("root", "set_office_hours", {{"hours", "08:30-12:00,13:30-17:00"}});
    trial.as("root", "set_clock", {{"to", "2026-03-02T10:00"}});
    settle_by_hand(trial);
    deploy_rounds(trial);
    return histories_of(trial.store(), true);
}

std::size_t length_of(const History& history) {
    std::size_t length = 0;
    for (const auto& row : history)
        length += row.events.size();
    return length;
}

/// Greedily: whoever brings most events that are not there yet, and the shorter of two.
std::vector<History> chosen_of(std::vector<History> histories) {
    std::vector<History> chosen;
    std::set<std::string> known;
    for (;;) {
        const History* best = nullptr;
        std::size_t gain = 0;
        for (const auto& history : histories) {
            auto names = events_in(history);
            const auto fresh = static_cast<std::size_t>(std::count_if(
                names.begin(), names.end(), [&](const auto& name) { return !known.contains(name); }
            ));
            const bool better = fresh > gain || (fresh == gain && fresh > 0 &&
                                                 length_of(history) < length_of(*best));
            if (!better) continue;
            best = &history;
            gain = fresh;
        }
        if (best == nullptr) return chosen;
        known.merge(events_in(*best));
        chosen.push_back(*best);
    }
}

std::map<std::string, std::vector<History>> journals_of_this_version() {
    std::map<std::string, std::vector<History>> journals;
    for (const auto& entry : std::filesystem::directory_iterator{source() / "workflows"})
        if (exists(entry.path() / "pack.info"))
            journals[entry.path().filename().string()] = chosen_of(histories_of_pack(entry.path()));
    journals["cases"] = chosen_of(histories_of_cases());
    journals["letterbox"] = chosen_of(histories_of_letterbox());
    return journals;
}

void write(const std::filesystem::path& folder, const std::string& name, const auto& histories) {
    std::filesystem::create_directories(folder);
    std::ofstream lines{folder / (name + ".jsonl"), std::ios::binary};
    for (const auto& history : histories)
        for (const auto& row : history)
            lines << line_of(row) << "\n";
    std::ofstream{folder / (name + ".states"), std::ios::binary} << summary_of(histories);
}

} // namespace

TEST_CASE("scenarios, cases and a few acts give every event, and replay as they went") {
    const auto journals = journals_of_this_version();
    auto missing = every_event();
    for (const auto& [name, histories] : journals) {
        CAPTURE(name);
        CHECK_FALSE(histories.empty());
        CHECK_FALSE(summary_of(histories).empty());
        for (const auto& history : histories)
            for (const auto& event : events_in(history))
                missing.erase(event);
        if (const char* folder = std::getenv("GONGDAO_HISTORIES")) write(folder, name, histories);
    }
    for (const auto& event : missing)
        FAIL_CHECK("nothing gives " << event);
}
