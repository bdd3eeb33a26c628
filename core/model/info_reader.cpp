#include "core/model/errors.hpp"
#include "core/model/manifest.hpp"
#include "core/values/text_encoding.hpp"

#include <boost/property_tree/ptree.hpp>

#include <tuple>
#include <utility>
#include <vector>

namespace gongdao {

namespace {

constexpr std::size_t depth_max = 32; ///< deepest manifest known: 4

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r'; }

bool ends_word(char c) {
    return is_blank(c) || c == '\n' || c == ';' || c == '{' || c == '}' || c == '"';
}

class InfoReader {
public:
    InfoReader(std::string_view text, const std::string& file, Faults& faults)
        : text_{text}, file_{file}, faults_{faults} {}

    LineTree read() {
        LineTree root;
        open_.push_back({.node = &root, .last = nullptr, .line = 0});
        while (skip_to_token())
            read_token();
        while (open_.size() > 1) {
            fault(errors::info_unclosed, open_.back().line);
            open_.pop_back();
        }
        return root;
    }

private:
    /// A brace that is open: its node, the last key in it, the line of the brace.
    struct Level {
        LineTree* node = nullptr;
        LineTree* last = nullptr;
        int line = 0;
    };

    void fault(const ErrorKind& kind, int line, std::vector<std::string> arguments = {}) {
        Place place;
        place.file = file_;
        place.line = line;
        faults_.push_back(fail(kind, std::move(arguments), std::move(place)));
    }

    [[nodiscard]] bool at_end() const { return at_ == text_.size(); }

    [[nodiscard]] char here() const { return text_[at_]; }

    void next() {
        if (text_[at_] == '\n') ++line_;
        ++at_;
    }

    void skip_line() {
        while (!at_end() && here() != '\n')
            next();
    }

    void skip_blanks() {
        while (!at_end() && is_blank(here()))
            next();
    }

    /// False at the end of the text.
    bool skip_to_token() {
        while (!at_end() && (is_blank(here()) || here() == '\n' || here() == ';')) {
            if (here() == ';')
                skip_line();
            else
                next();
        }
        return !at_end();
    }

    void read_token() {
        if (here() == '{') {
            open_brace();
        } else if (here() == '}') {
            close_brace();
        } else if (here() == '#') {
            fault(errors::info_include, line_);
            skip_line();
        } else {
            read_pair();
        }
    }

    void open_brace() {
        next();
        auto* node = open_.back().last;
        if (node == nullptr) {
            fault(errors::info_stray_brace, line_);
            return;
        }
        if (open_.size() > depth_max) {
            fault(errors::info_too_deep, line_, {std::to_string(depth_max)});
            at_ = text_.size();
            return;
        }
        open_.back().last = nullptr;
        open_.push_back({.node = node, .last = nullptr, .line = line_});
    }

    void close_brace() {
        next();
        if (open_.size() == 1) {
            fault(errors::info_stray_brace, line_);
            return;
        }
        open_.pop_back();
    }

    void read_pair() {
        const int line = line_;
        auto key = read_word();
        auto& node = open_.back().node->push_back({std::move(key), LineTree{}})->second;
        node.data().line = line;
        skip_blanks();
        const bool has_value =
            !at_end() && here() != '\n' && here() != ';' && here() != '{' && here() != '}';
        if (has_value) node.data().text = read_word();
        open_.back().last = &node;
    }

    std::string read_word() {
        if (here() == '"') return read_quoted();
        const auto from = at_;
        while (!at_end() && !ends_word(here()))
            next();
        return std::string{text_.substr(from, at_ - from)};
    }

    /// Quoted parts joined by a backslash at the end of the line.
    std::string read_quoted() {
        std::string out = read_quotes();
        for (;;) {
            const auto mark = std::pair{at_, line_};
            skip_blanks();
            if (at_end() || here() != '\\') {
                std::tie(at_, line_) = mark;
                return out;
            }
            next();
            if (!skip_to_token() || here() != '"') {
                fault(errors::info_string, mark.second);
                return out;
            }
            out += read_quotes();
        }
    }

    std::string read_quotes() {
        const int line = line_;
        std::string out;
        next();
        while (!at_end() && here() != '"' && here() != '\n') {
            if (here() == '\\') {
                next();
                out += read_escape();
            } else {
                out += here();
                next();
            }
        }
        if (at_end() || here() == '\n') {
            fault(errors::info_string, line);
        } else {
            next();
        }
        return out;
    }

    std::string read_escape() {
        if (at_end() || here() == '\n') return {};
        const char c = here();
        next();
        switch (c) {
        case 'n':
            return "\n";
        case 't':
            return "\t";
        case '"':
        case '\'':
        case '\\':
            return {c};
        default:
            fault(errors::info_escape, line_, {std::string{c}});
            return {};
        }
    }

    std::string_view text_;
    const std::string& file_;
    Faults& faults_;
    std::size_t at_ = 0;
    int line_ = 1;
    std::vector<Level> open_;
};

} // namespace

LineTree read_info(std::string_view text, const std::string& file, Faults& faults) {
    const auto utf8 = to_utf8(text);
    if (utf8) return InfoReader{*utf8, file, faults}.read();
    auto error = utf8.error();
    error.place.file = file;
    faults.push_back(std::move(error));
    return LineTree{};
}

} // namespace gongdao
