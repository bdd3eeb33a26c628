#pragma once

#include "core/app/batch_target.hpp"
#include "core/values/two_languages.hpp"

#include <string>

namespace gongdao {

/// One line of a batch for people: what it is due and how it stands. Accounts are never in it.
struct BatchLine {
    std::string key;
    std::string payee;
    std::int64_t serial = 0; ///< of the pay list; 0 where it is not on it
    std::int64_t amount_fen = 0;
    bool is_carried = false; ///< owed by an earlier batch
    std::string status; ///< computed (pays nobody) | due | nothing | fault | held | sent | paid |
                        ///< failed | carried (a later batch pays it) | settled (paid otherwise)
    Bilingual reason;   ///< of a fault, of holding back, or the bank's; where it came from or went
};

/// What `gongdao batch show` tells (docs/formats/batch.md).
struct BatchView {
    struct Act {
        std::string task;
        std::string actor;
        std::string at;
        std::string outcome; ///< the choice that was made, in words, and the opinion
    };

    struct Wait {
        std::string kind; ///< task | timer | incident
        std::string name;
        std::string roles; ///< titles
        std::string due;
    };

    BatchTarget target;
    std::vector<BatchLine> lines;
    PaymentSums sums;
    std::vector<Act> acts;
    std::vector<Wait> waits;
};

[[nodiscard]] Result<BatchView> view_batch(Node& node, BatchTarget target);

/// A stage of a batch: 冻结计算 复核审批 出盘 回盘 办结.
struct BatchStage {
    Wording name;
    std::string state; ///< done | now | later
    Bilingual note;
};

[[nodiscard]] std::vector<BatchStage> stages_of(const BatchView& view);

[[nodiscard]] Document to_document(const BatchView& view);
/// The whole batch as a sheet, amounts in yuan.
[[nodiscard]] std::string to_csv(const BatchView& view, Language language);
/// For a terminal: stages, control totals, what needs attention, who acted, what it waits for.
[[nodiscard]] std::string to_terminal(const BatchView& view, Language language);

} // namespace gongdao
