#pragma once

#include "core/app/county.hpp"
#include "core/values/two_languages.hpp"

#include <string>
#include <vector>

namespace gongdao {

/// One computed measure; several groups where it is grouped.
struct MeasureResult {
    struct Group {
        Bilingual key;
        std::int64_t value = 0;
    };

    std::string id;
    std::string title;
    std::string unit;
    std::int64_t value = 0; ///< 分 for amounts, 1/100 percent for rates
    bool is_money = false;
    bool is_rate = false;
    std::vector<Group> groups;
};

/// Computes every measure of a board from the stored facts. Conditions may name `$today`.
[[nodiscard]] Result<std::vector<MeasureResult>>
compute_board(Node& node, const std::string& pack, const std::string& board, CivilDate today);

/// Tables and bar charts for a terminal.
[[nodiscard]] std::string
board_text(const std::string& title, const std::vector<MeasureResult>& measures, Language language);
/// One row a measure, or a group of one: amounts in yuan, rates in percent.
[[nodiscard]] std::string board_csv(const std::vector<MeasureResult>& measures, Language language);
[[nodiscard]] Document board_document(const std::vector<MeasureResult>& measures);
/// `2,378`, `¥8,305,000.00`, `73.37%`
[[nodiscard]] std::string shown(const MeasureResult& measure, std::int64_t value);

} // namespace gongdao
