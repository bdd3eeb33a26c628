#pragma once

#include "core/values/error.hpp"

#include <boost/property_tree/ptree_fwd.hpp>

#include <string>
#include <string_view>

namespace gongdao {

/// A text with the line it stood on; what the trees of manifests and BPMN carry.
struct LineText {
    std::string text;
    int line = 0;

    friend bool operator==(const LineText&, const LineText&) = default;
};

/// The tree of a manifest or of a BPMN file: order kept, every node with its line.
using LineTree = boost::property_tree::basic_ptree<std::string, LineText>;

/// Reads INFO text (docs/formats/pack.md): UTF-8 or GB18030, no `#include`. Every fault is
/// reported; what could be read is returned beside them.
[[nodiscard]] LineTree read_info(std::string_view text, const std::string& file, Faults& faults);

} // namespace gongdao
