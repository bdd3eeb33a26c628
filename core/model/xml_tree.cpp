#include "core/model/xml_tree.hpp"

#include "core/model/errors.hpp"
#include "core/values/text_encoding.hpp"

#include <boost/property_tree/ptree.hpp>

#include <algorithm>
#include <array>
#include <cctype>
#include <expat.h>
#include <memory>
#include <utility>
#include <vector>

namespace gongdao {

namespace {

constexpr char name_separator = ' ';
constexpr std::string_view model_uri = "http://www.omg.org/spec/BPMN/20100524/MODEL";

/// Elements here are drawing and never reach the tree.
constexpr std::array<std::string_view, 3> diagram_uris{
    "http://www.omg.org/spec/BPMN/20100524/DI",
    "http://www.omg.org/spec/DD/20100524/DC",
    "http://www.omg.org/spec/DD/20100524/DI",
};

constexpr std::array<std::pair<std::string_view, std::string_view>, 2> known_uris{{
    {"urn:gongdao:bpmn:1", "gongdao:"},
    {"http://camunda.org/schema/1.0/bpmn", "camunda:"},
}};

struct Name {
    std::string_view uri;
    std::string_view local;
};

Name split_name(std::string_view name) {
    const auto at = name.rfind(name_separator);
    if (at == std::string_view::npos) return {.uri = {}, .local = name};
    return {.uri = name.substr(0, at), .local = name.substr(at + 1)};
}

std::string key_of(const Name& name) {
    if (name.uri.empty() || name.uri == model_uri) return std::string{name.local};
    for (const auto& [uri, prefix] : known_uris) {
        if (name.uri == uri) return std::string{prefix} + std::string{name.local};
    }
    return "{" + std::string{name.uri} + "}" + std::string{name.local};
}

bool is_left_out(const Name& name) {
    if (name.uri == model_uri) return name.local == "incoming" || name.local == "outgoing";
    return std::find(diagram_uris.begin(), diagram_uris.end(), name.uri) != diagram_uris.end();
}

/// What the handlers of expat work on. Lives as long as one parse.
class TreeFiller {
public:
    TreeFiller(XML_Parser parser, LineTree& root, const std::string& file, Faults& faults)
        : parser_{parser}, file_{file}, faults_{faults}, open_{&root} {}

    void start(std::string_view name, const char** attributes) {
        if (++depth_ > xml_depth_max) {
            stop(errors::xml_too_deep, {std::to_string(xml_depth_max)});
            return;
        }
        const auto parts = split_name(name);
        if (left_out_depth_ > 0 || is_left_out(parts)) {
            ++left_out_depth_;
            return;
        }
        if (++elements_ > xml_elements_max) {
            stop(errors::xml_too_many, {std::to_string(xml_elements_max)});
            return;
        }
        open_.push_back(&add(*open_.back(), key_of(parts), {}));
        if (*attributes == nullptr) return;
        auto& list = add(*open_.back(), "<xmlattr>", {});
        for (; *attributes != nullptr; attributes += 2) {
            add(list, key_of(split_name(attributes[0])), attributes[1]);
        }
    }

    void end() {
        --depth_;
        if (left_out_depth_ > 0) {
            --left_out_depth_;
        } else {
            open_.pop_back();
        }
    }

    void text(std::string_view part) {
        if (left_out_depth_ == 0) open_.back()->data().text += part;
    }

    void doctype() { stop(errors::xml_doctype, {}); }

    [[nodiscard]] bool stopped() const { return stopped_; }

    [[nodiscard]] Place here() const {
        Place place;
        place.file = file_;
        place.line = static_cast<int>(XML_GetCurrentLineNumber(parser_));
        place.column = static_cast<int>(XML_GetCurrentColumnNumber(parser_)) + 1;
        return place;
    }

private:
    LineTree& add(LineTree& parent, std::string key, std::string_view text) const {
        auto& node = parent.push_back({std::move(key), LineTree{}})->second;
        node.data().text = text;
        node.data().line = static_cast<int>(XML_GetCurrentLineNumber(parser_));
        return node;
    }

    void stop(const ErrorKind& kind, std::vector<std::string> arguments) {
        if (!stopped_) faults_.push_back(fail(kind, std::move(arguments), here()));
        stopped_ = true;
        XML_StopParser(parser_, XML_FALSE);
    }

    XML_Parser parser_;
    const std::string& file_;
    Faults& faults_;
    std::vector<LineTree*> open_;
    int depth_ = 0;
    int left_out_depth_ = 0;
    int elements_ = 0;
    bool stopped_ = false;
};

TreeFiller& filler_of(void* data) { return *static_cast<TreeFiller*>(data); }

void on_start(void* data, const char* name, const char** attributes) {
    if (!filler_of(data).stopped()) filler_of(data).start(name, attributes);
}

void on_end(void* data, const char*) {
    if (!filler_of(data).stopped()) filler_of(data).end();
}

void on_text(void* data, const char* text, int length) {
    if (!filler_of(data).stopped()) filler_of(data).text({text, static_cast<std::size_t>(length)});
}

void on_doctype(void* data, const char*, const char*, const char*, int) {
    filler_of(data).doctype();
}

/// The characters of windows-1252 that ISO-8859-1 lacks, 0x80…0x9F; -1 = unused.
constexpr std::array<int, 32> windows_1252{
    0x20AC, -1,     0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, -1,     0x017D, -1,     -1,     0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, -1,     0x017E, 0x0178,
};

bool same_word(std::string_view left, std::string_view right) {
    return std::equal(left.begin(), left.end(), right.begin(), right.end(), [](char a, char b) {
        return std::tolower(static_cast<unsigned char>(a)) ==
               std::tolower(static_cast<unsigned char>(b));
    });
}

int on_encoding(void*, const char* name, XML_Encoding* info) {
    if (!same_word(name, "windows-1252")) return XML_STATUS_ERROR;
    for (int byte = 0; byte < 256; ++byte) {
        const bool special = byte >= 0x80 && byte < 0xA0;
        info->map[byte] = special ? windows_1252.at(static_cast<std::size_t>(byte - 0x80)) : byte;
    }
    info->data = nullptr;
    info->convert = nullptr;
    info->release = nullptr;
    return XML_STATUS_OK;
}

/// The encoding that the XML declaration claims, or empty.
std::string_view claimed_encoding(std::string_view xml) {
    if (xml.substr(0, byte_order_mark.size()) == byte_order_mark)
        xml.remove_prefix(byte_order_mark.size());
    if (xml.substr(0, 5) != "<?xml") return {};
    const auto declaration = xml.substr(0, xml.find("?>"));
    const auto word = declaration.find("encoding");
    if (word == std::string_view::npos) return {};
    const auto from = declaration.find_first_of("\"'", word);
    if (from == std::string_view::npos) return {};
    const auto to = declaration.find(declaration[from], from + 1);
    return to == std::string_view::npos ? std::string_view{}
                                        : declaration.substr(from + 1, to - from - 1);
}

bool is_chinese_encoding(std::string_view name) {
    return same_word(name, "GB18030") || same_word(name, "GBK") || same_word(name, "GB2312");
}

bool starts_as_utf16(std::string_view xml) {
    return xml.substr(0, 2) == "\xFF\xFE" || xml.substr(0, 2) == "\xFE\xFF";
}

constexpr std::array<std::pair<XML_Error, const ErrorKind*>, 7> plain_faults{{
    {XML_ERROR_TAG_MISMATCH, &errors::xml_tags_differ},
    {XML_ERROR_UNBOUND_PREFIX, &errors::xml_unbound_prefix},
    {XML_ERROR_INVALID_TOKEN, &errors::xml_bad_character},
    {XML_ERROR_NO_ELEMENTS, &errors::xml_unfinished},
    {XML_ERROR_UNCLOSED_TOKEN, &errors::xml_unfinished},
    {XML_ERROR_DUPLICATE_ATTRIBUTE, &errors::xml_attribute_twice},
    {XML_ERROR_JUNK_AFTER_DOC_ELEMENT, &errors::xml_two_roots},
}};

Error malformed(XML_Parser parser, std::string_view claimed, Place place) {
    const auto code = XML_GetErrorCode(parser);
    if (code == XML_ERROR_UNKNOWN_ENCODING || code == XML_ERROR_INCORRECT_ENCODING) {
        return fail(errors::xml_encoding, {std::string{claimed}}, std::move(place));
    }
    for (const auto& [known, kind] : plain_faults) {
        if (code == known) return fail(*kind, {}, std::move(place));
    }
    return fail(errors::xml_malformed, {XML_ErrorString(code)}, std::move(place));
}

void parse(
    std::string_view xml,
    const char* encoding,
    const std::string& file,
    Faults& faults,
    LineTree& root
) {
    const std::unique_ptr<XML_ParserStruct, decltype(&XML_ParserFree)> parser{
        XML_ParserCreateNS(encoding, name_separator), &XML_ParserFree};
    TreeFiller filler{parser.get(), root, file, faults};
    XML_SetUserData(parser.get(), &filler);
    XML_SetElementHandler(parser.get(), on_start, on_end);
    XML_SetCharacterDataHandler(parser.get(), on_text);
    XML_SetStartDoctypeDeclHandler(parser.get(), on_doctype);
    XML_SetUnknownEncodingHandler(parser.get(), on_encoding, nullptr);
    const auto status = XML_Parse(parser.get(), xml.data(), static_cast<int>(xml.size()), XML_TRUE);
    if (status == XML_STATUS_OK || filler.stopped()) return;
    faults.push_back(malformed(parser.get(), claimed_encoding(xml), filler.here()));
}

} // namespace

LineTree read_xml_tree(std::string_view xml, const std::string& file, Faults& faults) {
    LineTree root;
    if (xml.size() > xml_bytes_max) {
        Place place;
        place.file = file;
        faults.push_back(fail(
            errors::xml_too_large, {std::to_string(xml_bytes_max / (1024 * 1024))}, std::move(place)
        ));
        return root;
    }
    const auto claimed = claimed_encoding(xml);
    const bool silent = claimed.empty() && !starts_as_utf16(xml);
    if (!silent && !is_chinese_encoding(claimed)) {
        parse(xml, nullptr, file, faults, root);
        return root;
    }
    const auto text = to_utf8(xml);
    if (!text) {
        auto error = text.error();
        error.place.file = file;
        faults.push_back(std::move(error));
        return root;
    }
    parse(*text, "UTF-8", file, faults, root);
    return root;
}

const LineTree* find_child(const LineTree& element, const std::string& key) {
    const auto found = element.find(key);
    return found == element.not_found() ? nullptr : &found->second;
}

const LineTree* find_attribute(const LineTree& element, const std::string& key) {
    const auto* list = find_child(element, "<xmlattr>");
    return list == nullptr ? nullptr : find_child(*list, key);
}

std::string_view attribute_of(const LineTree& element, const std::string& key) {
    const auto* found = find_attribute(element, key);
    return found == nullptr ? std::string_view{} : std::string_view{found->data().text};
}

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view blanks = " \t\r\n";
    const auto from = text.find_first_not_of(blanks);
    if (from == std::string_view::npos) return {};
    return text.substr(from, text.find_last_not_of(blanks) - from + 1);
}

} // namespace gongdao
