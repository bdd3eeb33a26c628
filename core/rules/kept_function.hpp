#pragma once

#include <optional>
#include <vector>

struct lua_State;

namespace gongdao {

/// A function that a file has given, to be called again and again as if the file had been run anew
/// each time: whatever a call left in the variables around the function is put back before the
/// next.
class KeptFunction {
public:
    /// Takes the function from the top of the stack. Nothing where it can reach, through the
    /// variables around it, what cannot be put back: a table that is not the library's, an
    /// iterator. Whatever stands there, it is popped.
    [[nodiscard]] static std::optional<KeptFunction> take(lua_State* lua);

    /// Pushes the function, its surroundings as they were.
    void push(lua_State* lua) const;

private:
    /// Registry: a list of the function, then closure and value by turns; without variables the
    /// function itself.
    int kept_ = 0;
    std::vector<int> upvalues_; ///< which of the closure's
};

} // namespace gongdao
