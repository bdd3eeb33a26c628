#include "core/plugin_host/call.hpp"

#include "core/plugin_host/document_path.hpp"
#include "core/plugin_host/limits.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <algorithm>

namespace gongdao {

std::string_view borrowed(gongdao_str text) {
    return text.data == nullptr ? std::string_view{} : std::string_view{text.data, text.size};
}

std::string readable(std::string_view text) {
    if (!is_utf8(text)) return "(not UTF-8)";
    auto end = std::min(text.size(), limits::plugin_message_bytes_max);
    while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80)
        --end;
    return std::string{text.substr(0, end)};
}

namespace {

gongdao_str lent(std::string_view text) { return {text.data(), text.size()}; }

gongdao_value number(gongdao_type type, std::int64_t of) {
    gongdao_value value{};
    value.type = type;
    value.u.i = of;
    return value;
}

gongdao_status describe(const Document& document, gongdao_value& out) {
    switch (document.kind()) {
    case boost::json::kind::null:
        out = number(GONGDAO_NULL, 0);
        return GONGDAO_OK;
    case boost::json::kind::bool_:
        out = number(GONGDAO_BOOL, document.get_bool() ? 1 : 0);
        return GONGDAO_OK;
    case boost::json::kind::int64:
        out = number(GONGDAO_I64, document.get_int64());
        return GONGDAO_OK;
    case boost::json::kind::array:
        out = number(GONGDAO_LIST, static_cast<std::int64_t>(document.get_array().size()));
        return GONGDAO_OK;
    case boost::json::kind::object:
        out = number(GONGDAO_OBJECT, static_cast<std::int64_t>(document.get_object().size()));
        return GONGDAO_OK;
    case boost::json::kind::string:
        out = number(GONGDAO_TEXT, 0);
        out.u.s = lent(document.get_string());
        return GONGDAO_OK;
    default:
        return GONGDAO_NONE; // a Document holds no other number
    }
}

bool assign(Document& place, const gongdao_value& value) {
    switch (value.type) {
    case GONGDAO_NULL:
        place = nullptr;
        return true;
    case GONGDAO_BOOL:
        place = value.u.i != 0;
        return true;
    case GONGDAO_I64:
        place = value.u.i;
        return true;
    case GONGDAO_TEXT:
        place = borrowed(value.u.s);
        return true;
    case GONGDAO_LIST:
        place.emplace_array();
        return value.u.i == 0;
    case GONGDAO_OBJECT:
        place.emplace_object();
        return value.u.i == 0;
    default:
        return false;
    }
}

gongdao_str input(gongdao_call* call) noexcept {
    if (call->input_text.empty()) call->input_text = canonical_text(*call->input);
    return lent(call->input_text);
}

gongdao_status get(gongdao_call* call, gongdao_str path, gongdao_value* out) noexcept {
    const auto* found = find_at(*call->input, borrowed(path));
    return found == nullptr ? GONGDAO_NONE : describe(*found, *out);
}

gongdao_status set(gongdao_call* call, gongdao_str path, const gongdao_value* value) noexcept {
    const auto where = borrowed(path);
    if (where.empty() || !is_utf8(where)) return GONGDAO_NONE;
    if (value->type == GONGDAO_TEXT && !is_utf8(borrowed(value->u.s))) return GONGDAO_NONE;
    auto* place = make_at(call->result, where);
    return place != nullptr && assign(*place, *value) ? GONGDAO_OK : GONGDAO_NONE;
}

gongdao_status result(gongdao_call* call, gongdao_str json) noexcept {
    if (json.size > limits::plugin_result_bytes_max) return GONGDAO_NONE;
    auto parsed = parse_document(borrowed(json));
    if (!parsed || !parsed->is_object()) return GONGDAO_NONE;
    call->result = std::move(*parsed);
    return GONGDAO_OK;
}

gongdao_str meta(gongdao_call* call, gongdao_str key) noexcept {
    const auto name = borrowed(key);
    if (name == "component") return lent(call->component);
    if (name == "idempotency_key") return lent(call->idempotency_key);
    if (name == "attempt") return lent(call->attempt);
    return lent({});
}

std::int64_t now_ms(gongdao_call* call) noexcept { return call->now.milliseconds; }

std::int32_t cancelled(gongdao_call* call) noexcept {
    return call->cancelled != nullptr && call->cancelled->load(std::memory_order_relaxed) ? 1 : 0;
}

void explain(gongdao_call* call, gongdao_str code, gongdao_str message) noexcept {
    call->code = readable(borrowed(code));
    call->message = readable(borrowed(message));
}

} // namespace

const gongdao_call_api& call_api() {
    static constexpr gongdao_call_api api{
        .size = sizeof(gongdao_call_api),
        .reserved = 0,
        .input = &input,
        .get = &get,
        .set = &set,
        .result = &result,
        .meta = &meta,
        .now_ms = &now_ms,
        .cancelled = &cancelled,
        .fail = &explain,
    };
    return api;
}

} // namespace gongdao
