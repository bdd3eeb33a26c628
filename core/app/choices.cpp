#include "core/app/choices.hpp"

#include "core/app/errors.hpp"
#include "core/runtime/built_in_registers.hpp"
#include "core/runtime/errors.hpp"
#include "core/values/two_languages.hpp"

#include <algorithm>

namespace gongdao {

Result<void> among(Wording what, const std::string& word, const std::vector<std::string>& known) {
    if (std::find(known.begin(), known.end(), word) != known.end()) return {};
    return fail(
        errors::no_such_choice,
        {both_languages(what),
         word,
         known.empty() ? both_languages("无", "none") : both_languages(listed_in_both(known))}
    );
}

Result<void> is_pack(Node& node, const std::string& id) {
    const auto ids = node.packs().ids();
    if (!ids) return ids.error();
    return among({"业务包", "pack"}, id, *ids);
}

Result<void> is_register(Node& node, const std::string& id) {
    std::vector<std::string> known;
    for (const auto& [name, definition] : built_in_registers())
        known.push_back(name);
    const auto ids = node.packs().ids();
    if (!ids) return ids.error();
    for (const auto& pack : *ids) {
        const auto deployed = node.packs().current(pack);
        if (!deployed) return deployed.error();
        for (const auto& [name, definition] : (*deployed)->pack.registers) {
            if (std::find(known.begin(), known.end(), name) == known.end()) known.push_back(name);
        }
    }
    return among({"台账", "register"}, id, known);
}

Result<void> is_entry(Node& node, const std::string& register_id, const std::string& key) {
    const auto row = node.store().find("entry", {node.org().text(), register_id, key});
    if (!row) return row.error();
    if (!*row) return fail(errors::no_such_entry, {register_id, key});
    return {};
}

} // namespace gongdao
