#include "core/rules/analysis.hpp"

#include "core/rules/errors.hpp"
#include "core/rules/grid_outcome.hpp"
#include "core/rules/grid_rule.hpp"

#include <boost/json/object.hpp>

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

namespace gongdao {

namespace {

/// One set per column that has conditions; the product of these.
using Box = std::vector<ValueSet>;

bool overlap(const Box& left, const Box& right) {
    for (std::size_t i = 0; i < left.size(); ++i) {
        if (!left[i].intersects(right[i])) return false;
    }
    return true;
}

Box common_part(const Box& left, const Box& right) {
    Box common;
    for (std::size_t i = 0; i < left.size(); ++i)
        common.push_back(left[i].intersected(right[i]));
    return common;
}

bool is_empty(const Box& box) {
    return std::any_of(box.begin(), box.end(), [](const ValueSet& side) { return side.empty(); });
}

/// In a witness: any text that the grid does not mention.
constexpr std::string_view other_text = "（其他文字）";

void add_value(Bilingual& shown, const Column& column, const ColumnValue& value) {
    const bool other = column.kind == ValueKind::text && value.text == other_text;
    const Bilingual any{std::string{other_text}, "(another text)"};
    add_shown(shown, column, other ? any : shown_in_both(column, value));
}

class Analyser {
public:
    explicit Analyser(const GridRule& rule) : rule_{rule}, grid_{rule.grid()} { collect_columns(); }

    std::vector<Finding> run() {
        find_gaps();
        if (grid_.hit == HitPolicy::unique || grid_.hit == HitPolicy::any) find_overlaps();
        find_dead_rows();
        return std::move(findings_);
    }

private:
    void collect_columns() {
        for (const auto& row : grid_.rows) {
            for (const auto& condition : row.conditions)
                conditioned_.insert(condition.column);
        }
        // Columns without conditions cost nothing here, but reasons and expressions may need them.
        for (std::size_t i = 0; i < grid_.inputs.size(); ++i) {
            if (grid_.inputs[i].kind == ValueKind::list) continue;
            columns_.push_back(i);
            universe_.push_back(grid_.inputs[i].domain());
        }
        has_derived_ = std::any_of(conditioned_.begin(), conditioned_.end(), [&](std::size_t i) {
            return grid_.inputs[i].is_derived;
        });
        for (const auto& row : grid_.rows)
            boxes_.push_back(box_of(row));
    }

    [[nodiscard]] Box box_of(const GridRow& row) const {
        Box box = universe_;
        for (const auto& condition : row.conditions) {
            const auto place = std::lower_bound(columns_.begin(), columns_.end(), condition.column);
            auto& side = box[static_cast<std::size_t>(place - columns_.begin())];
            side = side.intersected(condition.holds);
        }
        return box;
    }

    /// What is left of `boxes` without `hole`; nothing when the bound is hit.
    [[nodiscard]] std::optional<std::vector<Box>>
    without(const std::vector<Box>& boxes, const Box& hole) {
        std::vector<Box> left;
        for (const auto& box : boxes) {
            if (!overlap(box, hole)) {
                left.push_back(box);
                continue;
            }
            Box core = box;
            for (std::size_t i = 0; i < box.size(); ++i) {
                auto outside = core[i].without(hole[i]);
                if (outside.empty()) continue;
                Box piece = core;
                piece[i] = std::move(outside);
                left.push_back(std::move(piece));
                core[i] = core[i].intersected(hole[i]);
                if (++made_ > analysis_boxes_max) return {};
            }
        }
        return left;
    }

    Finding finding(Finding::Kind kind, std::vector<std::string> rows, Bilingual text) const {
        Finding out;
        out.kind = kind;
        out.rule = rule_.info().id;
        out.version = rule_.info().version;
        out.rows = std::move(rows);
        out.text = std::move(text);
        return out;
    }

    void undecided(std::vector<std::string> rows, const Bilingual& about) {
        const auto bound = std::to_string(analysis_boxes_max);
        Bilingual text{
            about.chinese + "：未能判定（已达上限 " + bound + " 个区块）",
            about.english + ": undecided (the bound of " + bound + " boxes was reached)"};
        findings_.push_back(finding(Finding::Kind::undecided, std::move(rows), std::move(text)));
    }

    /// A concrete input in a box that is not empty.
    struct Witness {
        std::vector<ColumnValue> values; ///< by place in `columns_`
        Document facts;
        Bilingual shown;
    };

    [[nodiscard]] Witness witness_in(const Box& box) const {
        Witness witness;
        DocumentObject facts;
        for (std::size_t i = 0; i < box.size(); ++i) {
            const auto& column = grid_.inputs[columns_[i]];
            ColumnValue value;
            if (!box[i].parts().empty()) value.number = box[i].parts().front().low;
            if (column.kind == ValueKind::text && value.number)
                value.text = unmentioned_text(column, *value.number);
            if (conditioned_.contains(columns_[i])) {
                add_value(witness.shown, column, value);
            }
            if (value.number && !column.is_derived)
                facts.emplace(column.field, stored_value(column, value, rule_.info().from));
            witness.values.push_back(value);
        }
        witness.facts = Document(std::move(facts));
        return witness;
    }

    static std::string_view unmentioned_text(const Column& column, std::int64_t place) {
        return place < static_cast<std::int64_t>(column.texts.size()) ? std::string_view{}
                                                                      : other_text;
    }

    /// The inputs of a witness: derived ones are given, all others are read from its facts.
    [[nodiscard]] GridFacts inputs_of(const Witness& witness) const {
        GridFacts inputs{grid_, witness.facts, rule_.info().from, nullptr, rule_.places()};
        for (std::size_t i = 0; i < columns_.size(); ++i) {
            if (grid_.inputs[columns_[i]].is_derived) inputs.preset(columns_[i], witness.values[i]);
        }
        return inputs;
    }

    [[nodiscard]] bool row_holds(const GridRow& row, GridFacts& inputs) const {
        return std::all_of(
            row.conditions.begin(),
            row.conditions.end(),
            [&](const CellCondition& condition) {
                return !inputs.need(condition.column, row.id) && inputs.holds(condition);
            }
        );
    }

    void add_witness(Finding& out, const Witness& witness) const {
        out.witness = witness.facts;
        out.on = rule_.info().from;
        out.on_derived = has_derived_;
    }

    void find_gaps() {
        const bool gaps_matter = grid_.is_single() || grid_.hit == HitPolicy::smallest ||
                                 grid_.hit == HitPolicy::largest;
        if (!gaps_matter) return;
        std::vector<Box> left{universe_};
        for (const auto& box : boxes_) {
            auto rest = without(left, box);
            if (!rest) return undecided({}, {"空档", "gaps"});
            left = std::move(*rest);
            if (left.empty()) return;
        }
        const auto witness = witness_in(left.front());
        auto inputs = inputs_of(witness);
        const bool shows =
            std::none_of(grid_.rows.begin(), grid_.rows.end(), [&](const GridRow& row) {
                return row_holds(row, inputs);
            });
        if (!shows) return undecided({}, {"空档", "gaps"});
        auto out = grid_.otherwise ? finding(
                                         Finding::Kind::covered_by_default,
                                         {grid_.otherwise->id},
                                         {"默认覆盖：" + witness.shown.chinese,
                                          "left to the default row: " + witness.shown.english}
                                     )
                                   : finding(
                                         Finding::Kind::gap,
                                         {},
                                         {"没有一行适用：" + witness.shown.chinese,
                                          "no row applies: " + witness.shown.english}
                                     );
        add_witness(out, witness);
        findings_.push_back(std::move(out));
    }

    void find_overlaps() {
        for (std::size_t i = 0; i < boxes_.size(); ++i) {
            for (std::size_t j = i + 1; j < boxes_.size(); ++j) {
                if (overlap(boxes_[i], boxes_[j]))
                    check_pair(grid_.rows[i], grid_.rows[j], common_part(boxes_[i], boxes_[j]));
            }
        }
    }

    void check_pair(const GridRow& left, const GridRow& right, const Box& common) {
        const auto witness = witness_in(common);
        auto inputs = inputs_of(witness);
        const std::vector<std::string> rows{left.id, right.id};
        if (!row_holds(left, inputs) || !row_holds(right, inputs))
            return undecided(rows, {"重叠", "overlaps"});
        if (grid_.hit == HitPolicy::any) {
            const auto differ = results_differ(left, right, inputs);
            if (differ == Differ::no) return;
            if (differ == Differ::unknown) {
                findings_.push_back(finding(
                    Finding::Kind::undecided,
                    rows,
                    {left.id + " 与 " + right.id + " 重叠，结果由算式得出，未能判定是否总是相同",
                     left.id + " and " + right.id +
                         " overlap; their results are computed, so it is undecided whether they "
                         "always agree"}
                ));
                return;
            }
        }
        auto out = finding(
            Finding::Kind::overlap,
            rows,
            {left.id + " 与 " + right.id + " 同时适用：" + witness.shown.chinese,
             left.id + " and " + right.id + " apply at once: " + witness.shown.english}
        );
        add_witness(out, witness);
        findings_.push_back(std::move(out));
    }

    enum class Differ { no, yes, unknown };

    [[nodiscard]] Differ
    results_differ(const GridRow& left, const GridRow& right, GridFacts& inputs) const {
        bool same_text = true;
        bool constant = true;
        for (std::size_t i = 0; i < grid_.outputs.size(); ++i) {
            const auto& a = left.outputs[i];
            const auto& b = right.outputs[i];
            const bool plain = is_constant(a) && is_constant(b);
            constant = constant && plain;
            same_text =
                same_text && a.kind == b.kind &&
                (plain ? a.value == b.value && a.written == b.written : a.written == b.written);
        }
        if (same_text) return Differ::no;
        const auto first = row_result(grid_, left, inputs);
        const auto second = row_result(grid_, right, inputs);
        if (!first || !second) return Differ::unknown;
        if (!(first->outputs == second->outputs)) return Differ::yes;
        return constant ? Differ::no : Differ::unknown;
    }

    static bool is_constant(const OutputCell& cell) {
        return cell.kind == OutputCell::Kind::none || cell.kind == OutputCell::Kind::value;
    }

    /// The rows that win over a row where both apply, as places.
    [[nodiscard]] std::vector<std::size_t> winners_over(std::size_t row) const {
        std::vector<std::size_t> winners;
        if (grid_.hit != HitPolicy::first && grid_.hit != HitPolicy::priority) return winners;
        const auto rank = [&](std::size_t i) {
            const auto value =
                grid_.hit == HitPolicy::priority ? grid_.rows[i].outputs.front().value : 0;
            return std::pair{value, i};
        };
        for (std::size_t i = 0; i < grid_.rows.size(); ++i) {
            if (i != row && rank(i) < rank(row)) winners.push_back(i);
        }
        return winners;
    }

    void find_dead_rows() {
        for (std::size_t i = 0; i < grid_.rows.size(); ++i)
            check_row(i);
    }

    void check_row(std::size_t place) {
        const auto& row = grid_.rows[place];
        if (is_empty(boxes_[place])) {
            findings_.push_back(finding(
                Finding::Kind::dead_row,
                {row.id},
                {row.id + " 的条件在取值范围内永不成立",
                 row.id + " has conditions that never hold within the ranges"}
            ));
            return;
        }
        std::vector<Box> left{boxes_[place]};
        std::vector<std::string> rows{row.id};
        Bilingual shadows;
        for (const auto winner : winners_over(place)) {
            if (!overlap(boxes_[winner], boxes_[place])) continue;
            rows.push_back(grid_.rows[winner].id);
            shadows.add_listed({grid_.rows[winner].id, grid_.rows[winner].id});
            auto rest = without(left, boxes_[winner]);
            if (!rest) {
                return undecided(
                    {row.id}, {row.id + " 是否失效", "whether " + row.id + " ever decides"}
                );
            }
            left = std::move(*rest);
            if (!left.empty()) continue;
            findings_.push_back(finding(
                Finding::Kind::dead_row,
                rows,
                {row.id + " 永不生效，已被 " + shadows.chinese + " 覆盖",
                 row.id + " never decides, being covered by " + shadows.english}
            ));
            return;
        }
    }

    const GridRule& rule_;
    const Grid& grid_;
    std::set<std::size_t> conditioned_;
    std::vector<std::size_t> columns_; ///< all that a box has a side for, in order
    Box universe_;
    std::vector<Box> boxes_;
    std::vector<Finding> findings_;
    std::size_t made_ = 0;
    bool has_derived_ = false;
};

} // namespace

std::vector<Finding> analyse_grid(const GridRule& rule) { return Analyser{rule}.run(); }

} // namespace gongdao
