#pragma once

#include "core/model/manifest.hpp"
#include "core/model/pack.hpp"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace gongdao {

/// One level of a manifest while it is read. Each key is asked for by name; `finish` reports the
/// keys that nobody asked for.
class ManifestSection {
public:
    ManifestSection(const LineTree& node, std::string file, Faults& faults);

    [[nodiscard]] int line() const;
    /// The value behind the section's own key: `role grid_worker { … }`.
    [[nodiscard]] const std::string& value() const;
    /// The same as the id of something: reports a text that is none.
    [[nodiscard]] std::string id();

    /// Empty where the key is missing. Reports a repeated key.
    [[nodiscard]] std::string text(const std::string& key);
    /// Reports a missing key.
    [[nodiscard]] std::string needed(const std::string& key);
    /// The words of all values of a repeated key.
    [[nodiscard]] std::vector<std::string> words(const std::string& key);
    [[nodiscard]] bool yes(const std::string& key);
    /// One of `choices`, the first where the key is missing or wrong.
    [[nodiscard]] std::string
    choice(const std::string& key, const std::vector<std::string>& choices);
    /// Reports a text that is no period of the calendar.
    [[nodiscard]] std::string period(const std::string& key);
    /// The values of `where`, all of which must hold.
    [[nodiscard]] std::vector<Condition> conditions();
    /// Free pairs below `key`: `settings { lock_day 25 }`.
    [[nodiscard]] std::map<std::string, std::string> pairs(const std::string& key);
    /// Free pairs of this section itself.
    [[nodiscard]] std::map<std::string, std::string> own_pairs();
    [[nodiscard]] std::vector<ManifestSection> each(const std::string& key);

    /// Names a key that is read elsewhere.
    void allow(const std::string& key) { asked_.insert(key); }

    void fault(const ErrorKind& kind, std::vector<std::string> arguments) const;
    void fault_at(int line, const ErrorKind& kind, std::vector<std::string> arguments) const;
    void finish() const;

private:
    [[nodiscard]] const LineTree* only(const std::string& key);
    void refuse_children(const LineTree& node) const;

    const LineTree* node_;
    std::string file_;
    Faults* faults_;
    std::set<std::string> asked_;
};

/// Reads `field operator value` (docs/formats/pack.md), or nothing.
[[nodiscard]] std::optional<Condition> parse_condition(std::string_view text);

} // namespace gongdao
