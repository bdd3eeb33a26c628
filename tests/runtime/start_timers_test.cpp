#include "tests/runtime/trial_node.hpp"

using namespace gongdao;
using namespace gongdao::testing;

namespace {

DocumentObject pack_with(const std::string& replaced = {}, const std::string& by = {}) {
    DocumentObject texts;
    const auto folder = std::filesystem::path{GONGDAO_SOURCE_DIR} / "tests/runtime/rounds";
    for (auto [name, text] : must(read_pack_folder(folder))) {
        const auto at = replaced.empty() ? std::string::npos : text.find(replaced);
        if (at != std::string::npos) text.replace(at, replaced.size(), by);
        texts[name] = text;
    }
    return {{"files", texts}};
}

/// Cases that were opened by the process.
std::int64_t cases_of(TrialNode& trial, const std::string& process) {
    std::int64_t found = 0;
    for (const auto& row : must(trial.store().journal_after(0, 1'000))) {
        const bool opened = row.kind == "open_case" &&
                            row.events.find("\"process\":\"" + process + "\"") != std::string::npos;
        if (opened) ++found;
    }
    return found;
}

void wait_until(TrialNode& trial, std::string_view time) {
    trial.wait_until(time);
    while (trial.settle() > 0) {
    }
}

PackState newest_pack(TrialNode& trial) {
    const auto deployed = must(trial.node().packs().current("rounds"));
    const StreamId stream{"pack:rounds:" + deployed->pack.version};
    return std::get<PackState>(must(trial.node().load_stream(stream)));
}

} // namespace

TEST_CASE("a process with a timer at its start begins by itself each time it is due") {
    TrialNode trial;
    trial.as("root", "deploy_pack", pack_with());

    wait_until(trial, "2026-03-10T08:59");
    CHECK(cases_of(trial, "monthly") == 0);
    CHECK(cases_of(trial, "twice") == 1); // what was missed meanwhile coalesces
    wait_until(trial, "2026-03-10T09:00");
    CHECK(cases_of(trial, "monthly") == 1);
    trial.reopen();
    wait_until(trial, "2026-04-30T12:00");
    CHECK(cases_of(trial, "monthly") == 2);
    CHECK(cases_of(trial, "once") == 1);
    CHECK(cases_of(trial, "twice") == 2);
    CHECK(trial.verified().holds());
}

TEST_CASE("a version deployed later plans its own starts and ends those before it") {
    TrialNode trial;
    trial.as("root", "deploy_pack", pack_with());
    trial.as("root", "deploy_pack", pack_with("0 9 10 * *", "0 9 25 * *"));
    wait_until(trial, "2026-03-24T12:00");
    CHECK(cases_of(trial, "monthly") == 0);
    wait_until(trial, "2026-03-25T12:00");
    CHECK(cases_of(trial, "monthly") == 1);

    trial.as("root", "deploy_pack", pack_with());
    trial.as("root", "deploy_pack", pack_with());
    wait_until(trial, "2026-04-26T12:00");
    CHECK(cases_of(trial, "monthly") == 2);
    CHECK(trial.verified().holds());
}

TEST_CASE("a version that is deployed once more goes on as it was") {
    TrialNode trial;
    trial.as("root", "deploy_pack", pack_with());
    wait_until(trial, "2026-03-30T12:00");
    REQUIRE(cases_of(trial, "twice") == 1);
    trial.as("root", "deploy_pack", pack_with());
    wait_until(trial, "2026-04-30T12:00");
    CHECK(cases_of(trial, "twice") == 2);
    CHECK(cases_of(trial, "once") == 1);
    CHECK(trial.verified().holds());
}

TEST_CASE("each start of a process has its own time") {
    TrialNode trial;
    const auto second = pack_with(
        "<userTask id=\"look\"",
        "<startEvent id=\"each_year\"><timerEventDefinition><timeDate>2026-03-05T09:00</timeDate>"
        "</timerEventDefinition></startEvent>"
        "<sequenceFlow id=\"year-look\" sourceRef=\"each_year\" targetRef=\"look\"/>"
        "<userTask id=\"look\""
    );
    trial.as("root", "deploy_pack", second);
    wait_until(trial, "2026-03-06T12:00");
    CHECK(cases_of(trial, "monthly") == 1);
    wait_until(trial, "2026-03-10T12:00");
    CHECK(cases_of(trial, "monthly") == 2);
}

TEST_CASE("a start that cannot open a case says why, and is tried again when it is next due") {
    TrialNode trial;
    const auto needs_text =
        pack_with(R"("type": "object",)", R"("type": "object", "required": ["text"],)");
    trial.as("root", "deploy_pack", needs_text);

    wait_until(trial, "2026-03-11T12:00");

    CHECK(cases_of(trial, "monthly") == 0);
    const auto pack = newest_pack(trial);
    REQUIRE(pack.failed_starts.size() == 2);
    CHECK(pack.failed_starts.begin()->second.find("内容") != std::string::npos);
    CHECK(trial.verified().holds());
}

TEST_CASE("a start that was counted without a holiday table is counted again with it") {
    TrialNode trial;
    trial.as(
        "root",
        "deploy_pack",
        pack_with("<timeDate>2026-03-20T10:00</timeDate>", "<timeDuration>300wd</timeDuration>")
    );
    const auto start = [&] {
        for (const auto& [key, planned] : newest_pack(trial).starts)
            if (planned.process == "once") return planned;
        return PlannedStart{};
    };
    REQUIRE(start().provisional);
    const std::string text = "date,kind,name,notice_year\n2027-01-01,off,元旦,2027\n"
                             "2027-02-06,off,春节,2027\n2027-04-05,off,清明节,2027\n"
                             "2027-05-01,off,劳动节,2027\n2027-06-09,off,端午节,2027\n"
                             "2027-09-15,off,中秋节,2027\n2027-10-01,off,国庆节,2027\n";
    trial.as("root", "load_holidays", {{"csv", text}});
    CHECK_FALSE(start().provisional);
    CHECK(trial.verified().holds());
}

TEST_CASE("a signal opens a case in each process that starts with it") {
    TrialNode trial;
    trial.as("root", "deploy_pack", pack_with());

    const auto reply = trial.as("li", "broadcast_signal", {{"name", "festival"}});

    CHECK(find_integer(reply.details, "reached") == 1);
    CHECK(cases_of(trial, "by_signal") == 1);
    CHECK(trial.verified().holds());
}
