#include "core/rules/value_set.hpp"

#include <algorithm>

namespace gongdao {

ValueSet::ValueSet(std::int64_t low, std::int64_t high) {
    if (low <= high) parts_.push_back({low, high});
}

ValueSet ValueSet::of_null() {
    ValueSet set;
    set.null_ = true;
    return set;
}

ValueSet ValueSet::united(const ValueSet& other) const {
    std::vector<Interval> all = parts_;
    all.insert(all.end(), other.parts_.begin(), other.parts_.end());
    std::sort(all.begin(), all.end(), [](const Interval& left, const Interval& right) {
        return left.low < right.low;
    });
    ValueSet result;
    result.null_ = null_ || other.null_;
    for (const auto& part : all) {
        auto& parts = result.parts_;
        const bool touches =
            !parts.empty() && (part.low <= parts.back().high || part.low - 1 == parts.back().high);
        if (touches) {
            parts.back().high = std::max(parts.back().high, part.high);
        } else {
            parts.push_back(part);
        }
    }
    return result;
}

ValueSet ValueSet::intersected(const ValueSet& other) const {
    ValueSet result;
    result.null_ = null_ && other.null_;
    std::size_t left = 0;
    std::size_t right = 0;
    while (left < parts_.size() && right < other.parts_.size()) {
        const auto& a = parts_[left];
        const auto& b = other.parts_[right];
        const Interval common{std::max(a.low, b.low), std::min(a.high, b.high)};
        if (common.low <= common.high) result.parts_.push_back(common);
        (a.high < b.high ? left : right) += 1;
    }
    return result;
}

ValueSet ValueSet::without(const ValueSet& other) const {
    ValueSet result;
    result.null_ = null_ && !other.null_;
    for (auto part : parts_) {
        bool left_over = true;
        for (const auto& hole : other.parts_) {
            if (hole.high < part.low) continue;
            if (hole.low > part.high) break;
            if (hole.low > part.low) result.parts_.push_back({part.low, hole.low - 1});
            left_over = hole.high < part.high;
            if (!left_over) break;
            part.low = hole.high + 1;
        }
        if (left_over) result.parts_.push_back(part);
    }
    return result;
}

bool ValueSet::intersects(const ValueSet& other) const {
    if (null_ && other.null_) return true;
    std::size_t left = 0;
    std::size_t right = 0;
    while (left < parts_.size() && right < other.parts_.size()) {
        const auto& a = parts_[left];
        const auto& b = other.parts_[right];
        if (std::max(a.low, b.low) <= std::min(a.high, b.high)) return true;
        (a.high < b.high ? left : right) += 1;
    }
    return false;
}

} // namespace gongdao
