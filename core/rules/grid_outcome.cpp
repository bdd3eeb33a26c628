#include "core/rules/grid_outcome.hpp"

#include "core/rules/errors.hpp"
#include "core/rules/exact.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <algorithm>

namespace gongdao {

namespace {

Result<std::string>
filled(const Grid& grid, const ReasonText& text, const RowResult& result, GridFacts& facts) {
    std::string out;
    for (const auto& piece : text.pieces()) {
        switch (piece.kind) {
        case ReasonText::Piece::Kind::plain:
            out += piece.text;
            break;
        case ReasonText::Piece::Kind::input:
            if (auto error = facts.need(piece.column, result.row->id)) return *error;
            out += shown_value(grid.inputs[piece.column], facts.value(piece.column));
            break;
        case ReasonText::Piece::Kind::output:
            out += shown_output(grid.outputs[piece.column], result.outputs[piece.column]);
            break;
        }
    }
    return out;
}

Result<std::int64_t>
computed(const Grid& grid, const GridRow& row, const OutputCell& cell, GridFacts& facts) {
    std::vector<std::int64_t> values(grid.inputs.size());
    for (const auto column : cell.expression.columns()) {
        if (auto error = facts.need(column, row.id)) return *error;
        const auto& value = facts.value(column).number;
        if (!value) return fail(errors::fact_missing, {grid.id, row.id, grid.inputs[column].title});
        values[column] = *value;
    }
    const auto number = cell.expression.evaluate(values);
    if (!number) return fail(errors::output_overflow, {grid.id, row.id, cell.written});
    return *number;
}

Result<void> check_range(const Grid& grid, const Column& column, std::int64_t number) {
    if (number >= column.low && number <= column.high) return {};
    return fail(
        errors::output_out_of_range,
        {grid.id,
         column.title,
         shown_value(column, {number, {}}),
         shown_value(column, {column.low, {}}) + "‥" + shown_value(column, {column.high, {}})}
    );
}

Document single(const Grid& grid, const RowResult& result) {
    DocumentObject outcome;
    outcome.reserve(grid.outputs.size());
    for (std::size_t i = 0; i < grid.outputs.size(); ++i) {
        if (!result.outputs[i].is_set) continue;
        outcome.emplace(grid.outputs[i].field, output_document(grid.outputs[i], result.outputs[i]));
    }
    return Document(std::move(outcome));
}

Document listed(const Grid& grid, const RowResults& results) {
    DocumentObject outcome;
    for (std::size_t i = 0; i < grid.outputs.size(); ++i) {
        DocumentArray values;
        for (const auto& result : results) {
            values.push_back(output_document(grid.outputs[i], result.outputs[i]));
        }
        outcome.emplace(grid.outputs[i].field, std::move(values));
    }
    return Document(std::move(outcome));
}

Result<Document> summed(const Grid& grid, const RowResults& results) {
    DocumentObject outcome;
    for (std::size_t i = 0; i < grid.outputs.size(); ++i) {
        std::int64_t total = 0;
        for (const auto& result : results) {
            const auto sum = exact_sum(total, result.outputs[i].number);
            if (!sum)
                return fail(
                    errors::output_overflow, {grid.id, result.row->id, grid.outputs[i].title}
                );
            total = *sum;
        }
        if (const auto fits = check_range(grid, grid.outputs[i], total); !fits) return fits.error();
        outcome.emplace(grid.outputs[i].field, total);
    }
    return Document(std::move(outcome));
}

/// What `<` and `>` compare: the integer of a choice, else the value itself.
std::int64_t rank_of(const Column& column, std::int64_t number) {
    if (column.kind != ValueKind::choice) return number;
    return column.choices[static_cast<std::size_t>(number)].stored.get_int64();
}

Document extreme(const Grid& grid, RowResults& results) {
    const bool largest = grid.hit == HitPolicy::largest;
    DocumentObject outcome;
    std::vector<bool> decides(results.size());
    for (std::size_t i = 0; i < grid.outputs.size(); ++i) {
        const auto& column = grid.outputs[i];
        const auto key = [&](const RowResult& result) {
            const auto rank = rank_of(column, result.outputs[i].number);
            return largest ? rank : -rank;
        };
        std::optional<std::int64_t> best;
        for (const auto& result : results) {
            if (result.outputs[i].is_set) best = std::max(best.value_or(key(result)), key(result));
        }
        for (std::size_t r = 0; r < results.size(); ++r) {
            if (!best || !results[r].outputs[i].is_set || key(results[r]) != *best) continue;
            decides[r] = true;
            outcome[column.field] = output_document(column, results[r].outputs[i]);
        }
    }
    RowResults deciding;
    for (std::size_t r = 0; r < results.size(); ++r) {
        if (decides[r]) deciding.push_back(std::move(results[r]));
    }
    results = std::move(deciding);
    return Document(std::move(outcome));
}

/// Smaller is earlier: the place among the choices of the first output.
std::int64_t priority_of(const RowResult& result) { return result.outputs.front().number; }

Result<Document> decided_single(const Grid& grid, RowResults& results) {
    if (results.size() > 1 && grid.hit == HitPolicy::unique) {
        return fail(errors::several_rows_apply, {grid.id, results[0].row->id, results[1].row->id});
    }
    if (grid.hit == HitPolicy::any) {
        for (const auto& result : results) {
            if (result.outputs == results.front().outputs) continue;
            return fail(errors::rows_disagree, {grid.id, results.front().row->id, result.row->id});
        }
        return single(grid, results.front());
    }
    if (grid.hit == HitPolicy::priority) {
        std::stable_sort(results.begin(), results.end(), [](const auto& left, const auto& right) {
            return priority_of(left) < priority_of(right);
        });
    }
    results.erase(results.begin() + 1, results.end());
    return single(grid, results.front());
}

} // namespace

std::string shown_output(const Column& column, const OutputValue& value) {
    if (!value.is_set) return "未填";
    return column.kind == ValueKind::text ? value.text : shown_value(column, {value.number, {}});
}

Document output_document(const Column& column, const OutputValue& value) {
    if (!value.is_set) return Document(nullptr);
    if (column.kind == ValueKind::text) return Document(value.text);
    return stored_value(column, {value.number, {}});
}

Result<RowResult> row_result(const Grid& grid, const GridRow& row, GridFacts& facts) {
    RowResult result{&row, {}};
    result.outputs.resize(grid.outputs.size());
    for (std::size_t i = 0; i < grid.outputs.size(); ++i) {
        const auto& cell = row.outputs[i];
        auto& output = result.outputs[i];
        output.is_set = cell.kind != OutputCell::Kind::none;
        output.number = cell.value;
        if (cell.kind != OutputCell::Kind::expression) continue;
        const auto number = computed(grid, row, cell, facts);
        if (!number) return number.error();
        if (const auto fits = check_range(grid, grid.outputs[i], *number); !fits)
            return fits.error();
        output.number = *number;
    }
    // Texts may name the outputs, so they come last.
    for (std::size_t i = 0; i < grid.outputs.size(); ++i) {
        if (row.outputs[i].kind != OutputCell::Kind::text) continue;
        auto text = filled(grid, row.outputs[i].text, result, facts);
        if (!text) return text.error();
        result.outputs[i].text = std::move(*text);
    }
    return result;
}

Result<FiredRow> fired_row(const Grid& grid, const RowResult& result, GridFacts& facts) {
    auto reason = filled(grid, result.row->reason, result, facts);
    if (!reason) return reason.error();
    return FiredRow{result.row->id, std::move(*reason), result.row->clause};
}

Result<Document> combined(const Grid& grid, RowResults& results) {
    switch (grid.hit) {
    case HitPolicy::collect:
        return listed(grid, results);
    case HitPolicy::output_order:
        std::stable_sort(results.begin(), results.end(), [](const auto& left, const auto& right) {
            return priority_of(left) < priority_of(right);
        });
        return listed(grid, results);
    case HitPolicy::sum:
        return summed(grid, results);
    case HitPolicy::count: {
        DocumentObject outcome;
        outcome.emplace(grid.outputs.front().field, static_cast<std::int64_t>(results.size()));
        return Document(std::move(outcome));
    }
    case HitPolicy::smallest:
    case HitPolicy::largest:
        return extreme(grid, results);
    default:
        return decided_single(grid, results);
    }
}

} // namespace gongdao
