#pragma once

#include "core/values/result.hpp"
#include "core/values/time.hpp"

#include <span>
#include <vector>

namespace gongdao {

/// A time in which a period does not run, [from, to). Empty where both are equal. Whoever asks
/// while a pause is still running gives the instant up to which it is known to last.
struct Pause {
    Instant from;
    Instant to;

    friend bool operator==(const Pause&, const Pause&) = default;
};

/// The pauses of one period, joined where they meet, in order.
class Pauses {
public:
    /// Fails with `bad_pause` where one ends before it begins.
    [[nodiscard]] static Result<Pauses> joined(std::span<const Pause> pauses);

    /// Whether any part of the day, midnight to midnight, lies in a pause.
    [[nodiscard]] bool touch(CivilDate date) const;

    /// What of [from, to) lies outside every pause, in order.
    [[nodiscard]] std::vector<Pause> gaps(Instant from, Instant to) const;

private:
    std::vector<Pause> pauses_;
};

} // namespace gongdao
