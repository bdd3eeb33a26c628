#pragma once

#include "core/model/pack.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace gongdao::test {

inline std::filesystem::path model_folder() {
    return std::filesystem::path{GONGDAO_SOURCE_DIR} / "tests" / "model";
}

inline std::string bytes_of(const std::filesystem::path& path) {
    std::ifstream in{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{in}, {}};
}

/// Everything below a folder, as a pack's files.
inline PackFiles files_below(const std::filesystem::path& folder) {
    PackFiles files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator{folder}) {
        if (!entry.is_regular_file()) continue;
        files[entry.path().lexically_relative(folder).generic_string()] = bytes_of(entry.path());
    }
    return files;
}

inline std::vector<std::filesystem::path> sorted_children(const std::filesystem::path& folder) {
    std::vector<std::filesystem::path> out;
    for (const auto& entry : std::filesystem::directory_iterator{folder})
        out.push_back(entry.path());
    std::sort(out.begin(), out.end());
    return out;
}

inline std::string sentences_of(const Faults& faults) {
    std::string out;
    for (const auto& fault : faults)
        out += sentence(fault, Language::chinese) + "\n";
    return out;
}

} // namespace gongdao::test
