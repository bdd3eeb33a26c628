#include "core/values/errors.hpp"
#include "core/values/money.hpp"

#include <doctest/doctest.h>

#include <cstdint>
#include <limits>
#include <numeric>
#include <random>
#include <string>
#include <vector>

using namespace gongdao;

namespace {

constexpr auto fen_max = std::numeric_limits<std::int64_t>::max();
constexpr auto fen_min = std::numeric_limits<std::int64_t>::min();

struct Written {
    const char* text;
    std::int64_t fen;
};

std::string code_of(const Result<Money>& result) {
    return result ? to_text(*result) : std::string{result.error().kind->code};
}

} // namespace

TEST_CASE("an amount is read as people write it") {
    const std::vector<Written> cases{
        {"0", 0},
        {"1234.5", 123450},
        {"1,234.50", 123450},
        {"¥1,234.50", 123450},
        {"￥1,234.50", 123450},
        {" 12元 ", 1200},
        {"-¥0.05", -5},
        {"3万", 3'000'000},
        {"1.2万元", 1'200'000},
        {"1.234567万", 1'234'567},
        {"163亿", 1'630'000'000'000},
        {"1.63亿元", 16'300'000'000},
        {"92233720368547758.07", fen_max},
        {"-92233720368547758.08", fen_min},
    };
    for (const auto& [text, fen] : cases) {
        CAPTURE(text);
        CHECK(code_of(parse_money(text)) == to_text(Money{fen}));
    }
}

TEST_CASE("an amount that could be misread is refused") {
    for (const auto* text :
         {"",
          "元",
          ".5",
          "5.",
          "1,23",
          "1,2345",
          ",123",
          "1,,234",
          "12a",
          "1.2.3",
          "--5",
          "1万亿",
          "５",
          "1e3",
          "+5"}) {
        CAPTURE(text);
        CHECK(code_of(parse_money(text)) == errors::bad_money.code);
    }
}

TEST_CASE("a third decimal of a yuan is refused and never rounded") {
    for (const auto* text : {"0.001", "1234.500", "1.2345678万", "0.00000000001亿"}) {
        CAPTURE(text);
        CHECK(code_of(parse_money(text)) == errors::money_too_precise.code);
    }
}

TEST_CASE("an amount beyond 64 bits is refused") {
    for (const auto* text :
         {"92233720368547758.08",
          "-92233720368547758.09",
          "922337203686亿",
          "99999999999999999999999999999999999999999999999999999999999999"}) {
        CAPTURE(text);
        CHECK(code_of(parse_money(text)) == errors::money_overflow.code);
    }
}

TEST_CASE("every amount is written so that it reads back the same") {
    std::mt19937_64 random{20260306};
    std::vector<std::int64_t> amounts{0, 1, -1, 99, 100, fen_max, fen_min};
    for (int i = 0; i < 2000; ++i) {
        amounts.push_back(static_cast<std::int64_t>(random()) >> (random() % 60));
    }
    for (const auto fen : amounts) {
        CAPTURE(fen);
        CHECK(code_of(parse_money(to_text(Money{fen}))) == to_text(Money{fen}));
        CHECK(code_of(parse_money(to_display(Money{fen}))) == to_text(Money{fen}));
    }
}

TEST_CASE("the display form groups by three") {
    CHECK(to_display(Money{123456}) == "¥1,234.56");
    CHECK(to_display(Money{-100'000'005}) == "-¥1,000,000.05");
    CHECK(to_display(Money{99}) == "¥0.99");
    CHECK(to_text(Money{-5}) == "-0.05");
}

TEST_CASE("arithmetic is exact or fails") {
    CHECK(code_of(add(Money{1}, Money{2})) == "0.03");
    CHECK(code_of(add(Money{fen_max}, Money{1})) == errors::money_overflow.code);
    CHECK(code_of(subtract(Money{fen_min}, Money{1})) == errors::money_overflow.code);
    CHECK(code_of(multiply(Money{-150}, 3)) == "-4.50");
    CHECK(code_of(multiply(Money{fen_max}, 2)) == errors::money_overflow.code);
}

TEST_CASE("a proportion rounds half away from zero") {
    CHECK(code_of(proportion(Money{1}, 1, 2)) == "0.01");
    CHECK(code_of(proportion(Money{-1}, 1, 2)) == "-0.01");
    CHECK(code_of(proportion(Money{1}, 1, -2)) == "-0.01");
    CHECK(code_of(proportion(Money{100}, 1, 3)) == "0.33");
    CHECK(code_of(proportion(Money{200}, 1, 3)) == "0.67");
    CHECK(code_of(proportion(Money{fen_max}, fen_max, fen_max)) == to_text(Money{fen_max}));
    CHECK(code_of(proportion(Money{fen_min}, fen_min, fen_min)) == to_text(Money{fen_min}));
    CHECK(code_of(proportion(Money{fen_min}, 1, -1)) == errors::money_overflow.code);
    CHECK(code_of(proportion(Money{1}, 1, 0)) == errors::zero_denominator.code);
}

TEST_CASE("a split goes to the largest remainder and ties to the earlier part") {
    const auto parts_of = [](std::int64_t whole, const std::vector<std::int64_t>& weights) {
        const auto parts = split(Money{whole}, weights);
        std::vector<std::int64_t> fen;
        for (const auto part : parts.value())
            fen.push_back(part.fen);
        return fen;
    };
    CHECK(parts_of(100, {1, 1, 1}) == std::vector<std::int64_t>{34, 33, 33});
    CHECK(parts_of(-100, {1, 1, 1}) == std::vector<std::int64_t>{-34, -33, -33});
    CHECK(parts_of(10, {0, 1, 2}) == std::vector<std::int64_t>{0, 3, 7});
    CHECK(parts_of(0, {3, 4}) == std::vector<std::int64_t>{0, 0});
    CHECK(parts_of(fen_max, {fen_max, fen_max, 1}).size() == 3);
}

TEST_CASE("the parts of a split always add up to the whole") {
    std::mt19937_64 random{7};
    for (int round = 0; round < 500; ++round) {
        std::vector<std::int64_t> weights(1 + random() % 9);
        for (auto& weight : weights)
            weight = static_cast<std::int64_t>(random() >> (1 + random() % 62));
        weights.front() += weights.front() == 0 ? 1 : 0;
        const Money whole{static_cast<std::int64_t>(random()) >> (random() % 63)};

        const auto parts = split(whole, weights);

        REQUIRE(parts.has_value());
        Money sum;
        for (const auto part : *parts)
            sum = add(sum, part).value();
        CHECK(sum.fen == whole.fen);
    }
}

TEST_CASE("weights that divide nothing are refused") {
    const auto code = [](const std::vector<std::int64_t>& weights) {
        const auto parts = split(Money{100}, weights);
        return parts ? std::string{} : std::string{parts.error().kind->code};
    };
    CHECK(code({}) == errors::bad_weights.code);
    CHECK(code({0, 0}) == errors::bad_weights.code);
    CHECK(code({1, -1}) == errors::bad_weights.code);
}

TEST_CASE("capitals are written by the payment rules") {
    const std::vector<Written> cases{
        {"壹仟肆佰零玖元伍角", 140950},
        {"陆仟零柒元壹角肆分", 600714},
        {"叁佰贰拾伍元零肆分", 32504},
        {"壹万陆仟肆佰零玖元零贰分", 1640902},
        {"壹拾万零柒仟元伍角叁分", 10700053},
        {"壹仟陆佰捌拾元叁角贰分", 168032},
        {"壹仟贰佰叁拾肆元伍角", 123450},
        {"壹亿元整", 10'000'000'000},
        {"壹拾元整", 1000},
        {"零元整", 0},
        {"伍分", 5},
        {"伍角", 50},
        {"壹万零壹元整", 1'000'100},
        {"贰拾万零伍元整", 20'000'500},
        {"壹亿零伍仟元整", 10'000'500'000},
        {"壹亿零伍万元整", 10'005'000'000},
        {"壹拾亿零壹仟万元整", 101'000'000'000},
        {"壹万亿元整", 100'000'000'000'000},
        {"负壹元零伍分", -105},
        {"玖亿贰仟贰佰叁拾叁万柒仟贰佰零叁亿陆仟捌佰伍拾肆万柒仟柒佰伍拾捌元零柒分", fen_max},
    };
    for (const auto& [text, fen] : cases) {
        CAPTURE(fen);
        CHECK(to_capitals(Money{fen}) == std::string{"人民币"} + text);
        CHECK(accepts_capitals(Money{fen}, to_capitals(Money{fen})));
    }
}

TEST_CASE("other valid spellings of an amount are accepted") {
    const std::vector<Written> cases{
        {"人民币壹拾万柒仟元零伍角叁分", 10700053},
        {"人民币壹拾万零柒仟圆伍角叁分", 10700053},
        {"壹仟陆佰捌拾元零叁角贰分", 168032},
        {"壹仟肆佰零玖元伍角正", 140950},
        {"壹仟肆佰零玖圆伍角整", 140950},
        {"壹拾元正", 1000},
        {"人民币陸萬貳仟圓正", 6'200'000},
    };
    for (const auto& [text, fen] : cases) {
        CAPTURE(text);
        CHECK(accepts_capitals(Money{fen}, text));
    }
}

TEST_CASE("capitals of another amount or against the rules are not accepted") {
    CHECK_FALSE(accepts_capitals(Money{1000}, "壹拾元"));
    CHECK_FALSE(accepts_capitals(Money{1000}, "拾元整"));
    CHECK_FALSE(accepts_capitals(Money{32504}, "叁佰贰拾伍元肆分"));
    CHECK_FALSE(accepts_capitals(Money{600714}, "陆仟零柒元壹角肆分整"));
    CHECK_FALSE(accepts_capitals(Money{600714}, "陆仟柒元壹角肆分"));
    CHECK_FALSE(accepts_capitals(Money{600714}, "陆仟零柒元壹角伍分"));
}

TEST_CASE("a bill date leaves no room in front of a numeral") {
    const auto written = [](int year, unsigned month, unsigned day) {
        return to_bill_date(make_date(year, month, day).value());
    };
    CHECK(written(2026, 1, 15) == "贰零贰陆年零壹月壹拾伍日");
    CHECK(written(2026, 2, 9) == "贰零贰陆年零贰月零玖日");
    CHECK(written(2026, 3, 10) == "贰零贰陆年叁月零壹拾日");
    CHECK(written(2026, 10, 20) == "贰零贰陆年零壹拾月零贰拾日");
    CHECK(written(2026, 11, 30) == "贰零贰陆年壹拾壹月零叁拾日");
    CHECK(written(2019, 12, 31) == "贰零壹玖年壹拾贰月叁拾壹日");
}
