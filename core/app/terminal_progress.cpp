#include "core/app/terminal_progress.hpp"

#include "core/app/terminal_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <unistd.h>
#include <utility>

namespace gongdao {

namespace {

constexpr int bar_width = 20;

__extension__ using Wide = __int128;

std::int64_t share(std::int64_t part, std::int64_t of, std::int64_t whole) {
    return static_cast<std::int64_t>(Wide{part} * of / std::max<std::int64_t>(1, whole));
}

std::string bar(std::int64_t filled) {
    std::string text;
    for (int i = 0; i < bar_width; ++i)
        text += i < filled ? "█" : "░";
    return text;
}

std::string duration(std::int64_t seconds) {
    if (seconds < 60) return fmt::format("{}s", seconds);
    if (seconds < 3600) return fmt::format("{}m{:02}s", seconds / 60, seconds % 60);
    return fmt::format("{}h{:02}m", seconds / 3600, seconds / 60 % 60);
}

} // namespace

ProgressLine::ProgressLine(std::string label, std::int64_t total, Instant started)
    : label_{std::move(label)}, total_{total}, started_{started} {}

std::optional<std::string> ProgressLine::update(std::int64_t done, Instant now) {
    const bool early = shown_at_ && now.milliseconds - shown_at_->milliseconds < interval_ms;
    const bool last = total_ > 0 && done >= total_;
    if (early && !last) return std::nullopt;
    shown_at_ = now;
    return text(done, now);
}

std::string ProgressLine::text(std::int64_t done, Instant now) const {
    const auto passed_ms = std::max<std::int64_t>(0, now.milliseconds - started_.milliseconds);
    const auto rate = passed_ms > 0 ? share(done, 1000, passed_ms) : 0;
    const auto speed = rate > 0 ? fmt::format("  {}/s", grouped(rate)) : std::string{};
    if (total_ <= 0) return fmt::format("{}  {}{}", label_, grouped(done), speed);
    const auto counted = std::clamp<std::int64_t>(done, 0, total_);
    const bool known_end = rate > 0 && counted < total_;
    const auto left =
        known_end ? "  " + duration((total_ - counted + rate - 1) / rate) : std::string{};
    return fmt::format(
        "{}  {}  {:>3}%  {}/{}{}{}",
        label_,
        bar(share(counted, bar_width, total_)),
        share(counted, 100, total_),
        grouped(done),
        grouped(total_),
        speed,
        left
    );
}

TerminalProgress::TerminalProgress(std::string label, std::int64_t total, const Clock& clock)
    : clock_{clock},
      line_{std::move(label), total, clock.now()},
      on_terminal_{::isatty(STDERR_FILENO) == 1} {}

TerminalProgress::~TerminalProgress() {
    if (written_) std::fputc('\n', stderr);
}

void TerminalProgress::update(std::int64_t done) {
    if (!on_terminal_) return;
    const auto line = line_.update(done, clock_.now());
    if (!line) return;
    std::fflush(stdout);
    // Back to the first column, and what the last line left behind is wiped.
    std::fprintf(stderr, "\r%s\x1B[K", line->c_str());
    std::fflush(stderr);
    written_ = true;
}

} // namespace gongdao
