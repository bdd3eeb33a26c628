#include "core/app/files.hpp"

#include "core/app/errors.hpp"

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

Result<void> add_folder(std::map<std::string, std::string>& files, const fs::path& folder, const std::string& prefix) {
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

Result<std::map<std::string, std::string>> read_pack_folder(const fs::path& workflow) {
    std::map<std::string, std::string> files;
    const auto folder = fs::weakly_canonical(workflow);
    auto added = add_folder(files, folder, "");
    if (!added) return added.error();
    const auto scripts = folder.parent_path().parent_path() / "scripts" / folder.filename();
    if (fs::is_directory(scripts)) {
        added = add_folder(files, scripts, "scripts/");
        if (!added) return added.error();
    }
    return files;
}

} // namespace gongdao
