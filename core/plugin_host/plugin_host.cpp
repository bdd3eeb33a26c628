#include "core/plugin_host/plugin_host.hpp"

#include "core/plugin_host/call.hpp"
#include "core/plugin_host/errors.hpp"
#include "core/plugin_host/isolated_plugin.hpp"
#include "core/plugin_host/isolation_errors.hpp"
#include "core/plugin_host/library.hpp"
#include "core/plugin_host/sealed_file.hpp"
#include "core/values/two_languages.hpp"

#include <boost/json/object.hpp>

#include <algorithm>
#include <system_error>

namespace gongdao {

namespace {

std::string text_of(const char* text) {
    return text == nullptr ? std::string{} : std::string{text};
}

ComponentInfo
describe(const Library& library, const gongdao_component& component, std::string sha256) {
    return {
        .name = library.short_name() + "." + component.name,
        .kind = static_cast<ComponentKind>(component.kind),
        .pure = (component.flags & GONGDAO_F_PURE) != 0,
        .version = component.version,
        .about = text_of(component.about),
        .input_schema = text_of(component.input),
        .output_schema = text_of(component.output),
        .plugin_id = library.plugin().id,
        .plugin_version = library.plugin().version,
        .sha256 = std::move(sha256),
        .timeout_ms = GONGDAO_HAS(&component, timeout_ms) ? component.timeout_ms : 0,
    };
}

Error failure(gongdao_status status, const gongdao_call& call) {
    const std::vector<std::string> reason{
        call.component,
        call.code.empty() ? "?" : call.code,
        call.message.empty() ? "?" : call.message};
    switch (status) {
    case GONGDAO_RETRY:
        return fail(errors::plugin_retry, reason);
    case GONGDAO_REJECT:
        return fail(errors::plugin_rejected, reason);
    case GONGDAO_CANCELLED:
        return fail(errors::plugin_cancelled, {call.component});
    case GONGDAO_FATAL:
        return fail(errors::plugin_fatal, reason);
    default: {
        const auto what = "status " + std::to_string(status);
        return fail(errors::plugin_bad_result, {call.component, what});
    }
    }
}

Result<std::vector<std::filesystem::path>> libraries_in(const std::filesystem::path& folder) {
    std::error_code code;
    std::vector<std::filesystem::path> files;
    std::filesystem::directory_iterator entry{folder, code};
    while (!code && entry != std::filesystem::directory_iterator{}) {
        if (entry->path().extension() == ".so") files.push_back(entry->path());
        entry.increment(code);
    }
    if (code) return fail(errors::plugin_unreadable, {folder.string(), code.message()});
    std::sort(files.begin(), files.end());
    return files;
}

} // namespace

PluginHost::PluginHost(PluginServices services) : services_{std::move(services)} {}

PluginHost::~PluginHost() = default;

Result<void> PluginHost::load(const std::filesystem::path& file, const AllowList& allowed) {
    const auto folder = file.has_parent_path() ? file.parent_path() : std::filesystem::path{"."};
    if (const auto safe = check_plugin_folder(folder); !safe) return safe.error();
    auto sealed = SealedFile::copy_of(file);
    if (!sealed) return sealed.error();
    const auto* line = allowed.find(sealed->sha256());
    if (line == nullptr) return fail(errors::plugin_not_allowed, {file.string(), sealed->sha256()});
    if (line->mode == AllowedPlugin::Mode::isolated)
        return load_isolated(file, std::move(*sealed), *line);
    return load_sealed(file, *sealed, *line);
}

Result<void> PluginHost::add(Added& added, Bound bound, const std::filesystem::path& file) const {
    auto name = bound.info.name;
    const bool taken = components_.count(name) != 0 || added.count(name) != 0;
    if (taken) return fail(errors::plugin_name_taken, {file.string(), name});
    added.emplace(std::move(name), std::move(bound));
    return {};
}

Result<void> PluginHost::load_sealed(
    const std::filesystem::path& file, SealedFile& sealed, const AllowedPlugin& line
) {
    const auto plugin = open_plugin(file, sealed);
    if (!plugin) return plugin.error();
    auto library = Library::start(file, **plugin, line, services_);
    if (!library) return library.error();
    Added added;
    for (const auto* component : (*library)->components()) {
        auto info = describe(**library, *component, sealed.sha256());
        const auto one =
            add(added,
                {.info = std::move(info), .library = library->get(), .component = component},
                file);
        if (!one) return one;
    }
    components_.merge(added);
    libraries_.push_back(std::move(*library));
    return {};
}

Result<void> PluginHost::load_isolated(
    const std::filesystem::path& file, SealedFile sealed, const AllowedPlugin& allowed
) {
    if (services_.isolation.program.empty())
        return fail(errors::plugin_needs_isolation, {file.string()});
    auto plugin = IsolatedPlugin::start(file, std::move(sealed), allowed, services_);
    if (!plugin) return plugin.error();
    Added added;
    for (const auto& info : (*plugin)->components()) {
        if (answers_in_decisions(info.kind))
            return fail(errors::plugin_function_isolated, {file.string(), info.name});
        const auto one = add(added, {.info = info, .isolated = plugin->get()}, file);
        if (!one) return one;
    }
    components_.merge(added);
    isolated_.push_back(std::move(*plugin));
    return {};
}

Result<void>
PluginHost::load_all(const std::filesystem::path& folder, std::string_view allow_list_text) {
    const auto allowed = AllowList::read(allow_list_text);
    if (!allowed) return allowed.error();
    const auto files = libraries_in(folder);
    if (!files) return files.error();
    for (const auto& file : *files) {
        const auto loaded = load(file, *allowed);
        if (loaded) continue;
        if (loaded.error().kind->code != errors::plugin_process_not_started.code)
            return loaded.error();
        if (services_.log) {
            const auto why = both_languages(loaded.error());
            services_.log(PluginLogLevel::error, file.stem().string(), why);
        }
    }
    return {};
}

std::vector<ComponentInfo> PluginHost::components() const {
    std::vector<ComponentInfo> all;
    for (const auto& [name, bound] : components_)
        all.push_back(bound.info);
    return all;
}

Result<const PluginHost::Bound*> PluginHost::bound(std::string_view name) const {
    const auto found = components_.find(name);
    if (found == components_.end()) return fail(errors::no_such_component, {std::string{name}});
    return &found->second;
}

Result<Document> PluginHost::run(const Bound& bound, gongdao_call& call) {
    call.component = bound.info.name;
    call.result.emplace_object();
    const auto status = bound.library->invoke(*bound.component, call);
    if (status != GONGDAO_OK) return failure(status, call);
    return std::move(call.result);
}

Result<Document>
PluginHost::call(std::string_view function, const Document& input, Instant now) const {
    const auto found = bound(function);
    if (!found) return found.error();
    if (!answers_in_decisions((*found)->info.kind)) {
        return fail(errors::component_is_job, {std::string{function}});
    }
    gongdao_call call;
    call.input = &input;
    call.now = now;
    return run(**found, call);
}

Result<Document>
PluginHost::run_job(std::string_view name, const Document& input, const JobContext& context) const {
    const auto found = bound(name);
    if (!found) return found.error();
    if (answers_in_decisions((*found)->info.kind)) {
        return fail(errors::component_is_function, {std::string{name}});
    }
    const auto& component = **found;
    if (component.isolated != nullptr)
        return component.isolated->run(component.info, input, context);
    gongdao_call call;
    call.input = &input;
    call.now = context.now;
    call.idempotency_key = context.idempotency_key;
    call.attempt = std::to_string(context.attempt);
    call.cancelled = context.cancelled;
    return run(component, call);
}

Result<std::string> allow_list_line(const std::filesystem::path& file) {
    auto sealed = SealedFile::copy_of(file);
    if (!sealed) return sealed.error();
    const auto plugin = open_plugin(file, *sealed);
    if (!plugin) return plugin.error();
    const std::string id = (*plugin)->id;
    const auto* mode = id.starts_with("gongdao.") ? "  inproc" : "  isolated";
    return sealed->sha256() + "  " + id + "  " + (*plugin)->version + mode;
}

} // namespace gongdao
