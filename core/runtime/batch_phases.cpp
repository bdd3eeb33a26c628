#include "core/runtime/batch_items.hpp"
#include "core/runtime/errors.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <algorithm>
#include <map>
#include <numeric>
#include <sstream>

namespace gongdao {

namespace {

const Document* value_of(const BatchItem& item, const std::string& field) {
    const auto* result = find(item.results, field);
    return result != nullptr ? result : find(item.facts, field);
}

/// Absent values rank last whatever the direction.
int compared(
    const BatchItem& left, const BatchItem& right, const std::string& field, bool descending
) {
    const auto* a = value_of(left, field);
    const auto* b = value_of(right, field);
    if (a == nullptr || b == nullptr) return a == b ? 0 : a == nullptr ? 1 : -1;
    int order = 0;
    if (a->is_int64() && b->is_int64()) {
        order = a->get_int64() < b->get_int64() ? -1 : a->get_int64() > b->get_int64() ? 1 : 0;
    } else if (a->is_string() && b->is_string()) {
        order = a->get_string().compare(b->get_string());
    }
    return descending ? -order : order;
}

struct SortField {
    std::string field;
    bool descending = true;
};

/// `service_months desc, certified_on asc`
std::vector<SortField> read_order(const std::string& text) {
    std::vector<SortField> fields;
    std::istringstream parts{text};
    for (std::string part; std::getline(parts, part, ',');) {
        std::istringstream words{part};
        SortField field;
        std::string direction;
        words >> field.field >> direction;
        field.descending = direction != "asc";
        if (!field.field.empty()) fields.push_back(field);
    }
    return fields;
}

class PhaseRun {
public:
    PhaseRun(const SetPhase& phase, std::vector<BatchItem>& items) : phase_{phase}, items_{items} {}

    Result<Document> run() {
        switch (phase_.kind) {
        case SetPhase::Kind::rank:
            return rank();
        case SetPhase::Kind::quota:
            return quota();
        case SetPhase::Kind::pairing:
            return pairing();
        }
        return Document{};
    }

private:
    Result<std::string> setting(const std::string& name, const char* kind) const {
        const auto found = phase_.settings.find(name);
        if (found == phase_.settings.end()) return fail(errors::bad_phase, {kind, name});
        return found->second;
    }

    std::string setting_or(const std::string& name, std::string otherwise) const {
        const auto found = phase_.settings.find(name);
        return found == phase_.settings.end() ? otherwise : found->second;
    }

    /// Positions of the computed items, best first; ties keep the order of keys.
    std::vector<std::size_t> ordered(const std::vector<SortField>& fields) const {
        std::vector<std::size_t> order;
        for (std::size_t i = 0; i < items_.size(); ++i) {
            if (items_[i].fault.empty()) order.push_back(i);
        }
        std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
            return comes_before(a, b, fields) < 0;
        });
        return order;
    }

    int comes_before(std::size_t a, std::size_t b, const std::vector<SortField>& fields) const {
        for (const auto& field : fields) {
            const int order = compared(items_[a], items_[b], field.field, field.descending);
            if (order != 0) return order;
        }
        return 0;
    }

    /// Equal in everything that ranks means an equal place.
    Result<Document> rank() {
        const auto by = setting("by", "rank");
        if (!by) return by.error();
        auto fields = read_order(setting_or("tie_by", ""));
        fields.insert(fields.begin(), SortField{.field = *by});
        const auto output = setting_or("output", "place");
        const auto order = ordered(fields);
        std::int64_t place = 0;
        for (std::size_t i = 0; i < order.size(); ++i) {
            const bool tie = i > 0 && comes_before(order[i - 1], order[i], fields) == 0;
            if (!tie) place = static_cast<std::int64_t>(i) + 1;
            items_[order[i]].results.as_object()[output] = place;
        }
        return Document(DocumentObject{
            {"phase", "rank"}, {"ranked", static_cast<std::int64_t>(order.size())}});
    }

    bool has(const BatchItem& item, const std::string& field, const std::string& value) const {
        const auto* found = value_of(item, field);
        return found != nullptr && found->is_string() &&
               std::string_view{found->get_string()} == value;
    }

    /// Those of the grade beyond the quota get the next grade; a tie at the border admits nobody
    /// beyond it and is listed for the panel.
    Result<Document> quota() {
        const auto percent = setting("percent", "quota");
        const auto grade = setting("grade", "quota");
        if (!percent || !grade) return percent ? grade.error() : percent.error();
        const auto field = setting_or("grade_field", "grade");
        const auto otherwise = setting_or("else", "");
        const auto place_field = setting_or("place_field", "place");
        std::vector<std::size_t> holders;
        for (const auto index : ordered({{.field = place_field, .descending = false}})) {
            if (has(items_[index], field, *grade)) holders.push_back(index);
        }
        const auto admitted = items_.size() * std::stoul(*percent) / 100;
        std::size_t kept = std::min<std::size_t>(admitted, holders.size());
        DocumentArray ties;
        if (kept < holders.size()) {
            const auto border = place_of(holders[kept], place_field);
            while (kept > 0 && place_of(holders[kept - 1], place_field) == border)
                --kept;
            for (std::size_t i = kept;
                 i < holders.size() && place_of(holders[i], place_field) == border;
                 ++i) {
                ties.push_back(items_[holders[i]].key.c_str());
            }
        }
        for (std::size_t i = kept; i < holders.size(); ++i) {
            items_[holders[i]].results.as_object()[field] = otherwise;
            items_[holders[i]].results.as_object()["quota_exceeded"] = true;
        }
        return Document(DocumentObject{
            {"phase", "quota"},
            {"quota", static_cast<std::int64_t>(admitted)},
            {"admitted", static_cast<std::int64_t>(kept)},
            {"ties_at_border", ties.size() > 1 ? ties : DocumentArray{}}});
    }

    std::int64_t place_of(std::size_t index, const std::string& field) const {
        const auto place = find_integer(items_[index].results, field);
        return place.value_or(0);
    }

    std::vector<std::size_t> with_any(const std::string& field, const std::string& values) const {
        std::vector<std::size_t> found;
        std::istringstream words{values};
        for (std::string value; words >> value;) {
            for (const auto index : ordered({{.field = "place", .descending = false}})) {
                if (has(items_[index], field, value)) found.push_back(index);
            }
        }
        return found;
    }

    /// Each high one takes up to `per` low ones, in order of place (结对帮带).
    Result<Document> pairing() {
        const auto high = setting("high", "pairing");
        const auto low = setting("low", "pairing");
        if (!high || !low) return high ? low.error() : high.error();
        const auto field = setting_or("grade_field", "grade");
        const auto per = std::stoul(setting_or("per", "3"));
        const auto output = setting_or("output", "mentor");
        const auto mentors = with_any(field, *high);
        const auto learners = with_any(field, *low);
        std::int64_t paired = 0;
        for (std::size_t i = 0; i < learners.size() && i < mentors.size() * per; ++i) {
            items_[learners[i]].results.as_object()[output] =
                items_[mentors[i % mentors.size()]].key;
            ++paired;
        }
        return Document(DocumentObject{
            {"phase", "pairing"},
            {"paired", paired},
            {"without_mentor", static_cast<std::int64_t>(learners.size()) - paired}});
    }

    const SetPhase& phase_;
    std::vector<BatchItem>& items_;
};

} // namespace

Result<Document> run_phases(const std::vector<SetPhase>& phases, std::vector<BatchItem>& items) {
    DocumentArray findings;
    for (const auto& phase : phases) {
        auto finding = PhaseRun{phase, items}.run();
        if (!finding) return finding.error();
        findings.push_back(std::move(*finding));
    }
    return Document(findings);
}

} // namespace gongdao
