#include "core/model/letter_template.hpp"

#include "core/model/letter_errors.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace gongdao {

namespace {

using Kind = LetterPart::Kind;

struct Untouched {
    std::string_view begin;
    std::string_view end;
};

constexpr std::array<Untouched, 3> untouched{
    {{"<!--", "-->"}, {"<style", "</style>"}, {"<script", "</script>"}}};

constexpr std::string_view name_letters = "abcdefghijklmnopqrstuvwxyz";
constexpr std::string_view name_characters = "abcdefghijklmnopqrstuvwxyz0123456789_.";

bool is_name(std::string_view text) {
    return !text.empty() && name_letters.find(text.front()) != std::string_view::npos &&
           text.find_first_not_of(name_characters) == std::string_view::npos;
}

struct Tag {
    char sign = ' '; ///< # ^ / > or a blank for a value
    std::string_view name;
    std::string_view form;
    std::size_t length = 0;
};

/// The placeholder at the beginning of `text`, if there is one.
std::optional<Tag> tag_at(std::string_view text) {
    const auto end = text.find_first_of("}\n");
    if (end == std::string_view::npos || text[end] != '}') return std::nullopt;
    Tag tag;
    tag.length = end + 1;
    auto inside = text.substr(1, end - 1);
    if (!inside.empty() &&
        std::string_view{"#^/>"}.find(inside.front()) != std::string_view::npos) {
        tag.sign = inside.front();
        inside.remove_prefix(1);
    }
    const auto colon = inside.find(':');
    tag.name = inside.substr(0, colon);
    if (colon != std::string_view::npos) tag.form = inside.substr(colon + 1);
    const bool form_fits =
        colon == std::string_view::npos || (tag.sign == ' ' && is_name(tag.form));
    if (!is_name(tag.name) || !form_fits) return std::nullopt;
    return tag;
}

Kind kind_of(char sign) {
    switch (sign) {
    case '#':
        return Kind::section;
    case '^':
        return Kind::absence;
    case '>':
        return Kind::shared;
    default:
        return Kind::value;
    }
}

class Parser {
public:
    explicit Parser(std::string_view html) : html_{html} {}

    Result<std::vector<LetterPart>> parse() {
        std::vector<LetterPart> parts;
        const auto closed = parse_until({}, 0, parts);
        if (!closed) return closed.error();
        return parts;
    }

private:
    /// Fills `parts` up to the end of the section `name`, or of the letter where that is empty.
    Result<void> parse_until(const std::string& name, int begun, std::vector<LetterPart>& parts) {
        while (at_ < html_.size()) {
            if (skip_untouched(parts)) continue;
            const auto tag = html_[at_] == '{' ? tag_at(html_.substr(at_)) : std::nullopt;
            if (!tag) {
                add_text(parts, 1);
                continue;
            }
            const int line = line_here();
            at_ += tag->length;
            if (tag->sign == '/') {
                if (!name.empty() && tag->name == name) return {};
                return fail(
                    errors::letter_section_close, {std::string{tag->name}}, Place{.line = line}
                );
            }
            if (const auto added = add(*tag, line, parts); !added) return added;
        }
        if (name.empty()) return {};
        return fail(errors::letter_section_open, {name}, Place{.line = begun});
    }

    Result<void> add(const Tag& tag, int line, std::vector<LetterPart>& parts) {
        LetterPart part;
        part.kind = kind_of(tag.sign);
        part.text = tag.name;
        part.form = tag.form;
        part.line = line;
        if (part.kind == Kind::section || part.kind == Kind::absence) {
            const auto closed = parse_until(part.text, line, part.parts);
            if (!closed) return closed;
        }
        parts.push_back(std::move(part));
        return {};
    }

    bool skip_untouched(std::vector<LetterPart>& parts) {
        const auto rest = html_.substr(at_);
        for (const auto& [begin, end] : untouched) {
            if (!rest.starts_with(begin)) continue;
            const auto found = rest.find(end);
            add_text(parts, found == std::string_view::npos ? rest.size() : found + end.size());
            return true;
        }
        return false;
    }

    void add_text(std::vector<LetterPart>& parts, std::size_t length) {
        if (parts.empty() || parts.back().kind != Kind::text) parts.emplace_back();
        parts.back().text += html_.substr(at_, length);
        at_ += length;
    }

    int line_here() {
        line_ +=
            static_cast<int>(std::count(html_.begin() + counted(), html_.begin() + here(), '\n'));
        counted_ = at_;
        return line_;
    }

    [[nodiscard]] std::ptrdiff_t here() const { return static_cast<std::ptrdiff_t>(at_); }

    [[nodiscard]] std::ptrdiff_t counted() const { return static_cast<std::ptrdiff_t>(counted_); }

    std::string_view html_;
    std::size_t at_ = 0;
    std::size_t counted_ = 0;
    int line_ = 1;
};

} // namespace

Result<std::vector<LetterPart>> parse_letter(std::string_view html) { return Parser{html}.parse(); }

} // namespace gongdao
