#pragma once

#include "core/values/error.hpp"

namespace gongdao {

/// 1 findings, 2 usage, 3 conflict, 4 denied, 5 environment; also told to clients of the socket.
[[nodiscard]] inline int exit_code_of(const Error& error) {
    switch (error.kind->error_class) {
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

} // namespace gongdao
