#include "core/app/terminal_bars.hpp"

#include "core/values/text_width.hpp"

#include <algorithm>
#include <array>

namespace gongdao {

namespace {

constexpr std::int64_t eighths = 8;
constexpr std::array<const char*, 8> partial{"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};

__extension__ using Wide = __int128;

std::int64_t eighths_of(std::int64_t value, std::int64_t largest, int width) {
    if (value <= 0) return 0;
    const auto exact = Wide{value} * width * eighths / largest;
    return std::max<std::int64_t>(1, static_cast<std::int64_t>(exact));
}

std::string drawn(std::int64_t length) {
    std::string bar;
    for (std::int64_t i = 0; i < length / eighths; ++i)
        bar += "█";
    return bar + partial.at(static_cast<std::size_t>(length % eighths));
}

} // namespace

std::string terminal_bars(std::span<const Bar> bars, int width) {
    int label_width = 0;
    int shown_width = 0;
    std::int64_t largest = 1;
    for (const auto& bar : bars) {
        label_width = std::max(label_width, display_width(bar.label));
        shown_width = std::max(shown_width, display_width(bar.shown));
        largest = std::max(largest, bar.value);
    }
    std::string out;
    for (const auto& bar : bars) {
        out += padded(bar.label, label_width) + "  ";
        out += padded(drawn(eighths_of(bar.value, largest, width)), width) + "  ";
        out += padded(bar.shown, shown_width, Align::right) + '\n';
    }
    return out;
}

} // namespace gongdao
