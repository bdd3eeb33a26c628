#include "core/app/program_folder.hpp"

namespace gongdao {

namespace {

std::filesystem::path root_folder() {
    std::error_code ignored;
    return std::filesystem::read_symlink("/proc/self/exe", ignored).parent_path().parent_path();
}

} // namespace

std::filesystem::path plugin_folder() { return root_folder() / "plugins"; }

std::filesystem::path plugin_host_program() { return root_folder() / "bin/gongdao-plugin-host"; }

} // namespace gongdao
