#include "core/rules/errors.hpp"
#include "core/rules/grid_reader.hpp"
#include "core/values/two_languages.hpp"

#include <boost/json/object.hpp>

#include <utility>

namespace gongdao {

namespace {

class TestReader {
public:
    TestReader(const GridSource& source, Grid& grid, Faults& faults)
        : source_{source}, grid_{grid}, faults_{faults} {}

    void read() {
        const auto lines = lines_of(source_.tests);
        if (lines.empty() || !read_head(lines.front())) return;
        for (auto line = lines.begin() + 1; line != lines.end(); ++line)
            read_test(*line);
    }

private:
    void report(const Bilingual& why, int line) {
        faults_.push_back(fail(
            errors::bad_rule_test,
            {std::to_string(grid_.tests.size() + 1), both_languages(why)},
            {.file = source_.file, .line = line, .column = 0, .element = source_.id}
        ));
    }

    bool read_head(const TextLine& line) {
        const auto before = faults_.size();
        const auto arrow = line.text.find("=>");
        if (arrow == std::string_view::npos) {
            report({"表头缺少 =>", "the head has no =>"}, line.number);
            return false;
        }
        const auto inputs = split_cells(line.text.substr(0, arrow), '|');
        for (std::size_t i = 0; i < inputs.size(); ++i) {
            const auto column = grid_.find_input(inputs[i]);
            if (inputs[i] == "适用日") {
                day_cell_ = i;
            } else if (!column || grid_.inputs[*column].is_derived || grid_.inputs[*column].kind == ValueKind::list) {
                report(
                    {"没有输入“" + std::string(inputs[i]) + "”",
                     "there is no input \"" + std::string(inputs[i]) + "\""},
                    line.number
                );
            }
            inputs_.push_back(column.value_or(0));
        }
        const auto outputs = split_cells(line.text.substr(arrow + 2), '|');
        for (std::size_t i = 0; i < outputs.size(); ++i) {
            const auto column = grid_.find_output(outputs[i]);
            if (outputs[i] == "规则") {
                rows_cell_ = i;
            } else if (!column) {
                report(
                    {"没有输出“" + std::string(outputs[i]) + "”",
                     "there is no output \"" + std::string(outputs[i]) + "\""},
                    line.number
                );
            }
            outputs_.push_back(column.value_or(0));
        }
        return faults_.size() == before;
    }

    void read_test(const TextLine& line) {
        const auto arrow = line.text.find("=>");
        if (arrow == std::string_view::npos)
            return report({"缺少 =>", "=> is missing"}, line.number);
        const auto inputs = split_cells(line.text.substr(0, arrow), '|');
        const auto outputs = split_cells(line.text.substr(arrow + 2), '|');
        if (inputs.size() != inputs_.size() || outputs.size() != outputs_.size()) {
            return report(
                {"格数与表头不同", "the cells are not as many as in the head"}, line.number
            );
        }
        GridTest test;
        test.line = line.number;
        test.written = std::string(line.text);
        if (!read_inputs(test, inputs) || !read_expected(test, outputs)) return;
        grid_.tests.push_back(std::move(test));
    }

    bool read_inputs(GridTest& test, const std::vector<std::string_view>& cells) {
        if (day_cell_ && cells[*day_cell_] != "-") {
            const auto day = parse_date(cells[*day_cell_]);
            if (!day) report(is_not(cells[*day_cell_], {"日期", "a date"}), test.line);
            if (!day) return false;
            test.on = *day;
        }
        DocumentObject facts;
        for (std::size_t i = 0; i < cells.size(); ++i) {
            if (cells[i] == "-" || i == day_cell_) continue;
            const auto& column = grid_.inputs[inputs_[i]];
            const bool is_text = column.kind == ValueKind::text;
            const auto value =
                is_text
                    ? std::optional<std::int64_t>{static_cast<std::int64_t>(column.texts.size())}
                    : read_fixed_literal(column, half_width(cells[i]));
            if (!value) {
                report(is_not(cells[i], kind_name(column)), test.line);
                return false;
            }
            facts[column.field] =
                stored_value(column, {value, cells[i]}, test.on.value_or(source_.from));
        }
        test.facts = std::move(facts);
        return true;
    }

    bool read_expected(GridTest& test, const std::vector<std::string_view>& cells) {
        for (std::size_t i = 0; i < cells.size(); ++i) {
            if (i == rows_cell_) {
                test.fails = cells[i] == "失败";
                if (!test.fails && cells[i] != "-") test.rows = std::string(cells[i]);
                continue;
            }
            const auto& column = grid_.outputs[outputs_[i]];
            GridTest::Expected expected{.output = outputs_[i], .value = {}, .text = {}};
            if (column.kind == ValueKind::text && cells[i] != "-") {
                expected.text = std::string(cells[i]);
                expected.value = 0;
            } else if (cells[i] != "-") {
                expected.value = read_fixed_literal(column, half_width(cells[i]));
                if (!expected.value) {
                    report(is_not(cells[i], kind_name(column)), test.line);
                    return false;
                }
            }
            test.expected.push_back(std::move(expected));
        }
        return true;
    }

    const GridSource& source_;
    Grid& grid_;
    Faults& faults_;
    std::vector<std::size_t> inputs_;
    std::vector<std::size_t> outputs_;
    std::optional<std::size_t> day_cell_;
    std::optional<std::size_t> rows_cell_;
};

} // namespace

void read_grid_tests(const GridSource& source, Grid& grid, Faults& faults) {
    TestReader{source, grid, faults}.read();
}

} // namespace gongdao
