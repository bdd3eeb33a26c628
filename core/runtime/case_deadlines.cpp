#include "core/runtime/case_deadlines.hpp"

#include "core/runtime/node.hpp"

namespace gongdao {

Result<std::vector<OpenDeadline>> deadlines_of(Node& node, const CaseState& state, Instant now) {
    const auto deployed = node.packs().version(state.pack.text(), state.pack_version);
    if (!deployed) return deployed.error();
    const Actor nobody;
    const Answers no_answers;
    const Context context{
        .now = now,
        .occurred_at = now,
        .actor = nobody,
        .pack = (*deployed)->pack,
        .owner_path = {},
        .rules = *(*deployed)->rules,
        .expressions = node.parts().expressions,
        .functions = node.parts().functions,
        .calendar = node.calendar(),
        .answers = no_answers};
    return open_deadlines(state, context);
}

} // namespace gongdao
