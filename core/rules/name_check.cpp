#include "core/rules/name_check.hpp"

#include "core/model/errors.hpp"
#include "core/model/fault_order.hpp"
#include "core/model/letter_errors.hpp"
#include "core/model/letter_template.hpp"
#include "core/model/near_name.hpp"
#include "core/model/pack_check.hpp"
#include "core/rules/lua_expressions.hpp"
#include "core/rules/lua_tokens.hpp"

#include <algorithm>
#include <utility>

namespace gongdao {

namespace {

using Names = std::set<std::string>;

void add_fields(const FieldSchema& schema, Names& names) {
    for (const auto& field : schema.fields())
        names.insert(field.id);
}

bool catches_error(const Element& element) {
    const bool waits =
        element.kind == ElementKind::boundary_event || element.kind == ElementKind::start_event;
    return waits && element.trigger == Trigger::error;
}

void add_outcome(const std::string& rule_id, const std::vector<RuleInfo>& rules, Names& names) {
    for (const auto& rule : rules) {
        if (rule.id == rule_id) names.insert(rule.gives.begin(), rule.gives.end());
    }
}

/// What the element brings about, beside its declared variables.
void add_given(const Element& element, const std::vector<RuleInfo>& rules, Names& names) {
    if (element.multi_instance || element.loop) names.insert("loop_counter");
    if (catches_error(element)) names.insert({"error_code", "error_text"});
    const auto& work = element.work;
    if (!work.result.empty()) return;
    if (work.kind == Work::Kind::rule) add_outcome(work.name, rules, names);
    const auto given = given_names(work.script);
    names.insert(given.begin(), given.end());
}

/// Processes of one pack call each other and see what the caller has: what one knows, all know.
Names names_of(
    const std::vector<RuleInfo>& rules, const Pack& pack, const std::vector<FieldSchema>& imported
) {
    Names names;
    add_fields(pack.fields, names);
    for (const auto& schema : imported)
        add_fields(schema, names);
    for (const auto& [id, process] : pack.definitions.processes) {
        names.merge(variables_of(*process));
        for (const auto& element : process->elements)
            add_given(element, rules, names);
    }
    return names;
}

Error unknown(const std::string& name, const Names& known, Place place) {
    auto near = near_name(name, known);
    if (near.empty()) return fail(errors::unknown_name, {name}, std::move(place));
    return fail(errors::unknown_name_near, {name, std::move(near)}, std::move(place));
}

void check_use(const ExpressionUse& use, const Names& known, Faults& faults) {
    for (const auto& name : free_names(use.text)) {
        const bool here = std::find(use.also.begin(), use.also.end(), name) != use.also.end();
        if (here || known.contains(name)) continue;
        faults.push_back(unknown(
            name, known, {.file = use.file, .line = use.line, .column = 0, .element = use.element}
        ));
    }
}

/// The placeholders of one letter.
class LetterNames {
public:
    LetterNames(const Pack& pack, std::string id, const Names& known, Faults& faults)
        : pack_{pack}, id_{std::move(id)}, known_{known}, faults_{faults} {}

    void check(const std::vector<LetterPart>& parts) {
        for (const auto& part : parts)
            check(part);
    }

private:
    /// A group that a part of the letter stands in; null where nobody says what it holds.
    using Group = const std::vector<Field>*;

    [[nodiscard]] Place place_of(const LetterPart& part) const {
        return {.file = "letters/" + id_ + ".html", .line = part.line, .column = 0, .element = id_};
    }

    void check(const LetterPart& part) {
        if (part.kind == LetterPart::Kind::text) return;
        if (part.kind == LetterPart::Kind::shared) {
            if (!pack_.letters.contains(part.text))
                faults_.push_back(fail(errors::letter_unknown_shared, {part.text}, place_of(part)));
            return;
        }
        const auto* field = check_path(part);
        if (part.kind == LetterPart::Kind::value) return;
        const bool scalar = field != nullptr && field->fields.empty();
        if (!scalar) groups_.push_back(field == nullptr ? nullptr : &field->fields);
        check(part.parts);
        if (!scalar) groups_.pop_back();
    }

    /// The field that the placeholder names, where it is one; null for variables and details.
    const Field* check_path(const LetterPart& part) {
        const auto dot = part.text.find('.');
        const auto first = part.text.substr(0, dot);
        const auto* field = find(first);
        if (field == nullptr && !is_known(first)) {
            faults_.push_back(unknown(first, known_, place_of(part)));
            return nullptr;
        }
        auto rest = dot == std::string::npos ? std::string{} : part.text.substr(dot + 1);
        while (field != nullptr && !rest.empty()) {
            const auto end = rest.find('.');
            const auto* inner = find_in(field->fields, rest.substr(0, end));
            if (inner == nullptr && !field->fields.empty())
                faults_.push_back(unknown(part.text, names_in(field->fields), place_of(part)));
            field = inner;
            rest = end == std::string::npos ? std::string{} : rest.substr(end + 1);
        }
        return field;
    }

    static const Field* find_in(const std::vector<Field>& fields, std::string_view id) {
        const auto found = std::find_if(fields.begin(), fields.end(), [&](const Field& field) {
            return field.id == id;
        });
        return found == fields.end() ? nullptr : &*found;
    }

    static Names names_in(const std::vector<Field>& fields) {
        Names names;
        for (const auto& field : fields)
            names.insert(field.id);
        return names;
    }

    [[nodiscard]] const Field* find(std::string_view id) const {
        for (auto group = groups_.rbegin(); group != groups_.rend(); ++group) {
            const auto* found = *group == nullptr ? nullptr : find_in(**group, id);
            if (found != nullptr) return found;
        }
        return pack_.fields.find(id);
    }

    [[nodiscard]] bool is_known(const std::string& name) const {
        const bool anything_goes =
            std::find(groups_.begin(), groups_.end(), nullptr) != groups_.end();
        return anything_goes || known_.contains(name) || (name == "row" && !groups_.empty());
    }

    const Pack& pack_;
    std::string id_;
    const Names& known_;
    Faults& faults_;
    std::vector<Group> groups_;
};

void add_shared(const std::vector<LetterPart>& parts, Names& shared) {
    for (const auto& part : parts) {
        if (part.kind == LetterPart::Kind::shared) shared.insert(part.text);
        add_shared(part.parts, shared);
    }
}

void check_letters(const Pack& pack, Names known, Faults& faults) {
    known.insert({"today", "number", "serial", "title"});
    std::map<std::string, std::vector<LetterPart>> letters;
    Names shared; // taken as they stand, with nothing in them filled
    for (const auto& [id, html] : pack.letters) {
        auto parts = parse_letter(html);
        if (parts) {
            add_shared(*parts, shared);
            letters.emplace(id, std::move(*parts));
            continue;
        }
        auto fault = parts.error();
        fault.place.file = "letters/" + id + ".html";
        fault.place.element = id;
        faults.push_back(std::move(fault));
    }
    for (const auto& [id, parts] : letters) {
        if (!shared.contains(id)) LetterNames{pack, id, known, faults}.check(parts);
    }
}

/// What a rule never gives differs from every fact, every day.
void check_reviews(const std::vector<RuleInfo>& rules, const Pack& pack, Faults& faults) {
    for (const auto& [id, review] : pack.reviews) {
        Names given;
        add_outcome(review.rule, rules, given);
        for (const auto& field : review.compare) {
            if (given.empty() || given.contains(field)) continue;
            faults.push_back(fail(
                errors::review_compares_nothing,
                {review.rule, field},
                {.file = "pack.info", .line = review.line, .column = 0, .element = id}
            ));
        }
    }
}

/// Where a case lacks the fact, an expression would see what is built in.
void check_hidden(
    const std::vector<RuleInfo>& rules, const Pack& pack, const Names& built_in, Faults& faults
) {
    const auto check = [&](const std::string& name, const std::string& file, int line) {
        if (!built_in.contains(name)) return;
        faults.push_back(fail(
            errors::named_as_built_in,
            {name},
            {.file = file, .line = line, .column = 0, .element = name}
        ));
    };
    for (const auto& field : pack.fields.fields())
        check(field.id, "fields.schema.json", 0);
    for (const auto& [id, process] : pack.definitions.processes) {
        for (const auto& element : process->elements) {
            auto names = variables_of(element);
            add_given(element, rules, names);
            for (const auto& name : names)
                check(name, process->file, element.line);
        }
    }
}

} // namespace

void check_names(
    const std::vector<RuleInfo>& rules,
    const std::vector<ExpressionUse>& uses,
    const Pack& pack,
    const std::vector<FieldSchema>& imported,
    Faults& faults
) {
    const auto before = faults.size();
    const auto given = names_of(rules, pack, imported);
    const auto library = LuaExpressions::library();
    const Names built_in{library.begin(), library.end()};
    auto known = given;
    known.insert(built_in.begin(), built_in.end());
    check_hidden(rules, pack, built_in, faults);
    for (const auto& use : uses)
        check_use(use, known, faults);
    check_letters(pack, given, faults);
    check_reviews(rules, pack, faults);
    sort_by_place(faults, before);
}

} // namespace gongdao
