#include "core/rules/field_places.hpp"

#include <boost/json/object.hpp>

namespace gongdao {

const Document*
FieldPlaces::find(const DocumentObject& facts, std::size_t field, std::string_view name) const {
    // Only a hint, so that the order of threads does not matter.
    auto& place = places_[field];
    const auto* const members = facts.begin();
    const std::size_t expected = place.load(std::memory_order_relaxed);
    if (expected < facts.size() && std::string_view{members[expected].key()} == name)
        return &members[expected].value();
    const auto* const found = facts.find(name);
    if (found == facts.end()) return nullptr;
    place.store(static_cast<std::uint32_t>(found - members), std::memory_order_relaxed);
    return &found->value();
}

} // namespace gongdao
