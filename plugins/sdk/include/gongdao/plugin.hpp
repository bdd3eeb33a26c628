/// C++ over gongdao/plugin.h: header only, compiled into the plugin, so that nothing of C++ crosses
/// the boundary. Needs C++20.
#ifndef GONGDAO_PLUGIN_HPP
#define GONGDAO_PLUGIN_HPP

#include <gongdao/plugin.h>

#include <cstring>
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gongdao::plugin {

/// Ends a call with GONGDAO_REJECT: the input is refused. `code` is stable ASCII.
class Reject : public std::runtime_error {
public:
    Reject(std::string code, const std::string& message)
        : std::runtime_error{message}, code_{std::move(code)} {}

    [[nodiscard]] const std::string& code() const { return code_; }

private:
    std::string code_;
};

/// Ends a call with GONGDAO_RETRY: it may succeed later. Any other exception ends it with FATAL.
class Retry : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// Ends a call with GONGDAO_CANCELLED.
class Cancelled : public std::runtime_error {
public:
    Cancelled() : std::runtime_error{"cancelled"} {}
};

namespace detail {

inline gongdao_str borrowed(std::string_view text) { return {text.data(), text.size()}; }

inline std::string_view view(gongdao_str text) {
    return text.data == nullptr ? std::string_view{} : std::string_view{text.data, text.size};
}

} // namespace detail

/// One run of a component; belongs to the thread that runs it and ends with the handler.
/// Paths join keys by dots, a number picks an item of a list: `events.0.on`.
class Call {
public:
    Call(gongdao_call* call, const gongdao_call_api* api) : call_{call}, api_{api} {}

    /// The `find_` functions find nothing where the path is absent or null; where another type
    /// stands there, they reject the call with `bad_input` and name the path.
    [[nodiscard]] std::optional<std::int64_t> find_i64(std::string_view path) const {
        const auto value = typed(path, GONGDAO_I64, "应为整数");
        if (!value) return std::nullopt;
        return value->u.i;
    }

    /// The text lives until the handler returns.
    [[nodiscard]] std::optional<std::string_view> find_text(std::string_view path) const {
        const auto value = typed(path, GONGDAO_TEXT, "应为文字");
        if (!value) return std::nullopt;
        return detail::view(value->u.s);
    }

    [[nodiscard]] std::optional<bool> find_bool(std::string_view path) const {
        const auto value = typed(path, GONGDAO_BOOL, "应为是或否");
        if (!value) return std::nullopt;
        return value->u.i != 0;
    }

    /// How many items the list at `path` holds.
    [[nodiscard]] std::optional<std::size_t> find_length(std::string_view path) const {
        const auto value = typed(path, GONGDAO_LIST, "应为列表");
        if (!value) return std::nullopt;
        return static_cast<std::size_t>(value->u.i);
    }

    [[nodiscard]] bool has(std::string_view path) const {
        const auto value = find(path);
        return value && value->type != GONGDAO_NULL;
    }

    /// The `need_` functions reject the call with `missing_input` where nothing is found.
    [[nodiscard]] std::int64_t need_i64(std::string_view path) const {
        return present(find_i64(path), path);
    }

    [[nodiscard]] std::string_view need_text(std::string_view path) const {
        return present(find_text(path), path);
    }

    [[nodiscard]] bool need_bool(std::string_view path) const {
        return present(find_bool(path), path);
    }

    [[nodiscard]] std::size_t need_length(std::string_view path) const {
        return present(find_length(path), path);
    }

    /// Each puts one value into the result.
    void set(std::string_view path, std::int64_t number) { put(path, of(GONGDAO_I64, number)); }

    void set(std::string_view path, int number) { set(path, std::int64_t{number}); }

    void set(std::string_view path, bool answer) { put(path, of(GONGDAO_BOOL, answer ? 1 : 0)); }

    void set(std::string_view path, std::string_view text) {
        gongdao_value value{};
        value.type = GONGDAO_TEXT;
        value.u.s = detail::borrowed(text);
        put(path, value);
    }

    void set(std::string_view path, const char* text) { set(path, std::string_view{text}); }

    void set(std::string_view path, const std::string& text) { set(path, std::string_view{text}); }

    void set_null(std::string_view path) { put(path, of(GONGDAO_NULL, 0)); }

    void set_empty_list(std::string_view path) { put(path, of(GONGDAO_LIST, 0)); }

    /// The whole input and the whole result as JSON text: for jobs, which are slow anyway.
    [[nodiscard]] std::string_view json_input() const { return detail::view(api_->input(call_)); }

    void set_json(std::string_view json) {
        if (api_->result(call_, detail::borrowed(json)) != GONGDAO_OK) {
            throw std::logic_error{"the result must be a JSON object with integers only"};
        }
    }

    [[nodiscard]] std::string_view meta(std::string_view key) const {
        return detail::view(api_->meta(call_, detail::borrowed(key)));
    }

    /// Milliseconds since 1970 UTC; never ask the system.
    [[nodiscard]] std::int64_t now_ms() const { return api_->now_ms(call_); }

    /// Throws Cancelled once the host wants the call to stop.
    void stop_if_cancelled() const {
        if (api_->cancelled(call_) != 0) throw Cancelled{};
    }

private:
    [[nodiscard]] std::optional<gongdao_value> find(std::string_view path) const {
        gongdao_value value{};
        const auto status = api_->get(call_, detail::borrowed(path), &value);
        if (status != GONGDAO_OK) return std::nullopt;
        return value;
    }

    [[nodiscard]] std::optional<gongdao_value>
    typed(std::string_view path, gongdao_type type, const char* expected) const {
        const auto value = find(path);
        if (!value || value->type == GONGDAO_NULL) return std::nullopt;
        if (value->type == type) return value;
        throw Reject{"bad_input", "“" + std::string{path} + "”" + expected};
    }

    template <class Value>
    static Value present(const std::optional<Value>& value, std::string_view path) {
        if (!value) throw Reject{"missing_input", "缺少“" + std::string{path} + "”"};
        return *value;
    }

    static gongdao_value of(gongdao_type type, std::int64_t number) {
        gongdao_value value{};
        value.type = type;
        value.u.i = number;
        return value;
    }

    void put(std::string_view path, const gongdao_value& value) {
        if (api_->set(call_, detail::borrowed(path), &value) != GONGDAO_OK) {
            throw std::logic_error{"the result has no place for " + std::string{path}};
        }
    }

    gongdao_call* call_;
    const gongdao_call_api* api_;
};

/// Runs on any thread. With GONGDAO_F_REENTRANT it may run on several at once.
using Handler = std::function<void(Call&)>;

struct Component {
    gongdao_kind kind = GONGDAO_FUNCTION;
    std::uint32_t flags = 0;
    std::uint32_t version = 1;
    std::string name;             ///< without the plugin's own name
    std::string about;            ///< one sentence for people
    std::uint32_t timeout_ms = 0; ///< of one run in a separate process; 0 = the host's
};

/// What a plugin is made of; filled by the setup function, on the main thread.
class Plugin {
public:
    Plugin(const gongdao_host* host, std::string_view config) : host_{host}, config_{config} {}

    Plugin(const Plugin&) = delete;
    Plugin& operator=(const Plugin&) = delete;

    void add(Component what, Handler handler) {
        auto& one = *added_.emplace_back(std::make_unique<Added>());
        one.what = std::move(what);
        one.handler = std::move(handler);
        one.c.size = sizeof(gongdao_component);
        one.c.kind = one.what.kind;
        one.c.flags = one.what.flags;
        one.c.version = one.what.version;
        one.c.name = one.what.name.c_str();
        one.c.about = one.what.about.c_str();
        one.c.user = &one;
        one.c.invoke = &Plugin::invoke;
        one.c.timeout_ms = one.what.timeout_ms;
        list_.push_back(&one.c);
    }

    /// A pure function that may run on many threads: the usual case.
    void add_function(std::string name, std::string about, Handler handler) {
        add({GONGDAO_FUNCTION,
             GONGDAO_F_PURE | GONGDAO_F_REENTRANT,
             1,
             std::move(name),
             std::move(about)},
            std::move(handler));
    }

    /// A JSON object, as the node's configuration gives it.
    [[nodiscard]] const std::string& config() const { return config_; }

    [[nodiscard]] const gongdao_host* host() const { return host_; }

    /// Any thread. No personal data.
    void log(gongdao_log_level level, std::string_view message) const {
        host_->log(host_, level, detail::borrowed(message));
    }

    [[nodiscard]] std::size_t components(const gongdao_component* const** out) const {
        *out = list_.data();
        return list_.size();
    }

private:
    struct Added {
        Component what;
        Handler handler;
        gongdao_component c{};
    };

    static void explain(
        gongdao_call* call, const gongdao_call_api* api, std::string_view code, const char* message
    ) {
        api->fail(call, detail::borrowed(code), detail::borrowed(message));
    }

    // No exception may leave the plugin: each becomes a status with its reason.
    static gongdao_status invoke(
        void*, const gongdao_component* component, gongdao_call* call, const gongdao_call_api* api
    ) noexcept {
        try {
            Call one{call, api};
            static_cast<Added*>(component->user)->handler(one);
            return GONGDAO_OK;
        } catch (const Reject& reason) {
            explain(call, api, reason.code(), reason.what());
            return GONGDAO_REJECT;
        } catch (const Retry& reason) {
            explain(call, api, "retry", reason.what());
            return GONGDAO_RETRY;
        } catch (const Cancelled& reason) {
            explain(call, api, "cancelled", reason.what());
            return GONGDAO_CANCELLED;
        } catch (const std::exception& reason) {
            explain(call, api, "fatal", reason.what());
        } catch (...) {
            explain(call, api, "fatal", "an exception of an unknown type");
        }
        return GONGDAO_FATAL;
    }

    const gongdao_host* host_;
    std::string config_;
    std::vector<std::unique_ptr<Added>> added_;
    std::vector<const gongdao_component*> list_;
};

namespace detail {

inline void explain(char* error, std::size_t size, const char* reason) {
    if (size == 0) return;
    std::strncpy(error, reason, size - 1);
    error[size - 1] = '\0';
}

template <void (*setup)(Plugin&)>
gongdao_status create(
    const gongdao_host* host, gongdao_str config, void** self, char* error, std::size_t size
) noexcept {
    try {
        auto plugin = std::make_unique<Plugin>(host, view(config));
        setup(*plugin);
        *self = plugin.release();
        return GONGDAO_OK;
    } catch (const std::exception& reason) {
        explain(error, size, reason.what());
    } catch (...) {
        explain(error, size, "an exception of an unknown type");
    }
    return GONGDAO_FATAL;
}

inline void destroy(void* self) noexcept { delete static_cast<Plugin*>(self); }

inline std::size_t components(void* self, const gongdao_component* const** out) noexcept {
    return static_cast<Plugin*>(self)->components(out);
}

} // namespace detail

} // namespace gongdao::plugin

/// Once per plugin, outside every namespace: `void setup(gongdao::plugin::Plugin&)` adds what it
/// can do.
#define GONGDAO_PLUGIN(plugin_id, plugin_version, plugin_vendor, setup)                            \
    extern "C" GONGDAO_EXPORT const gongdao_plugin* gongdao_plugin_entry_v1(                       \
        uint32_t host_major, uint32_t                                                              \
    ) {                                                                                            \
        static const gongdao_plugin plugin{                                                        \
            sizeof(gongdao_plugin),                                                                \
            GONGDAO_ABI_MAJOR,                                                                     \
            GONGDAO_ABI_MINOR,                                                                     \
            0,                                                                                     \
            plugin_id,                                                                             \
            plugin_version,                                                                        \
            plugin_vendor,                                                                         \
            nullptr,                                                                               \
            &gongdao::plugin::detail::create<setup>,                                               \
            &gongdao::plugin::detail::destroy,                                                     \
            &gongdao::plugin::detail::components};                                                 \
        return host_major == GONGDAO_ABI_MAJOR ? &plugin : nullptr;                                \
    }

#endif
