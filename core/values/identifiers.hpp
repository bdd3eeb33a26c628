#pragma once

#include "core/values/result.hpp"
#include "core/values/time.hpp"

#include <string>
#include <string_view>

namespace gongdao {

/// These numbers are personal data: no error of this file repeats more of one than a birth date.

enum class Sex { female, male };

/// What an identity number says about its holder.
struct IdentityNumber {
    std::string normalised; ///< 18 characters, X in upper case
    CivilDate born;
    Sex sex = Sex::female;
};

/// 居民身份证号码, GB 11643. Blanks around it and a small x are put right. Refused: another length
/// (15 digits with a sentence of its own), a birth date that does not exist or lies after `today`,
/// a wrong check digit. The division is not looked up: old ones stay valid, and 990000 marks
/// invented persons.
[[nodiscard]] Result<IdentityNumber> check_identity_number(std::string_view text, CivilDate today);

struct CreditCodeCheck {
    std::string normalised; ///< 18 characters in upper case
    /// Of the whole code and of the organisation code in it. Early pilot regions issued codes that
    /// fail, so a person may go on with a reason.
    bool check_digits_hold = false;
};

/// 统一社会信用代码, GB 32100-2015. A wrong length or a character outside the set is an error.
[[nodiscard]] Result<CreditCodeCheck> check_credit_code(std::string_view text);

/// The 11 digits; blanks, hyphens and +86 are dropped. Fails with `bad_mobile`.
[[nodiscard]] Result<std::string> check_mobile(std::string_view text);

/// `138****1234`; a text that is no mobile number is hidden altogether.
[[nodiscard]] std::string mask_mobile(std::string_view mobile);

struct BankCardCheck {
    std::string normalised; ///< 16 to 19 digits
    /// The Luhn digit. Some cards and many corporate accounts have none, so this only warns.
    bool luhn_holds = false;
};

/// Blanks and hyphens between the digits are dropped. Fails with `bad_bank_card`.
[[nodiscard]] Result<BankCardCheck> check_bank_card(std::string_view text);

} // namespace gongdao
