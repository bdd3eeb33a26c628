#pragma once

#include "core/calendar/holiday_table.hpp"
#include "core/values/result.hpp"
#include "core/values/time.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gongdao {

/// Minutes since midnight, [from, to).
struct MinuteRange {
    int from = 0;
    int to = 0;

    friend bool operator==(const MinuteRange&, const MinuteRange&) = default;
};

/// When an office is open on a working day. Never empty, in order, without overlap.
class OfficeHours {
public:
    /// 08:30–12:00 and 14:00–17:30.
    OfficeHours() = default;

    /// Reads `08:30-12:00,14:00-17:30`; `24:00` may end a range. Fails with `bad_office_hours`.
    [[nodiscard]] static Result<OfficeHours> parse(std::string_view text);

    [[nodiscard]] const std::vector<MinuteRange>& ranges() const { return ranges_; }

    [[nodiscard]] int closes_at() const { return ranges_.back().to; }

    [[nodiscard]] int minutes_per_day() const;

    /// The form that parse reads.
    [[nodiscard]] std::string text() const;

private:
    std::vector<MinuteRange> ranges_{{.from = 510, .to = 720}, {.from = 840, .to = 1050}};
};

enum class DayKind {
    working, ///< an ordinary working day
    weekend, ///< Saturday or Sunday (休息日)
    holiday, ///< off by a notice (法定节假日及其调休)
    make_up, ///< a weekend day that is worked (调休上班)
};

struct DayClass {
    DayKind kind = DayKind::working;
    std::string name; ///< the holiday that a holiday or make-up day belongs to

    [[nodiscard]] bool works() const {
        return kind == DayKind::working || kind == DayKind::make_up;
    }
};

/// Which days and minutes a county works. Immutable: one that is to change is replaced by another
/// with another version, and each deadline says which one it was computed with.
class WorkingCalendar {
public:
    explicit WorkingCalendar(HolidayTable table, OfficeHours hours = {});

    [[nodiscard]] DayClass classify(CivilDate date) const;
    [[nodiscard]] bool is_working(CivilDate date) const;

    /// Outside the years known a day is classified by weekends alone; whoever relies on such a day
    /// must say so (暂按). See HolidayTable::settles for the last days of the last year.
    [[nodiscard]] bool knows(int year) const { return table_.knows(year); }

    [[nodiscard]] bool settles(CivilDate date) const { return table_.settles(date); }

    [[nodiscard]] std::optional<CivilDate>
    first_day_of_holiday(int year, std::string_view name) const {
        return table_.first_day_of_holiday(year, name);
    }

    [[nodiscard]] const HolidayTable& table() const { return table_; }

    [[nodiscard]] const OfficeHours& hours() const { return hours_; }

    /// The years known and a fingerprint of the whole content: equal versions compute equal
    /// deadlines.
    [[nodiscard]] const std::string& version() const { return version_; }

private:
    HolidayTable table_;
    OfficeHours hours_;
    std::string version_;
};

/// A date found by counting; provisional where the count passed a day that no notice settles.
struct WorkingDate {
    CivilDate date;
    bool provisional = false;
};

struct WorkingDayCount {
    int days = 0;
    bool provisional = false;
};

/// The `count`-th working day after `date`, or before it where `count` is negative; `date` itself
/// for 0. `count` lies within ±30 000.
[[nodiscard]] WorkingDate
add_working_days(const WorkingCalendar& calendar, CivilDate date, int count);

/// Working days after `from` up to and including `to`. Where `to` is earlier: minus those from `to`
/// up to the day before `from`. So it undoes add_working_days.
[[nodiscard]] WorkingDayCount
working_days_between(const WorkingCalendar& calendar, CivilDate from, CivilDate to);

/// `date` itself where it is a working day. Used for payments, which come earlier rather than
/// later.
[[nodiscard]] WorkingDate
previous_working_day_on_or_before(const WorkingCalendar& calendar, CivilDate date);

} // namespace gongdao
