#include "core/rules/lua_values.hpp"

#include "core/rules/errors.hpp"
#include "core/rules/sandbox_libraries.hpp"
#include "core/values/text_encoding.hpp"
#include "core/values/two_languages.hpp"

#include <boost/container/small_vector.hpp>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <lua.h>

#include <algorithm>
#include <lauxlib.h>
#include <optional>
#include <utility>
#include <vector>

namespace gongdao {

namespace json = boost::json;

namespace {

/// Its address is the registry key of the views' metatable.
char view_key = 0;

constexpr int depth_max = 32;
constexpr std::size_t values_max = 100'000;
/// One text or view can stand in an answer thousands of times, so copies are counted.
constexpr std::size_t bytes_max = std::size_t{1} << 20;

struct View {
    const Document* node;
};

const Document* view_at(lua_State* lua, int index) {
    if (lua_type(lua, index) != LUA_TUSERDATA || lua_getmetatable(lua, index) == 0) return nullptr;
    lua_rawgetp(lua, LUA_REGISTRYINDEX, &view_key);
    const bool ours = lua_rawequal(lua, -1, -2) != 0;
    lua_pop(lua, 2);
    return ours ? static_cast<View*>(lua_touserdata(lua, index))->node : nullptr;
}

std::string_view text_at(lua_State* lua, int index) {
    std::size_t size = 0;
    const char* const data = lua_tolstring(lua, index, &size);
    return {data, size};
}

/// Reached only through the metatable, so the first argument is a view.
int view_index(lua_State* lua) {
    const auto& node = *static_cast<View*>(lua_touserdata(lua, 1))->node;
    if (lua_isinteger(lua, 2) != 0) {
        push_element(lua, 1, lua_tointeger(lua, 2));
        return 1;
    }
    const Document* found = nullptr;
    if (node.is_object() && lua_type(lua, 2) == LUA_TSTRING) {
        found = node.get_object().if_contains(text_at(lua, 2));
    }
    if (found == nullptr) {
        lua_pushnil(lua);
    } else {
        push_document(lua, *found);
    }
    return 1;
}

int view_len(lua_State* lua) {
    lua_pushinteger(lua, view_length(lua, 1));
    return 1;
}

int view_newindex(lua_State* lua) {
    Sandbox::of(lua).raise(fail(errors::lua_read_only, {shown(lua, 2)}));
}

class Reader {
public:
    explicit Reader(lua_State* lua) : lua_{lua} {}

    Result<Document> value(int index, int depth) {
        if (++count_ > values_max) return too_many();
        switch (lua_type(lua_, index)) {
        case LUA_TNIL:
            return Document(nullptr);
        case LUA_TBOOLEAN:
            return Document(lua_toboolean(lua_, index) != 0);
        case LUA_TNUMBER:
            if (lua_isinteger(lua_, index) == 0) return refuse_float(index);
            return Document(static_cast<std::int64_t>(lua_tointeger(lua_, index)));
        case LUA_TSTRING:
            return text(index);
        case LUA_TTABLE:
            return lua_rawlen(lua_, index) > 0 || is_empty(index) ? list(index, depth)
                                                                  : object(index, depth);
        default:
            if (const auto* const node = view_at(lua_, index)) return copy(*node);
            return refuse(luaL_typename(lua_, index), {"不是数据", "not data"});
        }
    }

    Result<Document> object(int index, int depth) {
        if (!may_descend(depth)) return refuse("…", {"嵌套过深", "nested too deeply"});
        const auto first = members_.size();
        if (auto fault = keep_members(index)) return std::move(*fault);
        const auto last = members_.size();
        // In order, so that of several faults always the same one is told.
        std::sort(members_.begin() + static_cast<std::ptrdiff_t>(first), members_.end());
        DocumentObject object;
        object.reserve(last - first);
        for (auto i = first; i < last; ++i) {
            const auto [key, number] = members_[i];
            if (number) {
                if (++count_ > values_max) return too_many();
                object.emplace(key, *number);
                continue;
            }
            lua_pushlstring(lua_, key.data(), key.size());
            lua_rawget(lua_, index);
            auto member = value(lua_gettop(lua_), depth + 1);
            lua_pop(lua_, 1);
            if (!member) return member.error();
            object.emplace(key, std::move(*member));
        }
        members_.resize(first);
        return Document(std::move(object));
    }

private:
    /// Of a table that is an object; the table keeps the text of the key alive.
    struct Member {
        std::string_view key;
        std::optional<std::int64_t> number; ///< read at once, since nothing can be wrong with it

        friend bool operator<(const Member& left, const Member& right) {
            return left.key < right.key;
        }
    };

    /// Appends them.
    std::optional<Error> keep_members(int index) {
        bool texts = true;
        bool fit = true;
        lua_pushnil(lua_);
        while (lua_next(lua_, index) != 0) {
            texts = texts && lua_type(lua_, -2) == LUA_TSTRING;
            if (texts && fit) {
                const auto key = text_at(lua_, -2);
                members_.push_back({key, number_on_top()});
                fit = is_valid_utf8(key) && has_room(key.size());
            }
            lua_pop(lua_, 1);
        }
        if (!texts) return refuse("…", {"键须为文字", "keys must be texts"});
        if (!fit) return refuse("…", {"键过长或不是 UTF-8", "key too long or not UTF-8"});
        return {};
    }

    std::optional<std::int64_t> number_on_top() {
        if (lua_isinteger(lua_, -1) == 0) return {};
        return lua_tointeger(lua_, -1);
    }

    static Error refuse(std::string what, const Wording& why) {
        return fail(errors::lua_bad_result, {std::move(what), both_languages(why)});
    }

    static Error too_many() { return refuse("…", {"值过多", "too many values"}); }

    Error refuse_float(int index) { return fail(errors::lua_float_result, {shown(lua_, index)}); }

    bool has_room(std::size_t bytes) {
        bytes_ += bytes;
        return bytes_ <= bytes_max && count_ <= values_max;
    }

    bool has_room_for(const Document& value) {
        ++count_;
        if (value.is_string()) return has_room(value.get_string().size());
        if (const auto* const array = value.if_array()) {
            return std::all_of(array->begin(), array->end(), [this](const Document& element) {
                return has_room_for(element);
            });
        }
        const auto* const object = value.if_object();
        if (object == nullptr) return has_room(0);
        return std::all_of(object->begin(), object->end(), [this](const auto& member) {
            return has_room(member.key().size()) && has_room_for(member.value());
        });
    }

    Result<Document> copy(const Document& node) {
        if (!has_room_for(node)) return too_many();
        return node;
    }

    Result<Document> text(int index) {
        const auto found = text_at(lua_, index);
        if (!has_room(found.size())) return refuse("…", {"文字过长", "too much text"});
        if (!is_valid_utf8(found)) return refuse("…", {"不是 UTF-8", "not UTF-8"});
        return Document(found);
    }

    /// Every level needs room for a key, a value and what inspects them.
    bool may_descend(int depth) {
        return depth < depth_max && lua_checkstack(lua_, LUA_MINSTACK) != 0;
    }

    bool is_empty(int index) {
        lua_pushnil(lua_);
        if (lua_next(lua_, index) == 0) return true;
        lua_pop(lua_, 2);
        return false;
    }

    Result<Document> list(int index, int depth) {
        if (!may_descend(depth)) return refuse("…", {"嵌套过深", "nested too deeply"});
        const auto length = static_cast<lua_Integer>(lua_rawlen(lua_, index));
        lua_Integer members = 0;
        lua_pushnil(lua_);
        while (lua_next(lua_, index) != 0) {
            ++members;
            lua_pop(lua_, 1);
        }
        if (members != length)
            return refuse("…", {"列表有缺位或混有字段", "gaps or fields in a list"});
        DocumentArray array;
        for (lua_Integer i = 1; i <= length; ++i) {
            lua_rawgeti(lua_, index, i);
            auto element = value(lua_gettop(lua_), depth + 1);
            lua_pop(lua_, 1);
            if (!element) return element.error();
            array.push_back(std::move(*element));
        }
        return Document(std::move(array));
    }

    lua_State* lua_;
    boost::container::small_vector<Member, 8> members_; ///< of the objects that are being read
    std::size_t count_ = 0;
    std::size_t bytes_ = 0;
};

} // namespace

void open_views(lua_State* lua) {
    lua_newtable(lua);
    set_functions(
        lua,
        {{"__index", &guarded<&view_index>},
         {"__len", &guarded<&view_len>},
         {"__newindex", &guarded<&view_newindex>}}
    );
    lua_pushliteral(lua, "table");
    lua_setfield(lua, -2, "__name");
    lua_rawsetp(lua, LUA_REGISTRYINDEX, &view_key);
}

void push_document(lua_State* lua, const Document& value) {
    switch (value.kind()) {
    case json::kind::null:
        lua_pushnil(lua);
        return;
    case json::kind::bool_:
        lua_pushboolean(lua, value.get_bool() ? 1 : 0);
        return;
    case json::kind::int64:
        lua_pushinteger(lua, value.get_int64());
        return;
    case json::kind::string:
        push_text(lua, std::string_view{value.get_string()});
        return;
    case json::kind::array:
    case json::kind::object: {
        auto* const view = static_cast<View*>(lua_newuserdatauv(lua, sizeof(View), 0));
        view->node = &value;
        lua_rawgetp(lua, LUA_REGISTRYINDEX, &view_key);
        lua_setmetatable(lua, -2);
        return;
    }
    default:
        Sandbox::of(lua).raise(
            fail(errors::lua_bad_result, {"…", both_languages("不是整数", "not an integer")})
        );
    }
}

bool is_view(lua_State* lua, int index) { return view_at(lua, index) != nullptr; }

std::int64_t view_length(lua_State* lua, int index) {
    const auto* const node = view_at(lua, index);
    if (node != nullptr && node->is_array()) {
        return static_cast<std::int64_t>(node->get_array().size());
    }
    Sandbox::of(lua).raise(
        fail(errors::lua_bad_argument, {"#", "1", both_languages("列表", "a list")})
    );
}

void push_element(lua_State* lua, int index, std::int64_t position) {
    const auto* const node = view_at(lua, index);
    const bool inside = node != nullptr && node->is_array() && position >= 1 &&
                        position <= static_cast<std::int64_t>(node->get_array().size());
    if (inside) {
        push_document(lua, node->get_array()[static_cast<std::size_t>(position - 1)]);
    } else {
        lua_pushnil(lua);
    }
}

void push_view_keys(lua_State* lua, int index) {
    const auto* const node = view_at(lua, index);
    lua_newtable(lua);
    if (node == nullptr) return;
    if (node->is_array()) {
        for (std::size_t i = 1; i <= node->get_array().size(); ++i) {
            lua_pushinteger(lua, static_cast<lua_Integer>(i));
            lua_rawseti(lua, -2, static_cast<lua_Integer>(i));
        }
        return;
    }
    std::vector<std::string_view> keys;
    for (const auto& member : node->get_object())
        keys.push_back(member.key());
    std::sort(keys.begin(), keys.end());
    lua_Integer position = 0;
    for (const auto key : keys) {
        push_text(lua, key);
        lua_rawseti(lua, -2, ++position);
    }
}

Result<Document> read_value(lua_State* lua, int index) {
    return Reader{lua}.value(lua_absindex(lua, index), 0);
}

Result<Document> read_object(lua_State* lua, int index) {
    index = lua_absindex(lua, index);
    const auto* const node = view_at(lua, index);
    if (node != nullptr && node->is_object()) return *node;
    if (lua_type(lua, index) != LUA_TTABLE) return fail(errors::script_returned_no_table);
    return Reader{lua}.object(index, 0);
}

} // namespace gongdao
