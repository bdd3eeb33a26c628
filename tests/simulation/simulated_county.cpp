#include "tests/simulation/simulated_county.hpp"

#include "core/engine/apply.hpp"
#include "core/engine/codec.hpp"
#include "core/engine/stream_events.hpp"
#include "core/runtime/replay.hpp"
#include "tests/simulation/case_check.hpp"
#include "tests/support/results.hpp"
#include "tests/support/temporary_folder.hpp"

#include <boost/json/object.hpp>

namespace gongdao::simulation {

using namespace testing;

namespace {

constexpr std::size_t rows_max = 1'000'000;

inline constexpr ErrorKind line_is_down{
    "simulation.line_is_down", ErrorClass::environment, "线路不通", "the line is down"};
inline constexpr ErrorKind never_delivered{
    "simulation.never_delivered", ErrorClass::findings, "送不到", "it can never be delivered"};
inline constexpr ErrorKind list_changed{
    "simulation.list_changed", ErrorClass::conflict, "清单变了", "the pay list is another one"};
/// The node takes the second argument of an error of this code for a BPMN error.
inline constexpr ErrorKind rejected{
    "plugin.rejected", ErrorClass::findings, "{0}退回：{1}", "{0} rejected it: {1}"};

Command founding(std::string id, std::string kind, DocumentObject members) {
    return {
        .id = CommandId{std::move(id)},
        .actor = system_actor,
        .kind = std::move(kind),
        .members = std::move(members)};
}

Command person(const std::string& id, const std::string& roles) {
    return founding(
        "found-" + id,
        "set_entry",
        {{"register", "user"},
         {"values",
          DocumentObject{
              {"id", id}, {"name", id}, {"organisation", trial_org.text()}, {"roles", roles}}}}
    );
}

Command member(const std::string& code, int share, const Document& account) {
    return founding(
        "found-" + code,
        "set_entry",
        {{"register", "member"},
         {"values",
          DocumentObject{{"code", code}, {"name", "成员"}, {"share", share}, {"account", account}}}}
    );
}

/// Carries all out in one group; every one must be accepted.
void give_all(Node& node, const std::vector<Command>& commands) {
    must(node.begin_group());
    for (const auto& command : commands)
        must(node.execute(command, first_day));
    must(node.commit_group());
}

/// The county without its pack, made once for all seeds.
struct Foundation {
    TemporaryFolder folder;
    Surroundings around{folder.path().string()};
    FragileDisk::Image image;

    Foundation() {
        FragileDisk disk{0};
        const MountedDisk mounted{disk};
        UnsteadyEffects effects;
        {
            TrialNode node{around, effects, Durability::full};
            must(node.start());
            const auto org = trial_org.text();
            give_all(
                node.node(),
                {founding(
                    "found-org",
                    "set_entry",
                    {{"register", "organisation"},
                     {"values", DocumentObject{{"code", org}, {"name", "长兴县总工会"}}}}
                )}
            );
        }
        disk.write_back();
        image = disk.image();
    }
};

Foundation& foundation() {
    static Foundation made;
    return made;
}

} // namespace

Result<Document> UnsteadyEffects::deliver(
    std::string_view effect, const Document& payload, const WorkContext& context
) {
    delivered.insert(context.idempotency_key);
    const auto hash = to_hex(sha256(canonical_text(payload)));
    const bool is_list = effect == "pay_list";
    if (is_list && lists.emplace(context.idempotency_key, hash).first->second != hash)
        return fail(list_changed);
    const auto luck =
        sha256(context.idempotency_key + "/" + std::to_string(context.attempt)).front() % 8;
    if (!calm && luck == 0) return fail(line_is_down);
    if (!calm && luck == 1) return fail(never_delivered);
    if (!calm && luck == 2) return fail(rejected, {"export", "BAD"});
    return Document(DocumentObject{{"file", context.idempotency_key}, {"sha256", hash}});
}

SimulatedCounty::SimulatedCounty(std::uint64_t seed, const ProcessText& text, Habits habits)
    : disk{seed, foundation().image}, habits_{habits} {
    node_ = std::make_unique<TrialNode>(foundation().around, effects, Durability::full);
    must(node_->start());
    deploy(text);
    node_.reset();
    disk.write_back();
    begin_life();
}

SimulatedCounty::~SimulatedCounty() { node_.reset(); }

void SimulatedCounty::deploy(const ProcessText& text) {
    DocumentObject files;
    for (const auto& [path, content] : pack_of(text))
        files[path] = content;
    auto command = founding("deploy", "deploy_pack", {{"files", std::move(files)}});
    must(node().begin_group());
    const auto deployed = node().execute(command, first_day);
    if (!deployed) note("the pack is refused: " + sentence(deployed.error(), Language::english));
    must(node().commit_group());
    if (!deployed) return;
    const auto org = trial_org.text();
    give_all(
        node(),
        {person("li", "clerk@" + org),
         person("wang", "clerk@" + org + ";leader@" + org),
         person("boss", "leader@" + org),
         person("guest", ""),
         member("m1", 2, "622201"),
         member("m2", 1, nullptr),
         member("m3", 0, "622203")}
    );
    pack_ = must(node().packs().current("random"));
}

void SimulatedCounty::note(const Result<void>& result) {
    if (!result && disk.is_running())
        note("on a sound disk: " + sentence(result.error(), Language::english));
}

void SimulatedCounty::begin_life() {
    node_.reset();
    for (;;) {
        if (!disk.is_running()) disk.start_program();
        node_ = std::make_unique<TrialNode>(foundation().around, effects, habits_.durability);
        const auto started = node_->start();
        note(started);
        if (disk.is_running()) break;
        node_.reset();
    }
    // Every other node lets its rows wait, as one does that stays open.
    if (++lives_ % 2 == 0) node().defer_rows();
    if (!fault.empty()) return;
    position_ = 0;
    cases_.clear();
    commands_.clear();
    requested_.clear();
    released_.clear();
    drivers_.clear();
    decisions_ = 0;
    observe();
}

void SimulatedCounty::take_row(const JournalRow& row, std::set<StreamId>& touched) {
    position_ = row.position;
    if (!commands_.insert(row.command_id).second)
        note("the command " + row.command_id.text() + " was carried out twice");
    if (kind_of(row.stream) == "batch") return take_batch(row);
    if (kind_of(row.stream) != "case") return;
    const auto events = decode_events(row.events);
    if (!events) return note("unreadable events: " + sentence(events.error(), Language::english));
    auto& state = cases_[row.stream];
    state.org = row.org;
    state.stream = row.stream;
    apply_all(state, *events);
    touched.insert(row.stream);
    for (const auto& event : *events)
        take_event(event);
}

void SimulatedCounty::take_event(const Event& event) {
    if (const auto* work = std::get_if<WorkRequested>(&event))
        requested_.insert(work->work.idempotency_key);
    const auto* decided = std::get_if<RuleDecided>(&event);
    if (decided == nullptr) return;
    ++decisions_;
    const auto again = pack_->rules->decide(decided->rule, decided->inputs, date_of(first_day));
    if (!again || again->outcome != decided->outcome || again->version != decided->version)
        note("what " + decided->rule + " gave does not follow from what was recorded");
}

/// A pay list leaves once its batch is computed, and a batch is released once, with that list.
void SimulatedCounty::take_batch(const JournalRow& row) {
    const auto& key = row.stream.text();
    const auto events = decode_stream_events(row.events);
    if (!events) return note("unreadable events: " + sentence(events.error(), Language::english));
    for (const auto& event : *events) {
        if (const auto* opened = std::get_if<BatchOpened>(&event)) drivers_[key] = opened->driver;
        if (std::holds_alternative<BatchComputed>(event)) {
            requested_.insert(key);
            if (released_.contains(row.stream)) note(key + " was computed after its release");
        }
        const auto* released = std::get_if<BatchReleased>(&event);
        if (released == nullptr) continue;
        if (!row.command_id.text().starts_with(drivers_[key].text() + "#"))
            note(key + " was released by another case than the one that computed it");
        if (!released_.insert(row.stream).second) note(key + " was released twice");
        const auto list = effects.lists.find(key);
        if (!released->pay_list || list == effects.lists.end() ||
            released->pay_list->sha256 != list->second)
            note(key + " was released without the pay list that left");
    }
}

void SimulatedCounty::observe() {
    const auto rows = node().store().journal_after(position_, rows_max);
    if (!rows) return note(Result<void>{rows.error()});
    std::set<StreamId> touched;
    for (const auto& row : *rows)
        take_row(row, touched);
    for (const auto& stream : touched)
        compare(stream);
}

void SimulatedCounty::compare(const StreamId& stream) {
    const auto& replayed = cases_.at(stream);
    const auto live = node().load_case(stream);
    if (!live) return note(Result<void>{live.error()});
    if (encode_state(*live) != encode_state(replayed))
        note("replay of " + stream.text() + " gives another state");
    if (auto complaint = fault_of(replayed, pack_->pack.definitions))
        note(stream.text() + ": " + *complaint);
}

void SimulatedCounty::verify_all() {
    for (const auto& key : effects.delivered)
        if (!requested_.contains(key)) note("lost what asked for the effect " + key);
    const auto written = node().write_rows();
    note(written);
    if (!written) return;
    const auto verified = verify(node().store());
    if (!verified) return note(Result<void>{verified.error()});
    for (const auto& found : verified->faults)
        note("verification finds: " + sentence(found, Language::english));
}

std::string SimulatedCounty::digest() {
    std::string hashes;
    for (const auto& row : must(node().store().journal_after(0, rows_max)))
        hashes += to_hex(row.hash);
    return to_hex(sha256(hashes));
}

} // namespace gongdao::simulation
