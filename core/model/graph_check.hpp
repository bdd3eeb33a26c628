#pragma once

#include "core/model/process.hpp"
#include "core/values/error.hpp"

namespace gongdao {

/// Whether "cannot be reached" can be said: not where an element was refused or a flow hangs loose.
enum class Reachability { complete, unknown };

/// All structural faults of one linked process (docs/formats/bpmn.md, Graph).
void check_graph(const Process& process, Reachability reachability, Faults& faults);

/// Elements from which no end can be reached: worth a look, but a yearly round may be meant.
[[nodiscard]] Faults notes_of(const Definitions& definitions);

} // namespace gongdao
