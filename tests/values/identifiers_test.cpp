#include "core/values/errors.hpp"
#include "core/values/identifiers.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace gongdao;

namespace {

CivilDate today() { return make_date(2026, 3, 6).value(); }

template <class Value>
std::string code_of(const Result<Value>& result) {
    return result ? std::string{"ok"} : std::string{result.error().kind->code};
}

struct Expected {
    const char* text;
    std::string_view code;
};

} // namespace

TEST_CASE("identity numbers are judged by GB 11643") {
    const std::vector<Expected> cases{
        {"11010519491231002X", "ok"},
        {" 11010519491231002x ", "ok"},
        {"440524188001010014", "ok"},
        {"110105179912310023", errors::identity_birth_date.code},
        {"990000198001010012", "ok"},
        {"330521199003074516", errors::identity_check_digit.code},
        {"330521199003074512", "ok"},
        {"110105491231002", errors::identity_first_generation.code},
        {"11010519491231002", errors::identity_length.code},
        {"", errors::identity_length.code},
        {"1101051949123100２", errors::identity_length.code},
        {"11010519491231X02X", errors::identity_alphabet.code},
        {"110105194912310O2X", errors::identity_alphabet.code},
        {"11010519490231002X", errors::identity_birth_date.code},
        {"110105194902290021", errors::identity_birth_date.code},
    };
    for (const auto& [text, code] : cases) {
        CAPTURE(text);
        CHECK(code_of(check_identity_number(text, today())) == code);
    }
}

TEST_CASE("an identity number tells birth date and sex") {
    const auto woman = check_identity_number("11010519491231002x", today()).value();
    CHECK(woman.normalised == "11010519491231002X");
    CHECK(to_text(woman.born) == "1949-12-31");
    CHECK(woman.sex == Sex::female);
    CHECK(check_identity_number("330521199003074512", today()).value().sex == Sex::male);
}

TEST_CASE("nobody is born after today") {
    const auto number = "330521199003074512";
    CHECK(code_of(check_identity_number(number, make_date(1990, 3, 7).value())) == "ok");
    CHECK(
        code_of(check_identity_number(number, make_date(1990, 3, 6).value())) ==
        errors::identity_future.code
    );
}

TEST_CASE("a refused identity number does not appear in the sentence") {
    const auto refused = check_identity_number("330521199003074516", today());
    REQUIRE_FALSE(refused.has_value());
    CHECK(sentence(refused.error(), Language::chinese).find("4516") == std::string::npos);
}

TEST_CASE("credit codes of both check digits hold") {
    for (const auto* text :
         {"91350100M000100Y43",
          "91110000101623741K",
          "911101066976941872",
          "81330521MC000120X0",
          "81330521MC00012180",
          "91350100m000100y43"}) {
        CAPTURE(text);
        const auto check = check_credit_code(text);
        REQUIRE(check.has_value());
        CHECK(check->check_digits_hold);
    }
    CHECK(check_credit_code(" 91350100m000100y43").value().normalised == "91350100M000100Y43");
}

TEST_CASE("a failing check digit of a credit code only warns") {
    for (const auto* text : {"91350211M0000XUF46", "91350100M000100Y44", "91350100M000100X43"}) {
        CAPTURE(text);
        const auto check = check_credit_code(text);
        REQUIRE(check.has_value());
        CHECK_FALSE(check->check_digits_hold);
    }
}

TEST_CASE("a credit code of another length or alphabet is refused") {
    CHECK(code_of(check_credit_code("91350100M000100Y4")) == errors::credit_code_length.code);
    CHECK(code_of(check_credit_code("")) == errors::credit_code_length.code);
    const auto refused = check_credit_code("9135O100M000100Y43");
    REQUIRE(code_of(refused) == errors::credit_code_alphabet.code);
    CHECK(refused.error().arguments == std::vector<std::string>{"5"});
    for (const auto* letter : {"I", "O", "S", "V", "Z", "_"}) {
        CAPTURE(letter);
        CHECK(
            code_of(check_credit_code("91350100M000100Y4" + std::string{letter})) ==
            errors::credit_code_alphabet.code
        );
    }
}

TEST_CASE("a mobile number is stored as its digits") {
    for (const auto* text :
         {"13812345678", " 138 1234 5678", "138-1234-5678", "+8613812345678", "86 13812345678"}) {
        CAPTURE(text);
        const auto number = check_mobile(text);
        REQUIRE(number.has_value());
        CHECK(*number == "13812345678");
    }
    for (const auto* text :
         {"", "12812345678", "1381234567", "138123456789", "23812345678", "1381234567a"}) {
        CAPTURE(text);
        CHECK(code_of(check_mobile(text)) == errors::bad_mobile.code);
    }
}

TEST_CASE("a masked mobile number shows three and four digits") {
    CHECK(mask_mobile("13812341234") == "138****1234");
    CHECK(mask_mobile("0572-8062345") == "****");
    CHECK(mask_mobile("") == "****");
}

TEST_CASE("a bank card needs 16 to 19 digits and its Luhn digit only warns") {
    CHECK(check_bank_card("6222021205012345678").value().luhn_holds);
    CHECK(check_bank_card("6228480402564899").value().luhn_holds);
    CHECK_FALSE(check_bank_card("6228480402564890").value().luhn_holds);
    CHECK(check_bank_card("6228 4804 0256 4899").value().normalised == "6228480402564899");
    for (const auto* text : {"", "622848040256489", "62220212050123456789", "622848040256489X"}) {
        CAPTURE(text);
        CHECK(code_of(check_bank_card(text)) == errors::bad_bank_card.code);
    }
}
