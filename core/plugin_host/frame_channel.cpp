#include "core/plugin_host/frame_channel.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <poll.h>
#include <sys/socket.h>
#include <sys/timerfd.h>

namespace gongdao {

namespace {

constexpr std::size_t length_bytes = 4;
constexpr std::size_t block_bytes = 1U << 16;
/// How often a waiting call looks whether it was cancelled.
constexpr int cancelled_every_ms = 100;

bool must_wait() { return errno == EAGAIN || errno == EINTR; }

} // namespace

Countdown::Countdown() : timer_{::timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC)} {}

void Countdown::restart(std::int64_t milliseconds) {
    milliseconds = std::max<std::int64_t>(milliseconds, 1); // 0 would stop it
    itimerspec after{};
    after.it_value.tv_sec = milliseconds / 1'000;
    after.it_value.tv_nsec = milliseconds % 1'000 * 1'000'000;
    ::timerfd_settime(timer_.number(), 0, &after, nullptr);
}

FrameEnd FrameChannel::wait_for(short event, const Patience& patience) const {
    const int timer = patience.countdown == nullptr ? -1 : patience.countdown->number();
    std::array<pollfd, 2> watched{
        {{.fd = timer, .events = POLLIN, .revents = 0},
         {.fd = socket_.number(), .events = event, .revents = 0}}};
    while (true) {
        const bool stop = patience.cancelled != nullptr && patience.cancelled->load();
        if (stop) return FrameEnd::cancelled;
        const int pause = patience.cancelled == nullptr ? -1 : cancelled_every_ms;
        if (::poll(watched.data(), watched.size(), pause) < 0 && errno != EINTR)
            return FrameEnd::closed;
        // The countdown first: a side that drips bytes is late all the same.
        if (watched[0].revents != 0) return FrameEnd::too_late;
        if (watched[1].revents != 0) return FrameEnd::whole;
    }
}

FrameEnd FrameChannel::write(std::string_view bytes, const Patience& patience) {
    while (!bytes.empty()) {
        if (const auto ready = wait_for(POLLOUT, patience); ready != FrameEnd::whole) return ready;
        const auto sent =
            ::send(socket_.number(), bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
        if (sent < 0 && must_wait()) continue;
        if (sent < 0) return FrameEnd::closed;
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return FrameEnd::whole;
}

FrameEnd FrameChannel::read(char* bytes, std::size_t size, const Patience& patience) {
    while (size > 0) {
        if (const auto ready = wait_for(POLLIN, patience); ready != FrameEnd::whole) return ready;
        const auto got = ::recv(socket_.number(), bytes, size, MSG_DONTWAIT);
        if (got < 0 && must_wait()) continue;
        if (got <= 0) return FrameEnd::closed;
        bytes += got;
        size -= static_cast<std::size_t>(got);
    }
    return FrameEnd::whole;
}

FrameEnd FrameChannel::send(std::string_view text, const Patience& patience) {
    std::array<char, length_bytes> length{};
    for (std::size_t i = 0; i < length_bytes; ++i)
        length.at(i) = static_cast<char>(text.size() >> (8 * i) & 0xFFU);
    const auto begun = write({length.data(), length.size()}, patience);
    return begun == FrameEnd::whole ? write(text, patience) : begun;
}

FrameEnd FrameChannel::receive(std::string& text, std::size_t bytes_max, const Patience& patience) {
    text.clear();
    std::array<char, length_bytes> length{};
    if (const auto got = read(length.data(), length.size(), patience); got != FrameEnd::whole)
        return got;
    std::size_t size = 0;
    for (std::size_t i = 0; i < length_bytes; ++i)
        size |= std::size_t{static_cast<unsigned char>(length.at(i))} << (8 * i);
    if (size > bytes_max) return FrameEnd::too_large;
    // Memory follows what has come, not what was announced.
    while (text.size() < size) {
        const auto had = text.size();
        const auto block = std::min(size - had, block_bytes);
        text.resize(had + block);
        if (const auto got = read(text.data() + had, block, patience); got != FrameEnd::whole)
            return got;
    }
    return FrameEnd::whole;
}

bool FrameChannel::is_quiet() const {
    pollfd watched{.fd = socket_.number(), .events = POLLIN, .revents = 0};
    return ::poll(&watched, 1, 0) == 0;
}

FrameEnd FrameChannel::wait_for_end(const Patience& patience) {
    std::array<char, 4'096> dropped{};
    while (true) {
        const auto got = read(dropped.data(), dropped.size(), patience);
        if (got != FrameEnd::whole) return got;
    }
}

} // namespace gongdao
