#pragma once

#include <string_view>

namespace gongdao {

/// The name of the work of a script task that runs as a job: its payload is `script` and `values`.
inline constexpr std::string_view script_job = "script.run";

} // namespace gongdao
