#pragma once

#include "core/engine/events.hpp"
#include "core/engine/stream_events.hpp"
#include "core/engine/variant_codec.hpp"

#include <set>
#include <string>

namespace gongdao::testing {

/// The names of every event that this version knows, of cases and of other streams.
inline std::set<std::string> every_event() {
    const auto& cases = described::Names<Event>::all();
    const auto& others = described::Names<StreamEvent>::all();
    std::set<std::string> names{cases.begin(), cases.end()};
    names.insert(others.begin(), others.end());
    return names;
}

} // namespace gongdao::testing
