#include "tests/plugins/isolating.hpp"

#include <boost/json/object.hpp>

#include <csignal>
#include <future>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <vector>

namespace gongdao {

namespace {

using testing::as_wicked;
using testing::code_of;
using testing::fixture;
using testing::has_children;
using testing::Ill;
using testing::json;
using testing::list_for;
using testing::services;

/// The plugin whose jobs do what no job should, in a process of its own.
class Wicked {
public:
    explicit Wicked(PluginServices with = services()) : host_{std::move(with)} {
        REQUIRE(
            code_of(host_.load(fixture("wicked"), list_for(fixture("wicked"), as_wicked))) == "ok"
        );
    }

    Result<Document> run(const std::string& input, const JobContext& context = {}) {
        return host_.run_job("wicked.job", json(input), context);
    }

    /// Through the component whose runs may take 100 ms.
    Result<Document> run_quick(const std::string& input) {
        return host_.run_job("wicked.quick", json(input), {});
    }

    [[nodiscard]] std::int64_t process() {
        const auto seen = run(R"({"how":"look"})");
        REQUIRE(code_of(seen) == "ok");
        return find_integer(*seen, "process").value_or(0);
    }

    [[nodiscard]] const PluginHost& host() const { return host_; }

private:
    PluginHost host_;
};

std::size_t open_descriptors() {
    std::size_t count = 0;
    for (const auto& entry : std::filesystem::directory_iterator{"/proc/self/fd"}) {
        static_cast<void>(entry);
        ++count;
    }
    return count;
}

std::int64_t resident_bytes() {
    std::ifstream in{"/proc/self/statm"};
    std::int64_t whole = 0;
    std::int64_t resident = 0;
    in >> whole >> resident;
    return resident * ::sysconf(_SC_PAGESIZE);
}

} // namespace

TEST_CASE("a job in a separate process gets its key, attempt, time and input and gives its result"
) {
    Wicked wicked;

    const auto result = wicked.run(
        R"({"字":[1,null,true]})",
        {.idempotency_key = "pay/2026-03/7", .attempt = 3, .now = Instant{1'772'755'200'000}}
    );

    REQUIRE(code_of(result) == "ok");
    CHECK(
        canonical_text(*result) ==
        R"({"attempt":"3","input":"{\"字\":[1,null,true]}","key":"pay/2026-03/7","now":1772755200000})"
    );
}

TEST_CASE("a plugin in a separate process tells what it can do like any other") {
    const Wicked wicked;

    const auto all = wicked.host().components();

    REQUIRE(all.size() == 2);
    CHECK(all[0].name == "wicked.job");
    CHECK(all[0].kind == ComponentKind::service_task);
    CHECK(all[0].about == "does what it is told");
    CHECK(all[0].plugin_id == "test.wicked");
    CHECK(all[0].plugin_version == "1.0.0");
    CHECK(all[0].sha256.size() == 64);
    CHECK(all[1].timeout_ms == 100);
}

TEST_CASE("whatever a job does to its process costs this one call and nothing else") {
    Wicked wicked;
    const auto good = code_of(wicked.run("{}"));
    REQUIRE(good == "ok");
    const auto descriptors = open_descriptors();
    const auto memory = resident_bytes();

    for (const auto& ill : std::vector<Ill>{
             {"crash", "plugin.process_ended"},
             {"abort", "plugin.process_ended"},
             {"exit", "plugin.process_ended"},
             {"leave", "plugin.process_ended"},
             {"deaf", "plugin.process_ended"},
             {"leak", "plugin.process_ended"},
             {"gibibyte", "plugin.process_answer_too_large"},
             {"grow", "plugin.process_answer_too_large"},
             {"noise", "plugin.process_answer_too_large"},
             {"empty", "plugin.process_answer_bad"},
             {"not_json", "plugin.process_answer_bad"},
             {"not_known", "plugin.process_answer_bad"},
             {"not_whole", "plugin.process_answer_bad"},
             {"too_much", "plugin.process_answer_bad"},
             {"not_asked", "plugin.process_answer_bad"},
             {"made_up_error", "plugin.process_answer_bad"},
             {"short_error", "plugin.process_answer_bad"},
             {"fatal", "plugin.fatal"},
             {"retry", "plugin.retry"}}) {
        CAPTURE(ill.how);

        const auto failed = wicked.run(R"({"how":")" + ill.how + R"("})");

        CHECK(code_of(failed) == ill.code);
        CHECK(code_of(wicked.run("{}")) == "ok");
        CHECK(open_descriptors() == descriptors);
    }
    CHECK(resident_bytes() - memory < 64 << 20);
}

TEST_CASE("what may be tried again is not fatal to its case") {
    Wicked wicked;

    for (const auto* how : {"crash", "gibibyte", "not_json", "retry"}) {
        const auto failed = wicked.run(R"({"how":")" + std::string{how} + R"("})");
        REQUIRE_FALSE(failed.has_value());
        CHECK(failed.error().kind->error_class == ErrorClass::environment);
        CHECK(failed.error().arguments.at(0) == "wicked.job");
        REQUIRE(code_of(wicked.run("{}")) == "ok");
    }
    const auto fatal = wicked.run(R"({"how":"fatal"})");
    REQUIRE(code_of(fatal) == "plugin.fatal");
    CHECK(fatal.error().kind->error_class != ErrorClass::environment);
}

TEST_CASE("how a process ended is told") {
    Wicked wicked;

    for (const auto& [how, end] : std::vector<std::pair<std::string, std::string>>{
             {"crash", "SIGSEGV"}, {"abort", "SIGABRT"}, {"exit", "exit 0"}, {"leave", "exit 7"}}) {
        const auto failed = wicked.run(R"({"how":")" + how + R"("})");
        REQUIRE(code_of(failed) == "plugin.process_ended");
        CHECK(failed.error().arguments.at(1) == end);
        REQUIRE(code_of(wicked.run("{}")) == "ok");
    }
}

TEST_CASE("what never ends is ended at its deadline, which a component may set lower") {
    Wicked wicked;

    for (const auto* how : {"hang", "spin"}) {
        CAPTURE(how);
        CHECK(
            code_of(wicked.run_quick(R"({"how":")" + std::string{how} + R"("})")) ==
            "plugin.process_too_slow"
        );
        CHECK(code_of(wicked.run_quick("{}")) == "ok");
    }
}

TEST_CASE("a deadline of a component is bounded by that of the node") {
    auto short_limits = services();
    short_limits.isolation.limits.call_ms_max = 1;
    Wicked wicked{short_limits};

    CHECK(code_of(wicked.run_quick(R"({"how":"hang"})")) == "plugin.process_too_slow");
}

TEST_CASE("a call that is cancelled ends its process and is no failure of the plugin") {
    Wicked wicked;
    const std::atomic<bool> stop{true};

    for (int i = 0; i < 3; ++i)
        CHECK(
            code_of(wicked.run(
                R"({"how":"hang"})",
                {.idempotency_key = "k", .attempt = 1, .now = {}, .cancelled = &stop}
            )) == "plugin.cancelled"
        );
    CHECK(code_of(wicked.run("{}")) == "ok");
}

TEST_CASE("a plugin cannot start, signal or look like another process") {
    Wicked wicked;

    const auto tried = wicked.run(R"({"how":"fork"})");

    REQUIRE(code_of(tried) == "ok");
    CHECK(find_integer(*tried, "fork") == EPERM);
    CHECK(find_integer(*tried, "kill") == EPERM);
    CHECK(find_integer(*tried, "system") == 1);
}

TEST_CASE("a separate process has nothing of the node but its socket and its library") {
    Wicked wicked;

    const auto seen = wicked.run(R"({"how":"look"})");

    REQUIRE(code_of(seen) == "ok");
    CHECK(find_integer(*seen, "open") == 5);
    CHECK(find_integer(*seen, "home") == 0);
}

TEST_CASE("good calls share one process, and it is gone with its host") {
    {
        Wicked wicked;
        const auto first = wicked.process();
        CHECK(wicked.process() == first);
        CHECK(code_of(wicked.run(R"({"how":"retry"})")) == "plugin.retry");
        CHECK(wicked.process() == first);
        CHECK(code_of(wicked.run(R"({"how":"fatal"})")) == "plugin.fatal");
        CHECK(wicked.process() != first);
        CHECK(has_children());
    }
    CHECK_FALSE(has_children());
}

TEST_CASE("a process that dies between two calls costs none of them") {
    Wicked wicked;
    const auto first = wicked.process();

    ::kill(static_cast<pid_t>(first), SIGKILL);
    siginfo_t dead{};
    REQUIRE(::waitid(P_PID, static_cast<id_t>(first), &dead, WEXITED | WNOWAIT) == 0);

    CHECK(code_of(wicked.run("{}")) == "ok");
    CHECK(wicked.process() != first);
}

TEST_CASE("after a second failure in a row the process rests, longer each time") {
    Wicked wicked;
    const std::string crash = R"({"how":"crash"})";
    const auto at = [&](std::int64_t ms, const std::string& input) {
        return code_of(wicked.run(input, {.idempotency_key = "k", .attempt = 1, .now = {ms}}));
    };

    CHECK(at(0, crash) == "plugin.process_ended");
    CHECK(at(0, crash) == "plugin.process_ended");
    CHECK(at(999, "{}") == "plugin.process_resting");
    CHECK(at(1'000, crash) == "plugin.process_ended");
    CHECK(at(2'999, "{}") == "plugin.process_resting");
    CHECK(at(3'000, "{}") == "ok");
    CHECK(at(3'000, crash) == "plugin.process_ended");
    CHECK(at(3'000, "{}") == "ok");
}

TEST_CASE("a second call at the same time is sent back at once") {
    std::promise<void> at_work;
    auto with = services();
    with.log = [&](PluginLogLevel, std::string_view, std::string_view) { at_work.set_value(); };
    Wicked wicked{with};
    std::atomic<bool> stop{false};
    std::string first;
    std::thread waiting{[&] {
        first = code_of(wicked.run(
            R"({"how":"hang"})",
            {.idempotency_key = "a", .attempt = 1, .now = {}, .cancelled = &stop}
        ));
    }};
    at_work.get_future().wait();

    const auto second = code_of(wicked.run("{}"));
    stop = true;
    waiting.join();

    CHECK(second == "plugin.process_busy");
    CHECK(first == "plugin.cancelled");
    CHECK(code_of(wicked.run("{}")) == "ok");
}

TEST_CASE("what a plugin says for the log arrives as text, and not without end") {
    std::vector<std::string> lines;
    auto with = services();
    with.log = [&](PluginLogLevel level, std::string_view plugin, std::string_view text) {
        CHECK(level == PluginLogLevel::warn);
        CHECK(plugin == "test.wicked");
        lines.emplace_back(text);
    };
    Wicked wicked{with};

    CHECK(code_of(wicked.run(R"({"how":"chatter"})")) == "ok");

    REQUIRE(lines.size() == 1'000);
    CHECK(lines[0] == "still here");
    CHECK(lines[1] == "(not UTF-8)");
}

} // namespace gongdao
