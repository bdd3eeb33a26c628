#include "core/calendar/holiday_table.hpp"
#include "core/values/ensure.hpp"

// The data file itself goes into the program, so that there is one copy to keep right. The path is
// found through the include directory of the layer.
__asm__(".section .rodata\n"
        ".global gongdao_holidays_begin\n"
        ".hidden gongdao_holidays_begin\n"
        ".global gongdao_holidays_end\n"
        ".hidden gongdao_holidays_end\n"
        "gongdao_holidays_begin:\n"
        ".incbin \"core/calendar/data/holidays-2013-2026.csv\"\n"
        "gongdao_holidays_end:\n"
        ".byte 0\n"
        ".previous\n");

extern "C" {
// NOLINTBEGIN(modernize-avoid-c-arrays): they name addresses, not arrays of ours.
extern const char gongdao_holidays_begin[];
extern const char gongdao_holidays_end[];
// NOLINTEND(modernize-avoid-c-arrays)
}

namespace gongdao {

std::string_view built_in_holidays_text() {
    return {
        &gongdao_holidays_begin[0],
        static_cast<std::size_t>(&gongdao_holidays_end[0] - &gongdao_holidays_begin[0])};
}

HolidayTable built_in_holidays() {
    HolidayTable table;
    ensure(table.merge(built_in_holidays_text()).empty(), "the built-in holiday table is sound");
    return table;
}

} // namespace gongdao
