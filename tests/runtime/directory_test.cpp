#include "tests/runtime/trial_node.hpp"

using namespace gongdao;
using namespace gongdao::testing;

namespace {

void enter_town(TrialNode& node, const std::string& code, const std::string& parent) {
    node.as(
        "root",
        "set_entry",
        {{"register", "organisation"},
         {"values", DocumentObject{{"code", code}, {"name", code}, {"parent", parent}}}}
    );
}

Result<Reply> retire(TrialNode& node, const std::string& register_id, const std::string& key) {
    return node.give(
        "root", "retire_entry", {{"register", register_id}, {"key", key}, {"reason", "撤并"}}
    );
}

std::string status_of(TrialNode& node, const std::string& key) {
    const auto state = must(node.node().load_stream(StreamId{"entry:user:" + key}));
    return std::get<EntryState>(state).status;
}

} // namespace

TEST_CASE("what would make roles or jurisdictions meaningless is refused") {
    TrialNode node;
    enter_town(node, "330213001", "330213");
    enter_town(node, "330213002", "330213001");
    must(retire(node, "organisation", "330213002"));

    struct Row {
        const char* register_id;
        DocumentObject values;
        const char* code;
    };

    const auto user = [](const char* id, const char* home, const char* roles) {
        return DocumentObject{{"id", id}, {"name", "某"}, {"organisation", home}, {"roles", roles}};
    };
    const auto organisation = [](const char* code, const char* parent) {
        return DocumentObject{{"code", code}, {"name", "某"}, {"parent", parent}};
    };
    for (const auto& [register_id, values, code] : std::vector<Row>{
             {"user", user("system", "330213", ""), "runtime.user_id_reserved"},
             {"user", user("a", "9", ""), "runtime.organisation_unknown"},
             {"user", user("a", "330213002", ""), "runtime.organisation_retired"},
             {"user", user("a", "330213", "clerk"), "runtime.user_role_shape"},
             {"user", user("a", "330213", "clerk@"), "runtime.user_role_shape"},
             {"user", user("a", "330213", "@330213"), "runtime.user_role_shape"},
             {"user", user("a", "330213", "king@330213"), "runtime.user_role_unknown"},
             {"user", user("a", "330213", "clerk@9"), "runtime.organisation_unknown"},
             {"user", user("a", "330213", "clerk@330213002"), "runtime.organisation_retired"},
             {"user", user("a", "330213", "king@9"), "engine.several_faults"},
             {"user", user("a", "330213", "clerk@330213; administrator@330213;"), ""},
             {"organisation", organisation("330213001", "9"), "runtime.organisation_unknown"},
             {"organisation", organisation("1", "330213002"), "runtime.organisation_retired"},
             {"organisation", organisation("1", "1"), "runtime.organisation_in_circle"},
             {"organisation",
              organisation("330213", "330213001"),
              "runtime.organisation_in_circle"},
             {"organisation",
              {{"code", "1"},
               {"name", "某"},
               {"valid_from", "2026-01-01"},
               {"valid_to", "2025-12-31"}},
              "runtime.organisation_ends_before"},
             {"organisation", organisation("1", ""), ""}}) {
        CAPTURE(canonical_text(Document(values)));
        const auto given =
            node.give("root", "set_entry", {{"register", register_id}, {"values", values}});
        CHECK(code_of(given) == code);
    }
}

TEST_CASE("the last administrator keeps that role") {
    TrialNode node;
    const auto give_roles = [&](const char* person, const char* roles) {
        return node.give(
            "root",
            "set_entry",
            {{"register", "user"}, {"values", DocumentObject{{"id", person}, {"roles", roles}}}}
        );
    };
    CHECK(code_of(give_roles("root", "clerk@330213")) == "runtime.last_administrator");
    must(give_roles("li", "clerk@330213; administrator@330213"));
    must(give_roles("root", "clerk@330213"));
}

TEST_CASE("roles over an organisation end on the day from which it is no more") {
    TrialNode node;
    enter_town(node, "330213001", "330213");
    node.as(
        "root",
        "set_entry",
        {{"register", "user"},
         {"values",
          DocumentObject{
              {"id", "zhao"},
              {"name", "赵"},
              {"organisation", "330213001"},
              {"roles", "clerk@330213001"}}}}
    );
    node.as(
        "root",
        "set_entry",
        {{"register", "organisation"},
         {"values", DocumentObject{{"code", "330213001"}, {"valid_to", "2026-03-04"}}}}
    );
    node.wait_until("2026-03-03T23:00");
    node.as("zhao", "open_case", {});
    node.wait_until("2026-03-04T00:00");
    CHECK(code_of(node.give("zhao", "open_case", {})) == "engine.role_missing");
}

TEST_CASE("an organisation that something hangs on is not retired, and what it is is named") {
    TrialNode node;
    enter_town(node, "330213001", "330213");
    enter_town(node, "330213002", "330213001");
    CHECK(code_of(retire(node, "organisation", "330213")) == "runtime.organisation_is_county");
    CHECK(
        code_of(retire(node, "organisation", "330213001")) == "runtime.organisation_has_children"
    );
    const auto enter = [&](const char* home, const char* roles) {
        node.as(
            "root",
            "set_entry",
            {{"register", "user"},
             {"values",
              DocumentObject{
                  {"id", "zhao"}, {"name", "赵"}, {"organisation", home}, {"roles", roles}}}}
        );
    };
    enter("330213", "clerk@330213002");
    const auto refused = retire(node, "organisation", "330213002");
    CHECK(code_of(refused) == "runtime.organisation_has_users");
    CHECK(sentence(refused.error(), Language::chinese).find("zhao") != std::string::npos);
    enter("330213", "clerk@330213");
    const auto opened = node.as("li", "open_case", {{"owner", "330213002"}});
    CHECK(code_of(retire(node, "organisation", "330213002")) == "runtime.organisation_has_cases");
    node.as(
        "root",
        "set_entry",
        {{"register", "organisation"},
         {"values", DocumentObject{{"code", "330213002"}, {"type", "town"}}}}
    );
    node.as("system", "void_case", {{"case", opened.stream.text()}, {"reason", "误登"}});
    must(retire(node, "organisation", "330213002"));
    must(retire(node, "organisation", "330213001"));
}

TEST_CASE("a retired person comes back only by being reinstated, with a reason") {
    TrialNode node;
    const auto write = [&] {
        return node.give(
            "root",
            "set_entry",
            {{"register", "user"}, {"values", DocumentObject{{"id", "guest"}, {"name", "旁"}}}}
        );
    };
    const auto reinstate = [&](const char* reason) {
        return node.give(
            "root", "reinstate_entry", {{"register", "user"}, {"key", "guest"}, {"reason", reason}}
        );
    };
    CHECK(code_of(reinstate("返聘")) == "runtime.entry_not_retired");
    CHECK(
        code_of(node.give(
            "root", "retire_entry", {{"register", "user"}, {"key", "guest"}, {"reason", ""}}
        )) == "runtime.entry_reason_missing"
    );
    must(retire(node, "user", "guest"));
    CHECK(code_of(retire(node, "user", "guest")) == "runtime.entry_retired_already");
    CHECK(code_of(write()) == "runtime.entry_is_retired");
    CHECK(status_of(node, "guest") == "retired");
    CHECK(code_of(reinstate("")) == "runtime.entry_reason_missing");
    CHECK(
        code_of(node.give(
            "li", "reinstate_entry", {{"register", "user"}, {"key", "guest"}, {"reason", "返聘"}}
        )) == "runtime.may_not_edit_register"
    );
    must(reinstate("返聘"));
    CHECK(status_of(node, "guest") == "active");
    CHECK(code_of(write()).empty());
    node.reopen();
    CHECK(node.verified().holds());
}

TEST_CASE("a person's open tasks are named before he is retired, or given back to their role") {
    TrialNode node;
    const auto stream =
        node.as("li", "open_case", {{"facts", DocumentObject{{"who", "a"}}}}).stream;
    node.as("li", "publish_message", {{"name", "answer"}, {"correlation", "a"}});
    node.as("wang", "claim_task", {{"case", stream.text()}, {"element", "read"}});

    const auto refused = retire(node, "user", "wang");
    CHECK(code_of(refused) == "runtime.user_has_tasks");
    const auto number = must(node.node().load_case(stream)).number;
    CHECK(sentence(refused.error(), Language::english).find(number) != std::string::npos);
    node.as(
        "root",
        "retire_entry",
        {{"register", "user"}, {"key", "wang"}, {"reason", "离职"}, {"release", true}}
    );
    CHECK(must(node.node().load_case(stream)).tasks.begin()->second.assignee.empty());
    CHECK(status_of(node, "wang") == "retired");
    CHECK(node.verified().holds());
}

TEST_CASE("a field that names a person takes only active people with its role") {
    TrialNode node;
    must(retire(node, "user", "wang"));
    for (const auto& [helper, code] : std::vector<std::pair<const char*, const char*>>{
             {"li", ""},
             {"nobody", "engine.person_unknown"},
             {"system", "engine.person_unknown"},
             {"wang", "engine.person_retired"},
             {"guest", "engine.person_without_role"}}) {
        CAPTURE(helper);
        const auto opened =
            node.give("li", "open_case", {{"facts", DocumentObject{{"helper", helper}}}});
        CHECK(code_of(opened) == code);
    }
}
