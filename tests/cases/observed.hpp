#pragma once

#include "core/engine/codec.hpp"
#include "tests/cases/case_file.hpp"

#include <map>

/// A case as a test sees it: its state, and its events spelled out.
namespace gongdao::cases {

/// Why a case is red.
class Red : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

inline std::string joined(const std::vector<std::string>& words, std::string_view separator) {
    std::string out;
    for (const auto& word : words) {
        if (!out.empty()) out += separator;
        out += word;
    }
    return out;
}

inline std::vector<std::string> split(const std::string& text, char separator) {
    std::vector<std::string> parts;
    std::istringstream in{text};
    for (std::string part; std::getline(in, part, separator);) {
        const auto first = part.find_first_not_of(' ');
        const auto last = part.find_last_not_of(' ');
        if (first != std::string::npos) parts.push_back(part.substr(first, last - first + 1));
    }
    return parts;
}

struct Observed {
    CaseState state;
    std::vector<std::string> seen;     ///< the last command's events
    std::map<Key, std::string> labels; ///< what each key stands for
    std::map<std::string, Key> waits;  ///< `timer late` → the last key there was

    /// The wait of this element that is open, or else the last there was, so that late commands can
    /// be given.
    [[nodiscard]] Key latest(const std::string& kind, const std::string& element) const {
        const auto found = waits.find(kind + " " + element);
        if (found == waits.end()) throw Red("there never was a " + kind + " of " + element);
        return found->second;
    }

    /// `vote#2` is the second open task of that element.
    std::pair<std::string, Key> task_named(const std::string& name) const {
        const auto hash = name.find('#');
        if (hash == std::string::npos) return {name, 0};
        auto wanted = std::stoi(name.substr(hash + 1));
        for (const auto& [key, task] : state.tasks) {
            if (task.element == name.substr(0, hash) && --wanted == 0) return {"", key};
        }
        throw Red("there is no open task " + name);
    }

    [[nodiscard]] std::string label_of(Key key) const {
        const auto found = labels.find(key);
        return found == labels.end() ? std::string{} : found->second;
    }

    /// `element_completed grade`, `error_thrown LATE>on_late` …; notes the keys that come up.
    std::string spelled(const Event& event) {
        const auto document = to_document(event);
        std::string name{find_text(document, "e").value()};
        const auto key = find_integer(document, "key").value_or(0);
        std::string detail;
        for (const auto* member : {"timer", "subscription", "task"}) {
            if (const auto* wait = find(document, member)) {
                detail = find_text(*wait, "element").value_or("");
                waits[std::string{member} + " " + detail] = key;
            }
        }
        for (const auto* member : {"work", "incident"}) {
            const auto* wait = find(document, member);
            if (wait == nullptr) continue;
            auto host = label_of(find_integer(*wait, "instance").value_or(0));
            if (host.empty()) host = find_text(*wait, "name").value_or(label_of(key));
            waits[std::string{member} + " " + host] = key;
            detail = std::string{find_text(*wait, "name").value_or(host)};
        }
        for (const auto* member :
             {"flow", "element", "rule", "function", "query", "code", "name"}) {
            if (!detail.empty()) break;
            detail = find_text(document, member).value_or("");
        }
        if (name == "error_thrown")
            detail += ">" + std::string{find_text(document, "caught_by").value_or("")};
        if (detail.empty()) detail = label_of(key);
        labels.try_emplace(key, key == 0 ? std::string{} : detail);
        return name + " " + detail;
    }
};

} // namespace gongdao::cases
