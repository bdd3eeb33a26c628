#pragma once

#include "core/values/result.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace gongdao {

class GridNames;

/// A text of a grid with `{标题}` in it. Everything but the braces is kept as written.
class ReasonText {
public:
    struct Piece {
        enum class Kind { plain, input, output };

        Kind kind = Kind::plain;
        std::string text;
        std::size_t column = 0;
    };

    /// The error's only argument is a reason in Chinese.
    [[nodiscard]] static Result<ReasonText> read(std::string_view text, const GridNames& names);

    [[nodiscard]] const std::vector<Piece>& pieces() const { return pieces_; }

private:
    std::vector<Piece> pieces_;
};

} // namespace gongdao
