#pragma once

#include "core/engine/context.hpp"
#include "tests/cases/case_file.hpp"

#include <boost/json/object.hpp>

#include <map>
#include <string>

/// What surrounds the cases under test: a pack, and rules and functions whose answers a case gives.
namespace gongdao::cases {

inline constexpr ErrorKind not_given{
    "cases.not_given",
    ErrorClass::findings,
    "案例没有给出“{0}”的答案",
    "the case gives no answer for \"{0}\""};

class GivenRules final : public RuleBook {
public:
    std::map<std::string, Document, std::less<>> outcomes;

    [[nodiscard]] Result<Decision>
    decide(std::string_view rule, const Document& facts, CivilDate) const override {
        const auto found = outcomes.find(rule);
        if (found == outcomes.end()) return fail(not_given, {std::string{rule}});
        return Decision{
            .rule = std::string{rule},
            .version = "v1",
            .inputs = ReadFacts{facts},
            .outcome = found->second,
            .fired = {{.row = "1", .reason = "满足第一行", .clause = "第一条"}},
            .reconsider_on = {}};
    }
};

class GivenFunctions final : public FunctionBook {
public:
    std::map<std::string, Document, std::less<>> outputs;

    [[nodiscard]] Result<Document>
    call(std::string_view function, const Document&, Instant) const override {
        const auto found = outputs.find(function);
        if (found == outputs.end()) return fail(not_given, {std::string{function}});
        return found->second;
    }
};

/// The one pack of all cases; each case brings its own processes.
inline Pack read_case_pack(const std::filesystem::path& folder) {
    Faults faults;
    Pack pack;
    pack.id = PackId{"cases"};
    pack.title = "案例";
    pack.version = "1";
    pack.fields = read_field_schema(text_of_file(folder / "fields.schema.json"), "fields", faults);
    if (!faults.empty()) throw std::runtime_error(sentence(faults.front(), Language::english));
    pack.roles["worker"] = {.id = "worker", .title = "经办人", .may = {"open", "note"}};
    pack.roles["leader"] = {
        .id = "leader", .title = "负责人", .may = {"open", "correct", "void", "resolve"}};
    pack.roles["messenger"] = {.id = "messenger", .title = "收发", .may = {"message"}};
    pack.forms["approval"] = {
        .id = "approval",
        .title = "审批",
        .entries = {{.field = "approved", .required = true}, {.field = "n", .read_only = true}}};
    pack.forms["payment"] = {
        .id = "payment",
        .title = "登记",
        .entries =
            {{.field = "n"},
             {.field = "m"},
             {.field = "text", .needed_when = "n ~= nil and n < (m or 0)"}},
        .refusals = {{.when = "n ~= nil and n < 0", .sentence = "不能是负数。"}},
        .checks = {{.rule = "payment.entered"}}};
    pack.queries["same_who"] = {
        .id = "same_who", .answer = Query::Answer::count, .match = {"who"}, .within = "1y"};
    return pack;
}

} // namespace gongdao::cases
