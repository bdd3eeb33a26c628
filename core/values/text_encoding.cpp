#include "core/values/text_encoding.hpp"

#include "core/values/ensure.hpp"
#include "core/values/errors.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <iconv.h>
#include <utility>

namespace gongdao {

namespace {

constexpr std::string_view utf16_little_mark = "\xFF\xFE";
constexpr std::string_view utf16_big_mark = "\xFE\xFF";

unsigned byte_at(std::string_view text, std::size_t index) {
    return static_cast<unsigned char>(text[index]);
}

/// Length and smallest value by the first byte; length 0 for a byte that starts nothing.
struct Lead {
    std::size_t length = 0;
    unsigned bits = 0;
    char32_t least = 0;
};

Lead lead_of(unsigned byte) {
    if (byte < 0x80U) return {.length = 1, .bits = byte, .least = 0};
    if ((byte & 0xE0U) == 0xC0U) return {.length = 2, .bits = byte & 0x1FU, .least = 0x80};
    if ((byte & 0xF0U) == 0xE0U) return {.length = 3, .bits = byte & 0x0FU, .least = 0x800};
    if ((byte & 0xF8U) == 0xF0U) return {.length = 4, .bits = byte & 0x07U, .least = 0x10000};
    return {};
}

int line_after(std::string_view text) {
    return 1 + static_cast<int>(std::count(text.begin(), text.end(), '\n'));
}

Error unreadable_after(std::string_view text) {
    Place place;
    place.line = line_after(text);
    return fail(errors::unknown_encoding, {}, std::move(place));
}

/// Owns a conversion descriptor of the C library.
class Converter {
public:
    explicit Converter(const char* from, const char* to = "UTF-8") : handle_{iconv_open(to, from)} {
        // iconv_open reports failure as (iconv_t)-1.
        ensure(reinterpret_cast<std::intptr_t>(handle_) != -1, "the C library knows this encoding");
    }

    Converter(const Converter&) = delete;
    Converter& operator=(const Converter&) = delete;

    ~Converter() { iconv_close(handle_); }

    /// What could be read; `complete` is false where it stopped before the end.
    struct Reading {
        std::string text;
        bool complete = false;
    };

    [[nodiscard]] Reading read(std::string_view bytes) const {
        Reading reading;
        std::string input{bytes};
        char* in = input.data();
        std::size_t in_left = input.size();
        std::array<char, 16'384> buffer{};
        while (in_left > 0) {
            char* out = buffer.data();
            std::size_t out_left = buffer.size();
            const auto status = iconv(handle_, &in, &in_left, &out, &out_left);
            const bool stopped = status == static_cast<std::size_t>(-1) && errno != E2BIG;
            reading.text.append(buffer.data(), buffer.size() - out_left);
            if (stopped) return reading;
        }
        reading.complete = true;
        return reading;
    }

private:
    iconv_t handle_;
};

Result<std::string> converted(std::string_view bytes, const char* from) {
    auto reading = Converter{from}.read(bytes);
    const auto zero = reading.text.find('\0');
    if (zero != std::string::npos) return unreadable_after(reading.text.substr(0, zero));
    if (!reading.complete) return unreadable_after(reading.text);
    if (reading.text.starts_with(byte_order_mark)) reading.text.erase(0, byte_order_mark.size());
    return std::move(reading.text);
}

/// Where the valid part ends.
/// How long the first character is where three bytes show it, as for Chinese, or one: no other form
/// of it, no half of a pair is possible. Otherwise 0.
std::size_t common_length(std::string_view text) {
    const auto lead = byte_at(text, 0);
    if (lead < 0x80U) return 1;
    const bool is_common = lead > 0xE0U && lead < 0xF0U && lead != 0xEDU && text.size() >= 3 &&
                           (byte_at(text, 1) & 0xC0U) == 0x80U &&
                           (byte_at(text, 2) & 0xC0U) == 0x80U;
    return is_common ? 3 : 0;
}

std::size_t valid_prefix(std::string_view bytes) {
    std::size_t at = 0;
    while (at < bytes.size()) {
        if (const auto length = common_length(bytes.substr(at)); length > 0) {
            at += length;
            continue;
        }
        const auto next = first_code_point(bytes.substr(at));
        if (!next) break;
        at += next->length;
    }
    return at;
}

} // namespace

std::optional<CodePoint> first_code_point(std::string_view text) {
    if (text.empty()) return std::nullopt;
    const auto lead = lead_of(byte_at(text, 0));
    if (lead.length == 0 || text.size() < lead.length) return std::nullopt;
    char32_t value = lead.bits;
    for (std::size_t i = 1; i < lead.length; ++i) {
        const auto byte = byte_at(text, i);
        if ((byte & 0xC0U) != 0x80U) return std::nullopt;
        value = (value << 6U) | (byte & 0x3FU);
    }
    const bool surrogate = value >= 0xD800 && value <= 0xDFFF;
    if (value < lead.least || surrogate || value > 0x10FFFF) return std::nullopt;
    return CodePoint{.value = value, .length = lead.length};
}

bool is_blank_text(std::string_view utf8) {
    while (!utf8.empty()) {
        const auto point = first_code_point(utf8);
        if (!point) return false;
        const auto value = point->value;
        const bool space = value <= 0x20 || value == 0xA0 || value == 0x3000 || value == 0xFEFF ||
                           (value >= 0x2000 && value <= 0x200D) || value == 0x2060;
        if (!space) return false;
        utf8.remove_prefix(point->length);
    }
    return true;
}

bool is_valid_utf8(std::string_view bytes) { return valid_prefix(bytes) == bytes.size(); }

Result<std::string> to_utf8(std::string_view bytes) {
    if (bytes.starts_with(utf16_little_mark)) return converted(bytes.substr(2), "UTF-16LE");
    if (bytes.starts_with(utf16_big_mark)) return converted(bytes.substr(2), "UTF-16BE");
    const bool marked = bytes.starts_with(byte_order_mark);
    if (marked) bytes.remove_prefix(byte_order_mark.size());
    const auto zero = bytes.find('\0');
    if (zero != std::string_view::npos) return unreadable_after(bytes.substr(0, zero));
    const auto valid = valid_prefix(bytes);
    if (valid == bytes.size()) return std::string{bytes};
    if (marked) return unreadable_after(bytes.substr(0, valid));
    return converted(bytes, "GB18030");
}

namespace {

/// Names all characters that the encoding lacks, and the line of the first.
Result<std::string>
encoded(std::string_view utf8, const char* encoding, const ErrorKind& characters_missing) {
    if (const auto valid = valid_prefix(utf8); valid != utf8.size()) {
        return unreadable_after(utf8.substr(0, valid));
    }
    const Converter converter{"UTF-8", encoding};
    if (auto whole = converter.read(utf8); whole.complete) return std::move(whole.text);
    Place place;
    std::string missing;
    for (std::size_t at = 0; at < utf8.size();) {
        const auto character = utf8.substr(at, first_code_point(utf8.substr(at))->length);
        const bool seen = missing.find(character) != std::string::npos;
        if (!seen && !converter.read(character).complete) {
            if (missing.empty()) place.line = line_after(utf8.substr(0, at));
            missing += character;
        }
        at += character.size();
    }
    return fail(characters_missing, {missing}, std::move(place));
}

} // namespace

Result<std::string> to_gbk(std::string_view utf8) {
    return encoded(utf8, "GBK", errors::not_in_gbk);
}

Result<std::string> to_gb18030(std::string_view utf8) {
    return encoded(utf8, "GB18030", errors::not_in_gb18030);
}

} // namespace gongdao
