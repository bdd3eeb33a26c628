#include "core/access/unsealed_numbers.hpp"

#include "core/access/sealed_fields.hpp"
#include "core/access/unsealed_errors.hpp"
#include "core/values/identifiers.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <algorithm>

namespace gongdao {

namespace {

constexpr std::size_t identity_length = 18;
constexpr std::size_t mobile_length = 11;
constexpr std::size_t country_length = 2;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_part(char c) { return is_digit(c) || c == 'x' || c == 'X'; }

struct Numbers {
    bool identity = false;
    bool mobile = false;
};

/// Looks at runs of digits, so that a part of a longer number is not taken for one.
Numbers numbers_in(std::string_view text, CivilDate today) {
    Numbers found;
    for (std::size_t from = 0; from < text.size();) {
        if (!is_digit(text[from])) {
            ++from;
            continue;
        }
        auto end = from;
        while (end < text.size() && is_part(text[end]))
            ++end;
        const auto run = text.substr(from, end - from);
        found.identity = found.identity || (run.size() == identity_length &&
                                            check_identity_number(run, today).has_value());
        found.mobile =
            found.mobile ||
            ((run.size() == mobile_length || run.size() == mobile_length + country_length) &&
             check_mobile(run).has_value());
        from = end;
    }
    return found;
}

class Search {
public:
    explicit Search(CivilDate today) : today_{today} {}

    Faults warnings;

    void group(const std::vector<Field>& fields, const Document& values, const std::string& path) {
        for (const auto& field : fields) {
            const auto* given = find(values, field.id);
            if (given != nullptr)
                value(field, *given, path.empty() ? field.id : path + "." + field.id);
        }
    }

    void text(std::string_view text, const std::string& title, const std::string& path) {
        const auto found = numbers_in(text, today_);
        if (found.identity) note(errors::identity_unsealed, title, path);
        if (found.mobile) note(errors::mobile_unsealed, title, path);
    }

private:
    void value(const Field& field, const Document& given, const std::string& path) {
        if (field.type == FieldType::object) return group(field.fields, given, path);
        if (field.type == FieldType::list) return list(field, given, path);
        const bool free = field.type == FieldType::text && given.is_string() &&
                          !classes_sealed_by_default().contains(field.personal) &&
                          field.check != "credit_code" && field.check != "bank_card";
        if (free) text(std::string_view{given.get_string()}, field.title, path);
    }

    void list(const Field& field, const Document& given, const std::string& path) {
        const auto* items = given.if_array();
        if (items == nullptr || field.fields.empty()) return;
        for (std::size_t i = 0; i < items->size(); ++i) {
            const auto inner = path + "[" + std::to_string(i + 1) + "]";
            if (field.list_of_objects) {
                group(field.fields, (*items)[i], inner);
            } else {
                value(field.fields.front(), (*items)[i], inner);
            }
        }
    }

    void note(const ErrorKind& kind, const std::string& title, const std::string& path) {
        warnings.push_back(fail(kind, {title}, {.element = path}));
    }

    CivilDate today_;
};

} // namespace

Faults unsealed_numbers(const FieldSchema& schema, const Document& values, CivilDate today) {
    Search search{today};
    search.group(schema.fields(), values, {});
    return std::move(search.warnings);
}

Faults unsealed_numbers(std::string_view text, const std::string& title, CivilDate today) {
    Search search{today};
    search.text(text, title, {});
    return std::move(search.warnings);
}

} // namespace gongdao
