#pragma once

#include "core/values/error.hpp"
