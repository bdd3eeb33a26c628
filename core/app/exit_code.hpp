#pragma once

#include "core/values/error.hpp"

#include <cstdint>

namespace gongdao {

/// 1 findings, 2 usage, 3 conflict, 4 denied, 5 environment: the one table of exit codes, which
/// clients of the socket are told too.
[[nodiscard]] constexpr int exit_code_of(ErrorClass error_class) {
    switch (error_class) {
    case ErrorClass::findings:
        return 1;
    case ErrorClass::usage:
        return 2;
    case ErrorClass::conflict:
        return 3;
    case ErrorClass::denied:
        return 4;
    case ErrorClass::environment:
        break;
    }
    return 5;
}

[[nodiscard]] inline int exit_code_of(const Error& error) {
    return exit_code_of(error.kind->error_class);
}

/// The other way; `environment` for any other number.
[[nodiscard]] constexpr ErrorClass class_of_exit(std::int64_t code) {
    for (const auto known :
         {ErrorClass::findings, ErrorClass::usage, ErrorClass::conflict, ErrorClass::denied}) {
        if (exit_code_of(known) == code) return known;
    }
    return ErrorClass::environment;
}

} // namespace gongdao
