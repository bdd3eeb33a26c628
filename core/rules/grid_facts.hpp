#pragma once

#include "core/rules/field_places.hpp"
#include "core/rules/grid.hpp"
#include "core/rules/rule_script.hpp"

#include <boost/container/small_vector.hpp>

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace gongdao {

/// The inputs of one evaluation, read when a row first needs them, so that the decision records
/// just these. `grid`, `facts` and `script` must outlive it. One thread.
class GridFacts {
public:
    /// `script` may be null where the grid has no derived inputs; `places` has one per input.
    GridFacts(
        const Grid& grid,
        const Document& facts,
        CivilDate on,
        const RuleScript* script,
        const FieldPlaces& places
    );

    /// Reads the column on behalf of `row`; an error where it is missing, wrong or out of range.
    [[nodiscard]] std::optional<Error> need(std::size_t column, std::string_view row) {
        if (slots_[column].state != Slot::State::unread) return {};
        return load(column, row);
    }

    /// After `need`.
    [[nodiscard]] bool holds(const CellCondition& condition) const {
        const auto& value = slots_[condition.column].value;
        return value.number ? condition.holds.contains(*value.number)
                            : condition.holds.contains_null();
    }

    [[nodiscard]] const ColumnValue& value(std::size_t column) const {
        return slots_[column].value;
    }

    [[nodiscard]] bool was_read(std::size_t column) const {
        return slots_[column].state == Slot::State::read;
    }

    /// Gives a column its value without looking at the facts.
    void preset(std::size_t column, const ColumnValue& value);

    /// The facts that were read; `names` are the fields of the columns.
    [[nodiscard]] ReadFacts inputs(ReadFacts::Names names) const;

    /// `拖欠天数=3，建筑业=是` of the columns that were read.
    [[nodiscard]] Bilingual shown() const;

    /// False where a derived input asked for the day, so that no day of reconsideration is known.
    [[nodiscard]] bool knows_its_days() const { return !derive_read_today_; }

private:
    struct Slot {
        enum class State { unread, read };

        State state = State::unread;
        ColumnValue value;
        const Document* stored = nullptr; ///< the fact, where there is one

        [[nodiscard]] bool take_number(const Column& column, const Document& fact);
    };

    [[nodiscard]] std::optional<Error> load(std::size_t column, std::string_view row);
    [[nodiscard]] std::optional<Error> derive();
    void note_read(const RuleScript::Answer& answer);
    [[nodiscard]] std::optional<Error> take_derived(std::size_t column);
    [[nodiscard]] const Document* fact(std::size_t column) const;

    const Grid& grid_;
    const Document& facts_;
    CivilDate on_;
    const RuleScript* script_;
    const FieldPlaces& places_;
    boost::container::small_vector<Slot, 16> slots_;
    std::vector<bool> read_by_derive_; ///< by column, or empty
    Document derived_;                 ///< owns the texts of derived values
    bool derive_read_today_ = false;
};

/// The facts that a grid's derive function may read, in the order of its inputs.
[[nodiscard]] std::vector<FactName> fact_names(const Grid& grid);

} // namespace gongdao
