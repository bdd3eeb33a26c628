#pragma once

#include "core/app/batch_actions.hpp"
#include "core/app/batch_view.hpp"
#include "core/app/files.hpp"
#include "core/runtime/batch_chunks.hpp"
#include "core/runtime/replay.hpp"
#include "core/values/text_encoding.hpp"
#include "db/sqlite/sqlite_store.hpp"
#include "tests/support/results.hpp"
#include "tests/support/temporary_folder.hpp"

#include <boost/json/object.hpp>
#include <doctest/doctest.h>

#include <algorithm>

namespace gongdao::testing {

/// The pack cadre-grading in a county of its own, with four cadres: one has no account, and one is
/// due nothing.
class Month {
public:
    /// `settings` are added to those of the batch.
    explicit Month(const std::string& settings = {}) {
        DocumentObject files;
        const std::filesystem::path source{GONGDAO_SOURCE_DIR};
        for (const auto& [path, text] : must(read_pack_folder(source / "workflows/cadre-grading")))
            files[path] = text;
        auto manifest = std::string{std::string_view{files["pack.info"].as_string()}};
        const std::string before = "        return_failures";
        REQUIRE(manifest.find(before) != std::string::npos);
        manifest.insert(manifest.find(before), settings);
        files["pack.info"] = manifest;
        give("deploy_pack", {{"files", std::move(files)}});
        for (const auto& [id, role] : std::vector<std::pair<std::string, std::string>>{
                 {"org1", "organisation_dept"},
                 {"lead", "organisation_lead"},
                 {"chair", "county_chair"},
                 {"fin1", "county_finance"},
                 {"fin2", "county_finance"}}) {
            enter(
                "user",
                {{"id", id}, {"name", id}, {"organisation", "330482"}, {"roles", role + "@330482"}}
            );
        }
        cadre("PH1", "pioneer", "9900000000000055550");
        cadre("PH2", "senior", "9900000000000055568");
        cadre("PH3", "junior", nullptr);
        cadre("PH4", "ungraded", nullptr);
    }

    void give(const std::string& kind, DocumentObject members) {
        must(county->act({.actor = system_actor, .kind = kind, .members = std::move(members)}));
    }

    void enter(const std::string& register_id, DocumentObject values) {
        give("set_entry", {{"register", register_id}, {"values", std::move(values)}});
    }

    void cadre(const std::string& code, const std::string& grade, const Document& account) {
        enter(
            "cadre",
            {{"code", code},
             {"name", "张" + code},
             {"account", account},
             {"grade", grade},
             {"joined_on", "2018-03-01"},
             {"service_months", 70}}
        );
    }

    BatchTarget run(const std::string& actor, const std::string& period = "2025-01") {
        return must(run_batch(desk, start(actor, period)));
    }

    static BatchStart start(const std::string& actor, const std::string& period) {
        return {
            .actor = ActorId{actor}, .pack = "cadre-grading", .batch = "stipend", .period = period};
    }

    BatchTarget target() {
        return must(find_batch(county->node(), "cadre-grading/stipend/2025-01"));
    }

    BatchView view() { return must(view_batch(county->node(), target())); }

    Result<void> decide(const std::string& actor, bool refuse = false, std::string reason = {}) {
        return decide_batch(
            desk,
            target(),
            {.actor = ActorId{actor},
             .refuse = refuse,
             .reason = std::move(reason),
             .others = DocumentObject{}}
        );
    }

    void pass_to(const std::string& instant) {
        must(county->advance_to(must(parse_instant(instant))));
    }

    /// Up to the task in which the bank's answers are entered.
    void send() {
        run("org1");
        pass_to("2025-02-03T09:00");
        must(decide("lead"));
        must(decide("chair"));
        pass_to("2025-02-14T09:00");
        must(county->act(
            {.actor = ActorId{"fin1"},
             .kind = "complete_task",
             .target = target().driver->stream.text(),
             .members =
                 DocumentObject{
                     {"element", "send_to_bank"},
                     {"values", DocumentObject{{"sent_on", "2025-02-14"}}}}}
        ));
    }

    Result<ReturnOutcome> answer(const std::string& actor, const std::string& rows) {
        Faults faults;
        const auto bank = read_bank_return("序号,编号,金额,状态,原因\n" + rows, "回盘.csv", faults);
        REQUIRE(faults.empty());
        return reconcile_batch(desk, target(), ActorId{actor}, bank);
    }

    [[nodiscard]] std::size_t journal_rows() {
        return must(county->store().writer().journal_after(0, 100'000)).size();
    }

    /// Chains, replay and every derived row, with rules and plugins not asked.
    void check_journal() {
        const auto found = must(verify(county->store().writer()));
        for (const auto& fault : found.faults)
            FAIL_CHECK(sentence(fault, Language::english));
    }

    TemporaryFolder folder;
    std::unique_ptr<County> county = must(County::in_memory(
        folder.path(),
        {.org = "330482",
         .name = "平湖市总工会",
         .virtual_start = must(parse_instant("2025-01-20T09:00"))}
    ));
    BatchDesk desk{*county};
};

/// `key status amount`, one a line.
inline std::string lines_of(const BatchView& view) {
    std::string text;
    for (const auto& line : view.lines)
        text += line.key + " " + line.status + " " + std::to_string(line.amount_fen) + "\n";
    return text;
}

inline std::string waits_of(const BatchView& view) {
    std::string text;
    for (const auto& wait : view.waits)
        text += wait.kind + " " + wait.name + "\n";
    return text;
}

} // namespace gongdao::testing
