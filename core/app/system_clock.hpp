#pragma once

#include "core/ports/services.hpp"

namespace gongdao {

/// The machine's clock: the one place that asks for the real time.
class SystemClock final : public Clock {
public:
    [[nodiscard]] Instant now() const override;
};

/// A clock that stands until it is moved; never back.
class VirtualClock final : public Clock {
public:
    explicit VirtualClock(Instant start) : now_{start} {}

    [[nodiscard]] Instant now() const override { return now_; }

    void move_to(Instant instant) {
        if (instant > now_) now_ = instant;
    }

private:
    Instant now_;
};

} // namespace gongdao
