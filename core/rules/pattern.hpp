#pragma once

#include "core/values/two_languages.hpp"

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>

namespace gongdao {

/// Lua's patterns without `%b` and `%f`, matched in counted steps, so that a backtracking pattern
/// stays inside the budget. Bytes, ASCII classes, no locale.
class PatternMatcher {
public:
    static constexpr int captures_max = 32;
    static constexpr int depth_max = 200;

    struct Capture {
        std::size_t start = 0;
        std::size_t size = 0;
        bool is_position = false;
        bool is_open = true;
    };

    /// What is wrong with the pattern; the matcher throws it as `Fault`.
    struct Fault {
        Wording reason;
    };

    /// `charge` is called with the steps taken and may leave by an exception.
    PatternMatcher(
        std::string_view subject, std::string_view pattern, std::function<void(std::int64_t)> charge
    );

    /// The end of a match that begins at `start`, or nothing. Throws Fault.
    [[nodiscard]] std::optional<std::size_t> match_at(std::size_t start);

    [[nodiscard]] int captures() const { return level_; }

    [[nodiscard]] const Capture& capture(int index) const {
        return captures_[static_cast<std::size_t>(index)];
    }

private:
    using End = std::optional<std::size_t>;

    [[nodiscard]] End match(std::size_t s, std::size_t p);
    [[nodiscard]] End match_item(std::size_t s, std::size_t p, std::size_t after);
    [[nodiscard]] End match_longest(std::size_t s, std::size_t p, std::size_t after);
    [[nodiscard]] End match_shortest(std::size_t s, std::size_t p, std::size_t after);
    [[nodiscard]] End open_capture(std::size_t s, std::size_t p);
    [[nodiscard]] End close_capture(std::size_t s, std::size_t p);
    [[nodiscard]] End match_back_reference(std::size_t s, std::size_t p);
    [[nodiscard]] std::size_t item_end(std::size_t p) const;
    [[nodiscard]] bool is_plain_item(std::size_t p) const;
    [[nodiscard]] bool matches_one(std::size_t s, std::size_t p, std::size_t after);
    [[nodiscard]] bool matches_set(unsigned char c, std::size_t p, std::size_t last) const;
    void step(std::int64_t count = 1);

    std::string_view subject_;
    std::string_view pattern_;
    std::function<void(std::int64_t)> charge_;
    std::int64_t steps_ = 0;
    int depth_ = 0;
    int level_ = 0;
    std::array<Capture, captures_max> captures_{};
};

/// True where no character of `pattern` has a special meaning.
[[nodiscard]] bool is_plain_pattern(std::string_view pattern);

} // namespace gongdao
