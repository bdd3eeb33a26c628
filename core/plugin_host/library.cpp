#include "core/plugin_host/library.hpp"

#include "core/plugin_host/call.hpp"
#include "core/plugin_host/document_path.hpp"
#include "core/plugin_host/errors.hpp"
#include "core/plugin_host/limits.hpp"

#define BOOST_DLL_USE_STD_FS
#include <boost/dll/library_info.hpp>
#include <boost/dll/shared_library.hpp>

#include <algorithm>
#include <array>
#include <cstring>
#include <dlfcn.h>
#include <optional>

namespace gongdao {

namespace {

using Entry = const gongdao_plugin*(std::uint32_t, std::uint32_t);

std::string abi_text(std::uint32_t major, std::uint32_t minor) {
    return std::to_string(major) + "." + std::to_string(minor);
}

std::string host_abi() { return abi_text(GONGDAO_ABI_MAJOR, GONGDAO_ABI_MINOR); }

/// Reads the symbol table without running anything of the file.
Result<void> check_exports(const std::filesystem::path& file, const SealedFile& sealed) {
    try {
        boost::dll::library_info info{sealed.path()};
        const auto symbols = info.symbols();
        if (symbols.size() == 1 && symbols.front() == GONGDAO_ENTRY_SYMBOL) return {};
        std::string names;
        for (std::size_t i = 0; i < std::min<std::size_t>(symbols.size(), 5); ++i) {
            names += (i == 0 ? "" : ", ") + symbols[i];
        }
        if (symbols.size() > 5) names += " …";
        return fail(errors::plugin_exports_wrong, {file.string(), symbols.empty() ? "0" : names});
    } catch (const std::exception& reason) {
        return fail(errors::plugin_not_loaded, {file.string(), reason.what()});
    }
}

/// A library must never go away: its strings and functions are known all over the process.
void pin(const std::string& path) {
    if (void* handle = ::dlopen(path.c_str(), RTLD_NOW | RTLD_NOLOAD | RTLD_NODELETE)) {
        ::dlclose(handle);
    }
}

Result<Entry*> map_library(const std::filesystem::path& file, SealedFile& sealed) {
    try {
        // The defaults of Boost.DLL resolve lazily: a missing symbol would end the process later.
        boost::dll::shared_library library{
            sealed.path(), boost::dll::load_mode::rtld_now | boost::dll::load_mode::rtld_local};
        sealed.keep_open();
        pin(sealed.path().string());
        return &library.get<Entry>(GONGDAO_ENTRY_SYMBOL);
    } catch (const std::exception& reason) {
        return fail(errors::plugin_not_loaded, {file.string(), reason.what()});
    }
}

std::string_view word(const char* text) {
    return text == nullptr ? std::string_view{} : std::string_view{text};
}

/// Ids and versions are columns of the allow list.
bool is_plain_word(std::string_view text) {
    const auto plain = [](char c) { return c > ' ' && c < '\x7f' && c != '#'; };
    return !text.empty() && text.size() <= limits::plugin_word_bytes_max &&
           std::all_of(text.begin(), text.end(), plain);
}

bool is_component_name(std::string_view text) {
    const auto fits = [](char c) {
        return static_cast<unsigned char>(c) > ' ' && c != '.' && c != '\x7f';
    };
    return !text.empty() && text.size() <= limits::plugin_word_bytes_max && is_utf8(text) &&
           std::all_of(text.begin(), text.end(), fits);
}

Result<void> check_plugin(const std::filesystem::path& file, const gongdao_plugin& plugin) {
    if (plugin.abi_major != GONGDAO_ABI_MAJOR) {
        const auto theirs = abi_text(plugin.abi_major, plugin.abi_minor);
        return fail(errors::plugin_wrong_abi, {file.string(), theirs, host_abi()});
    }
    const auto malformed = [&](const char* what) {
        return fail(errors::plugin_malformed, {file.string(), what});
    };
    if (!GONGDAO_HAS(&plugin, components)) return malformed("gongdao_plugin.size");
    if (!is_plain_word(word(plugin.id))) return malformed("gongdao_plugin.id");
    if (word(plugin.id).back() == '.') return malformed("gongdao_plugin.id");
    if (!is_plain_word(word(plugin.version))) return malformed("gongdao_plugin.version");
    const bool whole =
        plugin.create != nullptr && plugin.destroy != nullptr && plugin.components != nullptr;
    if (!whole) return malformed("create, destroy, components");
    return {};
}

/// What is wrong with a component, as the name of the field.
std::optional<std::string> fault_in(const gongdao_component* component) {
    if (component == nullptr) return "component = NULL";
    if (!GONGDAO_HAS(component, invoke)) return "gongdao_component.size";
    if (!is_component_name(word(component->name))) return "gongdao_component.name";
    const std::string name = component->name;
    if (component->kind < GONGDAO_FUNCTION || component->kind > GONGDAO_DOCUMENT)
        return name + ".kind";
    if (component->invoke == nullptr) return name + ".invoke";
    const bool must_be_pure = component->kind == GONGDAO_FUNCTION ||
                              component->kind == GONGDAO_VALIDATOR ||
                              component->kind == GONGDAO_DOCUMENT;
    if (must_be_pure && (component->flags & GONGDAO_F_PURE) == 0) return name + ".flags (PURE)";
    return std::nullopt;
}

} // namespace

Result<const gongdao_plugin*> open_plugin(const std::filesystem::path& file, SealedFile& sealed) {
    if (const auto exports = check_exports(file, sealed); !exports) return exports.error();
    const auto entry = map_library(file, sealed);
    if (!entry) return entry.error();
    const auto* plugin = (*entry)(GONGDAO_ABI_MAJOR, GONGDAO_ABI_MINOR);
    if (plugin == nullptr) return fail(errors::plugin_declined, {file.string(), host_abi()});
    if (const auto checked = check_plugin(file, *plugin); !checked) return checked.error();
    return plugin;
}

Library::Library(
    const gongdao_plugin& plugin, const AllowedPlugin& allowed, const PluginServices& services
)
    : plugin_{plugin}, extensions_{allowed.extensions}, services_{services} {
    host_.size = sizeof(gongdao_host);
    host_.abi_major = GONGDAO_ABI_MAJOR;
    host_.abi_minor = std::min<std::uint32_t>(GONGDAO_ABI_MINOR, plugin.abi_minor);
    host_.context = this;
    host_.log = &Library::log;
    host_.extension = &Library::granted;
}

Library::~Library() {
    if (created_) plugin_.destroy(self_);
}

Result<std::unique_ptr<Library>> Library::start(
    const std::filesystem::path& file,
    const gongdao_plugin& plugin,
    const AllowedPlugin& allowed,
    const PluginServices& services
) {
    const auto theirs = std::string{plugin.id} + " " + plugin.version;
    const auto listed = allowed.id + " " + allowed.version;
    if (theirs != listed)
        return fail(errors::plugin_identity_differs, {file.string(), theirs, listed});
    std::unique_ptr<Library> library{new Library{plugin, allowed, services}};
    for (const auto* wanted = plugin.wants; wanted != nullptr && *wanted != nullptr; ++wanted) {
        if (library->extension(*wanted) != nullptr) continue;
        return fail(errors::plugin_extension_missing, {file.string(), *wanted});
    }
    if (const auto created = library->create(file); !created) return created.error();
    if (const auto taken = library->take_components(file); !taken) return taken.error();
    return library;
}

Result<void> Library::create(const std::filesystem::path& file) {
    const auto found = services_.configurations.find(word(plugin_.id));
    const std::string config = found == services_.configurations.end() ? "{}" : found->second;
    std::array<char, limits::plugin_message_bytes_max> error{};
    std::string reason;
    try {
        const gongdao_str lent{config.data(), config.size()};
        created_ = plugin_.create(&host_, lent, &self_, error.data(), error.size()) == GONGDAO_OK;
        error.back() = '\0';
        reason = readable(error.data());
    } catch (const std::exception& thrown) {
        reason = readable(thrown.what());
    } catch (...) {
        reason = "an exception left create()";
    }
    if (!created_) return fail(errors::plugin_create_failed, {file.string(), reason});
    return {};
}

Result<void> Library::take_components(const std::filesystem::path& file) {
    const gongdao_component* const* list = nullptr;
    const auto count = plugin_.components(self_, &list);
    if (count > limits::plugin_components_max || (count > 0 && list == nullptr)) {
        return fail(errors::plugin_malformed, {file.string(), "components"});
    }
    components_.assign(list, list + count);
    for (const auto* component : components_) {
        if (const auto fault = fault_in(component)) {
            return fail(errors::plugin_malformed, {file.string(), *fault});
        }
        const bool wants_apart = (component->flags & GONGDAO_F_ISOLATE) != 0;
        if (wants_apart && !services_.in_separate_process) {
            return fail(errors::plugin_needs_isolation, {file.string()});
        }
    }
    return {};
}

std::string Library::short_name() const {
    const auto id = word(plugin_.id);
    return std::string{id.substr(id.rfind('.') + 1)};
}

gongdao_status Library::invoke(const gongdao_component& component, gongdao_call& call) {
    std::unique_lock<std::mutex> turn{turn_, std::defer_lock};
    if ((component.flags & GONGDAO_F_REENTRANT) == 0) turn.lock();
    try {
        return component.invoke(self_, &component, &call, &call_api());
    } catch (const std::exception& thrown) {
        call.message = readable(thrown.what());
    } catch (...) {
        call.message = "an exception left invoke()";
    }
    call.code = "exception";
    return GONGDAO_FATAL;
}

const void* Library::extension(std::string_view id) const {
    if (std::find(extensions_.begin(), extensions_.end(), id) == extensions_.end()) return nullptr;
    const auto found = services_.extensions.find(id);
    return found == services_.extensions.end() ? nullptr : found->second;
}

void Library::log(const gongdao_host* host, gongdao_log_level level, gongdao_str message) noexcept {
    const auto& library = *static_cast<const Library*>(host->context);
    if (!library.services_.log) return;
    const auto known = static_cast<PluginLogLevel>(
        std::clamp<gongdao_log_level>(level, GONGDAO_LOG_DEBUG, GONGDAO_LOG_ERROR)
    );
    library.services_.log(known, word(library.plugin_.id), borrowed(message));
}

const void* Library::granted(const gongdao_host* host, const char* id) noexcept {
    return static_cast<const Library*>(host->context)->extension(word(id));
}

} // namespace gongdao
