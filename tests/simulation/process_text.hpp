#pragma once

#include "tests/simulation/random_process.hpp"

#include <map>
#include <set>
#include <string>

namespace gongdao::simulation {

/// What a random pack says, and what its processes can hear.
struct ProcessText {
    std::string bpmn;
    std::set<std::string> messages;
    std::set<std::string> signals;
};

/// Writes the blocks as BPMN. Whatever blocks are left out, the text is a valid process whose every
/// token can come to its end: an end that would starve a join, or throw what nobody catches, is
/// left out.
[[nodiscard]] ProcessText text_of(const Block& process);

/// The whole pack `random`, path → text.
[[nodiscard]] std::map<std::string, std::string> pack_of(const ProcessText& text);

} // namespace gongdao::simulation
