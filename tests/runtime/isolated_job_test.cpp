#include "core/engine/codec.hpp"
#include "tests/runtime/trial_node.hpp"

#include <fstream>
#include <iterator>

using namespace gongdao;
using namespace gongdao::testing;

namespace {

/// The plugin whose jobs do what no job should, in a process of its own, as a node has it.
class Errands final : public Jobs {
public:
    Errands() { start(); }

    /// As at the start of the node's program; `configuration` may make the plugin fail there.
    void start(const std::string& configuration = "{}") {
        jobs_.reset();
        host_.reset(); // one that dies takes its process with it
        host_ = std::make_unique<PluginHost>(services(configuration));
        const std::filesystem::path folder{GONGDAO_FIXTURES};
        std::ifstream list{folder / "wicked.so.allow"};
        std::string line{std::istreambuf_iterator<char>{list}, {}};
        line = line.substr(0, 64) + "  test.wicked 1.0.0 isolated\n";
        loaded_ = host_->load(folder / "wicked.so", must(AllowList::read(line)));
        jobs_ = std::make_unique<PluginJobs>(*host_);
    }

    [[nodiscard]] const Result<void>& loaded() const { return loaded_; }

    [[nodiscard]] bool offers(std::string_view job) const override { return jobs_->offers(job); }

    [[nodiscard]] Result<Document>
    run(std::string_view job, const Document& input, const WorkContext& context) override {
        return jobs_->run(job, input, context);
    }

private:
    static PluginServices services(const std::string& configuration) {
        return {
            .log = {},
            .configurations = {{"test.wicked", configuration}},
            .extensions = {},
            .isolation = {
                .program = GONGDAO_PLUGIN_HOST_PROGRAM,
                .limits = {
                    .start_ms = 20'000,
                    .call_ms = 4'000,
                    .memory_bytes = 128 << 20,
                    .answer_bytes = 1 << 20}}};
    }

    std::unique_ptr<PluginHost> host_;
    std::unique_ptr<PluginJobs> jobs_;
    Result<void> loaded_;
};

/// A county whose only pack sends its cases on errands.
struct Errand {
    Errands errands;
    TrialNode node{"errand", &errands, {"wicked.job"}};

    /// The job behaves as `how` says in its first `times` attempts.
    StreamId open(const std::string& how, int times) {
        const DocumentObject facts{{"how", how}, {"attempts", times}};
        return node.as("li", "open_case", {{"facts", facts}}).stream;
    }

    CaseState state(const StreamId& stream) { return must(node.node().load_case(stream)); }

    std::string fact(const StreamId& stream, const char* name) {
        return std::string{find_text(state(stream).facts, name).value_or("")};
    }

    /// Every failure of work that the case's journal tells.
    std::vector<WorkFailed> failures(const StreamId& stream) {
        std::vector<WorkFailed> found;
        for (const auto& row : must(node.store().journal_after(0, 1'000))) {
            if (row.stream != stream) continue;
            for (const auto& event : must(decode_events(row.events)))
                if (const auto* failed = std::get_if<WorkFailed>(&event)) found.push_back(*failed);
        }
        return found;
    }

    /// Whether the errand is done and the case waits for its reader.
    bool is_done(const StreamId& stream) {
        const auto now = state(stream);
        return now.tasks.size() == 1 && now.work.empty() && now.incidents.empty();
    }

    void complete(const StreamId& stream) {
        node.as("li", "complete_task", {{"case", stream.text()}, {"element", "read"}});
        CHECK(state(stream).status == CaseStatus::completed);
    }
};

/// What a job does, and the failure that the case's journal tells.
struct Ill {
    const char* how;
    const char* code;
};

constexpr Ill ills[]{
    {"crash", "plugin.process_ended"},
    {"exit", "plugin.process_ended"},
    {"deaf", "plugin.process_ended"},
    {"leak", "plugin.process_ended"},
    {"hang", "plugin.process_too_slow"},
    {"noise", "plugin.process_answer_too_large"},
    {"gibibyte", "plugin.process_answer_too_large"},
    {"empty", "plugin.process_answer_bad"},
    {"not_json", "plugin.process_answer_bad"},
    {"not_asked", "plugin.process_answer_bad"}};

} // namespace

TEST_CASE("a job in a separate process answers the case that asked, with the key of its work") {
    Errand county;
    const auto stream = county.open("well", 0);
    const auto key = county.state(stream).work.begin()->second.idempotency_key;

    CHECK(county.node.settle() == 1);

    CHECK(county.is_done(stream));
    CHECK(county.fact(stream, "key") == key);
    CHECK(county.fact(stream, "attempt") == "1");
    CHECK(county.failures(stream).empty());
    CHECK(county.node.rows("outbox") == 0);
    county.complete(stream);
    CHECK(county.node.verified().holds());
}

TEST_CASE("whatever a job does to its process costs its case one retry, and other cases nothing") {
    Errand county;
    for (const auto& ill : ills) {
        CAPTURE(ill.how);
        const auto struck = county.open(ill.how, 1);
        const auto other = county.open("well", 0);
        const auto key = county.state(struck).work.begin()->second.idempotency_key;
        const auto began = county.node.now();

        CHECK(county.node.settle() == 2);

        CHECK(county.is_done(other));
        CHECK(county.failures(other).empty());
        const auto waiting = county.state(struck);
        CHECK(waiting.incidents.empty());
        CHECK(waiting.tasks.empty());
        REQUIRE(waiting.work.size() == 1);
        CHECK(waiting.work.begin()->second.not_before.milliseconds > began.milliseconds);
        CHECK(county.node.settle() == 0);

        county.node.wait_until(to_text(waiting.work.begin()->second.not_before));
        CHECK(county.node.settle() == 1);

        CHECK(county.is_done(struck));
        CHECK(county.fact(struck, "key") == key);
        CHECK(county.fact(struck, "attempt") == "2");
        const auto failures = county.failures(struck);
        REQUIRE(failures.size() == 1);
        CHECK(failures[0].code == ill.code);
        county.complete(struck);
        county.complete(other);
    }
    CHECK(county.node.rows("outbox") == 0);
    CHECK(county.node.verified().holds());
}

TEST_CASE("a job that does it at every attempt costs one incident, which a person resolves") {
    Errand county;
    for (const auto& ill : ills) {
        CAPTURE(ill.how);
        const auto stream = county.open(ill.how, 9);
        CHECK(county.node.settle() == 1);
        county.node.wait_until(to_text(county.state(stream).work.begin()->second.not_before));
        CHECK(county.node.settle() == 1);

        const auto stopped = county.state(stream);
        CHECK(stopped.work.empty());
        CHECK(stopped.tasks.empty());
        REQUIRE(stopped.incidents.size() == 1);
        CHECK(stopped.incidents.begin()->second.code == ill.code);
        CHECK(county.failures(stream).size() == 2);
        CHECK(county.node.rows("outbox") == 0);

        county.node.as(
            "li",
            "correct_facts",
            {{"case", stream.text()},
             {"values", DocumentObject{{"attempts", 0}}},
             {"reason", "插件已更正"}}
        );
        county.node.as(
            "li",
            "resolve_incident",
            {{"case", stream.text()}, {"incident", stopped.incidents.begin()->first}}
        );
        // The process rests after two failures in a row, for less than the pause of the work.
        county.node.wait_until(to_text(Instant{county.node.now().milliseconds + 60'000}));
        CHECK(county.node.settle() == 1);
        CHECK(county.is_done(stream));
        CHECK(county.fact(stream, "attempt") == "1");
        county.complete(stream);
    }
    CHECK(county.node.verified().holds());
}

TEST_CASE("a job that gives up for good costs its case an incident at once") {
    Errand county;
    const auto stream = county.open("fatal", 9);

    CHECK(county.node.settle() == 1);

    const auto stopped = county.state(stream);
    CHECK(stopped.work.empty());
    REQUIRE(stopped.incidents.size() == 1);
    CHECK(stopped.incidents.begin()->second.code == "plugin.fatal");
    REQUIRE(county.failures(stream).size() == 1);
    CHECK_FALSE(county.failures(stream)[0].retry_at.has_value());
}

TEST_CASE("while the process rests, the other cases' attempts are put off and their work is done") {
    Errand county;
    const auto first = county.open("crash", 1);
    const auto second = county.open("crash", 1);
    const auto third = county.open("well", 0);

    CHECK(county.node.settle() == 3);

    REQUIRE(county.failures(third).size() == 1);
    CHECK(county.failures(third)[0].code == "plugin.process_resting");
    county.node.wait_until(to_text(county.state(third).work.begin()->second.not_before));
    CHECK(county.node.settle() == 3);
    for (const auto& stream : {first, second, third}) {
        CHECK(county.is_done(stream));
        CHECK(county.failures(stream).size() == 1);
    }
}

TEST_CASE("a node that starts again between two attempts makes the second one, with the same key") {
    Errand county;
    const auto stream = county.open("crash", 1);
    const auto key = county.state(stream).work.begin()->second.idempotency_key;
    CHECK(county.node.settle() == 1);

    county.node.close();
    county.errands.start();
    county.node.reopen();
    county.node.wait_until(to_text(county.state(stream).work.begin()->second.not_before));
    CHECK(county.node.settle() == 1);

    CHECK(county.is_done(stream));
    CHECK(county.fact(stream, "key") == key);
    CHECK(county.fact(stream, "attempt") == "2");
    CHECK(county.failures(stream).size() == 1);
    CHECK(county.node.verified().holds());
}

TEST_CASE("a plugin that does not start costs one retry, and the node goes on") {
    Errand county;
    const auto stream = county.open("well", 0);
    county.node.close();
    county.errands.start(R"({"start":"crash"})");
    REQUIRE(code_of(county.errands.loaded()) == "plugin.process_not_started");
    county.node.reopen();

    CHECK(county.node.settle() == 1);

    REQUIRE(county.failures(stream).size() == 1);
    CHECK(county.failures(stream)[0].code == "runtime.no_such_effect");
    CHECK(county.state(stream).incidents.empty());

    county.node.close();
    county.errands.start();
    county.node.reopen();
    county.node.wait_until(to_text(county.state(stream).work.begin()->second.not_before));
    CHECK(county.node.settle() == 1);
    CHECK(county.is_done(stream));
    CHECK(county.fact(stream, "attempt") == "2");
    CHECK(county.node.verified().holds());
}
