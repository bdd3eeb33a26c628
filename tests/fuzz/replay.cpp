#include "tests/fuzz/property.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <vector>

/// replay <file or folder> …: runs every file through the target of this program. A finding ends
/// it; so does a folder with nothing in it.
int main(int count, char** words) {
    std::vector<std::filesystem::path> files;
    for (int i = 1; i < count; ++i) {
        const std::filesystem::path path{words[i]};
        const auto before = files.size();
        if (std::filesystem::is_directory(path)) {
            for (const auto& entry : std::filesystem::recursive_directory_iterator{path}) {
                if (entry.is_regular_file()) files.push_back(entry.path());
            }
        } else {
            files.push_back(path);
        }
        gongdao::fuzz::must_hold(files.size() > before, "a corpus has files", path.string());
    }
    std::sort(files.begin(), files.end());
    for (const auto& file : files) {
        // Last before a finding stops the program.
        std::fprintf(stderr, "%s\n", file.c_str());
        std::ifstream in{file, std::ios::binary};
        const std::string bytes{std::istreambuf_iterator<char>{in}, {}};
        LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
    }
    std::printf("%zu files\n", files.size());
    return files.empty() ? 1 : 0;
}
