#include "core/calendar/deadline.hpp"

#include <doctest/doctest.h>

#include <array>
#include <random>
#include <string>
#include <vector>

using namespace gongdao;

namespace {

constexpr int rounds = 150;

const WorkingCalendar& calendar() {
    static const WorkingCalendar built_in{built_in_holidays()};
    return built_in;
}

/// Draws starts, periods and pauses from a seed, so that a failure can be repeated.
class Draw {
public:
    explicit Draw(unsigned seed) : random_{seed} {}

    int below(int limit) { return static_cast<int>(random_() % static_cast<unsigned>(limit)); }

    Instant start() {
        const auto first = make_date(2014, 1, 1).value();
        return at(first + below(4300), below(1440));
    }

    std::vector<Pause> pauses(Instant near) {
        std::vector<Pause> found(static_cast<std::size_t>(below(5)));
        for (auto& [from, to] : found) {
            from.milliseconds =
                near.milliseconds + (below(40 * 1440) - 5 * 1440) * milliseconds_per_minute;
            to.milliseconds = from.milliseconds + below(6 * 1440) * milliseconds_per_minute;
        }
        return found;
    }

private:
    std::mt19937 random_;
};

Deadline compute(Instant start, Period period, DayRules rules, const std::vector<Pause>& pauses) {
    return deadline(calendar(), start, period, rules, pauses).value();
}

bool paused_at(const std::vector<Pause>& pauses, Instant instant) {
    for (const auto& [from, to] : pauses) {
        if (from <= instant && instant < to) return true;
    }
    return false;
}

/// Minute by minute, as one would with a finger on the calendar. Pauses here begin on the minute.
bool paused_day(const std::vector<Pause>& pauses, CivilDate date) {
    for (int minute = 0; minute < 1440; ++minute) {
        if (paused_at(pauses, at(date, minute))) return true;
    }
    return false;
}

Instant naive_working_hours(Instant start, std::int64_t hours, const std::vector<Pause>& pauses) {
    auto minutes = hours * 60;
    for (auto now = start;; now.milliseconds += milliseconds_per_minute) {
        if (minutes == 0) return now;
        const int minute = minute_of(now);
        bool open = false;
        for (const auto& [from, to] : calendar().hours().ranges()) {
            open = open || (from <= minute && minute < to);
        }
        const bool runs = open && calendar().is_working(date_of(now)) && !paused_at(pauses, now);
        if (runs) --minutes;
    }
}

constexpr std::array all_units{
    Unit::minutes,
    Unit::hours,
    Unit::days,
    Unit::months,
    Unit::years,
    Unit::working_days,
    Unit::working_hours};

} // namespace

TEST_CASE("a longer period or a later start never ends earlier") {
    Draw draw{1};
    for (int round = 0; round < rounds; ++round) {
        const auto start = draw.start();
        const auto pauses = draw.pauses(start);
        const auto later = Instant{start.milliseconds + draw.below(5000) * milliseconds_per_minute};
        const auto roll = draw.below(2) == 0 ? RollForward::no : RollForward::yes;
        for (const auto unit : all_units) {
            CAPTURE(static_cast<int>(unit));
            CAPTURE(to_text(start));
            const Period period{draw.below(unit == Unit::years ? 3 : 40), unit};
            const auto due = compute(start, period, roll, pauses).due;
            CHECK(compute(start, {period.amount + 1, unit}, roll, pauses).due >= due);
            if (unit == Unit::months || unit == Unit::years) continue;
            CHECK(compute(later, period, roll, pauses).due >= due);
        }
    }
}

TEST_CASE("days: the last day is counted and exactly as many unpaused days lie up to it") {
    Draw draw{2};
    for (int round = 0; round < rounds; ++round) {
        const auto start = draw.start();
        const auto pauses = draw.pauses(start);
        const int amount = 1 + draw.below(40);
        const bool working = draw.below(2) == 0;
        CAPTURE(to_text(start));
        CAPTURE(amount);

        const Period period{amount, working ? Unit::working_days : Unit::days};
        const auto found = compute(start, period, RollForward::no, pauses);

        int counted = 0;
        bool last_counts = false;
        for (auto date = date_of(start) + 1; date <= found.last_day; date = date + 1) {
            last_counts = (!working || calendar().is_working(date)) && !paused_day(pauses, date);
            if (last_counts) ++counted;
        }
        CHECK(counted == amount);
        CHECK(last_counts);
    }
}

TEST_CASE("pauses are additive: each day they touch inside the period moves its end by one day") {
    Draw draw{3};
    for (int round = 0; round < rounds; ++round) {
        const auto start = draw.start();
        const auto pauses = draw.pauses(start);
        const Period period{1 + draw.below(40), Unit::days};

        const auto found = compute(start, period, RollForward::no, pauses);

        int touched = 0;
        for (auto date = date_of(start) + 1; date <= found.last_day; date = date + 1) {
            if (paused_day(pauses, date)) ++touched;
        }
        const auto without = compute(start, period, RollForward::no, {});
        CHECK(found.last_day == without.last_day + touched);
    }
}

TEST_CASE("pauses are additive: cut in two, doubled or in another order they do the same") {
    Draw draw{4};
    for (int round = 0; round < rounds; ++round) {
        const auto start = draw.start();
        const auto pauses = draw.pauses(start);
        std::vector<Pause> rearranged;
        for (auto pause = pauses.rbegin(); pause != pauses.rend(); ++pause) {
            const auto half = Instant{(pause->from.milliseconds + pause->to.milliseconds) / 2};
            rearranged.push_back({half, pause->to});
            rearranged.push_back({pause->from, half});
            rearranged.push_back(*pause);
        }
        for (const auto unit : all_units) {
            CAPTURE(static_cast<int>(unit));
            const Period period{draw.below(3), unit};
            const auto one = compute(start, period, RollForward::yes, pauses);
            const auto other = compute(start, period, RollForward::yes, rearranged);
            CHECK(one.due == other.due);
            CHECK(one.explanation == other.explanation);
        }
    }
}

TEST_CASE("clock hours: what lies between start and end outside pauses is the period") {
    Draw draw{5};
    for (int round = 0; round < rounds; ++round) {
        const auto start = draw.start();
        const auto pauses = draw.pauses(start);
        const Period period{1 + draw.below(5000), Unit::minutes};

        const auto due = compute(start, period, {}, pauses).due;

        std::int64_t ran = 0;
        for (auto now = start; now < due; now.milliseconds += milliseconds_per_minute) {
            if (!paused_at(pauses, now)) ++ran;
        }
        CHECK(ran == period.amount);
    }
}

TEST_CASE("working hours agree with counting minute by minute") {
    Draw draw{6};
    for (int round = 0; round < rounds; ++round) {
        const auto start = draw.start();
        const auto pauses = draw.pauses(start);
        const Period period{1 + draw.below(60), Unit::working_hours};
        CAPTURE(to_text(start));
        CAPTURE(period.amount);
        CHECK(
            compute(start, period, {}, pauses).due ==
            naive_working_hours(start, period.amount, pauses)
        );
    }
}

TEST_CASE("a period that rolls forward ends on a working day, and on the first possible") {
    Draw draw{7};
    for (int round = 0; round < rounds; ++round) {
        const auto start = draw.start();
        const Period period{1 + draw.below(60), Unit::days};

        const auto plain = compute(start, period, RollForward::no, {}).last_day;
        const auto rolled = compute(start, period, RollForward::yes, {}).last_day;

        CHECK(calendar().is_working(rolled));
        const auto between = working_days_between(calendar(), plain - 1, rolled);
        CHECK(between.days == 1);
    }
}

TEST_CASE("a deadline of working days is what adding working days gives") {
    Draw draw{8};
    for (int round = 0; round < rounds; ++round) {
        const auto start = draw.start();
        const int amount = 1 + draw.below(300);
        const auto found = compute(start, {amount, Unit::working_days}, {}, {});
        const auto added = add_working_days(calendar(), date_of(start), amount);
        CHECK(found.last_day == added.date);
        CHECK(found.provisional == added.provisional);
        CHECK(working_days_between(calendar(), date_of(start), found.last_day).days == amount);
    }
}
