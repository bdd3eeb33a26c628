#include "core/calendar/errors.hpp"
#include "core/calendar/period.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace gongdao;

namespace {

std::string read(std::string_view text) {
    const auto period = parse_period(text);
    return period ? to_text(*period) : std::string{period.error().kind->code};
}

struct Case {
    const char* text;
    std::string_view expected;
};

} // namespace

TEST_CASE("periods are read in every form that rules and people use") {
    const std::vector<Case> cases{
        {"15wd", "15wd"},   {"2wh", "2wh"},         {"30d", "30d"},
        {"2w", "14d"},      {"4h", "4h"},           {"45m", "45m"},
        {"1mo", "1mo"},     {"1y", "1y"},           {"0d", "0d"},
        {"P15D", "15d"},    {"P2W", "14d"},         {"P1W2D", "9d"},
        {"P1M", "1mo"},     {"P1Y", "1y"},          {"P1Y6M", "18mo"},
        {"PT4H", "4h"},     {"PT45M", "45m"},       {"PT1H30M", "90m"},
        {"PT120M", "2h"},   {"15个工作日", "15wd"}, {"3 个工作日", "3wd"},
        {"3工作日", "3wd"}, {"2个工作小时", "2wh"}, {"30日", "30d"},
        {"30天", "30d"},    {"30个自然日", "30d"},  {"2周", "14d"},
        {"4小时", "4h"},    {"4个小时", "4h"},      {"45分钟", "45m"},
        {"1个月", "1mo"},   {"1年", "1y"},
    };
    for (const auto& [text, expected] : cases) {
        CAPTURE(text);
        CHECK(read(text) == expected);
    }
}

TEST_CASE("periods that cannot be counted one way only are refused") {
    const std::vector<Case> cases{
        {"", errors::bad_period.code},
        {"d", errors::bad_period.code},
        {"15", errors::bad_period.code},
        {"-1d", errors::bad_period.code},
        {"1.5h", errors::bad_period.code},
        {"1月", errors::bad_period.code},
        {"15 wd ", errors::bad_period.code},
        {"P", errors::bad_period.code},
        {"PT", errors::bad_period.code},
        {"P1DT", errors::bad_period.code},
        {"P1H", errors::bad_period.code},
        {"PT30S", errors::bad_period.code},
        {"P1DT12H", errors::mixed_period.code},
        {"P1M15D", errors::mixed_period.code},
        {"999999999d", errors::period_out_of_range.code},
    };
    for (const auto& [text, expected] : cases) {
        CAPTURE(text);
        CHECK(read(text) == expected);
    }
}

TEST_CASE("a period is put into words in both languages") {
    CHECK(to_words({15, Unit::working_days}, Language::chinese) == "15个工作日");
    CHECK(to_words({15, Unit::working_days}, Language::english) == "15 working days");
    CHECK(to_words({1, Unit::months}, Language::chinese) == "1个月");
    CHECK(to_words({1, Unit::months}, Language::english) == "1 month");
    CHECK(to_words({2, Unit::working_hours}, Language::english) == "2 working hours");
    CHECK(to_words({45, Unit::minutes}, Language::chinese) == "45分钟");
}
