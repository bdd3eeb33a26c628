#pragma once

#include "core/rules/sandbox.hpp"
#include "core/values/time.hpp"

namespace gongdao {

/// `today`, and no other name from outside.
class DayNames final : public GlobalNames {
public:
    explicit DayNames(CivilDate on) : on_{on} {}

    bool push_global(lua_State* lua, std::string_view name) override;

    [[nodiscard]] bool refuses_unknown() const override { return true; }

    [[nodiscard]] bool read_today() const { return read_today_; }

private:
    CivilDate on_;
    bool read_today_ = false;
};

} // namespace gongdao
