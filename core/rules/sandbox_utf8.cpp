#include "core/rules/sandbox_libraries.hpp"
#include "core/values/text_encoding.hpp"

#include <lua.h>

#include <lauxlib.h>
#include <string>

namespace gongdao {

namespace {

constexpr std::uint32_t code_max = 0x10FFFF;

void encode(std::string& out, std::uint32_t code) {
    const auto tail = [&](unsigned shift) {
        out += static_cast<char>(0x80U | ((code >> shift) & 0x3FU));
    };
    if (code < 0x80U) {
        out += static_cast<char>(code);
    } else if (code < 0x800U) {
        out += static_cast<char>(0xC0U | (code >> 6U));
        tail(0);
    } else if (code < 0x10000U) {
        out += static_cast<char>(0xE0U | (code >> 12U));
        tail(6);
        tail(0);
    } else {
        out += static_cast<char>(0xF0U | (code >> 18U));
        tail(12);
        tail(6);
        tail(0);
    }
}

int utf8_char(lua_State* lua) {
    std::string out;
    for (int i = 1; i <= lua_gettop(lua); ++i) {
        const auto code = integer_argument(lua, i, "utf8.char");
        if (code < 0 || code > code_max)
            bad_argument(lua, i, "utf8.char", {"字符编号", "a code point"});
        encode(out, static_cast<std::uint32_t>(code));
    }
    push_text(lua, out);
    return 1;
}

int utf8_len(lua_State* lua) {
    const auto text = text_argument(lua, 1, "utf8.len");
    Sandbox::of(lua).charge(static_cast<std::int64_t>(text.size() / 4) + 1);
    lua_Integer count = 0;
    for (std::size_t at = 0; at < text.size(); ++count) {
        const auto one = first_code_point(text.substr(at));
        if (!one) {
            lua_pushnil(lua);
            lua_pushinteger(lua, static_cast<lua_Integer>(at) + 1);
            return 2;
        }
        at += one->length;
    }
    lua_pushinteger(lua, count);
    return 1;
}

int utf8_codepoint(lua_State* lua) {
    const auto text = text_argument(lua, 1, "utf8.codepoint");
    const auto position = integer_argument_or(lua, 2, "utf8.codepoint", 1);
    if (position < 1 || position > static_cast<std::int64_t>(text.size())) {
        bad_argument(lua, 2, "utf8.codepoint", {"文字内的位置", "a position in the text"});
    }
    const auto one = first_code_point(text.substr(static_cast<std::size_t>(position - 1)));
    if (!one) bad_argument(lua, 1, "utf8.codepoint", {"UTF-8", "UTF-8"});
    lua_pushinteger(lua, static_cast<lua_Integer>(one->value));
    return 1;
}

int codes_step(lua_State* lua) {
    const auto text = text_argument(lua, 1, "utf8.codes");
    auto at = static_cast<std::size_t>(integer_argument(lua, 2, "utf8.codes"));
    if (at > 0 && at <= text.size()) {
        const auto passed = first_code_point(text.substr(at - 1));
        if (!passed) bad_argument(lua, 1, "utf8.codes", {"UTF-8", "UTF-8"});
        at += passed->length - 1;
    }
    if (at >= text.size()) return 0;
    const auto one = first_code_point(text.substr(at));
    if (!one) bad_argument(lua, 1, "utf8.codes", {"UTF-8", "UTF-8"});
    lua_pushinteger(lua, static_cast<lua_Integer>(at) + 1);
    lua_pushinteger(lua, static_cast<lua_Integer>(one->value));
    return 2;
}

int utf8_codes(lua_State* lua) {
    (void)text_argument(lua, 1, "utf8.codes");
    lua_pushcfunction(lua, &guarded<&codes_step>);
    lua_pushvalue(lua, 1);
    lua_pushinteger(lua, 0);
    return 3;
}

} // namespace

void open_utf8(lua_State* lua) {
    set_functions(
        lua,
        {{"char", &guarded<&utf8_char>},
         {"codepoint", &guarded<&utf8_codepoint>},
         {"codes", &guarded<&utf8_codes>},
         {"len", &guarded<&utf8_len>}}
    );
}

} // namespace gongdao
