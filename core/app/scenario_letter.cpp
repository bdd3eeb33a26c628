#include "core/app/errors.hpp"
#include "core/app/file_effects.hpp"
#include "core/app/files.hpp"
#include "core/app/scenario_run.hpp"

namespace gongdao {

namespace {

/// What the reader of a page reads.
std::string without_tags(const std::string& page) {
    const auto body = page.find("<body>");
    const auto html = body == std::string::npos ? page : page.substr(body);
    std::string text;
    bool inside = false;
    for (const char c : html) {
        if (c == '<') inside = true;
        if (!inside && c != '\n') text += c;
        if (c == '>') inside = false;
    }
    return text;
}

/// The latest letter of that id that the case asked for; empty where there is none.
Result<std::string> key_of_letter(Node& node, const CaseState& state, const std::string& letter) {
    const auto events = events_of(node, state);
    if (!events) return events.error();
    std::string key;
    for (const auto& event : *events) {
        const auto* requested = std::get_if<WorkRequested>(&event);
        if (requested != nullptr && find_text(requested->work.payload, "letter") == letter)
            key = requested->work.idempotency_key;
    }
    return key;
}

} // namespace

Result<void> ScenarioRun::expect_letter(const CaseState& state, const ScenarioLine& line) {
    if (line.words.size() < 6 || (line.words[4] != "含" && line.words[4] != "不含"))
        return fail(errors::scenario_syntax, {line.text}, {.line = line.number});
    const auto key = key_of_letter(county_.node(), state, line.words[3]);
    if (!key) return key.error();
    if (key->empty()) return found_instead(line, {"没有发出这种文书", "no such letter was sent"});
    const auto html =
        read_file(county_.folder() / "outbox/letter" / (file_name_of(*key) + ".html"));
    if (!html) return html.error();
    std::string wanted = line.words[5];
    for (std::size_t i = 6; i < line.words.size(); ++i)
        wanted += " " + line.words[i];
    const auto text = without_tags(*html);
    const bool holds = text.find(wanted) != std::string::npos;
    if (holds == (line.words[4] == "含")) return {};
    return found_instead(line, {"文书写的是：" + text, "the letter says: " + text});
}

} // namespace gongdao
