#include "core/app/sealed_search.hpp"
#include "tests/app/batch_month.hpp"

using namespace gongdao;
using namespace gongdao::testing;

TEST_CASE("whoever holds the keys finds a sealed value by the whole of it") {
    Month month;
    const auto find = [&](const char* of, const char* field, const char* value) {
        return find_sealed(
            *month.county,
            {.actor = ActorId{"org1"},
             .kind = "find_sealed",
             .members = DocumentObject{{"of", of}, {"field", field}, {"value", value}}}
        );
    };
    const auto journal = month.journal_rows();
    const std::string ph2 = R"({"sealed":true,"streams":["entry:cadre:PH2"]})";
    CHECK(canonical_text(must(find("cadre", "account", "9900000000000055568"))) == ph2);
    CHECK(canonical_text(must(find("cadre", "银行账号", "9900 0000 0000 0055 568"))) == ph2);
    CHECK(
        canonical_text(must(find("cadre", "account", "9900000000000077778"))) ==
        R"({"sealed":true,"streams":[]})"
    );
    CHECK(
        canonical_text(must(find("cadre", "name", "张PH2"))) == R"({"sealed":false,"streams":[]})"
    );
    CHECK(
        canonical_text(must(find("case", "account", "9900000000000055568"))) ==
        R"({"sealed":false,"streams":[]})"
    );
    CHECK(code_of(find("gone", "account", "1")) == "runtime.no_such_register");
    CHECK(month.journal_rows() == journal);
}
