#pragma once

#include "core/values/error.hpp"

#include <boost/property_tree/ptree_fwd.hpp>

#include <memory>
#include <string>
#include <string_view>

namespace gongdao {

/// A text with the line it stood on; what the trees of manifests and BPMN carry.
struct LineText {
    std::string text;
    int line = 0;

    friend bool operator==(const LineText&, const LineText&) = default;
};

} // namespace gongdao
