#pragma once

#include "core/values/document.hpp"

struct lua_State;

namespace gongdao {

/// Pushes a value of a document: scalars as such, lists and objects as read-only views that are
/// read lazily. `value` must live until the call into Lua has ended.
void push_document(lua_State* lua, const Document& value);

/// The value at `index` as a document. Refuses floats, functions, tables that mix list and fields,
/// invalid UTF-8, more than 32 levels, 100,000 values or 1 MiB of text. An empty table is an empty
/// list.
[[nodiscard]] Result<Document> read_value(lua_State* lua, int index);
/// As above, but the value must be a table, which is read as an object.
[[nodiscard]] Result<Document> read_object(lua_State* lua, int index);

[[nodiscard]] bool is_view(lua_State* lua, int index);
[[nodiscard]] std::int64_t view_length(lua_State* lua, int index);
/// Pushes the element of the list view at `index`, from 1; nil beyond its end.
void push_element(lua_State* lua, int index, std::int64_t position);
/// Pushes a table of the view's keys in order.
void push_view_keys(lua_State* lua, int index);

} // namespace gongdao
