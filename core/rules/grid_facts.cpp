#include "core/rules/grid_facts.hpp"

#include "core/rules/errors.hpp"

#include <boost/json/object.hpp>

#include <utility>

namespace gongdao {

namespace {

std::string shown_range(const Column& column) {
    return "[" + shown_value(column, {column.low, {}}) + "‥" +
           shown_value(column, {column.high, {}}) + "]";
}

bool in_range(const Column& column, const ColumnValue& value) {
    return *value.number >= column.low && *value.number <= column.high;
}

bool is_absent(const Document* stored) { return stored == nullptr || stored->is_null(); }

} // namespace

std::vector<FactName> fact_names(const Grid& grid) {
    std::vector<FactName> names;
    for (const auto& column : grid.inputs) {
        if (!column.is_derived) names.push_back({column.title, column.field});
    }
    return names;
}

GridFacts::GridFacts(
    const Grid& grid,
    const Document& facts,
    CivilDate on,
    const RuleScript* script,
    const FieldPlaces& places
)
    : grid_{grid},
      facts_{facts},
      on_{on},
      script_{script},
      places_{places},
      slots_(grid.inputs.size()) {}

const Document* GridFacts::fact(std::size_t column) const {
    const auto* const object = facts_.if_object();
    return object == nullptr ? nullptr : places_.find(*object, column, grid_.inputs[column].field);
}

void GridFacts::preset(std::size_t column, const ColumnValue& value) {
    slots_[column] = {Slot::State::read, value, nullptr};
}

/// Most facts are plain numbers within their range. Member by member, which is quicker than whole.
bool GridFacts::Slot::take_number(const Column& column, const Document& fact) {
    if (!column.is_arithmetic() || column.is_age || !fact.is_int64()) return false;
    const auto number = fact.get_int64();
    if (number < column.low || number > column.high) return false;
    state = State::read;
    value.number = number;
    stored = &fact;
    return true;
}

std::optional<Error> GridFacts::load(std::size_t index, std::string_view row) {
    const auto& column = grid_.inputs[index];
    if (column.is_derived) return derive();
    const auto* const stored = fact(index);
    auto& slot = slots_[index];
    if (is_absent(stored)) {
        if (!column.nullable)
            return fail(errors::fact_missing, {grid_.id, std::string(row), column.title});
        slot = {Slot::State::read, {}, nullptr};
        return {};
    }
    if (slot.take_number(column, *stored)) return {};
    const auto value = column_value(column, *stored, on_);
    if (!value) {
        return fail(
            errors::fact_wrong_type,
            {grid_.id, column.title, both_languages(kind_name(column)), canonical_text(*stored)}
        );
    }
    if (!in_range(column, *value)) {
        return fail(
            errors::fact_out_of_range,
            {grid_.id, column.title, shown_value(column, *value), shown_range(column)}
        );
    }
    slot = {Slot::State::read, *value, stored};
    return {};
}

std::optional<Error> GridFacts::derive() {
    if (script_ == nullptr) return fail(errors::rule_internal, {"derive"});
    auto answer = script_->call(facts_, on_);
    if (!answer) return answer.error();
    derived_ = std::move(answer->first);
    note_read(*answer);
    derive_read_today_ = answer->read_today;
    for (const auto& member : derived_.get_object()) {
        const auto column = grid_.find_input(std::string_view{member.key()});
        if (!column || !grid_.inputs[*column].is_derived) {
            return fail(
                errors::derived_wrong,
                {grid_.id, std::string(member.key()), both_languages("没有声明", "not declared")}
            );
        }
    }
    for (std::size_t i = 0; i < grid_.inputs.size(); ++i) {
        if (!grid_.inputs[i].is_derived) continue;
        if (auto error = take_derived(i)) return error;
    }
    return {};
}

std::optional<Error> GridFacts::take_derived(std::size_t index) {
    const auto& column = grid_.inputs[index];
    const auto& object = derived_.get_object();
    const auto* stored = object.if_contains(column.field);
    if (stored == nullptr) stored = object.if_contains(column.title);
    if (is_absent(stored)) {
        if (!column.nullable)
            return fail(
                errors::derived_wrong,
                {grid_.id, column.title, both_languages("没有给出", "not given")}
            );
        slots_[index] = {Slot::State::read, {}, nullptr};
        return {};
    }
    const auto value = column_value(column, *stored, on_);
    if (!value) {
        const auto kind = kind_name(column);
        return fail(
            errors::derived_wrong,
            {grid_.id,
             column.title,
             both_languages("应为" + kind.chinese, "should be " + kind.english)}
        );
    }
    if (!in_range(column, *value)) {
        return fail(
            errors::derived_wrong,
            {grid_.id,
             column.title,
             both_languages(
                 shown_value(column, *value) + " 不在 " + shown_range(column) + " 之内",
                 shown_value(column, *value) + " is outside " + shown_range(column)
             )}
        );
    }
    slots_[index] = {Slot::State::read, *value, stored};
    return {};
}

/// The script knows the facts by their place among the columns that are not derived.
void GridFacts::note_read(const RuleScript::Answer& answer) {
    read_by_derive_.assign(grid_.inputs.size(), false);
    std::size_t place = 0;
    auto next = answer.read.begin();
    for (std::size_t i = 0; i < grid_.inputs.size() && next != answer.read.end(); ++i) {
        if (grid_.inputs[i].is_derived || place++ != next->place) continue;
        read_by_derive_[i] = true;
        ++next;
    }
}

ReadFacts GridFacts::inputs(ReadFacts::Names names) const {
    ReadFacts read{std::move(names)};
    for (std::size_t i = 0; i < slots_.size(); ++i) {
        const auto& slot = slots_[i];
        const bool derived = !read_by_derive_.empty() && read_by_derive_[i];
        const bool loaded = slot.state == Slot::State::read;
        if (grid_.inputs[i].is_derived || (!derived && !loaded)) continue;
        read.add(i, loaded ? slot.stored : fact(i));
    }
    return read;
}

Bilingual GridFacts::shown() const {
    Bilingual text;
    for (std::size_t i = 0; i < slots_.size(); ++i) {
        if (slots_[i].state == Slot::State::unread) continue;
        const auto& column = grid_.inputs[i];
        add_shown(text, column, shown_in_both(column, slots_[i].value));
    }
    return text;
}

} // namespace gongdao
