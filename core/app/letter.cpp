#include "core/app/letter.hpp"

#include "core/app/shown_value.hpp"
#include "core/model/letter_errors.hpp"
#include "core/model/letter_template.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

namespace gongdao {

namespace {

std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : text) {
        switch (c) {
        case '&':
            out += "&amp;";
            break;
        case '<':
            out += "&lt;";
            break;
        case '>':
            out += "&gt;";
            break;
        case '"':
            out += "&quot;";
            break;
        case '\'':
            out += "&#39;";
            break;
        case '\n':
            out += "<br>";
            break;
        default:
            out += c;
        }
    }
    return out;
}

/// Fields and values that a part of the letter can name; the last one wins.
struct Frame {
    const std::vector<Field>* fields = nullptr;
    const Document* values = nullptr;
    std::size_t row = 0; ///< of a repeated section, from 1
};

const Field* field_of(const std::vector<Field>* fields, std::string_view id) {
    if (fields == nullptr) return nullptr;
    const auto found = std::find_if(fields->begin(), fields->end(), [&](const Field& field) {
        return field.id == id;
    });
    return found == fields->end() ? nullptr : &*found;
}

class Writer {
public:
    Writer(const FieldSchema& schema, const Document& facts, const LetterDetails& details)
        : details_{details}, frames_{Frame{.fields = &schema.fields(), .values = &facts}} {}

    Result<void> write(const std::vector<LetterPart>& parts) {
        for (const auto& part : parts) {
            if (const auto done = write_one(part); !done) return done;
        }
        return {};
    }

    [[nodiscard]] std::string take() { return std::move(out_); }

private:
    Result<void> write_one(const LetterPart& part) {
        switch (part.kind) {
        case LetterPart::Kind::text:
            out_ += part.text;
            return {};
        case LetterPart::Kind::value:
            return write_value(part);
        case LetterPart::Kind::shared:
            return write_shared(part);
        case LetterPart::Kind::section:
        case LetterPart::Kind::absence:
            break;
        }
        return write_section(part);
    }

    Result<void> write_shared(const LetterPart& part) {
        const auto* shared = details_.shared;
        const bool known = shared != nullptr && shared->contains(part.text);
        if (!known)
            return fail(errors::letter_unknown_shared, {part.text}, Place{.line = part.line});
        out_ += shared->at(part.text);
        return {};
    }

    static Error fault(const ErrorKind& kind, const LetterPart& part) {
        std::vector<std::string> arguments{part.text};
        if (&kind == &errors::letter_unknown_form) arguments.push_back(part.form);
        return fail(kind, std::move(arguments), Place{.line = part.line});
    }

    [[nodiscard]] std::optional<Found> look_up(std::string_view path) const {
        const auto dot = path.find('.');
        const auto first = path.substr(0, dot);
        for (auto frame = frames_.rbegin(); frame != frames_.rend(); ++frame) {
            Found found{.name = first, .field = field_of(frame->fields, first), .value = nullptr};
            if (frame->values != nullptr) found.value = find(*frame->values, first);
            if (found.field == nullptr && found.value == nullptr) continue;
            return dot == std::string_view::npos ? found : inside(found, path.substr(dot + 1));
        }
        return std::nullopt;
    }

    static std::optional<Found> inside(const Found& group, std::string_view path) {
        const auto dot = path.find('.');
        const auto first = path.substr(0, dot);
        Found found{.name = first, .field = nullptr, .value = nullptr};
        if (group.field != nullptr) found.field = field_of(&group.field->fields, first);
        if (group.value != nullptr) found.value = find(*group.value, first);
        if (found.field == nullptr && found.value == nullptr) return std::nullopt;
        return dot == std::string_view::npos ? found : inside(found, path.substr(dot + 1));
    }

    [[nodiscard]] Shown detail(const LetterPart& part) const {
        const auto other = details_.others.find(part.text);
        if (other != details_.others.end()) return other->second;
        if (part.text == "today") return shown_date(to_text(details_.today), part.form);
        if (part.text == "number") return details_.number;
        if (part.text == "serial") return details_.serial;
        const bool in_rows = part.text == "row" && frames_.back().row > 0;
        return in_rows ? Shown{std::to_string(frames_.back().row)} : std::nullopt;
    }

    /// Accounts become the names of their people; any other text stays.
    [[nodiscard]] Shown named(const Found& found) const {
        if (is_blank(found.value)) return std::string{blank};
        const auto name_of = [&](const Document& value) -> Document {
            if (!value.is_string() || !details_.name_of) return value;
            return boost::json::string{
                details_.name_of(std::string{std::string_view{value.get_string()}})};
        };
        const auto* items = found.value->if_array();
        if (items == nullptr && !found.value->is_string()) return std::nullopt;
        auto names = name_of(*found.value);
        if (items != nullptr) {
            DocumentArray list;
            for (const auto& item : *items)
                list.push_back(name_of(item));
            names = std::move(list);
        }
        return shown({.name = found.name, .field = nullptr, .value = &names}, {});
    }

    Result<void> write_value(const LetterPart& part) {
        if (const auto found = look_up(part.text)) {
            const auto* field = found->field;
            const bool group =
                field != nullptr && (field->type == FieldType::object || field->list_of_objects);
            const auto text = group                 ? Shown{}
                              : part.form == "name" ? named(*found)
                                                    : shown(*found, part.form);
            if (!text) {
                return fault(
                    part.form.empty() || group ? errors::letter_not_one_value
                                               : errors::letter_unknown_form,
                    part
                );
            }
            out_ += escaped(*text);
            return {};
        }
        const auto text = detail(part);
        if (!text) return fault(errors::letter_unknown_field, part);
        out_ += escaped(text->empty() ? blank : *text);
        return {};
    }

    Result<void> write_section(const LetterPart& part) {
        const auto found = look_up(part.text);
        const auto text = found ? Shown{} : detail(part);
        if (!found && !text) return fault(errors::letter_unknown_field, part);
        const bool present =
            found ? !is_blank(found->value) && *found->value != Document(false) : !text->empty();
        const bool wanted = present == (part.kind == LetterPart::Kind::section);
        const auto* items = found && present ? found->value->if_array() : nullptr;
        // Items that are no objects have nothing to name: such a list is there or not.
        if (wanted && items != nullptr && items->front().is_object())
            return write_rows(part, *found, *items);
        Frame frame;
        if (found && found->field != nullptr) frame.fields = &found->field->fields;
        if (found && present && found->value->is_object()) frame.values = found->value;
        if (!wanted) frame.row = 1;
        return write_inside(part, frame, wanted);
    }

    Result<void>
    write_rows(const LetterPart& part, const Found& found, const DocumentArray& items) {
        Frame frame;
        if (found.field != nullptr) frame.fields = &found.field->fields;
        for (const auto& item : items) {
            frame.values = &item;
            ++frame.row;
            if (const auto done = write_inside(part, frame, true); !done) return done;
        }
        return {};
    }

    /// A part that is not wanted is gone through all the same, so that its faults show in every
    /// letter.
    Result<void> write_inside(const LetterPart& part, const Frame& frame, bool wanted) {
        const auto kept = out_.size();
        frames_.push_back(frame);
        const auto done = write(part.parts);
        frames_.pop_back();
        if (!wanted) out_.resize(kept);
        return done;
    }

    const LetterDetails& details_;
    std::vector<Frame> frames_;
    std::string out_;
};

} // namespace

Result<std::string> fill_letter(
    std::string_view template_html,
    const FieldSchema& schema,
    const Document& facts,
    const LetterDetails& details
) {
    const auto parts = parse_letter(template_html);
    if (!parts) return parts.error();
    Writer writer{schema, facts, details};
    if (const auto done = writer.write(*parts); !done) return done.error();
    return writer.take();
}

} // namespace gongdao
