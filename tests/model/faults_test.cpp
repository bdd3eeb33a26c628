#include "core/model/bpmn_reader.hpp"
#include "core/model/errors.hpp"
#include "core/model/field_schema.hpp"
#include "tests/model/pack_folder.hpp"

#include <doctest/doctest.h>

#include <sstream>

namespace gongdao {

namespace {

/// `rule arrears.colour` per line: what rules and plugins offer to the pack of the case.
Available available_in(const std::string& text) {
    Available available;
    std::istringstream in{text};
    for (std::string kind, name; in >> kind >> name;) {
        auto& names = kind == "rule"       ? available.rules
                      : kind == "function" ? available.functions
                      : kind == "job"      ? available.jobs
                                           : available.effects;
        names.push_back(name);
    }
    return available;
}

Faults faults_of(PackFiles files) {
    Faults faults;
    const auto available = available_in(files["available.txt"]);
    files.erase("available.txt");
    files.erase("expected.txt");
    if (files.count("model.bpmn") > 0 && files.count("pack.info") == 0) {
        static_cast<void>(read_bpmn(files["model.bpmn"], "model.bpmn", faults));
    } else if (files.size() == 1 && files.count("fields.schema.json") > 0) {
        static_cast<void>(
            read_field_schema(files["fields.schema.json"], "fields.schema.json", faults)
        );
    } else {
        const auto pack = read_pack(files, faults);
        if (faults.empty()) validate(pack, available, faults);
    }
    return faults;
}

} // namespace

TEST_CASE("every invalid model gives just the sentences that its folder expects") {
    const auto folders = test::sorted_children(test::model_folder() / "invalid");
    REQUIRE(folders.size() >= 40);
    for (const auto& folder : folders) {
        CAPTURE(folder.filename().string());
        const auto files = test::files_below(folder);
        REQUIRE(files.count("expected.txt") == 1);
        CHECK(test::sentences_of(faults_of(files)) == files.at("expected.txt"));
    }
}

TEST_CASE("what is too deep, too large or too much is refused before it is built") {
    std::string deep = "<definitions xmlns=\"http://www.omg.org/spec/BPMN/20100524/MODEL\">";
    for (int i = 0; i < 100'000; ++i)
        deep += "<a>";
    std::string many = "<definitions xmlns=\"http://www.omg.org/spec/BPMN/20100524/MODEL\">";
    for (int i = 0; i < 10'001; ++i)
        many += "<a/>";

    struct Row {
        std::string text;
        const ErrorKind* kind;
    };

    const Row rows[] = {
        {deep, &errors::xml_too_deep},
        {many, &errors::xml_too_many},
        {std::string(16U * 1024 * 1024 + 1, ' '), &errors::xml_too_large},
    };
    for (const auto& row : rows) {
        Faults faults;
        static_cast<void>(read_bpmn(row.text, "model.bpmn", faults));
        REQUIRE(faults.size() == 1);
        CHECK(faults[0].kind == row.kind);
    }
}

} // namespace gongdao
