#pragma once

#include "core/rules/value_set.hpp"
#include "core/values/document.hpp"
#include "core/values/time.hpp"
#include "core/values/two_languages.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gongdao {

enum class ValueKind { number, money, score, truth, choice, date, text, list };

struct Choice {
    std::string label;
    Document stored; ///< text or integer, as in the case
};

/// One input, derived input, parameter or output of a grid. Its values are integers: numbers and 分
/// as they are, points × 10,000, truth 0/1, choices by their place, dates in days since 1970, texts
/// by their place in `texts` (all others: `texts.size()` and above).
struct Column {
    std::string title;
    std::string field; ///< key in the facts or in the outcome; for an age that of the date
    ValueKind kind = ValueKind::number;
    std::string unit;
    std::vector<Choice> choices;
    std::vector<std::string> texts;
    bool integer_choices = false;
    bool nullable = false;
    bool is_age = false;
    bool is_derived = false;
    std::int64_t low = 0;
    std::int64_t high = 0;

    [[nodiscard]] bool is_arithmetic() const {
        return kind == ValueKind::number || kind == ValueKind::money || kind == ValueKind::score;
    }

    /// All values it may have.
    [[nodiscard]] ValueSet domain() const;
};

/// A value of a column; `text` only for texts that are not in `Column::texts`.
struct ColumnValue {
    std::optional<std::int64_t> number; ///< nothing = null
    std::string_view text;
};

/// `标题 类型[?] [id | 自 日期字段] [范围]`; fails with bad_column.
[[nodiscard]] Result<Column> read_column(std::string_view declaration);

/// A plain value in half-width form (`5万`, `是`, `2026-03-06`, a label). A text is added to
/// `texts`.
[[nodiscard]] std::optional<std::int64_t> read_literal(Column& column, std::string_view text);
/// As above for every kind but text, which needs no change of the column.
[[nodiscard]] std::optional<std::int64_t>
read_fixed_literal(const Column& column, std::string_view text);

/// `1.5万` × 10^`places`, exact; nothing where it is not a number or would be rounded. `rest` gets
/// what follows the number.
[[nodiscard]] std::optional<std::int64_t>
read_scaled(std::string_view text, int places, std::string_view& rest);

/// The form for people.
[[nodiscard]] std::string shown_value(const Column& column, const ColumnValue& value);
/// The same for messages, which say in both languages that nothing was filled in.
[[nodiscard]] Bilingual shown_in_both(const Column& column, const ColumnValue& value);
/// Appends `拖欠天数=3`.
void add_shown(Bilingual& text, const Column& column, const Bilingual& value);
/// The form in the case; an age becomes the date that it is counted from.
[[nodiscard]] Document stored_value(const Column& column, const ColumnValue& value, CivilDate on);
/// The form of an output, where ages do not occur.
[[nodiscard]] Document stored_value(const Column& column, const ColumnValue& value);

/// What `stored` is as a value of the column, or nothing where it has another type. Null and range
/// are the caller's concern. `stored` must outlive the answer.
[[nodiscard]] std::optional<ColumnValue>
column_value(const Column& column, const Document& stored, CivilDate on);

/// What the column holds, for messages: `天数`, `金额（分）`, `红/黄` …
[[nodiscard]] Bilingual kind_name(const Column& column);
/// `“x”不是整数`
[[nodiscard]] Bilingual is_not(std::string_view written, const Bilingual& kind);

} // namespace gongdao
