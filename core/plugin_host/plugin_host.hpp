#pragma once

#include "core/engine/rule_book.hpp"
#include "core/plugin_host/allow_list.hpp"
#include "core/plugin_host/plugin_services.hpp"

#include <atomic>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

struct gongdao_component;
struct gongdao_call;

namespace gongdao {

class Library;
class SealedFile;

enum class ComponentKind { function = 1, validator, service_task, effect, importer, document };

/// One thing a loaded plugin can do.
struct ComponentInfo {
    std::string name; ///< `dispute.limitation`
    ComponentKind kind = ComponentKind::function;
    bool pure = false;
    unsigned version = 0;
    std::string about; ///< one sentence; may be empty
    std::string input_schema;
    std::string output_schema;
    std::string plugin_id;
    std::string plugin_version;
    std::string sha256; ///< of the file; recorded with every answer
};

/// What a job learns about its run.
struct JobContext {
    std::string idempotency_key; ///< the same in every attempt
    int attempt = 1;
    Instant now;
    const std::atomic<bool>* cancelled = nullptr; ///< borrowed for the run; may be null
};

/// The plugins in this process. Load on the main thread, before other threads call; `call`,
/// `run_job` and `components` are thread-safe. A loaded library is never unloaded.
class PluginHost final : public FunctionBook {
public:
    explicit PluginHost(PluginServices services = {});
    ~PluginHost() override;

    /// Loads one file. Nothing of it runs before its hash was found on the list; what is loaded is
    /// a sealed copy of what was hashed. On failure nothing of it can be called.
    [[nodiscard]] Result<void> load(const std::filesystem::path& file, const AllowList& allowed);

    /// Loads every `*.so` of a folder in the order of their names and stops at the first failure;
    /// those before it stay loaded.
    [[nodiscard]] Result<void>
    load_all(const std::filesystem::path& folder, std::string_view allow_list_text);

    /// In the order of their names.
    [[nodiscard]] std::vector<ComponentInfo> components() const;

    /// Asks a pure function or validator. Fails with `plugin_rejected` (arguments: component, code,
    /// message) where it refuses the input.
    [[nodiscard]] Result<Document>
    call(std::string_view function, const Document& input, Instant now) const override;

    /// Runs a job once, on this thread. Fails with `plugin_rejected`, `plugin_retry`,
    /// `plugin_fatal` (arguments: component, code, message) or `plugin_cancelled`.
    [[nodiscard]] Result<Document>
    run_job(std::string_view name, const Document& input, const JobContext& context) const;

private:
    struct Bound {
        ComponentInfo info;
        Library* library = nullptr;
        const gongdao_component* component = nullptr;
    };

    [[nodiscard]] Result<void>
    start(const std::filesystem::path& file, SealedFile& sealed, const AllowedPlugin& allowed);
    [[nodiscard]] Result<const Bound*> bound(std::string_view name) const;
    [[nodiscard]] static Result<Document> run(const Bound& bound, gongdao_call& call);

    PluginServices services_;
    std::vector<std::unique_ptr<Library>> libraries_;
    std::map<std::string, Bound, std::less<>> components_;
};

/// The line that allows this file: `sha256  id  version  inproc`. Loads the library to ask who it
/// is, so it is only for a file whose origin is sure.
[[nodiscard]] Result<std::string> allow_list_line(const std::filesystem::path& file);

} // namespace gongdao
