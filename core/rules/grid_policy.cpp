#include "core/rules/grid_policy.hpp"

#include <algorithm>
#include <array>

namespace gongdao {

namespace {

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

} // namespace

std::optional<HitPolicy> hit_policy_named(std::string_view name) {
    const auto* const found = std::find_if(policies.begin(), policies.end(), [&](const auto& one) {
        return one.name == name;
    });
    if (found == policies.end()) return {};
    return found->policy;
}

namespace {

void check_order(const Grid& grid, GridFaults& faults) {
    if (grid.outputs.front().kind != ValueKind::choice)
        faults.policy({"第一个输出须为选项", "the first output should be a choice"});
    for (const auto& row : grid.rows) {
        if (row.outputs.front().kind == OutputCell::Kind::none)
            faults.row(row.id, {"第一个输出不可为 -", "the first output cannot be -"}, row.line);
    }
}

void check_output(HitPolicy hit, const Column& output, GridFaults& faults) {
    const bool comparable =
        output.is_arithmetic() || output.kind == ValueKind::date || output.integer_choices;
    const bool compares = hit == HitPolicy::smallest || hit == HitPolicy::largest;
    if (hit == HitPolicy::sum && !output.is_arithmetic())
        faults.policy(
            {"“" + output.title + "”不能相加", "\"" + output.title + "\" cannot be added up"}
        );
    if (compares && !comparable)
        faults.policy(
            {"“" + output.title + "”不能比较大小", "\"" + output.title + "\" has no order"}
        );
}

} // namespace

void check_policy(const Grid& grid, GridFaults& faults) {
    if (grid.hit == HitPolicy::priority || grid.hit == HitPolicy::output_order)
        check_order(grid, faults);
    for (const auto& output : grid.outputs)
        check_output(grid.hit, output, faults);
    const bool one_number =
        grid.outputs.size() == 1 && grid.outputs.front().kind == ValueKind::number;
    if (grid.hit == HitPolicy::count && !one_number)
        faults.policy({"只能有一个数的输出", "there can only be one output, a number"});
}

} // namespace gongdao
