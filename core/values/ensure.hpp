#pragma once

#include <stdexcept>
#include <string>

namespace gongdao {

/// A mistake of ours, never of a user. Ends at a named boundary, which bans one case, not the node.
class BrokenInvariant : public std::logic_error {
public:
    using std::logic_error::logic_error;
};

/// On in every build.
inline void ensure(bool holds, const char* what) {
    if (!holds) throw BrokenInvariant{what};
}

} // namespace gongdao
