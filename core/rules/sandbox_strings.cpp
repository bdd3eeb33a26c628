#include "core/rules/errors.hpp"
#include "core/rules/sandbox_libraries.hpp"

#include <lua.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <lauxlib.h>
#include <string>

namespace gongdao {

namespace {

constexpr std::size_t format_digits_max = 2;

void charge_bytes(lua_State* lua, std::size_t size) {
    Sandbox::of(lua).charge(static_cast<std::int64_t>(size / 8) + 1);
}

/// Lua's positions: from 1, negative from the end, clipped.
struct Span {
    std::size_t first;
    std::size_t size;
};

Span span_of(std::int64_t from, std::int64_t to, std::size_t size) {
    const auto length = static_cast<std::int64_t>(size);
    if (from < 0) from = from < -length ? 1 : length + from + 1;
    if (from == 0) from = 1;
    if (to < 0) to = to < -length ? 0 : length + to + 1;
    to = std::min(to, length);
    if (from > to) return {0, 0};
    return {static_cast<std::size_t>(from - 1), static_cast<std::size_t>(to - from + 1)};
}

int string_len(lua_State* lua) {
    lua_pushinteger(lua, static_cast<lua_Integer>(text_argument(lua, 1, "string.len").size()));
    return 1;
}

int string_sub(lua_State* lua) {
    const auto text = text_argument(lua, 1, "string.sub");
    const auto from = integer_argument(lua, 2, "string.sub");
    const auto to = integer_argument_or(lua, 3, "string.sub", -1);
    const auto span = span_of(from, to, text.size());
    charge_bytes(lua, span.size);
    push_text(lua, text.substr(span.first, span.size));
    return 1;
}

int string_byte(lua_State* lua) {
    const auto text = text_argument(lua, 1, "string.byte");
    const auto from = integer_argument_or(lua, 2, "string.byte", 1);
    const auto to = integer_argument_or(lua, 3, "string.byte", from);
    const auto span = span_of(from, to, text.size());
    charge_bytes(lua, span.size * 8);
    if (span.size > 200) Sandbox::of(lua).raise(fail(errors::lua_overflow, {"string.byte"}));
    luaL_checkstack(lua, static_cast<int>(span.size), "string.byte");
    for (std::size_t i = 0; i < span.size; ++i) {
        lua_pushinteger(lua, static_cast<unsigned char>(text[span.first + i]));
    }
    return static_cast<int>(span.size);
}

int string_char(lua_State* lua) {
    std::string text;
    for (int i = 1; i <= lua_gettop(lua); ++i) {
        const auto code = integer_argument(lua, i, "string.char");
        if (code < 0 || code > 255) bad_argument(lua, i, "string.char", {"0…255", "0…255"});
        text.push_back(static_cast<char>(code));
    }
    push_text(lua, text);
    return 1;
}

template <class Change>
int mapped(lua_State* lua, const char* function, Change change) {
    const auto text = text_argument(lua, 1, function);
    charge_bytes(lua, text.size());
    std::string out{text};
    change(out);
    push_text(lua, out);
    return 1;
}

int string_lower(lua_State* lua) {
    return mapped(lua, "string.lower", [](std::string& text) {
        for (auto& c : text) {
            if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
        }
    });
}

int string_upper(lua_State* lua) {
    return mapped(lua, "string.upper", [](std::string& text) {
        for (auto& c : text) {
            if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
        }
    });
}

int string_reverse(lua_State* lua) {
    return mapped(lua, "string.reverse", [](std::string& text) {
        std::reverse(text.begin(), text.end());
    });
}

int string_rep(lua_State* lua) {
    const auto text = text_argument(lua, 1, "string.rep");
    const auto count = integer_argument(lua, 2, "string.rep");
    const auto separator =
        lua_isnoneornil(lua, 3) ? std::string_view{} : text_argument(lua, 3, "string.rep");
    const auto unit = text.size() + separator.size();
    if (count <= 0 || unit == 0) {
        push_text(lua, "");
        return 1;
    }
    constexpr std::size_t size_max = std::size_t{1} << 20;
    if (static_cast<std::uint64_t>(count) > size_max / unit) {
        Sandbox::of(lua).raise(fail(errors::lua_overflow, {"string.rep"}));
    }
    charge_bytes(lua, unit * static_cast<std::size_t>(count));
    std::string out;
    out.reserve(unit * static_cast<std::size_t>(count));
    for (std::int64_t i = 0; i < count; ++i) {
        if (i > 0) out += separator;
        out += text;
    }
    push_text(lua, out);
    return 1;
}

/// One `%…` of a format: flags, width and precision as written, and the conversion.
struct Conversion {
    std::string options;
    char kind = '%';
};

Conversion read_conversion(lua_State* lua, std::string_view& format) {
    Conversion conversion;
    const auto take_while = [&](std::string_view allowed, std::size_t limit) {
        std::size_t taken = 0;
        while (!format.empty() && allowed.find(format.front()) != std::string_view::npos) {
            if (++taken > limit)
                bad_argument(
                    lua, 1, "string.format", {"不超过 99 的宽度", "a width of at most 99"}
                );
            conversion.options += format.front();
            format.remove_prefix(1);
        }
    };
    take_while("-+ #0", 5);
    take_while("0123456789", format_digits_max);
    if (format.starts_with('.')) {
        take_while(".", 1);
        take_while("0123456789", format_digits_max);
    }
    if (format.empty()) bad_argument(lua, 1, "string.format", {"完整的格式", "a complete format"});
    conversion.kind = format.front();
    format.remove_prefix(1);
    return conversion;
}

template <class Value>
std::string printed(const std::string& format, Value value) {
    std::array<char, 512> buffer{};
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
    const int size = std::snprintf(buffer.data(), buffer.size(), format.c_str(), value);
#pragma GCC diagnostic pop
    return {
        buffer.data(), std::min(static_cast<std::size_t>(std::max(size, 0)), buffer.size() - 1)};
}

std::string format_text(lua_State* lua, const Conversion& conversion, int argument) {
    auto text = shown(lua, argument);
    if (conversion.options.empty()) return text;
    const auto point = conversion.options.find('.');
    if (point != std::string::npos) {
        const auto digits = conversion.options.substr(point + 1);
        text.resize(std::min(text.size(), digits.empty() ? 0 : std::stoul(digits)));
    }
    const bool left = conversion.options.front() == '-';
    const auto digits = conversion.options.substr(
        left ? 1 : 0, point == std::string::npos ? point : point - (left ? 1 : 0)
    );
    if (digits.find_first_not_of("0123456789") != std::string::npos) {
        bad_argument(lua, 1, "string.format", {"不带宽度的 %s", "%s without a width"});
    }
    const auto width = digits.empty() ? 0 : std::stoul(digits);
    if (text.size() < width) text.insert(left ? text.size() : 0, width - text.size(), ' ');
    return text;
}

std::string converted(lua_State* lua, const Conversion& conversion, int argument) {
    const auto& options = conversion.options;
    switch (conversion.kind) {
    case 'd':
    case 'i':
    case 'x':
    case 'X':
    case 'o': {
        const auto number = integer_argument(lua, argument, "string.format");
        const char kind = conversion.kind == 'i' ? 'd' : conversion.kind;
        return printed("%" + options + "ll" + kind, static_cast<long long>(number));
    }
    case 'f':
    case 'e':
    case 'g':
        if (lua_type(lua, argument) != LUA_TNUMBER) {
            bad_argument(lua, argument, "string.format", {"数", "a number"});
        }
        return printed("%" + options + conversion.kind, lua_tonumber(lua, argument));
    case 'c':
        return std::string(1, static_cast<char>(integer_argument(lua, argument, "string.format")));
    case 's':
        return format_text(lua, conversion, argument);
    default: {
        constexpr std::string_view conversions = "%d %i %x %X %o %f %e %g %c %s";
        bad_argument(lua, 1, "string.format", {conversions, conversions});
    }
    }
}

int string_format(lua_State* lua) {
    auto format = text_argument(lua, 1, "string.format");
    std::string out;
    int argument = 1;
    while (!format.empty()) {
        const auto percent = format.find('%');
        out += format.substr(0, percent);
        if (percent == std::string_view::npos) break;
        format.remove_prefix(percent + 1);
        if (format.starts_with('%')) {
            out += '%';
            format.remove_prefix(1);
            continue;
        }
        const auto conversion = read_conversion(lua, format);
        ++argument;
        if (argument > lua_gettop(lua))
            bad_argument(lua, argument, "string.format", {"值", "a value"});
        out += converted(lua, conversion, argument);
        charge_bytes(lua, out.size());
    }
    charge_bytes(lua, out.size());
    push_text(lua, out);
    return 1;
}

} // namespace

void open_strings(lua_State* lua) {
    set_functions(
        lua,
        {{"byte", &guarded<&string_byte>},
         {"char", &guarded<&string_char>},
         {"format", &guarded<&string_format>},
         {"len", &guarded<&string_len>},
         {"lower", &guarded<&string_lower>},
         {"rep", &guarded<&string_rep>},
         {"reverse", &guarded<&string_reverse>},
         {"sub", &guarded<&string_sub>},
         {"upper", &guarded<&string_upper>}}
    );
}

} // namespace gongdao
