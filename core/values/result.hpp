#pragma once

#include "core/values/error.hpp"

#include <boost/system/result.hpp>

#include <stdexcept>
#include <utility>

namespace gongdao {

/// A value, or the Error that prevented it. Becomes std::expected when the compiler has it.
template <class Value>
using Result = boost::system::result<Value, Error>;

/// Called by Result::value() on a failed result: reading it unchecked is a bug of ours.
[[noreturn]] inline void
throw_exception_from_error(const Error& error, const boost::source_location&) {
    throw std::logic_error("unchecked Result: " + sentence(error, Language::english));
}

} // namespace gongdao
