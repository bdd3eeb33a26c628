#include "core/access/file_vault.hpp"
#include "core/access/sealed_fields.hpp"
#include "tests/support/results.hpp"
#include "tests/support/temporary_folder.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace gongdao;
using namespace gongdao::testing;

namespace {

constexpr auto schema_text = R"({
  "type": "object",
  "properties": {
    "name":  {"type": "string", "title": "姓名", "x-personal": "name"},
    "id_no": {"type": "string", "title": "身份证号", "x-personal": "identity", "x-check": "identity"},
    "illness": {"type": "string", "title": "病情", "x-personal": "health", "maxLength": 5},
    "phones": {"type": "array", "title": "电话",
               "items": {"type": "string", "x-personal": "phone", "x-check": "mobile"}},
    "bank": {"type": "object", "title": "账户", "properties": {
               "account": {"type": "string", "title": "账号", "x-personal": "account"},
               "holder": {"type": "string", "title": "户名"}}},
    "workers": {"type": "array", "title": "职工", "items": {"type": "object", "properties": {
               "name": {"type": "string", "title": "姓名", "x-personal": "name"},
               "id_no": {"type": "string", "title": "身份证号", "x-personal": "identity", "x-check": "identity"}}}},
    "count": {"type": "integer", "title": "人数"}
  }
})";

struct County {
    TemporaryFolder folder;
    FieldSchema schema;
    CivilDate today = must(parse_date("2026-03-06"));
    std::unique_ptr<FileVault> vault;

    County() {
        const auto keys = folder.path() / "county.keys";
        must(FileVault::create(keys));
        vault = must(FileVault::load(keys));
        Faults faults;
        schema = read_field_schema(schema_text, "fields.schema.json", faults);
        REQUIRE(faults.empty());
    }

    [[nodiscard]] Document seal(const std::string& values) const {
        return must(seal_fields(schema, must(parse_document(values)), today, *vault));
    }

    [[nodiscard]] Faults faults_of(const std::string& values) const {
        Faults faults;
        const auto sealed = seal_fields(
            schema, must(parse_document(values)), Sealing{.today = today, .vault = *vault}, faults
        );
        CHECK(sealed.is_object());
        return faults;
    }
};

constexpr auto everything =
    R"({"name":"张三","id_no":"11010519491231002x","illness":"尘肺","phones":["138 0013 8000"],)"
    R"("bank":{"account":"6222000000000000","holder":"张三"},)"
    R"("workers":[{"name":"李四","id_no":"11010519491231002X"}],"count":2,"other":"x"})";

} // namespace

TEST_CASE("personal values are sealed wherever they stand, names and the rest stay readable") {
    const County county;
    const auto sealed = county.seal(everything);
    for (const auto* path : {"id_no", "illness", "bank.account"}) {
        CAPTURE(path);
        CHECK(is_sealed(*find_path(sealed, path)));
    }
    CHECK(is_sealed(sealed.at("phones").at(0)));
    CHECK(is_sealed(sealed.at("workers").at(0).at("id_no")));
    CHECK(find_text(sealed, "name") == "张三");
    CHECK(find_path(sealed, "bank.holder")->get_string() == "张三");
    CHECK(sealed.at("workers").at(0).at("name").get_string() == "李四");
    CHECK(find_integer(sealed, "count") == 2);
    CHECK(find_text(sealed, "other") == "x");
}

TEST_CASE("values are normalised before they are sealed, so that one person has one index") {
    const County county;
    const auto sealed = county.seal(everything);
    const auto worker = sealed.at("workers").at(0).at("id_no");
    CHECK(find_text(sealed.at("id_no"), "index") == find_text(worker, "index"));
    CHECK(must(county.vault->open(sealed.at("id_no"))) == "11010519491231002X");
    CHECK(must(county.vault->open(sealed.at("phones").at(0))) == "13800138000");
}

TEST_CASE("a sealed document passes the schema and is left alone when sealed again") {
    const County county;
    const auto sealed = county.seal(R"({"id_no":"11010519491231002X","phones":["13800138000"]})");
    Faults faults;
    CHECK(county.schema.accept(sealed, county.today, faults) == sealed);
    CHECK(faults.empty());
    CHECK(must(seal_fields(county.schema, sealed, county.today, *county.vault)) == sealed);
}

TEST_CASE("a wrong personal value is refused before sealing, with its path") {
    struct Case {
        const char* values;
        const char* code;
        const char* path;
    };

    const std::vector<Case> cases{
        {R"({"id_no":"110105194912310021"})", "values.identity_check_digit", "id_no"},
        {R"({"phones":["13800138000","123"]})", "values.bad_mobile", "phones[2]"},
        {R"({"illness":"一二三四五六"})", "model.value_too_long", "illness"},
        {R"({"workers":[{"id_no":"1"}]})", "values.identity_length", "workers[1].id_no"},
        {R"({"id_no":{"number":"11010519491231002X"}})", "access.not_sealed", "id_no"},
    };
    const County county;
    for (const auto& [values, code, path] : cases) {
        CAPTURE(values);
        const auto faults = county.faults_of(values);
        REQUIRE(faults.size() == 1);
        CHECK(faults[0].kind->code == code);
        CHECK(faults[0].place.element == path);
        CHECK(
            code_of(seal_fields(
                county.schema, must(parse_document(values)), county.today, *county.vault
            )) == code
        );
    }
    CHECK(county.faults_of(R"({"id_no":"1","phones":["1","2"]})").size() == 3);
}

TEST_CASE("a value sealed for one kind of field does not pass in another") {
    const County county;
    const auto phone = must(county.vault->seal("13800138000", "phone"));
    const auto faults = county.faults_of(R"({"id_no":)" + canonical_text(phone) + "}");
    REQUIRE(faults.size() == 1);
    CHECK(faults[0].kind->code == "access.seal_broken");
}

TEST_CASE("which classes are sealed is the caller's choice") {
    const County county;
    const PersonalClasses names{Personal::name};
    Faults faults;
    const auto sealed = seal_fields(
        county.schema,
        must(parse_document(everything)),
        Sealing{.today = county.today, .vault = *county.vault, .classes = names},
        faults
    );
    CHECK(faults.empty());
    CHECK(is_sealed(sealed.at("name")));
    CHECK(is_sealed(sealed.at("workers").at(0).at("name")));
    CHECK(find_text(sealed, "id_no") == "11010519491231002x");
}

TEST_CASE("nothing, blanks and values of other types are left for the schema to judge") {
    const County county;
    for (const auto* values :
         {R"({"id_no":null})", R"({"id_no":""})", R"({"id_no":7,"phones":8,"bank":"x"})", "[]"}) {
        CAPTURE(values);
        CHECK(county.seal(values) == must(parse_document(values)));
    }
}

TEST_CASE("masking hides every sealed value and nothing else") {
    const County county;
    const auto shown = masked(county.seal(everything));
    const auto expected =
        must(parse_document(R"({"name":"张三","id_no":"***","illness":"***","phones":["***"],)"
                            R"("bank":{"account":"***","holder":"张三"},)"
                            R"("workers":[{"name":"李四","id_no":"***"}],"count":2,"other":"x"})"));
    CHECK(shown == expected);
}

TEST_CASE("revealing gives the values back, says what was erased and fails on what is broken") {
    const County county;
    auto sealed = county.seal(everything);
    auto shown = must(reveal(sealed, *county.vault));
    CHECK(find_text(shown, "id_no") == "11010519491231002X");
    CHECK(shown.at("phones").at(0).get_string() == "13800138000");
    CHECK(find_path(shown, "bank.account")->get_string() == "6222000000000000");

    must(county.vault->erase(*find_text(sealed.at("id_no"), "subject")));
    shown = must(reveal(sealed, *county.vault));
    CHECK(find_text(shown, "id_no") == "（已销毁）");
    CHECK(shown.at("workers").at(0).at("id_no").get_string() == "（已销毁）");
    CHECK(find_text(shown, "illness") == "尘肺");

    sealed.as_object()["illness"].as_object()["class"] = "phone";
    CHECK(code_of(reveal(sealed, *county.vault)) == "access.seal_broken");
}
