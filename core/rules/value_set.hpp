#pragma once

#include <cstdint>
#include <vector>

namespace gongdao {

/// Both ends included.
struct Interval {
    std::int64_t low = 0;
    std::int64_t high = 0;

    friend bool operator==(const Interval&, const Interval&) = default;
};

/// A set of integers as sorted, disjoint, non-adjacent intervals, and perhaps null. Values of every
/// column type are mapped to integers, so conditions and analysis need only this one shape.
class ValueSet {
public:
    ValueSet() = default;

    /// Empty where `low` > `high`.
    ValueSet(std::int64_t low, std::int64_t high);

    [[nodiscard]] static ValueSet of_null();

    [[nodiscard]] bool contains(std::int64_t value) const {
        for (const auto& part : parts_) {
            if (value <= part.high) return value >= part.low;
        }
        return false;
    }

    [[nodiscard]] bool contains_null() const { return null_; }

    [[nodiscard]] bool empty() const { return parts_.empty() && !null_; }

    [[nodiscard]] const std::vector<Interval>& parts() const { return parts_; }

    [[nodiscard]] ValueSet united(const ValueSet& other) const;
    [[nodiscard]] ValueSet intersected(const ValueSet& other) const;
    [[nodiscard]] ValueSet without(const ValueSet& other) const;
    [[nodiscard]] bool intersects(const ValueSet& other) const;

    friend bool operator==(const ValueSet&, const ValueSet&) = default;

private:
    std::vector<Interval> parts_;
    bool null_ = false;
};

} // namespace gongdao
