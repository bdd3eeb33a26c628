#include "core/rules/pattern.hpp"

#include <utility>

namespace gongdao {

namespace {

constexpr std::int64_t steps_per_charge = 256;
constexpr std::size_t set_bytes_per_step = 16;

bool is_digit(unsigned char c) { return c >= '0' && c <= '9'; }

bool is_lower(unsigned char c) { return c >= 'a' && c <= 'z'; }

bool is_upper(unsigned char c) { return c >= 'A' && c <= 'Z'; }

bool is_letter(unsigned char c) { return is_lower(c) || is_upper(c); }

bool is_printing(unsigned char c) { return c > 32 && c < 127; }

bool is_space(unsigned char c) { return c == ' ' || (c >= 9 && c <= 13); }

bool is_hex(unsigned char c) {
    return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

bool in_class(unsigned char c, char letter) {
    const bool negated = letter >= 'A' && letter <= 'Z';
    bool member = false;
    switch (negated ? letter - 'A' + 'a' : letter) {
    case 'a':
        member = is_letter(c);
        break;
    case 'c':
        member = c < 32 || c == 127;
        break;
    case 'd':
        member = is_digit(c);
        break;
    case 'g':
        member = is_printing(c);
        break;
    case 'l':
        member = is_lower(c);
        break;
    case 'p':
        member = is_printing(c) && !is_letter(c) && !is_digit(c);
        break;
    case 's':
        member = is_space(c);
        break;
    case 'u':
        member = is_upper(c);
        break;
    case 'w':
        member = is_letter(c) || is_digit(c);
        break;
    case 'x':
        member = is_hex(c);
        break;
    default:
        return static_cast<unsigned char>(letter) == c;
    }
    return member != negated;
}

} // namespace

bool is_plain_pattern(std::string_view pattern) {
    return pattern.find_first_of("^$*+?.([%-") == std::string_view::npos;
}

PatternMatcher::PatternMatcher(
    std::string_view subject, std::string_view pattern, std::function<void(std::int64_t)> charge
)
    : subject_{subject}, pattern_{pattern}, charge_{std::move(charge)} {}

std::optional<std::size_t> PatternMatcher::match_at(std::size_t start) {
    level_ = 0;
    depth_ = 0;
    return match(start, 0);
}

void PatternMatcher::step(std::int64_t count) {
    steps_ += count;
    if (steps_ < steps_per_charge) return;
    charge_(std::exchange(steps_, 0));
}

std::size_t PatternMatcher::item_end(std::size_t p) const {
    const char c = pattern_[p++];
    if (c == '%') {
        if (p >= pattern_.size()) throw Fault{{"以 % 结尾", "it ends with %"}};
        return p + 1;
    }
    if (c != '[') return p;
    if (p < pattern_.size() && pattern_[p] == '^') ++p;
    do {
        if (p >= pattern_.size()) throw Fault{{"缺少 ]", "missing ]"}};
        if (pattern_[p++] == '%') ++p;
    } while (p >= pattern_.size() || pattern_[p] != ']');
    return p + 1;
}

bool PatternMatcher::matches_set(unsigned char c, std::size_t p, std::size_t last) const {
    bool found = true;
    if (pattern_[p + 1] == '^') {
        found = false;
        ++p;
    }
    while (++p < last) {
        if (pattern_[p] == '%') {
            if (in_class(c, pattern_[++p])) return found;
        } else if (p + 2 < last && pattern_[p + 1] == '-') {
            const auto low = static_cast<unsigned char>(pattern_[p]);
            const auto high = static_cast<unsigned char>(pattern_[p + 2]);
            if (low <= c && c <= high) return found;
            p += 2;
        } else if (static_cast<unsigned char>(pattern_[p]) == c) {
            return found;
        }
    }
    return !found;
}

bool PatternMatcher::matches_one(std::size_t s, std::size_t p, std::size_t after) {
    // A set is walked for every character, so a long one is dear.
    step(static_cast<std::int64_t>((after - p) / set_bytes_per_step));
    if (s >= subject_.size()) return false;
    const auto c = static_cast<unsigned char>(subject_[s]);
    switch (pattern_[p]) {
    case '.':
        return true;
    case '%':
        return in_class(c, pattern_[p + 1]);
    case '[':
        return matches_set(c, p, after - 1);
    default:
        return static_cast<unsigned char>(pattern_[p]) == c;
    }
}

PatternMatcher::End PatternMatcher::match(std::size_t s, std::size_t p) {
    step();
    if (p == pattern_.size()) return s;
    if (++depth_ > depth_max) throw Fault{{"过于复杂", "too complex"}};
    End end;
    const char c = pattern_[p];
    const char next = p + 1 < pattern_.size() ? pattern_[p + 1] : '\0';
    if (c == '(') {
        end = open_capture(s, p);
    } else if (c == ')') {
        end = close_capture(s, p);
    } else if (c == '$' && p + 1 == pattern_.size()) {
        end = s == subject_.size() ? End{s} : End{};
    } else if (c == '%' && (next == 'b' || next == 'f')) {
        throw Fault{{"不支持 %b 和 %f", "%b and %f are not supported"}};
    } else if (c == '%' && is_digit(static_cast<unsigned char>(next))) {
        end = match_back_reference(s, p);
    } else {
        end = match_item(s, p, item_end(p));
    }
    --depth_;
    return end;
}

bool PatternMatcher::is_plain_item(std::size_t p) const {
    const char c = pattern_[p];
    if (c == '(' || c == ')' || c == '$') return false;
    if (c != '%' || p + 1 >= pattern_.size()) return true;
    const char next = pattern_[p + 1];
    return next != 'b' && next != 'f' && !is_digit(static_cast<unsigned char>(next));
}

PatternMatcher::End PatternMatcher::match_item(std::size_t s, std::size_t p, std::size_t after) {
    // Items without a repetition are walked here, so that long literal patterns need no depth.
    for (;;) {
        const char repeat = after < pattern_.size() ? pattern_[after] : '\0';
        if (repeat == '*') return match_longest(s, p, after);
        if (repeat == '-') return match_shortest(s, p, after);
        if (repeat == '+') return matches_one(s, p, after) ? match_longest(s + 1, p, after) : End{};
        if (repeat == '?') {
            if (matches_one(s, p, after)) {
                if (const auto end = match(s + 1, after + 1)) return end;
            }
            return match(s, after + 1);
        }
        step();
        if (!matches_one(s, p, after)) return {};
        ++s;
        p = after;
        if (p == pattern_.size()) return s;
        if (!is_plain_item(p)) return match(s, p);
        after = item_end(p);
    }
}

PatternMatcher::End PatternMatcher::match_longest(std::size_t s, std::size_t p, std::size_t after) {
    std::size_t count = 0;
    while (matches_one(s + count, p, after)) {
        ++count;
        step();
    }
    for (;; --count) {
        if (const auto end = match(s + count, after + 1)) return end;
        if (count == 0) return {};
    }
}

PatternMatcher::End
PatternMatcher::match_shortest(std::size_t s, std::size_t p, std::size_t after) {
    for (;; ++s) {
        if (const auto end = match(s, after + 1)) return end;
        if (!matches_one(s, p, after)) return {};
    }
}

PatternMatcher::End PatternMatcher::open_capture(std::size_t s, std::size_t p) {
    if (level_ >= captures_max) throw Fault{{"捕获过多", "too many captures"}};
    const bool position = p + 1 < pattern_.size() && pattern_[p + 1] == ')';
    const auto index = static_cast<std::size_t>(level_);
    captures_[index] = {.start = s, .size = 0, .is_position = position, .is_open = !position};
    ++level_;
    const auto end = match(s, p + (position ? 2 : 1));
    if (!end) --level_;
    return end;
}

PatternMatcher::End PatternMatcher::close_capture(std::size_t s, std::size_t p) {
    int index = level_ - 1;
    while (index >= 0 && !captures_[static_cast<std::size_t>(index)].is_open)
        --index;
    if (index < 0) throw Fault{{"多余的 )", "stray )"}};
    auto& capture = captures_[static_cast<std::size_t>(index)];
    capture.size = s - capture.start;
    capture.is_open = false;
    const auto end = match(s, p + 1);
    if (!end) captures_[static_cast<std::size_t>(index)].is_open = true;
    return end;
}

PatternMatcher::End PatternMatcher::match_back_reference(std::size_t s, std::size_t p) {
    const int index = pattern_[p + 1] - '1';
    if (index < 0 || index >= level_) throw Fault{{"反向引用无效", "bad back reference"}};
    const auto& capture = captures_[static_cast<std::size_t>(index)];
    if (capture.is_open || capture.is_position) throw Fault{{"反向引用无效", "bad back reference"}};
    const auto text = subject_.substr(capture.start, capture.size);
    step(static_cast<std::int64_t>(text.size() / 8));
    if (!subject_.substr(s).starts_with(text)) return {};
    return match(s + text.size(), p + 2);
}

} // namespace gongdao
