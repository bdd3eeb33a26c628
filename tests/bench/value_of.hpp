#pragma once

#include "core/values/result.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <cstdlib>
#include <type_traits>
#include <utility>

namespace gongdao::bench {

/// Where what is measured fails, there is no figure: the program ends with the reason.
template <class Value>
Value value_of(Result<Value> result) {
    if (!result) {
        fmt::print(stderr, "{}\n", sentence(result.error(), Language::english));
        std::exit(1);
    }
    if constexpr (!std::is_void_v<Value>) return std::move(*result);
}

} // namespace gongdao::bench
