#pragma once

#include "core/ports/services.hpp"
#include "core/values/time.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace gongdao {

/// Decides when a progress line is due and what it says; writes nothing itself.
/// `导入  ██████████░░░░░░░░░░   50%  1,240/2,480  410/s  3s`
class ProgressLine {
public:
    /// `total` ≤ 0: unknown, then only count and rate are shown.
    ProgressLine(std::string label, std::int64_t total, Instant started);

    /// The new line where one is due: at most ten a second, and always the first and the last.
    [[nodiscard]] std::optional<std::string> update(std::int64_t done, Instant now);

    /// At most this often, so that a terminal keeps up.
    static constexpr std::int64_t interval_ms = 100;

private:
    [[nodiscard]] std::string text(std::int64_t done, Instant now) const;

    std::string label_;
    std::int64_t total_;
    Instant started_;
    std::optional<Instant> shown_at_;
};

/// A progress bar on stderr, and nothing at all where stderr is not a terminal. One thread.
class TerminalProgress {
public:
    /// `clock` must outlive it.
    TerminalProgress(std::string label, std::int64_t total, const Clock& clock);
    TerminalProgress(const TerminalProgress&) = delete;
    TerminalProgress& operator=(const TerminalProgress&) = delete;
    /// Ends the line.
    ~TerminalProgress();

    void update(std::int64_t done);

private:
    const Clock& clock_;
    ProgressLine line_;
    bool on_terminal_;
    bool written_ = false;
};

} // namespace gongdao
