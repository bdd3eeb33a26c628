// Loads the example plugin by the allow list that its own build wrote, and asks it once.
#include "core/plugin_host/plugin_host.hpp"

#include <fstream>
#include <iostream>
#include <iterator>

namespace {

std::string text_of(const char* file) {
    std::ifstream in{file};
    return {std::istreambuf_iterator<char>{in}, {}};
}

int failed(const gongdao::Error& error) {
    std::cerr << gongdao::sentence(error, gongdao::Language::english) << '\n';
    return 1;
}

} // namespace

int main(int count, char** arguments) {
    if (count != 3) return 2;
    const auto list = gongdao::AllowList::read(text_of(arguments[2]));
    if (!list) return failed(list.error());
    gongdao::PluginHost host;
    if (const auto loaded = host.load(arguments[1], *list); !loaded) return failed(loaded.error());
    const auto input = gongdao::parse_document(R"({"years":12})");
    const auto answer = host.call("greeting.seniority_allowance", *input, gongdao::Instant{});
    if (!answer) return failed(answer.error());
    const auto fen = gongdao::find_integer(*answer, "amount_fen");
    std::cout << gongdao::canonical_text(*answer) << '\n';
    return fen == 50'000 ? 0 : 1;
}
