#pragma once

#include "core/values/document.hpp"

#include <atomic>
#include <cstdint>
#include <string_view>
#include <vector>

namespace gongdao {

/// Where each field of a rule stood in the facts that were looked at last. Facts of one origin keep
/// one order, so that most fields are found without a search. Thread-safe.
class FieldPlaces {
public:
    explicit FieldPlaces(std::size_t fields) : places_(fields) {}

    /// The value of `name`, which is field number `field` of the rule, or null where the facts lack
    /// it.
    [[nodiscard]] const Document*
    find(const DocumentObject& facts, std::size_t field, std::string_view name) const;

private:
    mutable std::vector<std::atomic<std::uint32_t>> places_;
};

} // namespace gongdao
