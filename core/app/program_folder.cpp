#include "core/app/program_folder.hpp"

namespace gongdao {

std::filesystem::path plugin_folder() {
    std::error_code ignored;
    const auto program = std::filesystem::read_symlink("/proc/self/exe", ignored);
    return program.parent_path().parent_path() / "plugins";
}

} // namespace gongdao
