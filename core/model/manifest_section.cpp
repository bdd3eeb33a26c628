#include "core/model/manifest_section.hpp"

#include "core/model/errors.hpp"
#include "core/model/names.hpp"
#include "core/model/timer_text.hpp"
#include "core/model/xml_tree.hpp"

#include <boost/property_tree/ptree.hpp>

#include <algorithm>
#include <array>
#include <utility>

namespace gongdao {

namespace {

constexpr std::array<std::string_view, 9> operators{
    "=", "!=", "<", "<=", ">", ">=", "in", "present", "absent"};

std::string joined(const std::vector<std::string>& words) {
    std::string out;
    for (const auto& word : words)
        out += (out.empty() ? "" : " ") + word;
    return out;
}

} // namespace

ManifestSection::ManifestSection(const LineTree& node, std::string file, Faults& faults)
    : node_{&node}, file_{std::move(file)}, faults_{&faults} {}

int ManifestSection::line() const { return node_->data().line; }

const std::string& ManifestSection::value() const { return node_->data().text; }

std::string ManifestSection::id() {
    if (!is_name(value())) fault(errors::bad_name, {value()});
    return value();
}

void ManifestSection::fault(const ErrorKind& kind, std::vector<std::string> arguments) const {
    fault_at(line(), kind, std::move(arguments));
}

void ManifestSection::fault_at(int line, const ErrorKind& kind, std::vector<std::string> arguments)
    const {
    Place place;
    place.file = file_;
    place.line = line;
    faults_->push_back(fail(kind, std::move(arguments), std::move(place)));
}

void ManifestSection::refuse_children(const LineTree& node) const {
    for (const auto& [key, child] : node)
        fault_at(child.data().line, errors::unknown_key, {key});
}

const LineTree* ManifestSection::only(const std::string& key) {
    asked_.insert(key);
    const LineTree* found = nullptr;
    for (const auto& [name, child] : *node_) {
        if (name != key) continue;
        if (found != nullptr) fault_at(child.data().line, errors::repeated_key, {key});
        if (found == nullptr) found = &child;
    }
    return found;
}

std::string ManifestSection::text(const std::string& key) {
    const auto* found = only(key);
    if (found == nullptr) return {};
    refuse_children(*found);
    return found->data().text;
}

std::string ManifestSection::needed(const std::string& key) {
    auto value = text(key);
    if (value.empty()) fault(errors::missing_key, {key});
    return value;
}

std::vector<std::string> ManifestSection::words(const std::string& key) {
    asked_.insert(key);
    std::vector<std::string> out;
    for (const auto& [name, child] : *node_) {
        if (name != key) continue;
        refuse_children(child);
        auto words = words_of(child.data().text);
        if (words.empty()) fault_at(child.data().line, errors::missing_key, {key});
        out.insert(out.end(), words.begin(), words.end());
    }
    return out;
}

bool ManifestSection::yes(const std::string& key) {
    const auto* found = only(key);
    if (found == nullptr) return false;
    const auto& text = found->data().text;
    if (text != "true" && text != "false")
        fault_at(found->data().line, errors::bad_switch, {key, text});
    return text == "true";
}

std::string
ManifestSection::choice(const std::string& key, const std::vector<std::string>& choices) {
    const auto* found = only(key);
    if (found == nullptr) return choices.front();
    refuse_children(*found);
    const auto& text = found->data().text;
    if (std::find(choices.begin(), choices.end(), text) != choices.end()) return text;
    fault_at(found->data().line, errors::bad_choice, {key, text, joined(choices)});
    return choices.front();
}

std::string ManifestSection::period(const std::string& key) {
    const auto* found = only(key);
    if (found == nullptr) return {};
    refuse_children(*found);
    const auto& text = found->data().text;
    if (const auto bad = check_period(text))
        fault_at(found->data().line, *bad->kind, bad->arguments);
    return text;
}

std::vector<Condition> ManifestSection::conditions() {
    asked_.insert("where");
    std::vector<Condition> out;
    for (const auto& [name, child] : *node_) {
        if (name != "where") continue;
        refuse_children(child);
        auto condition = parse_condition(child.data().text);
        if (!condition) {
            fault_at(child.data().line, errors::bad_condition, {child.data().text});
            continue;
        }
        condition->line = child.data().line;
        out.push_back(std::move(*condition));
    }
    return out;
}

std::map<std::string, std::string> ManifestSection::pairs(const std::string& key) {
    const auto* found = only(key);
    if (found == nullptr) return {};
    return ManifestSection{*found, file_, *faults_}.own_pairs();
}

std::map<std::string, std::string> ManifestSection::own_pairs() {
    std::map<std::string, std::string> out;
    for (const auto& [key, child] : *node_) {
        asked_.insert(key);
        refuse_children(child);
        const bool fresh = out.emplace(key, child.data().text).second;
        if (!fresh) fault_at(child.data().line, errors::repeated_key, {key});
    }
    return out;
}

std::vector<ManifestSection> ManifestSection::each(const std::string& key) {
    asked_.insert(key);
    std::vector<ManifestSection> out;
    for (const auto& [name, child] : *node_) {
        if (name == key) out.emplace_back(child, file_, *faults_);
    }
    return out;
}

void ManifestSection::finish() const {
    for (const auto& [key, child] : *node_) {
        if (asked_.count(key) == 0) fault_at(child.data().line, errors::unknown_key, {key});
    }
}

std::optional<Condition> parse_condition(std::string_view text) {
    const auto rest_of = [](std::string_view part, std::size_t length) {
        return trimmed(part.substr(length));
    };
    text = trimmed(text);
    const auto field = text.substr(0, text.find_first_of(" \t"));
    const auto tail = rest_of(text, field.size());
    const auto operation = tail.substr(0, tail.find_first_of(" \t"));
    const auto value = rest_of(tail, operation.size());
    const bool known = std::find(operators.begin(), operators.end(), operation) != operators.end();
    const bool alone = operation == "present" || operation == "absent";
    if (field.empty() || !known || value.empty() != alone) return std::nullopt;
    Condition condition;
    condition.field = field;
    condition.operation = operation;
    condition.value = value;
    return condition;
}

} // namespace gongdao
