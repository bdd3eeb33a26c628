#include "core/access/durable_file.hpp"
#include "core/access/file_vault.hpp"
#include "core/app/file_effects.hpp"
#include "core/values/text_encoding.hpp"
#include "tests/support/results.hpp"
#include "tests/support/temporary_folder.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <doctest/doctest.h>

#include <iterator>
#include <memory>
#include <set>
#include <string>
#include <vector>

using namespace gongdao;
using namespace gongdao::testing;

namespace {

constexpr auto schema_text = R"({
  "type": "object",
  "properties": {
    "employer": {"type": "string", "title": "用人单位"},
    "owed_fen": {"type": "integer", "title": "欠薪总额", "x-type": "money"},
    "id_no": {"type": "string", "title": "身份证号", "x-personal": "identity"}
  }
})";

struct County {
    TemporaryFolder folder;
    std::filesystem::path outbox = folder.path() / "outbox";
    std::unique_ptr<FileVault> vault;
    Pack pack;

    County() {
        const auto keys = folder.path() / "county.keys";
        must(FileVault::create(keys));
        vault = must(FileVault::load(keys));
        Faults faults;
        pack.id = PackId{"arrears"};
        pack.fields = read_field_schema(schema_text, "fields.schema.json", faults);
        REQUIRE(faults.empty());
        pack.letters["notice"] = "{employer} {owed_fen} {id_no} {number} {serial} {to} {today}";
        pack.letters["faulty"] = "\n{nothing}";
    }

    [[nodiscard]] Result<Document> deliver(
        std::string_view effect, const Document& payload, const std::string& key = "case:1#17"
    ) const {
        FileEffects effects{outbox, *vault, [&](const Document& asked) {
                                return find_text(asked, "pack") == "none" ? nullptr : &pack;
                            }};
        return effects.deliver(
            effect,
            payload,
            {.idempotency_key = key, .attempt = 1, .now = at(must(parse_date("2026-03-09")), 600)}
        );
    }

    [[nodiscard]] std::string read(const Document& answer) const {
        return must(read_whole_file(outbox / std::string{*find_text(answer, "file")}));
    }

    [[nodiscard]] std::size_t files() const {
        if (!std::filesystem::exists(outbox)) return 0;
        std::size_t count = 0;
        for (const auto& entry : std::filesystem::recursive_directory_iterator{outbox})
            count += entry.is_regular_file() ? 1U : 0U;
        return count;
    }
};

Document pay_list(const std::string& changes = "{}") {
    auto payload = must(parse_document(R"({
        "title": "2025年1月岗位补贴", "count": 2, "amount_fen": 30050,
        "columns": [{"field": "name", "title": "姓名"}, {"field": "account", "title": "账号"},
                    {"field": "amount_fen", "title": "金额"}],
        "items": [{"name": "张三", "account": "6222", "amount_fen": 10000},
                  {"name": "李四", "account": null, "amount_fen": 20050}]})"));
    const auto changed = must(parse_document(changes));
    for (const auto& pair : changed.get_object())
        payload.as_object()[pair.key()] = pair.value();
    return payload;
}

} // namespace

TEST_CASE("a letter is filled from the facts and written where the answer says") {
    const County county;
    const auto sealed = must(county.vault->seal("990000199003071238", "identity"));
    Document payload = must(parse_document(R"({"letter":"notice","to":"甲公司","owed_fen":7000000,
        "case":{"number":"YJ-1","facts":{"employer":"甲公司","owed_fen":1}}})"));
    payload.as_object()["case"].as_object()["facts"].as_object()["id_no"] = sealed;
    const auto answer = must(county.deliver("letter", payload));

    CHECK(
        county.read(answer) ==
        "甲公司 ¥70,000.00 990000199003071238 YJ-1 YJ-1-17 甲公司 2026年3月9日"
    );
    CHECK(find_text(answer, "serial") == "YJ-1-17");
    CHECK(find_text(answer, "sha256")->size() == 64);
    const auto rights =
        std::filesystem::status(county.outbox / std::string{*find_text(answer, "file")})
            .permissions();
    CHECK(rights == (std::filesystem::perms::owner_read | std::filesystem::perms::owner_write));
}

TEST_CASE("the same key finds the same file and gets the same answer, another key gets its own") {
    const County county;
    const auto payload =
        must(parse_document(R"({"letter":"notice","to":"甲","case":{"number":"YJ-1"}})"));
    const auto changed =
        must(parse_document(R"({"letter":"notice","to":"乙","case":{"number":"YJ-1"}})"));
    const auto first = must(county.deliver("letter", payload));
    const auto text = county.read(first);

    CHECK(must(county.deliver("letter", changed)) == first);
    CHECK(county.read(first) == text);
    CHECK(county.files() == 1);
    CHECK(must(county.deliver("letter", changed, "case:1#18")) != first);
    CHECK(county.files() == 2);
}

TEST_CASE("an export is the payload itself with personal values opened") {
    const County county;
    Document payload = must(parse_document(R"({"b":1,"a":"材料"})"));
    payload.as_object()["id_no"] = must(county.vault->seal("990000199003071238", "identity"));
    const auto answer = must(county.deliver("export", payload));
    CHECK(county.read(answer) == "{\"a\":\"材料\",\"b\":1,\"id_no\":\"990000199003071238\"}\n");
}

TEST_CASE("a pay list is a table with control totals before and behind it") {
    const County county;
    const auto answer = must(county.deliver("pay_list", pay_list()));
    CHECK(
        county.read(answer) == std::string{byte_order_mark} +
                                   "批次,2025年1月岗位补贴,笔数,2,金额,300.50,大写,"
                                   "人民币叁佰元伍角\r\n"
                                   "姓名,账号,金额\r\n"
                                   "张三,6222,100.00\r\n"
                                   "李四,,200.50\r\n"
                                   "合计2笔 2025年1月岗位补贴,,300.50\r\n"
    );
    CHECK(find_integer(answer, "count") == 2);
    CHECK(find_integer(answer, "amount_fen") == 30050);
}

TEST_CASE("a pay list whose columns are not named gives number and amount") {
    const County county;
    const auto answer = must(county.deliver(
        "pay_list",
        must(parse_document(
            R"({"title":"补贴","count":1,"amount_fen":5,"items":[{"key":"G1","amount_fen":5}]})"
        ))
    ));
    CHECK(
        county.read(answer) == std::string{byte_order_mark} +
                                   "批次,补贴,笔数,1,金额,0.05,大写,人民币伍分\r\n"
                                   "编号,金额\r\nG1,0.05\r\n合计1笔 补贴,0.05\r\n"
    );
}

TEST_CASE(
    "a bank that reads GBK gets GBK, and a name outside it is reported before anything is written"
) {
    const County county;
    const auto answer = must(county.deliver("pay_list", pay_list(R"({"encoding":"gbk"})")));
    CHECK(county.read(answer).find("\r\n\xD0\xD5\xC3\xFB,") != std::string::npos);
    const auto rare = pay_list(
        R"({"encoding":"gbk","items":[{"name":"张䶮","amount_fen":10000},{"name":"𠀀䶮","amount_fen":20050}]})"
    );
    const auto refused = county.deliver("pay_list", rare, "other");
    REQUIRE(code_of(refused) == "values.not_in_gbk");
    CHECK(refused.error().arguments.front() == "䶮𠀀");
    CHECK(refused.error().place.line == 3);
    CHECK(county.files() == 1);
}

TEST_CASE("a bank that reads GB18030 gets the rare names too") {
    const County county;
    const auto answer = must(county.deliver(
        "pay_list",
        pay_list(
            R"({"encoding":"gb18030","items":[{"name":"张䶮","amount_fen":10000},{"name":"𠀀","amount_fen":20050}]})"
        )
    ));
    const auto bytes = county.read(answer);
    CHECK_FALSE(is_valid_utf8(bytes));
    CHECK(must(to_utf8(bytes)).find("张䶮,,100.00\r\n𠀀,,200.50\r\n") != std::string::npos);
}

TEST_CASE("a pay list that changed under its key is refused, and the file is left as it was") {
    const County county;
    const auto first = must(county.deliver("pay_list", pay_list()));
    const auto text = county.read(first);

    CHECK(must(county.deliver("pay_list", pay_list())) == first);
    const auto changed = pay_list(R"({"items":[{"name":"张三","account":"6223","amount_fen":10000},
                                               {"name":"李四","amount_fen":20050}]})");
    CHECK(code_of(county.deliver("pay_list", changed)) == "effect.pay_list_changed");
    CHECK(county.read(first) == text);
    CHECK(county.files() == 1);
}

TEST_CASE("sealed accounts are opened in the file only, and one that was destroyed stops the list"
) {
    const County county;
    const auto sealed = must(county.vault->seal("9900000000000000010", "account"));
    auto payload = pay_list(R"({"count":1,"amount_fen":10000,"columns":["name",
        {"field":"account","title":"账号","type":"account"},"amount_fen"]})");
    payload.as_object()["items"] =
        DocumentArray{DocumentObject{{"name", "张三"}, {"account", sealed}, {"amount_fen", 10000}}};
    CHECK(canonical_text(payload).find("99000000") == std::string::npos);
    const auto answer = must(county.deliver("pay_list", payload));
    CHECK(county.read(answer).find("张三,9900000000000000010,100.00") != std::string::npos);
    CHECK(canonical_text(answer).find("99000000") == std::string::npos);

    must(county.vault->erase(*find_text(sealed, "subject")));
    CHECK(code_of(county.deliver("pay_list", payload, "again")) == "effect.pay_list_account");
    CHECK(county.files() == 1);
}

TEST_CASE("nothing is written where a payload is wrong") {
    struct Case {
        const char* effect;
        Document payload;
        const char* code;
    };

    const std::vector<Case> cases{
        {"fax", DocumentObject{}, "effect.not_offered"},
        {"letter", DocumentObject{{"letter", "notice"}, {"pack", "none"}}, "effect.pack_missing"},
        {"letter", "notice", "effect.pack_missing"},
        {"letter", DocumentObject{{"letter", "other"}}, "effect.letter_missing"},
        {"letter", DocumentObject{{"letter", "faulty"}}, "letter.unknown_field"},
        {"pay_list", pay_list(R"({"count":3})"), "effect.pay_list_totals"},
        {"pay_list", pay_list(R"({"amount_fen":30051})"), "effect.pay_list_totals"},
        {"pay_list", pay_list(R"({"amount_fen":null})"), "effect.pay_list_shape"},
        {"pay_list", pay_list(R"({"count":"2"})"), "effect.pay_list_shape"},
        {"pay_list", pay_list(R"({"columns":[]})"), "effect.pay_list_shape"},
        {"pay_list", pay_list(R"({"columns":["name"]})"), "effect.pay_list_shape"},
        {"pay_list", pay_list(R"({"columns":["amount_fen"]})"), "effect.pay_list_shape"},
        {"pay_list", pay_list(R"({"items":[{"name":"张三"}]})"), "effect.pay_list_shape"},
        {"pay_list", pay_list(R"({"items":"x"})"), "effect.pay_list_shape"},
        {"pay_list", pay_list(R"({"encoding":"big5"})"), "effect.pay_list_shape"},
        {"pay_list",
         pay_list(R"({"columns":["name",{"field":"account","type":"account"},"amount_fen"]})"),
         "effect.pay_list_account"},
        {"pay_list", pay_list(R"({"amount_field":"name"})"), "effect.pay_list_shape"},
    };
    const County county;
    for (const auto& [effect, payload, code] : cases) {
        CAPTURE(canonical_text(payload));
        CHECK(code_of(county.deliver(effect, payload)) == code);
    }
    CHECK(county.files() == 0);
    CHECK(
        county.deliver("letter", DocumentObject{{"letter", "faulty"}}).error().place ==
        Place{.file = "letters/faulty.html", .line = 2, .column = 0, .element = {}}
    );
}

TEST_CASE("it offers what it can do") {
    const County county;
    const FileEffects effects{
        county.outbox, *county.vault, [](const Document&) { return nullptr; }};
    for (const auto* effect : {"letter", "export", "pay_list"})
        CHECK(effects.offers(effect));
    CHECK_FALSE(effects.offers("sms"));
}

TEST_CASE("every key has a file name of its own that stays inside the folder") {
    const std::string long_key(400, 'k');
    const std::vector<std::string> keys{
        "case:1#17",
        "case_3a1#17",
        "../../etc/passwd",
        ".hidden",
        "..",
        "",
        "张三",
        "a/b",
        "a_b",
        "A b",
        long_key,
        long_key + "x"};
    std::set<std::string> names;
    for (const auto& key : keys) {
        const auto name = file_name_of(key);
        CAPTURE(key);
        CHECK(name.find('/') == std::string::npos);
        CHECK_FALSE(name.starts_with('.'));
        CHECK(name.size() <= 200);
        names.insert(name);
    }
    CHECK(names.size() == keys.size());
    CHECK(file_name_of("case:1#17") == "case_3a1_2317");
}
