#pragma once

#include "core/values/document.hpp"
#include "core/values/time.hpp"

#include <gongdao/plugin.h>

#include <atomic>
#include <string>

/// The host's side of one run. Lives on the stack of the thread that runs it.
struct gongdao_call {
    const gongdao::Document* input = nullptr;
    gongdao::Instant now;
    std::string component;
    std::string idempotency_key; ///< empty for functions
    std::string attempt;         ///< empty for functions
    const std::atomic<bool>* cancelled = nullptr;

    gongdao::Document result;
    std::string code;
    std::string message;
    std::string input_text; ///< made when first asked for
};

namespace gongdao {

/// The accessors that every component gets. No function of it throws. Any thread.
[[nodiscard]] const gongdao_call_api& call_api();

/// Text of the other side; never null inside.
[[nodiscard]] std::string_view borrowed(gongdao_str text);

/// A reason or line of a plugin that can be shown: UTF-8, cut to its limit between two characters.
[[nodiscard]] std::string readable(std::string_view text);

} // namespace gongdao
