#pragma once

#include "core/engine/rule_book.hpp"
#include "core/values/two_languages.hpp"

#include <string>
#include <vector>

namespace gongdao {

/// What reports of tests and explanations say of every kind of rule.

/// `一+三`: the rows that decided.
[[nodiscard]] std::string fired_ids(const std::vector<FiredRow>& fired);

/// `甲 应为 1，实际为 2`
[[nodiscard]] Bilingual
wanted_instead(const std::string& what, const std::string& wanted, const std::string& got);
/// The same of the rows that decided; `fired` is empty where none did.
[[nodiscard]] Bilingual rows_instead(const std::string& wanted, const std::string& fired);
/// Of a test that should have had a result.
[[nodiscard]] Bilingual failed_instead(const Error& error);

/// The rows that decided with their reasons, or why there was no decision.
[[nodiscard]] std::vector<Bilingual> explained(const Result<Decision>& decision);

} // namespace gongdao
