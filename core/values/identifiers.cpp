#include "core/values/identifiers.hpp"

#include "core/values/errors.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <utility>

namespace gongdao {

namespace {

constexpr std::size_t identity_length = 18;
constexpr std::size_t identity_length_before_1999 = 15;
constexpr int birth_year_min = 1800;
constexpr std::size_t credit_code_length = 18;
constexpr std::size_t mobile_length = 11;
constexpr std::size_t card_length_min = 16;
constexpr std::size_t card_length_max = 19;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

int digit_value(char c) { return c - '0'; }

bool all_digits(std::string_view text) { return std::all_of(text.begin(), text.end(), is_digit); }

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view blanks = " \t\r\n";
    const auto first = text.find_first_not_of(blanks);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

std::string upper_case(std::string_view text) {
    std::string out{text};
    for (auto& c : out) {
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    }
    return out;
}

std::string without_gaps(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c != ' ' && c != '-' && c != '\t') out += c;
    }
    return out;
}

/// Counts characters, not bytes, so that a stray Chinese character counts once.
std::string length_text(std::string_view text) {
    const auto characters = std::count_if(text.begin(), text.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
    });
    return std::to_string(characters);
}

char identity_check_character(std::string_view number) {
    constexpr std::array weights{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    constexpr std::string_view characters = "10X98765432";
    int sum = 0;
    for (std::size_t i = 0; i < weights.size(); ++i)
        sum += weights[i] * digit_value(number[i]);
    return characters[static_cast<std::size_t>(sum % 11)];
}

int number_in(std::string_view digits) {
    int value = 0;
    for (const char c : digits)
        value = value * 10 + digit_value(c);
    return value;
}

/// Wider than make_date: the standard's own example was born in 1880.
Result<CivilDate> birth_date(std::string_view number) {
    const auto year = number.substr(6, 4);
    const auto month = number.substr(10, 2);
    const auto day = number.substr(12, 2);
    const std::chrono::year_month_day date{
        std::chrono::year{number_in(year)},
        std::chrono::month{static_cast<unsigned>(number_in(month))},
        std::chrono::day{static_cast<unsigned>(number_in(day))}};
    if (!date.ok() || number_in(year) < birth_year_min) {
        return fail(errors::identity_birth_date, {fmt::format("{}-{}-{}", year, month, day)});
    }
    return CivilDate{std::chrono::sys_days{date}};
}

/// GB 11714: eight characters with A = 10 … Z = 35, then the check character.
bool organisation_code_holds(std::string_view code) {
    constexpr std::array weights{3, 7, 9, 10, 5, 8, 4, 2};
    int sum = 0;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        const int value = is_digit(code[i]) ? digit_value(code[i]) : code[i] - 'A' + 10;
        sum += weights[i] * value;
    }
    const int check = 11 - sum % 11;
    if (check == 11) return code[8] == '0';
    return code[8] == (check == 10 ? 'X' : static_cast<char>('0' + check));
}

constexpr std::string_view credit_code_characters = "0123456789ABCDEFGHJKLMNPQRTUWXY";

bool credit_code_holds(std::string_view code) {
    constexpr int modulus = 31;
    int weight = 1;
    int sum = 0;
    for (std::size_t i = 0; i + 1 < credit_code_length; ++i) {
        sum += weight * static_cast<int>(credit_code_characters.find(code[i]));
        weight = weight * 3 % modulus;
    }
    // The outer remainder turns 31 into 0, which many published versions forget.
    const auto check = static_cast<std::size_t>((modulus - sum % modulus) % modulus);
    return code.back() == credit_code_characters[check];
}

bool luhn_holds(std::string_view digits) {
    int sum = 0;
    bool doubled = false;
    for (auto digit = digits.rbegin(); digit != digits.rend(); ++digit) {
        const int value = digit_value(*digit) * (doubled ? 2 : 1);
        sum += value > 9 ? value - 9 : value;
        doubled = !doubled;
    }
    return sum % 10 == 0;
}

bool is_mobile(std::string_view text) {
    return text.size() == mobile_length && all_digits(text) && text[0] == '1' && text[1] >= '3';
}

} // namespace

Result<IdentityNumber> check_identity_number(std::string_view text, CivilDate today) {
    auto number = upper_case(trimmed(text));
    if (number.size() == identity_length_before_1999 && all_digits(number)) {
        return fail(errors::identity_first_generation);
    }
    if (number.size() != identity_length) {
        return fail(errors::identity_length, {length_text(number)});
    }
    for (std::size_t i = 0; i < number.size(); ++i) {
        const bool check_x = i + 1 == number.size() && number[i] == 'X';
        if (!is_digit(number[i]) && !check_x) {
            return fail(errors::identity_alphabet, {std::to_string(i + 1)});
        }
    }
    const auto born = birth_date(number);
    if (!born) return born.error();
    if (*born > today) return fail(errors::identity_future, {to_text(*born)});
    if (number.back() != identity_check_character(number))
        return fail(errors::identity_check_digit);
    const auto sex = digit_value(number[16]) % 2 == 1 ? Sex::male : Sex::female;
    return IdentityNumber{.normalised = std::move(number), .born = *born, .sex = sex};
}

Result<CreditCodeCheck> check_credit_code(std::string_view text) {
    auto code = upper_case(trimmed(text));
    if (code.size() != credit_code_length) {
        return fail(errors::credit_code_length, {length_text(code)});
    }
    for (std::size_t i = 0; i < code.size(); ++i) {
        if (credit_code_characters.find(code[i]) == std::string_view::npos) {
            return fail(errors::credit_code_alphabet, {std::to_string(i + 1)});
        }
    }
    const auto organisation = std::string_view{code}.substr(8, 9);
    const bool holds = organisation_code_holds(organisation) && credit_code_holds(code);
    return CreditCodeCheck{.normalised = std::move(code), .check_digits_hold = holds};
}

Result<std::string> check_mobile(std::string_view text) {
    auto number = without_gaps(trimmed(text));
    for (const std::string_view prefix : {"+86", "0086", "86"}) {
        if (number.size() == mobile_length + prefix.size() && number.starts_with(prefix)) {
            number.erase(0, prefix.size());
        }
    }
    if (!is_mobile(number)) return fail(errors::bad_mobile);
    return number;
}

std::string mask_mobile(std::string_view mobile) {
    if (!is_mobile(mobile)) return "****";
    return fmt::format("{}****{}", mobile.substr(0, 3), mobile.substr(7));
}

Result<BankCardCheck> check_bank_card(std::string_view text) {
    auto number = without_gaps(trimmed(text));
    const bool long_enough = number.size() >= card_length_min && number.size() <= card_length_max;
    if (!long_enough || !all_digits(number)) return fail(errors::bad_bank_card);
    const bool holds = luhn_holds(number);
    return BankCardCheck{.normalised = std::move(number), .luhn_holds = holds};
}

} // namespace gongdao
