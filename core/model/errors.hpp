#pragma once

// All error kinds of the model, in four groups.

#include "core/model/bpmn_errors.hpp"
#include "core/model/field_errors.hpp"
#include "core/model/graph_errors.hpp"
#include "core/model/pack_errors.hpp"
