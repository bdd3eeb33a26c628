#pragma once

#include "core/values/result.hpp"

#include <doctest/doctest.h>

#include <string>
#include <type_traits>
#include <utility>

namespace gongdao::testing {

/// The value, or a failed test that says why there is none.
template <class Value>
Value must(Result<Value> result) {
    if (!result) FAIL(sentence(result.error(), Language::english));
    if constexpr (!std::is_void_v<Value>) return std::move(*result);
}

/// The code of the error; empty where there was none.
template <class Value>
std::string code_of(const Result<Value>& result) {
    return result ? std::string{} : std::string{result.error().kind->code};
}

} // namespace gongdao::testing
