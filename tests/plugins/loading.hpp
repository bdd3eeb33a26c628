#pragma once

#include "core/plugin_host/plugin_host.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace gongdao::testing {

inline std::string text_of(const std::filesystem::path& file) {
    std::ifstream in{file, std::ios::binary};
    REQUIRE_MESSAGE(in.good(), file.string());
    return {std::istreambuf_iterator<char>{in}, {}};
}

inline std::filesystem::path fixture(const std::string& name) {
    return std::filesystem::path{GONGDAO_FIXTURES} / (name + ".so");
}

inline AllowList list_of(const std::string& text) {
    auto list = AllowList::read(text);
    REQUIRE(list.has_value());
    return *list;
}

/// The list that names a file as what it truly is. Its line is for `fixture`, whatever the variant.
inline AllowList list_for(const std::filesystem::path& file, const std::string& rest) {
    const auto written = text_of(file.string() + ".allow");
    return list_of(written.substr(0, 64) + "  " + rest);
}

inline Document json(std::string_view text) {
    auto document = parse_document(text);
    REQUIRE_MESSAGE(document.has_value(), text);
    return *document;
}

template <class Value>
std::string code_of(const Result<Value>& result) {
    return result ? "ok" : std::string{result.error().kind->code};
}

/// The plugins of this build, loaded by the list that the build wrote.
inline PluginHost& built_plugins() {
    static auto* host = [] {
        auto* made = new PluginHost;
        const std::filesystem::path folder{GONGDAO_PLUGIN_FOLDER};
        const auto loaded = made->load_all(folder, text_of(folder / "plugins.allow"));
        REQUIRE_MESSAGE(
            loaded.has_value(), (loaded ? "" : sentence(loaded.error(), Language::english))
        );
        return made;
    }();
    return *host;
}

} // namespace gongdao::testing
