#include "core/plugin_host/allow_list.hpp"

#include "core/plugin_host/errors.hpp"

#include <algorithm>
#include <optional>

namespace gongdao {

namespace {

constexpr std::string_view blanks = " \t\r";

std::vector<std::string> parts(std::string_view text, std::string_view separators) {
    std::vector<std::string> out;
    while (true) {
        const auto begin = text.find_first_not_of(separators);
        if (begin == std::string_view::npos) return out;
        text.remove_prefix(begin);
        const auto end = std::min(text.find_first_of(separators), text.size());
        out.emplace_back(text.substr(0, end));
        text.remove_prefix(end);
    }
}

bool is_hash(std::string_view word) {
    return word.size() == 64 &&
           word.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

std::optional<AllowedPlugin> allowed(const std::vector<std::string>& words) {
    if (words.size() < 4 || words.size() > 5 || !is_hash(words[0])) return std::nullopt;
    const bool isolated = words[3] == "isolated";
    if (!isolated && words[3] != "inproc") return std::nullopt;
    return AllowedPlugin{
        .sha256 = words[0],
        .id = words[1],
        .version = words[2],
        .mode = isolated ? AllowedPlugin::Mode::isolated : AllowedPlugin::Mode::in_process,
        .extensions = words.size() == 5 ? parts(words[4], ",") : std::vector<std::string>{},
    };
}

} // namespace

Result<AllowList> AllowList::read(std::string_view text) {
    AllowList list;
    int number = 0;
    while (!text.empty()) {
        ++number;
        const auto end = std::min(text.find('\n'), text.size());
        const auto line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        const auto words = parts(line.substr(0, line.find('#')), blanks);
        if (words.empty()) continue;
        auto plugin = allowed(words);
        if (!plugin) {
            return fail(errors::allow_list_line_bad, {std::string{line}}, Place{.line = number});
        }
        list.lines_.push_back(std::move(*plugin));
    }
    return list;
}

const AllowedPlugin* AllowList::find(std::string_view sha256) const {
    const auto found = std::find_if(lines_.begin(), lines_.end(), [&](const AllowedPlugin& line) {
        return line.sha256 == sha256;
    });
    return found == lines_.end() ? nullptr : &*found;
}

} // namespace gongdao
