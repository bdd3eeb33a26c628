#pragma once

#include "core/ports/owned_descriptor.hpp"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace gongdao {

/// Rings after a time, without anybody reading a clock.
class Countdown {
public:
    Countdown();

    /// False where the system had no timer left; then nothing may be waited for.
    [[nodiscard]] bool is_usable() const { return timer_.is_open(); }

    /// From now on.
    void restart(std::int64_t milliseconds);

    [[nodiscard]] int number() const { return timer_.number(); }

private:
    OwnedDescriptor timer_;
};

/// How long somebody waits: for ever, until a countdown rings or somebody else cancels.
struct Patience {
    const Countdown* countdown = nullptr;
    const std::atomic<bool>* cancelled = nullptr;
};

enum class FrameEnd { whole, closed, too_late, too_large, cancelled };

/// Texts with their length in front (4 bytes, little-endian) over a stream socket. Never raises
/// SIGPIPE. One thread sends, one thread receives.
class FrameChannel {
public:
    FrameChannel() = default;

    explicit FrameChannel(OwnedDescriptor socket) : socket_{std::move(socket)} {}

    [[nodiscard]] FrameEnd send(std::string_view text, const Patience& patience);

    /// `too_large` before a byte of the text is read.
    [[nodiscard]] FrameEnd
    receive(std::string& text, std::size_t bytes_max, const Patience& patience);

    /// Nothing waits to be read and the other side is there.
    [[nodiscard]] bool is_quiet() const;

    /// Waits until the other side has closed; what it sends is dropped.
    [[nodiscard]] FrameEnd wait_for_end(const Patience& patience);

    [[nodiscard]] int number() const { return socket_.number(); }

private:
    [[nodiscard]] FrameEnd wait_for(short event, const Patience& patience) const;
    [[nodiscard]] FrameEnd write(std::string_view bytes, const Patience& patience);
    [[nodiscard]] FrameEnd read(char* bytes, std::size_t size, const Patience& patience);

    OwnedDescriptor socket_;
};

} // namespace gongdao
