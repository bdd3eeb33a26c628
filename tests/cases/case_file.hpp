#pragma once

#include "core/model/bpmn_reader.hpp"
#include "core/values/document.hpp"

#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

/// Reads the case files next to this one (docs/formats/cases.md).
namespace gongdao::cases {

/// One line of a case: `verb word word {json}`.
struct Step {
    int line = 0;
    std::string verb;
    std::vector<std::string> words;
    std::string rest; ///< everything behind the verb
    Document values;  ///< the JSON at the end of the line, or null
};

struct Case {
    std::string file;
    int line = 0;
    std::string process;
    std::string title;
    std::vector<Step> steps;
    Definitions definitions;
};

inline std::string text_of_file(const std::filesystem::path& path) {
    std::ifstream in{path, std::ios::binary};
    if (!in) throw std::runtime_error("cannot read " + path.string());
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
}

/// The brace or bracket that begins a word.
inline std::size_t start_of_json(const std::string& text) {
    for (auto at = text.find_first_of("{["); at != std::string::npos;
         at = text.find_first_of("{[", at + 1)) {
        if (at == 0 || text[at - 1] == ' ') return at;
    }
    return std::string::npos;
}

inline Step read_step(const std::string& line, int number) {
    std::istringstream in{line};
    Step step{.line = number};
    in >> step.verb >> std::ws;
    std::getline(in, step.rest);
    const auto json = start_of_json(step.rest);
    std::istringstream words{step.rest.substr(0, json)};
    for (std::string word; words >> word;)
        step.words.push_back(word);
    if (json == std::string::npos) return step;
    auto values = parse_document(step.rest.substr(json));
    if (!values) throw std::runtime_error("line " + std::to_string(number) + ": bad JSON");
    step.values = std::move(*values);
    return step;
}

/// `case <process>: <title>`
inline Case read_heading(const Step& step, const std::string& file, const Definitions& processes) {
    const auto colon = step.rest.find(": ");
    if (colon == std::string::npos) {
        throw std::runtime_error(file + ":" + std::to_string(step.line) + ": a case needs a title");
    }
    return {
        .file = file,
        .line = step.line,
        .process = step.rest.substr(0, colon),
        .title = step.rest.substr(colon + 2),
        .steps = {},
        .definitions = processes};
}

/// All processes of a folder of BPMN files, so that they can call one another.
inline Definitions read_processes(const std::filesystem::path& folder) {
    Definitions all;
    for (const auto& entry : std::filesystem::directory_iterator{folder}) {
        Faults faults;
        auto read = read_bpmn(text_of_file(entry.path()), entry.path().filename().string(), faults);
        if (!faults.empty()) throw std::runtime_error(sentence(faults.front(), Language::english));
        all.processes.merge(read.processes);
    }
    return all;
}

inline std::vector<Case> read_case_file(const std::filesystem::path& path) {
    const auto processes = read_processes(std::filesystem::path{path}.replace_extension());
    const auto file = path.filename().string();
    std::vector<Case> found;
    std::istringstream lines{text_of_file(path)};
    int number = 0;
    for (std::string line; std::getline(lines, line);) {
        ++number;
        if (line.empty() || line.front() == '#') continue;
        auto step = read_step(line, number);
        if (step.verb == "case") {
            found.push_back(read_heading(step, file, processes));
        } else if (found.empty()) {
            throw std::runtime_error(file + ": a step stands before the first case");
        } else {
            found.back().steps.push_back(std::move(step));
        }
    }
    return found;
}

} // namespace gongdao::cases
