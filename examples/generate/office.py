"""Working days and the file of acts, for the generators of Pinghu and Changxing."""

import csv
import json
from datetime import date, datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
HOLIDAYS = ROOT.parent / "core" / "calendar" / "data" / "holidays-2013-2026.csv"


def read_holidays():
    """Days off and make-up days, by the yearly notices of the State Council."""
    kinds = {"off": set(), "work": set()}
    with open(HOLIDAYS, encoding="utf-8") as file:
        for row in csv.DictReader(file):
            kinds[row["kind"]].add(date.fromisoformat(row["date"]))
    return kinds["off"], kinds["work"]


OFF_DAYS, MAKE_UP_DAYS = read_holidays()


def is_working(day):
    return day in MAKE_UP_DAYS or (day.weekday() < 5 and day not in OFF_DAYS)


def next_working(day):
    """The day itself or the next one on which the office is open."""
    while not is_working(day):
        day += timedelta(days=1)
    return day


def last_working(day):
    """The day itself or the one before it on which the office is open."""
    while not is_working(day):
        day -= timedelta(days=1)
    return day


def after(day, working_days):
    """The n-th working day after a day."""
    while working_days > 0:
        day += timedelta(days=1)
        working_days -= 1 if is_working(day) else 0
    return day


class Acts:
    """What people did: commands of one pack, written in time order."""

    def __init__(self, pack):
        self.pack = pack
        self.lines = []

    def add(self, day, clock, who, act, **more):
        at = datetime.combine(day, datetime.strptime(clock, "%H:%M").time())
        assert is_working(day), day
        line = {"at": at.isoformat(timespec="minutes"), "as": who, "do": act}
        line.update(more)
        self.lines.append((at, len(self.lines), line))

    def open(self, day, clock, who, ref, process, owner, **facts):
        self.add(day, clock, who, "open_case", ref=ref, pack=self.pack, process=process, owner=owner, **{"with": facts})

    def do(self, day, clock, who, ref, element, **facts):
        self.add(day, clock, who, "complete_task", ref=ref, element=element, **({"with": facts} if facts else {}))

    def say(self, day, clock, who, name, **facts):
        self.add(day, clock, who, "publish_message", name=name, correlation="", **{"with": facts})

    def enter(self, day, clock, who, register, key, **values):
        self.add(day, clock, who, "set_entry", register=register, key=key, **{"with": values})

    def write(self, path):
        with open(path, "w", encoding="utf-8", newline="\n") as file:
            for _, _, line in sorted(self.lines, key=lambda item: item[:2]):
                file.write(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n")


def write_csv(path, header, rows):
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        for row in rows:
            writer.writerow(["" if cell is None else cell for cell in row])


def write_organisations(path, parents, county, county_name, towns):
    """`parents`: code, name, parent, type of what lies above the county."""
    rows = parents + [[county, county_name, parents[-1][0], "county"]]
    rows += [[f"{county}{number:03d}", f"{name}总工会", county, "town"] for number, name in enumerate(towns, 1)]
    write_csv(path, ["code", "name", "parent", "type"], rows)


def write_users(path, county, staff, towns):
    """`staff`: id, name, role at the county; every town has one official, `town01` …"""
    rows = [[user, name, county, f"{role}@{county}"] for user, name, role in staff]
    for number, name in enumerate(towns, 1):
        code = f"{county}{number:03d}"
        rows.append([f"town{number:02d}", f"{name}总工会干事", code, f"town_union@{code}"])
    write_csv(path, ["id", "name", "organisation", "roles"], rows)
