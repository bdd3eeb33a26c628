#include "core/app/deadline_screen.hpp"
#include "core/runtime/case_deadlines.hpp"
#include "tests/runtime/trial_node.hpp"

using namespace gongdao;
using namespace gongdao::testing;

namespace {

struct Counting {
    TrialNode node;
    StreamId stream;

    explicit Counting(std::string_view at) {
        node.wait_until(at);
        stream = node.as("li",
                         "open_case",
                         {{"process", "counting"}, {"facts", DocumentObject{{"who", "甲"}}}}
        ).stream;
        node.settle();
    }

    std::vector<OpenDeadline> deadlines() {
        return must(deadlines_of(node.node(), must(node.node().load_case(stream)), node.now()));
    }

    std::string text(Language language) {
        const auto state = must(node.node().load_case(stream));
        const auto deployed = must(node.node().packs().version("letterbox", state.pack_version));
        return deadlines_text(deadlines(), deployed->pack, language);
    }
};

} // namespace

TEST_CASE("each deadline of a case is explained day by day, with holidays and their notice") {
    Counting counting{"2026-02-13T10:00"};
    const auto found = counting.deadlines();
    REQUIRE(found.size() == 2);
    REQUIRE(found.front().counted.has_value());
    CHECK(found.front().counted->due == found.front().due_at);

    const auto text = counting.text(Language::chinese);
    CHECK(text.starts_with("期限计算：待办 ["));
    CHECK(text.find("] 核对\n  期限：2个工作日\n  起算：2026-02-13 10:00\n") != text.npos);
    CHECK(text.find("  届满：2026-02-24 24:00\n") != text.npos);
    CHECK(
        text.find("  2026-02-13 周五  不计                首日不计\n"
                  "  2026-02-14 周六  第1日               调休上班（春节，2026年放假通知）\n"
                  "  2026-02-15 周日  不计                法定节假日（春节，2026年放假通知）\n"
        ) != text.npos
    );
    CHECK(text.find("期限计算：定时 [") != text.npos);
    const auto english = counting.text(Language::english);
    CHECK(english.find("how counted: task [") == 0);
    CHECK(english.find("make-up working day (春节, notice of 2026)\n") != english.npos);
}

TEST_CASE("a later firing of a cycle is counted from the one before") {
    Counting counting{"2026-03-02T10:00"};
    counting.node.wait_until("2026-03-04");
    counting.node.settle();
    const auto timer = counting.deadlines().back();
    CHECK(timer.is_timer);
    REQUIRE(timer.counted.has_value());
    CHECK(timer.counted->due == timer.due_at);
    CHECK(to_text(timer.due_at).substr(0, 10) == "2026-03-05");
}

TEST_CASE("programs get every day with its reason, and what is provisional is said") {
    Counting counting{"2030-03-04T09:00"};
    const auto state = must(counting.node.node().load_case(counting.stream));
    const auto deployed =
        must(counting.node.node().packs().version("letterbox", state.pack_version));
    const auto document = deadlines_document(counting.deadlines(), deployed->pack);
    const auto& task = document.as_array().front();
    CHECK(find_text(task, "kind") == "task");
    CHECK(find_text(task, "name") == "核对");
    CHECK(find_boolean(task, "provisional") == true);
    const auto& counted = *find(task, "counted");
    CHECK(find_text(counted, "period") == "2wd");
    const auto& days = find(counted, "days")->as_array();
    REQUIRE(days.size() == 3);
    CHECK(find_text(days[0], "reason") == "first_day");
    CHECK(find_boolean(days[0], "counted") == false);
    CHECK(find_text(days[2], "reason") == "working_day");
    CHECK(find_integer(days[2], "count") == 2);
    CHECK(find_boolean(days[2], "provisional") == true);
    CHECK(
        counting.text(Language::chinese).find("暂按周末计算，放假安排尚未导入") != std::string::npos
    );
}
