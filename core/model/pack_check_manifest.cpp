#include "core/model/errors.hpp"
#include "core/model/pack_check.hpp"

#include <algorithm>
#include <sstream>
#include <utility>

namespace gongdao {

namespace {

class ManifestNames {
public:
    explicit ManifestNames(NameCheck& check) : check_{check}, pack_{check.pack()} {}

    void check_all() {
        check_title_template();
        check_.need_case_field(pack_.relevant_date, place_of(0, "relevant_date"));
        check_people(pack_.fields.fields(), "fields.schema.json");
        for (const auto& [id, form] : pack_.forms)
            check_form(form);
        for (const auto& [id, query] : pack_.queries)
            check_query(query);
        for (const auto& [id, definition] : pack_.registers)
            check_register(definition);
        for (const auto& [id, batch] : pack_.batches)
            check_batch(batch);
        for (const auto& [id, review] : pack_.reviews)
            check_review(review);
        for (const auto& [id, board] : pack_.boards)
            check_board(board);
    }

private:
    static Place
    place_of(int line, const std::string& element, const std::string& file = "pack.info") {
        Place place;
        place.file = file;
        place.line = line;
        place.element = element;
        return place;
    }

    void check_title_template() {
        const auto& text = pack_.title_template;
        for (auto at = text.find('{'); at != std::string::npos; at = text.find('{', at + 1)) {
            check_.need_case_field(
                text.substr(at + 1, text.find('}', at) - at - 1), place_of(0, "case_title")
            );
        }
    }

    void check_people(const std::vector<Field>& fields, const std::string& file) {
        for (const auto& field : fields) {
            for (const auto& role : field.people)
                check_.need_role(role, place_of(0, field.id, file));
            check_people(field.fields, file);
        }
    }

    void check_form(const Form& form) {
        const auto file = "forms/" + form.id + ".info";
        for (const auto& entry : form.entries) {
            const bool known = pack_.fields.find(entry.field) != nullptr ||
                               (entry.read_only && is_case_fact(entry.field));
            if (!known)
                check_.fault(
                    place_of(entry.line, form.id, file), errors::dangling_field, entry.field
                );
        }
        for (const auto& check : form.checks)
            check_.need_rule(check.rule, place_of(check.line, form.id, file));
    }

    /// Fields of another pack's cases cannot be seen from here.
    void check_case_conditions(
        const std::string& of_pack, const std::vector<Condition>& where, const std::string& owner
    ) {
        if (of_pack != pack_.id.text()) return;
        for (const auto& condition : where)
            check_.need_case_field(condition.field, place_of(condition.line, owner));
    }

    void check_query(const Query& query) {
        const auto place = place_of(query.line, query.id);
        check_.need_import(query.pack, place);
        for (const auto& field : query.match)
            check_.need_case_field(field, place);
        check_case_conditions(query.pack, query.where, query.id);
        if (query.pack == pack_.id.text()) check_.need_case_field(query.within_field, place);
    }

    void check_register(const RegisterDefinition& definition) {
        const auto place = place_of(definition.line, definition.id);
        check_.need_entry_field(&definition, definition.key, place);
        for (const auto& role : definition.editors)
            check_.need_role(role, place);
        check_people(definition.fields.fields(), "registers/" + definition.id + ".schema.json");
    }

    void check_batch(const BatchDefinition& batch) {
        const auto place = place_of(batch.line, batch.id);
        const auto* entries = check_.need_register(batch.register_id, place);
        for (const auto& condition : batch.where) {
            check_.need_entry_field(entries, condition.field, place_of(condition.line, batch.id));
        }
        check_.need_rule(batch.rule, place);
        check_.need_function(batch.program, place);
        check_.need_effect(batch.effect, place);
        check_.need_entry_field(entries, batch.key, place);
        for (const auto& role : batch.approvals)
            check_.need_role(role, place);
        for (const auto& [result, field] : batch.write_back)
            check_.need_entry_field(entries, field, place);
        check_payment_settings(check_, batch, entries, place);
        check_appended(batch, place);
    }

    /// `append_<register>` says `field=result …` of the entries that a release adds.
    void check_appended(const BatchDefinition& batch, const Place& place) {
        constexpr std::string_view prefix = "append_";
        for (const auto& [name, pairs] : batch.settings) {
            if (!name.starts_with(prefix)) continue;
            const auto* entries = check_.need_register(name.substr(prefix.size()), place);
            std::istringstream words{pairs};
            for (std::string pair; words >> pair;)
                check_.need_entry_field(entries, pair.substr(0, pair.find('=')), place);
        }
    }

    void check_review(const Review& review) {
        const auto place = place_of(review.line, review.id);
        check_case_conditions(pack_.id.text(), review.where, review.id);
        check_.need_rule(review.rule, place);
        for (const auto& field : review.compare)
            check_.need_case_field(field, place);
        check_.need_message(review.message, place);
    }

    void check_board(const Board& board) {
        for (const auto& measure : board.measures) {
            const auto place = place_of(measure.line, board.id + "." + measure.id);
            if (measure.aggregate == "rate") {
                check_rate(board, measure, place);
            } else {
                check_measure(measure, place);
            }
        }
    }

    void check_rate(const Board& board, const Measure& measure, const Place& place) {
        for (const auto& part : {measure.field, measure.of}) {
            const bool known = std::any_of(
                board.measures.begin(),
                board.measures.end(),
                [&](const Measure& other) { return other.id == part && other.aggregate != "rate"; }
            );
            if (!part.empty() && !known) check_.fault(place, errors::dangling_measure, part);
        }
    }

    void check_measure(const Measure& measure, const Place& place) {
        check_.need_import(measure.pack, place);
        if (!measure.profile.empty() && pack_.warnings.count(measure.profile) == 0)
            check_.fault(place, errors::dangling_warning, measure.profile);
        const auto colon = measure.source.find(':');
        const auto kind = measure.source.substr(0, colon);
        const auto name =
            colon == std::string::npos ? std::string{} : measure.source.substr(colon + 1);
        const bool own = measure.pack == pack_.id.text();
        if (kind == "case" && name.empty()) {
            check_case_conditions(measure.pack, measure.where, place.element);
            if (own) check_.need_case_field(measure.field, place);
            if (own) check_.need_case_field(measure.group_by, place);
        } else if (kind == "entry") {
            check_entry_measure(measure, own ? check_.need_register(name, place) : nullptr, place);
        } else if (kind == "batch") {
            if (own && pack_.batches.count(name) == 0)
                check_.fault(place, errors::dangling_batch, name);
        } else if (kind != "task" || !name.empty()) {
            check_.fault(place, errors::bad_measure_source, measure.source);
        }
    }

    void check_entry_measure(
        const Measure& measure, const RegisterDefinition* entries, const Place& place
    ) {
        for (const auto& condition : measure.where) {
            check_.need_entry_field(
                entries, condition.field, place_of(condition.line, place.element)
            );
        }
        check_.need_entry_field(entries, measure.field, place);
        check_.need_entry_field(entries, measure.group_by, place);
    }

    NameCheck& check_;
    const Pack& pack_;
};

} // namespace

void check_manifest(NameCheck& check) { ManifestNames{check}.check_all(); }

} // namespace gongdao
