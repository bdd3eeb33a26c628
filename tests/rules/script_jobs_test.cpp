#include "core/model/script_job.hpp"
#include "core/rules/script_jobs.hpp"
#include "tests/support/results.hpp"

#include <boost/json/object.hpp>
#include <doctest/doctest.h>

using namespace gongdao;
using namespace gongdao::testing;

namespace {

constexpr ErrorKind asked{"test.asked", ErrorClass::findings, "问了{0}", "asked for {0}"};

class OtherJobs final : public Jobs {
public:
    [[nodiscard]] bool offers(std::string_view job) const override { return job == "other"; }

    [[nodiscard]] Result<Document>
    run(std::string_view job, const Document&, const WorkContext&) override {
        return fail(asked, {std::string{job}});
    }
};

Document payload(std::string_view script) {
    return DocumentObject{{"script", script}, {"values", DocumentObject{{"n", 3}}}};
}

constexpr std::string_view long_sum =
    "local sum = 0 for i = 1, 1000000 do sum = sum + i % 7 end return { m = sum + n }";

} // namespace

TEST_CASE("a script that is far too long for a decision runs as a job") {
    OtherJobs others;
    ScriptJobs jobs{others};
    const WorkContext context{.idempotency_key = "k", .now = must(parse_instant("2026-03-02"))};
    CHECK(jobs.offers(script_job));

    const LuaExpressions decisions;
    const auto refused = decisions.run(long_sum, Document(DocumentObject{{"n", 3}}), context.now);
    REQUIRE(refused.has_error());
    CHECK(refused.error().kind->code == "rules.lua_budget");

    const auto done = must(jobs.run(script_job, payload(long_sum), context));
    CHECK(done == Document(DocumentObject{{"m", 3'000'001}}));
    CHECK(
        must(jobs.run(script_job, payload("return { day = today }"), context)) ==
        Document(DocumentObject{{"day", "2026-03-02"}})
    );
}

TEST_CASE("a job's script has a budget too, and its faults are final") {
    OtherJobs others;
    ScriptJobs jobs{others};
    const auto endless = jobs.run(script_job, payload("while true do end"), {});
    REQUIRE(endless.has_error());
    CHECK(endless.error().kind->error_class != ErrorClass::environment);
    const auto broken = jobs.run(script_job, payload("return { m = n .. nil }"), {});
    REQUIRE(broken.has_error());
    CHECK(broken.error().kind->error_class != ErrorClass::environment);
}

TEST_CASE("other jobs go to whoever offers them") {
    OtherJobs others;
    ScriptJobs jobs{others};
    CHECK(jobs.offers("other"));
    CHECK_FALSE(jobs.offers("another"));
    CHECK(jobs.run("other", payload(""), {}).error().kind->code == "test.asked");
}
