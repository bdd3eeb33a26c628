#include "core/app/files.hpp"

#include "core/app/errors.hpp"
#include "core/model/pack.hpp"

#include <fstream>
#include <sstream>

namespace gongdao {

namespace fs = std::filesystem;

Result<std::string> read_file(const fs::path& path) {
    std::ifstream file{path, std::ios::binary};
    std::ostringstream text;
    if (!file || !(text << file.rdbuf())) {
        std::error_code ignored;
        if (file && fs::file_size(path, ignored) == 0) return std::string{};
        return fail(errors::file_unreadable, {path.string()});
    }
    return text.str();
}

Result<void> write_file(const fs::path& path, const std::string& bytes) {
    std::ofstream file{path, std::ios::binary | std::ios::trunc};
    file << bytes;
    file.close();
    if (!file) return fail(errors::file_unwritable, {path.string()});
    return {};
}

namespace {

Result<void> add_folder(
    std::map<std::string, std::string>& files, const fs::path& folder, const std::string& prefix
) {
    std::error_code problem;
    for (const auto& entry : fs::recursive_directory_iterator{folder, problem}) {
        if (!entry.is_regular_file()) continue;
        const auto relative = fs::relative(entry.path(), folder).generic_string();
        if (relative.starts_with('.')) continue;
        auto text = read_file(entry.path());
        if (!text) return text.error();
        files[prefix + relative] = std::move(*text);
    }
    if (problem) return fail(errors::file_unreadable, {folder.string()});
    return {};
}

} // namespace

namespace {

/// What a pack has under the same name is the pack's own.
Result<void> add_shared(
    std::map<std::string, std::string>& files, const fs::path& folder, const std::string& prefix
) {
    std::map<std::string, std::string> shared;
    auto added = add_folder(shared, folder, prefix);
    files.merge(shared);
    return added;
}

Result<void> add_pack(
    std::map<std::string, std::string>& files, const fs::path& folder, const std::string& prefix
) {
    auto added = add_folder(files, folder, prefix);
    const auto scripts = folder.parent_path().parent_path() / "scripts" / folder.filename();
    if (added && fs::is_directory(scripts)) added = add_folder(files, scripts, prefix + "scripts/");
    const auto shared = folder.parent_path() / "shared" / "letters";
    if (added && fs::is_directory(shared)) added = add_shared(files, shared, prefix + "letters/");
    return added;
}

} // namespace

Result<std::map<std::string, std::string>> read_pack_folder(const fs::path& workflow) {
    std::map<std::string, std::string> files;
    const auto folder = fs::weakly_canonical(workflow);
    auto added = add_pack(files, folder, "");
    if (!added) return added.error();
    Faults reported_by_check;
    for (const auto& import : read_pack(files, reported_by_check).imports) {
        added = add_pack(files, folder.parent_path() / import, "imports/" + import + "/");
        if (!added) return added.error();
    }
    return files;
}

} // namespace gongdao
