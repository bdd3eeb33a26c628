#include "core/app/field_list.hpp"

#include "core/access/sealed_fields.hpp"
#include "core/app/shown_value.hpp"
#include "core/app/terminal_table.hpp"
#include "core/app/wording.hpp"
#include "core/values/money.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <algorithm>
#include <array>

namespace gongdao {

namespace {

struct TypeWords {
    FieldType type;
    std::string_view code;
    Wording words;
};

constexpr std::array types{
    TypeWords{FieldType::text, "text", {"文字", "text"}},
    TypeWords{FieldType::integer, "integer", {"整数", "whole number"}},
    TypeWords{FieldType::money, "money", {"金额（元，可写 1.2万）", "amount in yuan"}},
    TypeWords{FieldType::date, "date", {"日期 2025-03-06", "date 2025-03-06"}},
    TypeWords{FieldType::instant, "instant", {"时间 2025-03-06T09:30", "time 2025-03-06T09:30"}},
    TypeWords{FieldType::boolean, "boolean", {"是或否", "是 or 否"}},
    TypeWords{FieldType::choice, "choice", {"选一项", "one of"}},
    TypeWords{FieldType::object, "object", {"一组（JSON）", "group (JSON)"}},
    TypeWords{FieldType::list, "list", {"列表", "list"}}};

const TypeWords& words_of(FieldType type) {
    const auto* found = &types.front();
    for (const auto& known : types) {
        if (known.type == type) found = &known;
    }
    return *found;
}

std::string type_text(const Field& field, Language language) {
    std::string text{words_of(field.type).words.in(language)};
    if (field.list_of_objects) return text + Wording{"（JSON）", " (JSON)"}.in(language).data();
    if (field.type != FieldType::integer || field.unit.empty()) return text;
    return worded(language, "{}（{}）", "{} ({})", text, field.unit);
}

void add_listed(std::string& list, const std::string& word, Language language) {
    const Wording between{"、", ", "};
    if (!list.empty()) list += between.in(language);
    list += word;
}

std::string with_title(const std::string& word, const std::string& title, Language language) {
    return worded(language, "{}（{}）", "{} ({})", word, title);
}

std::string choices_text(const Field& field, Language language) {
    std::string out;
    for (const auto& choice : field.choices) {
        const auto title = field.choice_titles.find(choice);
        const bool titled = title != field.choice_titles.end();
        add_listed(out, titled ? with_title(choice, title->second, language) : choice, language);
    }
    return out;
}

/// The hints about one field, with semicolons in between.
class Hints {
public:
    explicit Hints(Language language) : language_{language} {}

    void add(const std::string& part) {
        const Wording between{"；", "; "};
        if (part.empty()) return;
        if (!text_.empty()) text_ += between.in(language_);
        text_ += part;
    }

    void add(const Wording& part) { add(std::string{part.in(language_)}); }

    [[nodiscard]] const std::string& text() const { return text_; }

private:
    Language language_;
    std::string text_;
};

std::string number_text(const Field& field, std::int64_t number) {
    return field.type == FieldType::money ? to_display(Money{number})
                                          : std::to_string(number) + field.unit;
}

void add_limits(Hints& hints, const Field& field, Language language) {
    if (field.minimum)
        hints.add(worded(language, "不小于 {}", "at least {}", number_text(field, *field.minimum)));
    if (field.maximum)
        hints.add(worded(language, "不大于 {}", "at most {}", number_text(field, *field.maximum)));
    if (field.length_maximum)
        hints.add(worded(language, "最多 {} 字", "at most {} characters", *field.length_maximum));
}

std::string hints_of(const ListedField& listed, Language language) {
    const auto& field = *listed.field;
    Hints hints{language};
    hints.add(choices_text(field, language));
    if (field.type == FieldType::list && !field.list_of_objects && !field.fields.empty())
        hints.add(choices_text(field.fields.front(), language));
    if (field.list_of_objects || field.type == FieldType::object) {
        std::string inner;
        for (const auto& part : field.fields)
            add_listed(inner, with_title(part.id, part.title, language), language);
        hints.add(inner);
    }
    add_limits(hints, field, language);
    if (field.check == "not_future")
        hints.add(Wording{"不得晚于办理当日", "not after the day of the act"});
    if (!listed.needed_when.empty())
        hints.add(worded(language, "{} 时必填", "required where {}", listed.needed_text));
    hints.add(listed.help);
    if (classes_sealed_by_default().contains(field.personal)) {
        hints.add(Wording{"个人信息，加密保存", "personal, kept sealed"});
    } else if (field.personal != Personal::none) {
        hints.add(Wording{"个人信息，案卷中可见", "personal, readable in the case"});
    }
    return hints.text();
}

DocumentArray choices_document(const Field& field) {
    DocumentArray array;
    for (const auto& choice : field.choices) {
        const auto title = field.choice_titles.find(choice);
        array.push_back(DocumentObject{
            {"id", choice}, {"title", title == field.choice_titles.end() ? choice : title->second}}
        );
    }
    return array;
}

Document field_document(const ListedField& listed) {
    const auto& field = *listed.field;
    DocumentObject document{
        {"id", field.id},
        {"title", field.title},
        {"type", words_of(field.type).code},
        {"required", listed.required},
        {"personal", field.personal != Personal::none}};
    if (!field.unit.empty()) document["unit"] = field.unit;
    if (!field.choices.empty()) document["choices"] = choices_document(field);
    if (field.minimum) document["minimum"] = *field.minimum;
    if (field.maximum) document["maximum"] = *field.maximum;
    if (field.length_maximum) document["length_maximum"] = *field.length_maximum;
    if (!listed.needed_when.empty()) document["needed_when"] = listed.needed_when;
    if (!listed.help.empty()) document["help"] = listed.help;
    if (listed.value != nullptr) document["value"] = *listed.value;
    if (!field.fields.empty()) {
        DocumentArray inner;
        for (const auto& part : field.fields)
            inner.push_back(field_document({.field = &part}));
        document["fields"] = std::move(inner);
    }
    return document;
}

} // namespace

namespace {

/// Behind every line of a table, since what stands there would make its rule too wide.
std::string with_remarks(const std::string& table, const std::vector<std::string>& remarks) {
    std::vector<std::string> lines;
    int width = 0;
    for (std::size_t from = 0; from < table.size();) {
        const auto end = table.find('\n', from);
        lines.push_back(table.substr(from, end - from));
        width = std::max(width, display_width(lines.back()));
        from = end + 1;
    }
    constexpr std::size_t rule = 1;
    std::string out;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const auto remark = i == rule ? std::string{} : remarks[i > rule ? i - rule : 0];
        out += remark.empty() ? lines[i] : padded(lines[i], width) + "  " + remark;
        out += "\n";
    }
    return out;
}

} // namespace

std::string fields_text(const std::vector<ListedField>& fields, Language language) {
    const auto head = [&](Wording words) {
        return TableColumn{std::string{words.in(language)}, Align::left};
    };
    TerminalTable table{
        {head({"必填", "must"}),
         head({"字段", "field"}),
         head({"名称", "label"}),
         head({"类型", "type"}),
         head({"现值", "holds"})}};
    std::vector<std::string> remarks{
        std::string{Wording{"可填内容与说明", "what to fill in"}.in(language)}};
    for (const auto& listed : fields) {
        const bool holds = listed.value != nullptr && !is_blank(listed.value);
        table.add_row(
            {listed.required              ? "*"
             : listed.needed_when.empty() ? ""
                                          : "(*)",
             listed.field->id,
             listed.field->title,
             type_text(*listed.field, language),
             holds ? value_text(*listed.field, *listed.value, language) : std::string{}}
        );
        remarks.push_back(hints_of(listed, language));
    }
    return with_remarks(table.text(), remarks);
}

Document fields_document(const std::vector<ListedField>& fields) {
    DocumentArray array;
    for (const auto& listed : fields)
        array.push_back(field_document(listed));
    return array;
}

namespace {

const Form* form_of(const CaseScreen& screen, const Task& task) {
    const auto found = screen.pack.forms.find(task.form);
    return found == screen.pack.forms.end() ? nullptr : &found->second;
}

enum class Part { filled_in, only_shown };

std::vector<ListedField> listed(const CaseScreen& screen, const Form* form, Part part) {
    std::vector<ListedField> fields;
    if (form == nullptr) return fields;
    for (const auto& entry : form->entries) {
        const auto* field = screen.pack.fields.find(entry.field);
        if (field == nullptr || entry.read_only != (part == Part::only_shown)) continue;
        fields.push_back(
            {.field = field,
             .required = entry.required,
             .needed_when = entry.needed_when,
             .needed_text =
                 expression_in_words(screen.pack.fields, entry.needed_when, screen.language),
             .help = entry.help,
             .value = find(screen.state.facts, entry.field)}
        );
    }
    return fields;
}

/// `verdict=…`, for each that must be given and is not known yet.
std::string example_values(const std::vector<ListedField>& fields) {
    std::string out;
    for (const auto& one : fields) {
        if (!one.required || (one.value != nullptr && !is_blank(one.value))) continue;
        const auto& choices = one.field->choices;
        out += " " + one.field->id + "=" + (choices.empty() ? "…" : choices.front());
    }
    return out;
}

} // namespace

std::string form_text(const CaseScreen& screen, Key key) {
    const auto language = screen.language;
    const auto& task = screen.state.tasks.at(key);
    const auto* form = form_of(screen, task);
    auto out = worded(
        language,
        "{} 任务 [{}] {}（{}）\n",
        "{} task [{}] {} ({})\n",
        screen.state.number,
        key,
        task.name,
        task.element
    );
    const auto roles = role_titles(screen.pack, task.roles);
    if (!roles.empty()) out += worded(language, "岗位 {}\n", "roles {}\n", roles);
    if (!task.assignee.empty())
        out +=
            worded(language, "签收人 {}\n", "claimed by {}\n", screen.people.person(task.assignee));
    if (task.due_at)
        out += worded(
            language, "期限 {}\n", "due {}\n", due_text(*task.due_at, task.provisional, language)
        );
    for (const auto& one : listed(screen, form, Part::only_shown)) {
        if (one.value == nullptr || one.field->internal) continue;
        out += worded(
            language,
            "  {}：{}\n",
            "  {}: {}\n",
            one.field->title,
            value_text(*one.field, *one.value, language)
        );
    }
    const auto fields = listed(screen, form, Part::filled_in);
    out += fields.empty()
               ? std::string{Wording{
                     "没有要填写的内容，确认即可\n", "nothing to fill in, only confirm\n"}
                                 .in(language)}
               : "\n" + fields_text(fields, language);
    if (form != nullptr) {
        for (const auto& refusal : form->refusals)
            out += worded(language, "不予办理：{}\n", "refused: {}\n", refusal.sentence);
    }
    return out + worded(
                     language,
                     "\n办结：gongdao task complete {} {}{} --as <人员代码>\n",
                     "\nto complete it: gongdao task complete {} {}{} --as <person>\n",
                     screen.state.number,
                     key,
                     example_values(fields)
                 );
}

Document form_document(const CaseScreen& screen, Key key) {
    const auto& task = screen.state.tasks.at(key);
    const auto* form = form_of(screen, task);
    DocumentArray roles;
    for (const auto& role : task.roles)
        roles.push_back(boost::json::string{role});
    DocumentObject document{
        {"case", screen.state.number},
        {"task", key},
        {"element", task.element},
        {"name", task.name},
        {"roles", std::move(roles)},
        {"assignee", task.assignee.text()},
        {"form", task.form},
        {"provisional", task.provisional},
        {"shown", fields_document(listed(screen, form, Part::only_shown))},
        {"fields", fields_document(listed(screen, form, Part::filled_in))}};
    if (task.due_at) document["due_at"] = to_text(*task.due_at);
    return document;
}

} // namespace gongdao
