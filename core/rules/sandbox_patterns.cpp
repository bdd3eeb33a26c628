#include "core/rules/errors.hpp"
#include "core/rules/pattern.hpp"
#include "core/rules/sandbox_libraries.hpp"

#include <lua.h>

#include <algorithm>
#include <cstring>
#include <lauxlib.h>
#include <string>

namespace gongdao {

namespace {

PatternMatcher matcher_for(lua_State* lua, std::string_view subject, std::string_view pattern) {
    return {subject, pattern, [lua](std::int64_t steps) { Sandbox::of(lua).charge(steps); }};
}

/// Runs `search`, turning a fault of the pattern into an error of the script.
template <class Search>
auto checked(lua_State* lua, std::string_view pattern, Search search) {
    Wording reason;
    try {
        return search();
    } catch (const PatternMatcher::Fault& fault) {
        reason = fault.reason;
    }
    Sandbox::of(lua).raise(
        fail(errors::lua_bad_pattern, {std::string(pattern), both_languages(reason)})
    );
}

struct Found {
    std::size_t start = 0;
    std::size_t end = 0;
    bool any = false;
};

/// The first match at or after `start`; `pattern` is without its anchor.
Found find_from(PatternMatcher& matcher, std::size_t start, std::size_t size, bool anchored) {
    for (std::size_t at = start; at <= size; ++at) {
        if (const auto end = matcher.match_at(at)) return {at, *end, true};
        if (anchored) break;
    }
    return {};
}

void push_capture(
    lua_State* lua, const PatternMatcher& matcher, int index, std::string_view subject
) {
    const auto& capture = matcher.capture(index);
    if (capture.is_open)
        Sandbox::of(lua).raise(
            fail(errors::lua_bad_pattern, {"(", both_languages("未闭合", "open capture")})
        );
    if (capture.is_position) {
        lua_pushinteger(lua, static_cast<lua_Integer>(capture.start) + 1);
    } else {
        push_text(lua, subject.substr(capture.start, capture.size));
    }
}

/// All captures, or the whole match where there are none.
int push_captures(
    lua_State* lua, const PatternMatcher& matcher, Found found, std::string_view subject
) {
    const int count = matcher.captures();
    if (count == 0) {
        push_text(lua, subject.substr(found.start, found.end - found.start));
        return 1;
    }
    luaL_checkstack(lua, count, "captures");
    for (int i = 0; i < count; ++i)
        push_capture(lua, matcher, i, subject);
    return count;
}

std::size_t start_argument(lua_State* lua, int index, const char* function, std::size_t size) {
    const auto length = static_cast<std::int64_t>(size);
    auto start = integer_argument_or(lua, index, function, 1);
    if (start < 0) start = std::max<std::int64_t>(length + start + 1, 1);
    if (start == 0) start = 1;
    return start > length + 1 ? size + 1 : static_cast<std::size_t>(start - 1);
}

int push_plain(lua_State* lua, std::string_view text, std::string_view wanted, std::size_t start) {
    Sandbox::of(lua).charge(static_cast<std::int64_t>((text.size() + wanted.size()) / 8) + 1);
    // In linear time whatever the texts, unlike string_view::find.
    const void* const found =
        ::memmem(text.data() + start, text.size() - start, wanted.data(), wanted.size());
    if (found == nullptr) {
        lua_pushnil(lua);
        return 1;
    }
    const auto at = static_cast<std::size_t>(static_cast<const char*>(found) - text.data());
    lua_pushinteger(lua, static_cast<lua_Integer>(at) + 1);
    lua_pushinteger(lua, static_cast<lua_Integer>(at + wanted.size()));
    return 2;
}

int search(lua_State* lua, bool give_positions) {
    const char* const function = give_positions ? "string.find" : "string.match";
    const auto text = text_argument(lua, 1, function);
    auto pattern = text_argument(lua, 2, function);
    const auto start = start_argument(lua, 3, function, text.size());
    if (start > text.size()) {
        lua_pushnil(lua);
        return 1;
    }
    if (give_positions && (lua_toboolean(lua, 4) != 0 || is_plain_pattern(pattern))) {
        return push_plain(lua, text, pattern, start);
    }
    const bool anchored = pattern.starts_with('^');
    if (anchored) pattern.remove_prefix(1);
    auto matcher = matcher_for(lua, text, pattern);
    const auto found =
        checked(lua, pattern, [&] { return find_from(matcher, start, text.size(), anchored); });
    if (!found.any) {
        lua_pushnil(lua);
        return 1;
    }
    if (!give_positions) return push_captures(lua, matcher, found, text);
    lua_pushinteger(lua, static_cast<lua_Integer>(found.start) + 1);
    lua_pushinteger(lua, static_cast<lua_Integer>(found.end));
    return 2 + (matcher.captures() > 0 ? push_captures(lua, matcher, found, text) : 0);
}

int string_find(lua_State* lua) { return search(lua, true); }

int string_match(lua_State* lua) { return search(lua, false); }

/// Upvalues: text, pattern, next start, end of the last match (or -1).
int gmatch_step(lua_State* lua) {
    const auto text = text_argument(lua, lua_upvalueindex(1), "string.gmatch");
    const auto pattern = text_argument(lua, lua_upvalueindex(2), "string.gmatch");
    auto start = static_cast<std::size_t>(lua_tointeger(lua, lua_upvalueindex(3)));
    const auto last_end = lua_tointeger(lua, lua_upvalueindex(4));
    auto matcher = matcher_for(lua, text, pattern);
    for (;;) {
        const auto found =
            checked(lua, pattern, [&] { return find_from(matcher, start, text.size(), false); });
        if (!found.any) {
            lua_pushinteger(lua, static_cast<lua_Integer>(text.size()) + 1);
            lua_replace(lua, lua_upvalueindex(3));
            return 0;
        }
        if (static_cast<lua_Integer>(found.end) == last_end) {
            start = found.start + 1;
            continue;
        }
        lua_pushinteger(lua, static_cast<lua_Integer>(found.end));
        lua_pushvalue(lua, -1);
        lua_replace(lua, lua_upvalueindex(3));
        lua_replace(lua, lua_upvalueindex(4));
        return push_captures(lua, matcher, found, text);
    }
}

int string_gmatch(lua_State* lua) {
    push_text(lua, text_argument(lua, 1, "string.gmatch"));
    push_text(lua, text_argument(lua, 2, "string.gmatch"));
    lua_pushinteger(lua, 0);
    lua_pushinteger(lua, -1);
    lua_pushcclosure(lua, &guarded<&gmatch_step>, 4);
    return 1;
}

/// Paid before it is done: a few bytes of template can ask for gigabytes.
void append_paid(lua_State* lua, std::string& out, std::string_view part) {
    Sandbox::of(lua).charge(static_cast<std::int64_t>(part.size() / 8) + 1);
    out += part;
}

void append_template(
    lua_State* lua,
    std::string& out,
    const PatternMatcher& matcher,
    Found found,
    std::string_view text
) {
    const auto form = text_argument(lua, 3, "string.gsub");
    Sandbox::of(lua).charge(static_cast<std::int64_t>(form.size() / 4));
    for (std::size_t i = 0; i < form.size(); ++i) {
        if (form[i] != '%') {
            out += form[i];
            continue;
        }
        const char next = ++i < form.size() ? form[i] : '\0';
        if (next == '%') {
            out += '%';
        } else if (next == '0' || (next == '1' && matcher.captures() == 0)) {
            append_paid(lua, out, text.substr(found.start, found.end - found.start));
        } else if (next >= '1' && next <= '9' && next - '1' < matcher.captures()) {
            push_capture(lua, matcher, next - '1', text);
            append_paid(lua, out, shown(lua, -1));
            lua_pop(lua, 1);
        } else {
            bad_argument(lua, 3, "string.gsub", {"有效的 %n", "a valid %n"});
        }
    }
}

/// Appends what stands in for one match.
void append_substitute(
    lua_State* lua,
    std::string& out,
    const PatternMatcher& matcher,
    Found found,
    std::string_view text
) {
    const int kind = lua_type(lua, 3);
    if (kind == LUA_TSTRING || kind == LUA_TNUMBER) {
        append_template(lua, out, matcher, found, text);
        return;
    }
    if (kind == LUA_TFUNCTION) {
        lua_pushvalue(lua, 3);
        lua_call(lua, push_captures(lua, matcher, found, text), 1);
    } else {
        table_argument(lua, 3, "string.gsub");
        lua_pop(lua, push_captures(lua, matcher, found, text) - 1);
        lua_rawget(lua, 3);
    }
    if (lua_toboolean(lua, -1) == 0) {
        append_paid(lua, out, text.substr(found.start, found.end - found.start));
    } else {
        append_paid(lua, out, text_argument(lua, -1, "string.gsub"));
    }
    lua_pop(lua, 1);
}

int string_gsub(lua_State* lua) {
    const auto text = text_argument(lua, 1, "string.gsub");
    auto pattern = text_argument(lua, 2, "string.gsub");
    const auto limit =
        integer_argument_or(lua, 4, "string.gsub", static_cast<std::int64_t>(text.size()) + 1);
    const bool anchored = pattern.starts_with('^');
    if (anchored) pattern.remove_prefix(1);
    auto matcher = matcher_for(lua, text, pattern);
    std::string out;
    std::size_t at = 0;
    std::size_t last_end = std::string_view::npos;
    std::int64_t count = 0;
    while (count < limit && at <= text.size()) {
        const auto end = checked(lua, pattern, [&] { return matcher.match_at(at); });
        if (end && *end != last_end) {
            ++count;
            append_substitute(lua, out, matcher, {at, *end, true}, text);
            Sandbox::of(lua).charge(static_cast<std::int64_t>(out.size() / 64) + 1);
            at = last_end = *end;
        } else if (at < text.size()) {
            out += text[at++];
        } else {
            break;
        }
        if (anchored) break;
    }
    if (at < text.size()) out += text.substr(at);
    push_text(lua, out);
    lua_pushinteger(lua, count);
    return 2;
}

} // namespace

void open_patterns(lua_State* lua) {
    set_functions(
        lua,
        {{"find", &guarded<&string_find>},
         {"gmatch", &guarded<&string_gmatch>},
         {"gsub", &guarded<&string_gsub>},
         {"match", &guarded<&string_match>}}
    );
}

} // namespace gongdao
