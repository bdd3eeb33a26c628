#include "core/rules/grid_reader.hpp"

#include "core/rules/condition_cell.hpp"
#include "core/rules/grid_names.hpp"
#include "core/rules/grid_policy.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace gongdao {

namespace {

constexpr std::size_t inputs_max = 64;
constexpr std::size_t rows_max = 1000;

Bilingual cell_count(
    const std::string& chinese, const std::string& english, std::size_t found, std::size_t wanted
) {
    const auto has = std::to_string(found);
    const auto needs = std::to_string(wanted);
    return {
        chinese + "有 " + has + " 格，应为 " + needs + " 格",
        "there are " + has + " cells of " + english + " instead of " + needs};
}

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
    GridReader(const GridSource& source, Faults& faults)
        : source_{source}, faults_{source, faults} {}

    Grid read() {
        grid_.id = source_.id;
        if (const auto policy = hit_policy_named(source_.hit)) {
            grid_.hit = *policy;
        } else {
            faults_.policy({"没有这种方式", "there is no such policy"});
        }
        for (const auto& line : lines_of(source_.inputs))
            add_input(line.text, line.number, false);
        for (const auto& line : lines_of(source_.derived))
            add_input(line.text, line.number, true);
        for (const auto& line : lines_of(source_.parameters))
            read_parameter(line);
        const auto lines = lines_of(source_.rows);
        if (lines.empty() || !read_head(lines.front())) {
            if (lines.empty())
                faults_.report(
                    fail(
                        errors::bad_rule_key, {"rows", both_languages("没有内容", "nothing in it")}
                    ),
                    0
                );
            return std::move(grid_);
        }
        for (auto line = lines.begin() + 1; line != lines.end(); ++line)
            read_row(*line);
        if (grid_.rows.empty())
            faults_.row(
                "编号", {"没有一行条件", "there is no row with conditions"}, source_.rows.first_line
            );
        check_policy(grid_, faults_);
        return std::move(grid_);
    }

private:
    std::optional<std::size_t> add_input(std::string_view declaration, int line, bool derived) {
        auto column = read_column(declaration);
        if (!column) {
            faults_.report(column.error(), line);
            return {};
        }
        column->is_derived = derived;
        const auto refuse = [&](const Bilingual& why) {
            faults_.column(column->title, why, line);
            return std::nullopt;
        };
        if (derived && column->is_age)
            return refuse({"导出量不能写 自", "a derived column cannot have 自"});
        if (derived && column->kind == ValueKind::list)
            return refuse({"导出量不能是 清单", "a derived column cannot be a list"});
        for (const auto& known : grid_.inputs) {
            const bool clash = known.title == column->title || known.title == column->field ||
                               known.field == column->title;
            if (clash) return refuse({"标题重复", "the title is repeated"});
            if (known.field == column->field)
                return refuse({"一个字段只能作一栏", "a field can be one column only"});
        }
        if (grid_.inputs.size() >= inputs_max)
            return refuse({"栏目过多", "there are too many columns"});
        grid_.inputs.push_back(std::move(*column));
        return grid_.inputs.size() - 1;
    }

    void read_parameter(const TextLine& line) {
        const auto equals = line.text.find('=');
        const auto bracket = std::min(line.text.find('['), line.text.size());
        const auto refuse = [&](const Bilingual& why) {
            faults_.parameter(line.text.substr(0, equals), why, line.number);
        };
        if (equals == std::string_view::npos)
            return refuse(
                {"应写作“名称 类型 = 值 [最小..最大]”", "write name, type = value [least..most]"}
            );
        const auto range = line.text.substr(bracket);
        auto column = read_column(
            std::string(trimmed_wide(line.text.substr(0, equals))) + " " + std::string(range)
        );
        if (!column) return faults_.report(column.error(), line.number);
        const bool usable = column->is_arithmetic() || column->kind == ValueKind::date;
        if (!usable || column->is_age || column->nullable)
            return refuse(
                {"参数只能是数、金额、评分或日期",
                 "a parameter is a number, an amount, a score or a date"}
            );
        const auto written =
            half_width(trimmed_wide(line.text.substr(equals + 1, bracket - equals - 1)));
        const auto value = read_fixed_literal(*column, written);
        if (!value)
            return refuse(
                {"值“" + written + "”无法理解", "the value \"" + written + "\" cannot be read"}
            );
        if (*value < column->low || *value > column->high)
            return refuse(
                {"值“" + written + "”不在范围内",
                 "the value \"" + written + "\" is outside the range"}
            );
        if (grid_.find_parameter(column->title) != nullptr)
            return refuse({"名称重复", "the name is repeated"});
        grid_.parameters.push_back({std::move(*column), *value});
    }

    bool read_head(const TextLine& line) {
        const auto arrow = line.text.find("=>");
        if (arrow == std::string_view::npos) {
            faults_.row("编号", {"表头缺少 =>", "the head has no =>"}, line.number);
            return false;
        }
        const auto inputs = split_cells(line.text.substr(0, arrow), '|');
        if (inputs.front() != "编号") {
            faults_.row(
                "编号", {"表头应以“编号”开始", "the head should begin with 编号"}, line.number
            );
            return false;
        }
        const auto faults_before = faults_.count();
        for (std::size_t i = 1; i < inputs.size(); ++i)
            read_condition_head(inputs[i], line.number);
        for (const auto cell : split_cells(line.text.substr(arrow + 2), '|'))
            read_output_head(cell, line.number);
        if (grid_.outputs.empty())
            faults_.row("编号", {"没有输出栏", "there is no output column"}, line.number);
        return faults_.count() == faults_before;
    }

    void read_condition_head(std::string_view cell, int line) {
        auto column = grid_.find_input(cell);
        if (!column && split_words(cell).size() > 1) column = add_input(cell, line, false);
        if (!column) {
            faults_.column(cell, {"没有声明", "not declared"}, line);
            return;
        }
        const auto& declared = grid_.inputs[*column];
        if (declared.kind == ValueKind::list) {
            faults_.column(
                declared.title, {"清单只能用于 derive", "a list is for derive only"}, line
            );
        } else if (declared.is_derived && !source_.has_derive) {
            faults_.column(
                declared.title, {"没有 derive 函数", "there is no derive function"}, line
            );
        } else if (std::find(condition_columns_.begin(), condition_columns_.end(), *column) != condition_columns_.end()) {
            faults_.column(declared.title, {"重复出现", "it is repeated"}, line);
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
            faults_.report(column.error(), line);
            return;
        }
        const bool taken = grid_.find_output(column->title) || grid_.find_output(column->field);
        if (taken || column->is_age || column->nullable || column->kind == ValueKind::list) {
            faults_.column(
                column->title,
                taken ? Bilingual{"标题重复", "the title is repeated"}
                      : Bilingual{"此类型不能作输出", "this type cannot be an output"},
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
        if (arrow == std::string_view::npos)
            return faults_.row(row.id, {"缺少 =>", "=> is missing"}, line.number);
        if (row.id.empty()) return faults_.row(row.id, {"没有编号", "it has no id"}, line.number);
        if (!ids_.insert(row.id).second)
            return faults_.row(row.id, {"编号重复", "the id is repeated"}, line.number);
        if (ids_.size() > rows_max)
            return faults_.row(row.id, {"行数过多", "there are too many rows"}, line.number);
        if (grid_.otherwise)
            return faults_.row(
                row.id, {"“默认”须为最后一行", "默认 should be the last row"}, line.number
            );
        const auto expected = is_default ? 1 : condition_columns_.size() + 1;
        if (cells.size() != expected) {
            return faults_.row(
                row.id,
                cell_count("条件", "conditions", cells.size() - 1, expected - 1),
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
        faults_.report(
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
            faults_.row(
                row.id, cell_count("结果", "results", cells.size(), output_cells_), row.line
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
            const auto kind = kind_name(column);
            report_cell(
                row,
                column.title,
                cell,
                fail(
                    errors::bad_row,
                    {both_languages("不是" + kind.chinese, "it is not " + kind.english)}
                )
            );
        } else if (*value < column.low || *value > column.high) {
            report_cell(
                row,
                column.title,
                cell,
                fail(errors::bad_row, {both_languages("不在范围内", "it is outside the range")})
            );
        }
        out.value = value.value_or(0);
        return out;
    }

    const GridSource& source_;
    GridFaults faults_;
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
