#pragma once

#include "core/runtime/batch_payments.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace gongdao {

/// A bank's return file (回盘), read.
struct BankReturn {
    std::string file;    ///< its name
    std::string sha256;  ///< of its bytes
    std::string bank_on; ///< the latest date in it; empty where it has none
    std::vector<BankAnswer> answers;
};

/// Reads CSV in any encoding (docs/formats/outbox.md): rows before the head are skipped, a row that
/// begins with 合计 is compared with the sum of the others. Every fault is reported with its line.
[[nodiscard]] BankReturn
read_bank_return(std::string_view bytes, const std::string& file, Faults& faults);

/// `成功` → `paid`, and so on; empty where the word is not known.
[[nodiscard]] std::string payment_status(std::string_view word);

} // namespace gongdao
