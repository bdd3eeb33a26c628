#pragma once

#include "core/values/error.hpp"
#include "core/values/time.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gongdao {

enum class SpecialDayKind {
    off,  ///< 放假
    work, ///< 调休上班
};

/// One day that a notice of the State Council (国务院办公厅节假日安排) sets apart.
struct SpecialDay {
    CivilDate date;
    SpecialDayKind kind = SpecialDayKind::off;
    std::string name;    ///< 春节; joined like 国庆节、中秋节 where two fall together
    int notice_year = 0; ///< may be the year after `date`: 2018-12-31 belongs to 2019

    friend bool operator==(const SpecialDay&, const SpecialDay&) = default;
};

/// The statutory holidays and make-up working days of the years whose notice is known.
/// Text form: CSV with the columns date, kind (off or work), name, notice_year.
class HolidayTable {
public:
    /// Adds the rows of another text. All or none: where faults come back, the table is unchanged.
    /// Faults, each with its line: a row that cannot be read, a date that is here already (with the
    /// same or a contradicting entry), and a year of which a statutory holiday is missing — half a
    /// year would pass for a whole one.
    [[nodiscard]] Faults merge(std::string_view csv);

    [[nodiscard]] const SpecialDay* find(CivilDate date) const;

    /// Whether the notice of this year is in the table.
    [[nodiscard]] bool knows(int year) const;

    /// Whether the notices that can touch this day are known: that of its year and, from 26
    /// December, that of the next, which may rearrange the days before New Year.
    [[nodiscard]] bool settles(CivilDate date) const;

    /// The first day off that the notice of `year` names so; the parts of a joined name count.
    [[nodiscard]] std::optional<CivilDate>
    first_day_of_holiday(int year, std::string_view name) const;

    /// In order of date.
    [[nodiscard]] const std::vector<SpecialDay>& days() const { return days_; }

    /// `2013-2026` or `2013-2024,2026`: the years known.
    [[nodiscard]] std::string years_text() const;

private:
    std::vector<SpecialDay> days_;
    std::vector<int> years_;
};

/// The years 2013 to 2026, as shipped with this program.
[[nodiscard]] HolidayTable built_in_holidays();
/// The CSV that it is read from.
[[nodiscard]] std::string_view built_in_holidays_text();

} // namespace gongdao
