#include "tests/plugins/loading.hpp"

#include <boost/json/object.hpp>

#include <thread>
#include <vector>

namespace gongdao {

namespace {

using testing::code_of;
using testing::fixture;
using testing::json;
using testing::list_for;

void load(PluginHost& host, const std::string& name) {
    const auto loaded =
        host.load(fixture(name), list_for(fixture(name), "test." + name + " 1.0.0 inproc"));
    REQUIRE(code_of(loaded) == "ok");
}

std::string answer(const Result<Document>& result) {
    return result ? canonical_text(*result) : sentence(result.error(), Language::english);
}

} // namespace

TEST_CASE("accessors tell types, follow paths and refuse what has no place") {
    PluginHost host;
    load(host, "fixture");
    const auto input = json(
        R"({"nothing":null,"yes":true,"number":7,"word":"工会","list":[1,2],"object":{"inner":["x"]}})"
    );

    const auto result = host.call("fixture.look", input, Instant{1234});

    CHECK(
        answer(result) ==
        R"({"absent":5,"beyond":5,"copied":{"word":"工会"},"gap":5,"not_utf8":5,"now":1234,"through_text":5,"types":[0,1,2,3,4,5,2,3]})"
    );
}

TEST_CASE("how a job ends decides the kind of the error") {
    PluginHost host;
    load(host, "fixture");

    struct End {
        const char* input;
        const char* code;
    };

    for (const auto& end :
         {End{R"({"end":"retry"})", "plugin.retry"},
          End{R"({"end":"reject"})", "plugin.rejected"},
          End{R"({"end":"fatal"})", "plugin.fatal"},
          End{R"({"end":"fraction"})", "plugin.fatal"},
          End{R"({"end":"odd"})", "plugin.bad_result"}}) {
        const auto result = host.run_job("fixture.deliver", json(end.input), JobContext{});
        CHECK(code_of(result) == end.code);
    }
}

TEST_CASE("a rejection carries the component, the code and the message") {
    PluginHost host;
    load(host, "fixture");

    const auto result = host.run_job("fixture.deliver", json(R"({"end":"reject"})"), JobContext{});

    REQUIRE_FALSE(result.has_value());
    CHECK(
        result.error().arguments ==
        std::vector<std::string>{"fixture.deliver", "bank_closed", "the bank is closed"}
    );
}

TEST_CASE("a job learns its key and attempt, and may be cancelled") {
    PluginHost host;
    load(host, "fixture");
    std::atomic<bool> stop{false};
    JobContext context{
        .idempotency_key = "pay/2026-03/7", .attempt = 3, .now = {}, .cancelled = &stop};

    CHECK(
        answer(host.run_job("fixture.deliver", json("{}"), context)) ==
        R"({"attempt":"3","key":"pay/2026-03/7"})"
    );

    stop = true;
    CHECK(code_of(host.run_job("fixture.deliver", json("{}"), context)) == "plugin.cancelled");
}

TEST_CASE("a job reads and answers whole JSON") {
    PluginHost host;
    load(host, "fixture");
    const std::string text = R"({"end":"json","list":[{"a":1},null,"字"]})";

    CHECK(answer(host.run_job("fixture.deliver", json(text), JobContext{})) == text);
}

TEST_CASE("a function is no job, a job is no function, and an unknown name is named") {
    PluginHost host;
    load(host, "fixture");

    CHECK(
        code_of(host.call("fixture.deliver", json("{}"), Instant{})) == "plugin.component_is_job"
    );
    CHECK(
        code_of(host.run_job("fixture.look", json("{}"), JobContext{})) ==
        "plugin.component_is_function"
    );
    CHECK(code_of(host.call("fixture.fly", json("{}"), Instant{})) == "plugin.no_such_component");
    CHECK(code_of(host.run_job("fly", json("{}"), JobContext{})) == "plugin.no_such_component");
}

TEST_CASE("an exception that a plugin lets out ends its call only") {
    PluginHost host;
    load(host, "throws");

    const auto result = host.call("throws.throw", json("{}"), Instant{});

    REQUIRE(code_of(result) == "plugin.fatal");
    CHECK(
        result.error().arguments == std::vector<std::string>{"throws.throw", "exception", "let out"}
    );
}

TEST_CASE("the wrapper turns every end of a handler into a status with its reason") {
    PluginHost host;
    load(host, "wrapped");
    std::atomic<bool> stop{true};
    const JobContext context{.idempotency_key = "k", .attempt = 1, .now = {}, .cancelled = &stop};

    struct End {
        const char* input;
        const char* code;
        const char* reason;
    };

    for (const auto& end :
         {End{R"({"end":"reject"})", "plugin.rejected", "the term is over"},
          End{R"({"end":"retry"})", "plugin.retry", "the line is busy"},
          End{R"({"end":"exception"})", "plugin.fatal", "broken"},
          End{R"({"end":"int"})", "plugin.fatal", "an exception of an unknown type"},
          End{R"({"end":7})", "plugin.rejected", "“end”应为文字"},
          End{R"({})", "plugin.rejected", "缺少“end”"}}) {
        const auto result = host.run_job("wrapped.end", json(end.input), context);
        REQUIRE(code_of(result) == end.code);
        CHECK(result.error().arguments.at(2) == end.reason);
    }
    CHECK(
        code_of(host.run_job("wrapped.end", json(R"({"end":"cancel"})"), context)) ==
        "plugin.cancelled"
    );
    CHECK(
        answer(host.run_job("wrapped.end", json(R"({"end":"json","n":[1]})"), context)) ==
        R"({"end":"json","n":[1]})"
    );
    CHECK(
        answer(host.run_job("wrapped.end", json(R"({"end":"well"})"), context)) ==
        R"({"end":"well"})"
    );
}

TEST_CASE("proportions round half away from zero and never overflow silently") {
    PluginHost host;
    load(host, "wrapped");

    struct Row {
        const char* input;
        const char* answer;
    };

    for (const auto& row :
         {Row{R"({"amount":1,"numerator":1,"denominator":2})", R"({"part":1,"text":"0.01元"})"},
          Row{R"({"amount":-1,"numerator":1,"denominator":2})", R"({"part":-1,"text":"-0.01元"})"},
          Row{R"({"amount":-123456,"numerator":1,"denominator":3})",
              R"({"part":-41152,"text":"-1234.56元"})"},
          Row{R"({"amount":2,"numerator":1,"denominator":5})", R"({"part":0,"text":"0.02元"})"},
          Row{R"({"amount":3,"numerator":1,"denominator":5})", R"({"part":1,"text":"0.03元"})"},
          Row{R"({"amount":9223372036854775807,"numerator":9223372036854775807,"denominator":9223372036854775807})",
              R"({"part":9223372036854775807,"text":"92233720368547758.07元"})"},
          Row{R"({"amount":-9223372036854775808,"numerator":1,"denominator":1})",
              R"({"part":-9223372036854775808,"text":"-92233720368547758.08元"})"}}) {
        CHECK(answer(host.call("wrapped.arithmetic", json(row.input), Instant{})) == row.answer);
    }
    const auto too_much = json(R"({"amount":9223372036854775807,"numerator":2,"denominator":1})");
    CHECK(
        host.call("wrapped.arithmetic", too_much, Instant{}).error().arguments.at(1) ==
        "money_overflow"
    );
}

TEST_CASE("months end on their corresponding day or with the month") {
    PluginHost host;
    load(host, "wrapped");

    struct Row {
        const char* from;
        int months;
        const char* to;
        const char* same_day;
        const char* after;
        int full;
    };

    for (const auto& row :
         {Row{"2024-01-31", 1, "2024-03-01", "2024-02-29", "2024-03-01", 1},
          Row{"2024-01-31", 2, "2024-02-29", "2024-03-31", "2024-03-31", 0},
          Row{"2024-02-29", 12, "2025-03-01", "2025-02-28", "2025-03-01", 12},
          Row{"2024-12-31", -10, "2024-12-31", "2024-02-29", "2024-03-01", 0},
          Row{"2023-11-15", 3, "2024-02-14", "2024-02-15", "2024-02-15", 2},
          Row{"2024-05-05", 0, "2024-01-01", "2024-05-05", "2024-05-05", 0}}) {
        const auto input = json(
            std::string{R"({"from":")"} + row.from + R"(","to":")" + row.to + R"(","months":)" +
            std::to_string(row.months) + "}"
        );
        const auto result = host.call(
            "wrapped.months", input, Instant{1'772'755'200'000}
        ); // 2026-03-06 08:00 in China
        REQUIRE(result.has_value());
        CHECK(find_text(*result, "same_day") == row.same_day);
        CHECK(find_text(*result, "after") == row.after);
        CHECK(find_integer(*result, "full") == row.full);
        CHECK(find_text(*result, "today") == "2026-03-06");
    }
}

TEST_CASE("a component that is not re-entrant is never run by two threads at once") {
    PluginHost host;
    load(host, "fixture");
    std::atomic<int> failures{0};
    const auto work = [&] {
        for (int i = 0; i < 3000; ++i) {
            if (!host.call("fixture.alone", Document{boost::json::object{}}, Instant{})) ++failures;
        }
    };

    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i)
        threads.emplace_back(work);
    for (auto& thread : threads)
        thread.join();

    CHECK(failures == 0);
}

} // namespace gongdao
