#pragma once

#include <unistd.h>
#include <utility>

namespace gongdao {

/// An open file, pipe or socket of the system, closed with its owner; -1 = none.
class OwnedDescriptor {
public:
    OwnedDescriptor() = default;

    explicit OwnedDescriptor(int number) : number_{number} {}

    OwnedDescriptor(OwnedDescriptor&& other) noexcept : number_{std::exchange(other.number_, -1)} {}

    OwnedDescriptor& operator=(OwnedDescriptor&& other) noexcept {
        std::swap(number_, other.number_);
        return *this;
    }

    OwnedDescriptor(const OwnedDescriptor&) = delete;
    OwnedDescriptor& operator=(const OwnedDescriptor&) = delete;

    ~OwnedDescriptor() {
        if (number_ >= 0) ::close(number_);
    }

    [[nodiscard]] int number() const { return number_; }

    [[nodiscard]] bool is_open() const { return number_ >= 0; }

private:
    int number_ = -1;
};

} // namespace gongdao
