#include "core/rules/grid_reader.hpp"

#include "core/rules/condition_cell.hpp"
#include "core/rules/errors.hpp"
#include "core/rules/grid_names.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

namespace gongdao {

namespace {

constexpr std::size_t inputs_max = 64;
constexpr std::size_t rows_max = 1000;

struct PolicyName {
    std::string_view name;
    HitPolicy policy;
};

constexpr std::array<PolicyName, 11> policies{{
    {"UNIQUE", HitPolicy::unique},
    {"ANY", HitPolicy::any},
    {"FIRST", HitPolicy::first},
    {"PRIORITY", HitPolicy::priority},
    {"COLLECT", HitPolicy::collect},
    {"RULE ORDER", HitPolicy::collect},
    {"OUTPUT ORDER", HitPolicy::output_order},
    {"COLLECT +", HitPolicy::sum},
    {"COLLECT <", HitPolicy::smallest},
    {"COLLECT >", HitPolicy::largest},
    {"COLLECT #", HitPolicy::count},
}};

class NamesOfGrid final : public GridNames {
public:
    explicit NamesOfGrid(const Grid& grid) : grid_{grid} {}

    std::optional<std::size_t> input(std::string_view name) const override {
        return grid_.find_input(name);
    }

    std::optional<std::size_t> output(std::string_view name) const override {
        return grid_.find_output(name);
    }

    const Column& input_column(std::size_t index) const override { return grid_.inputs[index]; }

    std::optional<Parameter> parameter(std::string_view name) const override {
        const auto* const found = grid_.find_parameter(name);
        if (found == nullptr) return {};
        return Parameter{&found->column, found->value};
    }

private:
    const Grid& grid_;
};

class GridReader {
public:
    GridReader(const GridSource& source, Faults& faults) : source_{source}, faults_{faults} {}

    Grid read() {
        grid_.id = source_.id;
        read_policy();
        for (const auto& line : lines_of(source_.inputs))
            add_input(line.text, line.number, false);
        for (const auto& line : lines_of(source_.derived))
            add_input(line.text, line.number, true);
        for (const auto& line : lines_of(source_.parameters))
            read_parameter(line);
        const auto lines = lines_of(source_.rows);
        if (lines.empty() || !read_head(lines.front())) {
            if (lines.empty()) report(fail(errors::bad_rule_key, {"rows", "没有内容"}), 0);
            return std::move(grid_);
        }
        for (auto line = lines.begin() + 1; line != lines.end(); ++line)
            read_row(*line);
        check_policy();
        return std::move(grid_);
    }

private:
    void report(Error error, int line) {
        error.place.file = source_.file;
        error.place.line = line;
        error.place.element = source_.id;
        faults_.push_back(std::move(error));
    }

    void report_row(std::string_view row, std::string why, int line) {
        report(fail(errors::bad_row, {std::string(row), std::move(why)}), line);
    }

    void read_policy() {
        const auto* const found =
            std::find_if(policies.begin(), policies.end(), [&](const auto& one) {
                return one.name == source_.hit;
            });
        if (found == policies.end()) {
            report(fail(errors::bad_hit_policy, {source_.hit, "没有这种方式"}), 0);
        } else {
            grid_.hit = found->policy;
        }
    }

    std::optional<std::size_t> add_input(std::string_view declaration, int line, bool derived) {
        auto column = read_column(declaration);
        if (!column) {
            report(column.error(), line);
            return {};
        }
        column->is_derived = derived;
        const auto refuse = [&](std::string why) {
            report(fail(errors::bad_column, {column->title, std::move(why)}), line);
            return std::nullopt;
        };
        if (derived && column->is_age) return refuse("导出量不能写 自");
        if (derived && column->kind == ValueKind::list) return refuse("导出量不能是 清单");
        for (const auto& known : grid_.inputs) {
            const bool clash = known.title == column->title || known.title == column->field ||
                               known.field == column->title;
            if (clash) return refuse("标题重复");
            if (known.field == column->field) return refuse("一个字段只能作一栏");
        }
        if (grid_.inputs.size() >= inputs_max) return refuse("栏目过多");
        grid_.inputs.push_back(std::move(*column));
        return grid_.inputs.size() - 1;
    }

    void read_parameter(const TextLine& line) {
        const auto equals = line.text.find('=');
        const auto bracket = std::min(line.text.find('['), line.text.size());
        const auto refuse = [&](std::string why) {
            report(
                fail(
                    errors::bad_parameter,
                    {std::string(line.text.substr(0, equals)), std::move(why)}
                ),
                line.number
            );
        };
        if (equals == std::string_view::npos) return refuse("应写作“名称 类型 = 值 [最小..最大]”");
        const auto range = line.text.substr(bracket);
        auto column = read_column(
            std::string(trimmed_wide(line.text.substr(0, equals))) + " " + std::string(range)
        );
        if (!column) return report(column.error(), line.number);
        const bool usable = column->is_arithmetic() || column->kind == ValueKind::date;
        if (!usable || column->is_age || column->nullable)
            return refuse("参数只能是数、金额、评分或日期");
        const auto written =
            half_width(trimmed_wide(line.text.substr(equals + 1, bracket - equals - 1)));
        const auto value = read_fixed_literal(*column, written);
        if (!value) return refuse("值“" + written + "”无法理解");
        if (*value < column->low || *value > column->high)
            return refuse("值“" + written + "”不在范围内");
        if (grid_.find_parameter(column->title) != nullptr) return refuse("名称重复");
        grid_.parameters.push_back({std::move(*column), *value});
    }

    bool read_head(const TextLine& line) {
        const auto arrow = line.text.find("=>");
        if (arrow == std::string_view::npos) {
            report_row("编号", "表头缺少 =>", line.number);
            return false;
        }
        const auto inputs = split_cells(line.text.substr(0, arrow), '|');
        if (inputs.front() != "编号") {
            report_row("编号", "表头应以“编号”开始", line.number);
            return false;
        }
        const auto faults_before = faults_.size();
        for (std::size_t i = 1; i < inputs.size(); ++i)
            read_condition_head(inputs[i], line.number);
        for (const auto cell : split_cells(line.text.substr(arrow + 2), '|'))
            read_output_head(cell, line.number);
        if (grid_.outputs.empty()) report_row("编号", "没有输出栏", line.number);
        return faults_.size() == faults_before;
    }

    void read_condition_head(std::string_view cell, int line) {
        auto column = grid_.find_input(cell);
        if (!column && split_words(cell).size() > 1) column = add_input(cell, line, false);
        if (!column) {
            report(fail(errors::bad_column, {std::string(cell), "没有声明"}), line);
            return;
        }
        const auto& declared = grid_.inputs[*column];
        if (declared.kind == ValueKind::list) {
            report(fail(errors::bad_column, {declared.title, "清单只能用于 derive"}), line);
        } else if (declared.is_derived && !source_.has_derive) {
            report(fail(errors::bad_column, {declared.title, "没有 derive 函数"}), line);
        } else if (std::find(condition_columns_.begin(), condition_columns_.end(), *column) != condition_columns_.end()) {
            report(fail(errors::bad_column, {declared.title, "重复出现"}), line);
        }
        condition_columns_.push_back(*column);
    }

    void read_output_head(std::string_view cell, int line) {
        const auto place = output_cells_++;
        if (cell == "理由") {
            reason_cell_ = place;
            return;
        }
        if (cell == "条款") {
            clause_cell_ = place;
            return;
        }
        auto column = read_column(cell);
        if (!column) {
            report(column.error(), line);
            return;
        }
        const bool taken = grid_.find_output(column->title) || grid_.find_output(column->field);
        if (taken || column->is_age || column->nullable || column->kind == ValueKind::list) {
            report(
                fail(errors::bad_column, {column->title, taken ? "标题重复" : "此类型不能作输出"}),
                line
            );
            return;
        }
        // Deductions are negative; only a declared range says otherwise.
        if (column->is_arithmetic() && half_width(cell).find('[') == std::string::npos) {
            column->low = -column->high;
        }
        output_places_.push_back(place);
        grid_.outputs.push_back(std::move(*column));
    }

    void read_row(const TextLine& line) {
        const auto arrow = line.text.find("=>");
        const auto cells = split_cells(line.text.substr(0, arrow), '|');
        GridRow row;
        row.line = line.number;
        row.locked = cells.front().starts_with('!');
        row.id = std::string(trimmed_wide(cells.front().substr(row.locked ? 1 : 0)));
        const bool is_default = row.id == "默认";
        if (arrow == std::string_view::npos) return report_row(row.id, "缺少 =>", line.number);
        if (row.id.empty()) return report_row(row.id, "没有编号", line.number);
        if (!ids_.insert(row.id).second) return report_row(row.id, "编号重复", line.number);
        if (ids_.size() > rows_max) return report_row(row.id, "行数过多", line.number);
        if (grid_.otherwise) return report_row(row.id, "“默认”须为最后一行", line.number);
        const auto expected = is_default ? 1 : condition_columns_.size() + 1;
        if (cells.size() != expected) {
            return report_row(
                row.id,
                "条件有 " + std::to_string(cells.size() - 1) + " 格，应为 " +
                    std::to_string(expected - 1) + " 格",
                line.number
            );
        }
        for (std::size_t i = 1; i < cells.size(); ++i)
            read_condition_cell(row, condition_columns_[i - 1], cells[i]);
        if (!read_outputs(row, split_cells(line.text.substr(arrow + 2), '|'))) return;
        if (is_default) {
            grid_.otherwise = std::move(row);
        } else {
            grid_.rows.push_back(std::move(row));
        }
    }

    void report_cell(
        const GridRow& row, const std::string& column, std::string_view cell, const Error& why
    ) {
        report(
            fail(errors::bad_cell, {row.id, column, std::string(cell), why.arguments.front()}),
            row.line
        );
    }

    void read_condition_cell(GridRow& row, std::size_t index, std::string_view cell) {
        if (cell == "-") return;
        auto& column = grid_.inputs[index];
        auto set = read_condition(cell, column, NamesOfGrid{grid_});
        if (!set) return report_cell(row, column.title, cell, set.error());
        row.conditions.push_back({index, std::move(*set), std::string(cell)});
    }

    bool read_outputs(GridRow& row, const std::vector<std::string_view>& cells) {
        if (cells.size() != output_cells_) {
            report_row(
                row.id,
                "结果有 " + std::to_string(cells.size()) + " 格，应为 " +
                    std::to_string(output_cells_) + " 格",
                row.line
            );
            return false;
        }
        for (std::size_t i = 0; i < grid_.outputs.size(); ++i) {
            row.outputs.push_back(read_output(row, grid_.outputs[i], cells[output_places_[i]]));
        }
        if (clause_cell_ && cells[*clause_cell_] != "-")
            row.clause = std::string(cells[*clause_cell_]);
        if (!reason_cell_ || cells[*reason_cell_] == "-") return true;
        auto reason = ReasonText::read(cells[*reason_cell_], NamesOfGrid{grid_});
        if (reason) {
            row.reason = std::move(*reason);
        } else {
            report_cell(row, "理由", cells[*reason_cell_], reason.error());
        }
        return true;
    }

    OutputCell read_output(const GridRow& row, const Column& column, std::string_view cell) {
        OutputCell out;
        out.written = std::string(cell);
        const NamesOfGrid names{grid_};
        if (cell == "-") return out;
        if (column.kind == ValueKind::text) {
            out.kind = OutputCell::Kind::text;
            auto text = ReasonText::read(cell, names);
            if (!text) report_cell(row, column.title, cell, text.error());
            if (text) out.text = std::move(*text);
            return out;
        }
        const auto written = half_width(cell);
        if (column.is_arithmetic() && (written.starts_with('=') || written.starts_with('$'))) {
            out.kind = OutputCell::Kind::expression;
            const auto text = std::string_view{written}.substr(written.starts_with('=') ? 1 : 0);
            auto expression = GridExpression::read(text, names, dimension_of(column));
            if (!expression) report_cell(row, column.title, cell, expression.error());
            if (expression) out.expression = std::move(*expression);
            return out;
        }
        out.kind = OutputCell::Kind::value;
        const auto value = read_fixed_literal(column, written);
        if (!value) {
            report_cell(
                row, column.title, cell, fail(errors::bad_row, {"不是" + kind_name(column)})
            );
        } else if (*value < column.low || *value > column.high) {
            report_cell(row, column.title, cell, fail(errors::bad_row, {"不在范围内"}));
        }
        out.value = value.value_or(0);
        return out;
    }

    void check_policy() {
        const auto refuse = [&](std::string why) {
            report(fail(errors::bad_hit_policy, {source_.hit, std::move(why)}), 0);
        };
        if (grid_.rows.empty()) report_row("编号", "没有一行条件", source_.rows.first_line);
        const bool ordered =
            grid_.hit == HitPolicy::priority || grid_.hit == HitPolicy::output_order;
        if (ordered && grid_.outputs.front().kind != ValueKind::choice)
            refuse("第一个输出须为选项");
        if (ordered) {
            for (const auto& row : grid_.rows) {
                if (row.outputs.front().kind == OutputCell::Kind::none)
                    report_row(row.id, "第一个输出不可为 -", row.line);
            }
        }
        for (const auto& output : grid_.outputs) {
            const bool comparable =
                output.is_arithmetic() || output.kind == ValueKind::date || output.integer_choices;
            if (grid_.hit == HitPolicy::sum && !output.is_arithmetic())
                refuse("“" + output.title + "”不能相加");
            if ((grid_.hit == HitPolicy::smallest || grid_.hit == HitPolicy::largest) &&
                !comparable) {
                refuse("“" + output.title + "”不能比较大小");
            }
        }
        const bool one_number =
            grid_.outputs.size() == 1 && grid_.outputs.front().kind == ValueKind::number;
        if (grid_.hit == HitPolicy::count && !one_number) refuse("只能有一个数的输出");
    }

    const GridSource& source_;
    Faults& faults_;
    Grid grid_;
    std::vector<std::size_t> condition_columns_;
    std::vector<std::size_t> output_places_;
    std::size_t output_cells_ = 0;
    std::optional<std::size_t> reason_cell_;
    std::optional<std::size_t> clause_cell_;
    std::set<std::string> ids_;
};

} // namespace

Grid read_grid(const GridSource& source, Faults& faults) {
    return GridReader{source, faults}.read();
}

} // namespace gongdao
