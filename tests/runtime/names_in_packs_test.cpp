#include "core/app/adapters.hpp"
#include "core/model/near_name.hpp"
#include "core/rules/lua_expressions.hpp"
#include "core/runtime/pack_library.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace gongdao;

namespace {

constexpr std::string_view manifest = R"(id p
title 试
process p
case_title "{who}"
number "{org}-{year}-P-{serial5}" { kind P }
role clerk { title 经办 may "open" }
)";

constexpr std::string_view fields = R"({"type": "object", "properties": {
  "who":    {"type": "string", "title": "谁"},
  "amount": {"type": "integer", "title": "数"},
  "wages":  {"type": "array", "title": "工资", "items": {"type": "object", "properties": {
    "month": {"type": "string", "title": "月份"}, "paid": {"type": "integer", "title": "已付"}}}},
  "bank":   {"type": "object", "title": "银行", "properties": {
    "branch": {"type": "string", "title": "支行"}}}
}})";

constexpr std::string_view rule = R"(return {
  id = "grade", name = "定级", hit = "FIRST", from = "2025-01-01",
  inputs = [[ 数 数 amount ]],
  rows = [[
    编号 | 数 => 等级 数 level
    大 | >=5 => 2
    默认 => 1
  ]],
})";

constexpr std::string_view free_rule = R"(return {
  id = "due", name = "期限", kind = "free", from = "2025-01-01", reads = { "amount" },
  evaluate = function(facts)
    local found = { due_on = "2025-01-01" }
    found.by_hand = true
    return found
  end,
})";

/// A pack whose process is a start, what is given, and an end; the flow into the end carries the
/// condition.
std::map<std::string, std::string> pack_with(
    const std::string& attributes, const std::string& inside = {}, const std::string& more = {}
) {
    const std::string head =
        R"(<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" )"
        R"(xmlns:gongdao="urn:gongdao:bpmn:1" id="d" targetNamespace="t">)"
        "\n<process id=\"p\" isExecutable=\"true\">\n<startEvent id=\"s\"/>\n" +
        more + R"(<sequenceFlow id="f1" sourceRef="s" targetRef="t"/>)" +
        "\n<userTask id=\"t\" name=\"办\" gongdao:role=\"clerk\" ";
    const std::string tail =
        "</userTask>\n<sequenceFlow id=\"f2\" sourceRef=\"t\" targetRef=\"e\"/>\n"
        "<endEvent id=\"e\"/>\n</process></definitions>";
    return {
        {"pack.info", std::string{manifest}},
        {"fields.schema.json", std::string{fields}},
        {"p.bpmn", head + attributes + ">" + inside + tail},
        {"scripts/grade.lua", std::string{rule}},
        {"scripts/due.lua", std::string{free_rule}}};
}

Faults faults_of(const std::map<std::string, std::string>& files) {
    Faults faults;
    const Offers offers{.functions = {}, .jobs = {}, .effects = {"letter"}};
    (void)prepare_pack(files, LuaRuleLoader{}, LuaExpressions{}, offers, faults);
    return faults;
}

/// The names that are refused, of faults that are all about names.
std::vector<std::string> refused(const std::map<std::string, std::string>& files) {
    std::vector<std::string> names;
    for (const auto& fault : faults_of(files)) {
        REQUIRE_MESSAGE(
            fault.kind->code.starts_with("model.unknown_name"), sentence(fault, Language::english)
        );
        names.push_back(fault.arguments.front());
    }
    return names;
}

using Names = std::vector<std::string>;

/// Two ways behind a gateway, the first under the condition.
std::map<std::string, std::string> pack_asking(const std::string& condition) {
    auto files = pack_with(
        "",
        "",
        "<sequenceFlow id=\"f0\" sourceRef=\"s\" targetRef=\"g\"/>\n"
        "<exclusiveGateway id=\"g\" default=\"f3\"/>\n<endEvent id=\"other\"/>\n"
        "<sequenceFlow id=\"f3\" sourceRef=\"g\" targetRef=\"other\"/>\n"
    );
    auto& bpmn = files["p.bpmn"];
    const std::string plain = R"(<sequenceFlow id="f1" sourceRef="s" targetRef="t"/>)";
    bpmn.replace(
        bpmn.find(plain),
        plain.size(),
        "<sequenceFlow id=\"f1\" sourceRef=\"g\" targetRef=\"t\"><conditionExpression>" +
            condition + "</conditionExpression></sequenceFlow>"
    );
    return files;
}

std::map<std::string, std::string> pack_writing(const std::string& letter) {
    auto files = pack_with(
        "", R"(<extensionElements><gongdao:input target="to" source="who"/></extensionElements>)"
    );
    files["letters/notice.html"] = letter;
    files["letters/style.html"] = "<p>{as_it_stands}</p>";
    return files;
}

} // namespace

TEST_CASE("a condition over a name that is nothing is refused with element, line and a near name") {
    REQUIRE(faults_of(pack_asking("amount == 5")).empty());
    Faults faults;
    (void
    )prepare_pack(pack_asking("amuont == 5"), LuaRuleLoader{}, LuaExpressions{}, Offers{}, faults);
    REQUIRE(faults.size() == 1);
    CHECK(faults.front().place.file == "p.bpmn");
    CHECK(faults.front().place.element == "f1");
    CHECK(faults.front().place.line == 8);
    const auto chinese = sentence(faults.front(), Language::chinese);
    CHECK(chinese.find("“amuont”既不是字段，也不是变量或函数，是否应为“amount”？") != chinese.npos);
    CHECK(refused(pack_asking("nothing_like_it &gt; 1")) == Names{"nothing_like_it"});
    CHECK(refused(pack_asking("add_day(who, 1) == nil")) == Names{"add_day"});
    CHECK(refused(pack_asking("status == 'open'")) == Names{"status"});
}

TEST_CASE("so are names in expressions of tasks, mappings and variables") {
    CHECK(refused(pack_with("gongdao:due=\"=nofield\"")) == Names{"nofield"});
    CHECK(refused(pack_with("gongdao:assignee=\"whom\"")) == Names{"whom"});
    const auto mapped = [](const std::string& mapping) {
        return pack_with("", "<extensionElements>" + mapping + "</extensionElements>");
    };
    CHECK(refused(mapped(R"(<gongdao:input target="x" source="wo"/>)")) == Names{"wo"});
    CHECK(refused(mapped(R"(<gongdao:output target="x" source="x or y"/>)")) == Names{"y"});
    CHECK(refused(mapped(R"(<gongdao:variable name="x" initial="z"/>)")) == Names{"z"});
    CHECK(faults_of(mapped(R"(<gongdao:variable name="x" initial="who"/>)")).empty());
    const auto repeated = [](const std::string& completion) {
        return pack_with(
            "",
            R"(<multiInstanceLoopCharacteristics gongdao:collection="wages" gongdao:item="wage">)"
            "<completionCondition>" +
                completion + "</completionCondition></multiInstanceLoopCharacteristics>"
        );
    };
    CHECK(faults_of(repeated("number_of_completed_instances == 2 or wage.paid == loop_counter"))
              .empty());
    CHECK(refused(repeated("number_of_instance == 2")) == Names{"number_of_instance"});
}

TEST_CASE("a correlation knows the case number, and a condition does not") {
    const auto waiting = [](const std::string& key) {
        auto files = pack_with("");
        auto& bpmn = files["p.bpmn"];
        const std::string end = "<endEvent id=\"e\"/>";
        bpmn.replace(
            bpmn.find(end),
            end.size(),
            "<receiveTask id=\"e\" gongdao:message=\"told\" gongdao:correlation=\"" + key + "\"/>"
        );
        return files;
    };
    CHECK(faults_of(waiting("who or number")).empty());
    CHECK(refused(waiting("numbr")) == Names{"numbr"});
    CHECK(refused(pack_asking("number == 'x'")) == Names{"number"});
}

TEST_CASE("what rules and scripts give is known where it reaches the case") {
    const auto after = [](const std::string& task, const std::string& condition) {
        auto files = pack_asking(condition);
        auto& bpmn = files["p.bpmn"];
        const std::string flow = R"(<sequenceFlow id="f0" sourceRef="s" targetRef="g"/>)";
        bpmn.replace(
            bpmn.find(flow),
            flow.size(),
            R"(<sequenceFlow id="f0" sourceRef="s" targetRef="w"/>)" + task +
                R"(<sequenceFlow id="f4" sourceRef="w" targetRef="g"/>)"
        );
        return files;
    };
    const std::string grade = R"(<businessRuleTask id="w" gongdao:rule="grade"/>)";
    CHECK(faults_of(after(grade, "level == 2")).empty());
    CHECK(refused(after(grade, "levl == 2")) == Names{"levl"});
    const std::string named =
        R"(<businessRuleTask id="w" gongdao:rule="grade" gongdao:result="r"/>)";
    CHECK(faults_of(after(named, "r == 2")).empty());
    CHECK(refused(after(named, "level == 2")) == Names{"level"});
    const std::string due = R"(<businessRuleTask id="w" gongdao:rule="due"/>)";
    CHECK(faults_of(after(due, "due_on ~= nil and by_hand")).empty());
    CHECK(refused(after(due, "due_no ~= nil")) == Names{"due_no"});
    const std::string script =
        "<scriptTask id=\"w\"><script>local t = { one = 1 } t.two = amount t['three'] = 3 "
        "return t</script></scriptTask>";
    CHECK(faults_of(after(script, "one == two and two == three")).empty());
    CHECK(refused(after(script, "four == 4")) == Names{"four"});
    const std::string wrong =
        "<scriptTask id=\"w\"><script>return { x = amunt }</script></scriptTask>";
    CHECK(refused(after(wrong, "x == 1")) == Names{"amunt"});
}

TEST_CASE("placeholders of letters must name fields, inputs or what every letter knows") {
    CHECK(
        faults_of(pack_writing("{>style}<p>{who}{today}{number}{serial}{title}{to}{bank.branch}</p>"
                               "{#wages}{row} {month} {paid} {who}{/wages}{^who}{amount}{/who}"
                               "<style>p {margin}</style><!-- {no} -->"))
            .empty()
    );
    CHECK(refused(pack_writing("{>style}<p>\n{whoo}")) == Names{"whoo"});
    CHECK(refused(pack_writing("{>style}{#wages}{moth}{/wages}{month}")) == Names{"moth", "month"});
    CHECK(
        refused(pack_writing("{>style}{bank.brunch} {#nobody}{/nobody}")) ==
        Names{"bank.brunch", "nobody"}
    );
    const auto open = faults_of(pack_writing("{#who}"));
    REQUIRE_FALSE(open.empty());
    CHECK(open.front().kind->code == "letter.section_open");
    CHECK(open.front().place.file == "letters/notice.html");
    const auto shared = faults_of(pack_writing("{>stile}"));
    REQUIRE_FALSE(shared.empty());
    CHECK(shared.front().kind->code == "letter.unknown_shared");
}

TEST_CASE("a near name differs by a slip or two") {
    const std::set<std::string> known{"amount", "amount_fen", "rank", "due_on", "n"};
    CHECK(near_name("amuont", known) == "amount");
    CHECK(near_name("ammount_fn", known) == "amount_fen");
    CHECK(near_name("rnak", known) == "rank");
    CHECK(near_name("amounts", known) == "amount");
    CHECK(near_name("x", known).empty());
    CHECK(near_name("total", known).empty());
    CHECK(near_name(std::string(200, 'a'), known).empty());
    CHECK(near_name("rank", {}).empty());
}

TEST_CASE("a field or a variable is not named as what is built into scripts") {
    auto files = pack_with("");
    auto& schema = files["fields.schema.json"];
    const std::string before = "\"who\":";
    schema.insert(schema.find(before), R"("times": {"type": "integer", "title": "次数"}, )");

    const auto of_field = faults_of(files);
    const auto of_variable = faults_of(pack_with(
        "",
        R"(<extensionElements><gongdao:output target="floor" source="who"/></extensionElements>)"
    ));

    REQUIRE(of_field.size() == 1);
    CHECK(
        sentence(of_field.front(), Language::chinese) ==
        "fields.schema.json“times”：名称“times”与脚本内置名称重名，表达式无法区分，请改名"
    );
    REQUIRE(of_variable.size() == 1);
    CHECK(of_variable.front().kind->code == "model.named_as_built_in");
    const auto of_script = faults_of(pack_with(
        "",
        "",
        "<boundaryEvent id=\"b\" attachedToRef=\"t\"><timerEventDefinition><timeDuration>P1D"
        "</timeDuration></timerEventDefinition></boundaryEvent>\n"
        "<sequenceFlow id=\"f4\" sourceRef=\"b\" targetRef=\"w\"/>\n"
        "<scriptTask id=\"w\"><script>return { floor = 3 }</script></scriptTask>\n"
        "<sequenceFlow id=\"f5\" sourceRef=\"w\" targetRef=\"e\"/>\n"
    ));
    REQUIRE(of_script.size() == 1);
    CHECK(of_script.front().kind->code == "model.named_as_built_in");
}

TEST_CASE("a review compares only what its rule gives") {
    struct Row {
        std::string rule;
        std::string compare;
        std::string refused;
    };

    const Row rows[]{
        {"grade", "level", ""},
        {"grade", "amount", "model.review_compares_nothing"},
        {"due", "due_on", ""},
        {"due", "amount", "model.review_compares_nothing"}};
    for (const auto& row : rows) {
        CAPTURE(row.rule);
        CAPTURE(row.compare);
        auto files = pack_with(
            "",
            "",
            "<boundaryEvent id=\"b\" attachedToRef=\"t\" gongdao:message=\"变\">"
            "<messageEventDefinition/></boundaryEvent>\n"
            "<sequenceFlow id=\"f4\" sourceRef=\"b\" targetRef=\"e\"/>\n"
        );
        files["pack.info"] += "review r { title 重估 rule " + row.rule + " compare " + row.compare +
                              " message 变 }\n";
        auto& schema = files["fields.schema.json"];
        const std::string first = "\"properties\": {\n";
        schema.insert(
            schema.find(first) + first.size(),
            R"("level": {"type": "integer", "title": "等级"}, "due_on": {"type": "string", "title": "到期日"},)"
            "\n"
        );

        const auto faults = faults_of(files);

        CHECK((faults.empty() ? "" : std::string{faults.front().kind->code}) == row.refused);
    }
}
