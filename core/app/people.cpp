#include "core/app/people.hpp"

#include "core/app/printing.hpp"
#include "core/app/wording.hpp"

namespace gongdao {

const std::string& People::named(const std::string& register_id, const std::string& key) {
    auto& text = known_[register_id + ":" + key];
    if (!text.empty()) return text;
    text = key;
    const auto row = node_.store().find("entry", {node_.org().text(), register_id, key});
    if (!row || !*row) return text;
    const auto data = parse_document(text_of(**row, "data"));
    const auto name = data ? find_text(*data, "name") : std::nullopt;
    if (name && *name != key)
        text = worded(language_, "{}（{}）", "{} ({})", std::string{*name}, key);
    return text;
}

std::string People::person(const ActorId& id) {
    if (id == system_actor) return std::string{Wording{"系统", "the system"}.in(language_)};
    return named("user", id.text());
}

std::string People::organisation(const std::string& code) { return named("organisation", code); }

} // namespace gongdao
