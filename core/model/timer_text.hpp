#pragma once

#include "core/model/element.hpp"
#include "core/values/error.hpp"

#include <optional>
#include <string_view>

namespace gongdao {

/// True for a text of five fields.
[[nodiscard]] bool is_cron(std::string_view text);

/// The fault in a timer's text, if any. An expression (`=…`) is checked elsewhere.
[[nodiscard]] std::optional<Error> check_timer(const TimerRule& timer);

/// The fault in a period or `=` expression, if any.
[[nodiscard]] std::optional<Error> check_period(std::string_view text);

} // namespace gongdao
