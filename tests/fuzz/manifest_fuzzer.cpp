#include "core/model/manifest.hpp"
#include "core/model/pack_manifest.hpp"
#include "tests/fuzz/property.hpp"

#include <boost/property_tree/ptree.hpp>

using namespace gongdao;

namespace {

std::string quoted(const std::string& word) {
    std::string out = "\"";
    for (const char c : word) {
        if (c == '"' || c == '\\') out += '\\';
        out += c == '\n' ? std::string{"\\n"} : std::string{c};
    }
    return out + "\"";
}

std::string written(const LineTree& tree) {
    std::string out;
    for (const auto& [key, child] : tree) {
        out += quoted(key) + " " + quoted(child.data().text) + "\n";
        if (!child.empty()) out += "{\n" + written(child) + "}\n";
    }
    return out;
}

} // namespace

/// `pack.info` and forms. A tree that is written and read again is the same tree.
int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text{fuzz::text_of(data, size)};
    Faults faults;
    const auto tree = read_info(text, "pack.info", faults);
    (void)fuzz::checked_sentences(faults);
    if (faults.empty()) {
        const auto first = written(tree);
        const auto second = written(read_info(first, "pack.info", faults));
        fuzz::must_hold(faults.empty(), "what was written has no faults", first);
        fuzz::must_hold(first == second, "a manifest written and read again reads equal", first);
    }
    Pack pack;
    Faults of_manifest;
    read_manifest(pack, text, of_manifest);
    Faults of_form;
    const auto form = read_form("f", text, "forms/f.info", of_form);
    (void)fuzz::checked_sentences(of_manifest);
    (void)fuzz::checked_sentences(of_form);
    fuzz::must_hold(form.id == "f", "a form keeps its id");
    return 0;
}
