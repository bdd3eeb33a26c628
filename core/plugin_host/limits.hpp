#pragma once

#include <cstddef>

namespace gongdao::limits {

/// A plugin is read whole into memory before it is checked; no honest one comes near this.
inline constexpr std::size_t plugin_file_bytes_max = 64U << 20;
/// Guards against a component count read from a broken plugin.
inline constexpr std::size_t plugin_components_max = 1024;
/// Ids, names and versions of plugins end up in journals and log lines.
inline constexpr std::size_t plugin_word_bytes_max = 200;
/// The JSON text of a job's result; as much as a document may hold.
inline constexpr std::size_t plugin_result_bytes_max = 32U << 20;
/// A reason is shown to a person; what is longer is cut.
inline constexpr std::size_t plugin_message_bytes_max = 4096;
/// A path such as `a.b.0` may not build a document deeper than `parse_document` reads.
inline constexpr std::size_t plugin_path_depth_max = 31;
/// A message between the node and a plugin's process, without its body.
inline constexpr std::size_t plugin_header_bytes_max = 64U << 10;
/// The names, sentences and schemas of everything that one plugin can do.
inline constexpr std::size_t plugin_description_bytes_max = 4U << 20;

} // namespace gongdao::limits
