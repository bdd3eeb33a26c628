"""What the sample counties of the pack tri-colour-warning share: working days, valid invented codes, the
officer's reading of the rank table, and the acts of one warning from clue to follow-up.

The rank is needed here only because a person who confirms states it and because the recipients who sign depend
on it; it is read off the county's table (domain figures of scripts/tri-colour-warning/rank.lua) just as an
officer reads it. The engine proposes its own from the facts, and the boards show the engine's.
"""
import csv
import datetime as dt
import json
import pathlib

ROOT = pathlib.Path(__file__).resolve().parent.parent
HOLIDAYS = ROOT.parent / "core" / "calendar" / "data" / "holidays-2013-2026.csv"


class Calendar:
    """Working days by the State Council's notices, and the first day of each Spring Festival."""

    def __init__(self):
        self.kind, self.festivals = {}, {}
        with open(HOLIDAYS, encoding="utf-8") as table:
            for row in csv.DictReader(table):
                day = dt.date.fromisoformat(row["date"])
                self.kind[day] = row["kind"]
                if row["kind"] == "off" and row["name"] == "春节":
                    self.festivals.setdefault(day.year, day)

    def works(self, day):
        return self.kind.get(day, "work" if day.weekday() < 5 else "off") == "work"

    def after(self, day, count):
        """The count-th working day after `day`; for 0 the day itself or the next working day."""
        while count > 0 or not self.works(day):
            day += dt.timedelta(1)
            if self.works(day):
                count -= 1
        return day

    def working_days(self, first, last):
        return [first + dt.timedelta(i) for i in range((last - first).days + 1) if self.works(first + dt.timedelta(i))]

    def festival_near(self, day):
        festival = next((f for f in sorted(self.festivals.values()) if f > day), None)
        return festival is not None and festival - dt.timedelta(30) <= day

    def season_changes_between(self, first, last):
        """True where the month before a Spring Festival begins or ends in (first, last]."""
        return any(first < change <= last for f in self.festivals.values() for change in (f - dt.timedelta(30), f))


ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
ORGANISATION_SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
CREDIT_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
CREDIT_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def credit_code(division, number):
    """A unified social credit code with valid check characters (GB 32100-2015); W marks invented employers."""
    body = "W%07d" % number
    check = 11 - sum(ORGANISATION_SIGNS.index(c) * w for c, w in zip(body, ORGANISATION_WEIGHTS)) % 11
    text = "91" + division + body + {10: "X", 11: "0"}.get(check, str(check))
    check = (31 - sum(CREDIT_SIGNS.index(c) * w for c, w in zip(text, CREDIT_WEIGHTS)) % 31) % 31
    return text + CREDIT_SIGNS[check]


def rank_of(facts, on, steps, general_risk):
    """The rank table as an officer reads it: the highest of all dimensions, then the +1 steps, then straight to 3.
    `steps` counts earlier warning, festival, broken promise."""
    heads, owed = facts.get("headcount"), facts.get("owed_fen")
    most, months = facts.get("max_one_fen"), facts.get("arrears_months")
    base = 1
    if "arrears_from" in facts:
        days = (on - dt.date.fromisoformat(facts["arrears_from"])).days
        base = max(base, 3 if days >= 61 else 2 if days >= 31 else 1)
    if heads is not None:
        base = max(base, 3 if heads >= 30 else 2 if heads >= 10 else 1)
    if owed is not None:
        if owed >= 50000000 or (owed >= 10000000 and (heads or 0) >= 10):
            base = 3
        elif owed >= 3000000:
            base = max(base, 2)
    if most is not None and months is not None and months >= 3:
        base = max(base, 3 if most >= 2000000 else 2 if most >= 500000 else 1)
    signs = len(facts.get("signs", ()))
    base = max(base, 2 if signs >= 2 else 1)
    base = max(base, {"petition": 2, "strike_talk": 2, "stoppage": 3, "blocking": 3, "self_harm": 3}.get(facts.get("dispute_form"), 1))
    if general_risk and heads is not None:
        if facts.get("cause") == "injury" and heads >= 3 or facts.get("cause") == "layoff" and heads >= 20:
            base = max(base, 2)
    if facts.get("assets_moved"):
        base = 3
    rank = min(3, base + steps + (1 if facts.get("promise_broken") else 0))
    return 3 if facts.get("owner_absconded") else rank


class Acts:
    """Collects command lines and writes them in time order, short: only what is needed."""

    def __init__(self):
        self.lines = []

    def add(self, at, actor, what, ref, **members):
        line = {"at": at.strftime("%Y-%m-%dT%H:%M"), "as": actor, "do": what, "ref": ref}
        line.update({name: value for name, value in members.items() if value not in (None, {})})
        self.lines.append((at, len(self.lines), line))

    def open(self, at, actor, ref, owner, facts, process=None):
        self.add(at, actor, "open_case", ref, pack="tri-colour-warning", process=process, owner=owner, **{"with": facts})

    def complete(self, at, actor, ref, element, **values):
        self.add(at, actor, "complete_task", ref, element=element, **{"with": values})

    def write(self, path):
        self.lines.sort(key=lambda entry: entry[:2])
        with open(path, "w", encoding="utf-8", newline="\n") as out:
            for _, _, line in self.lines:
                out.write(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n")


def at(day, minutes):
    """`minutes` after 08:30, lunch from 12:00 to 14:00 left out: 0…419."""
    minutes += 510 if minutes < 210 else 630
    return dt.datetime.combine(day, dt.time(minutes // 60, minutes % 60))


def write_csv(path, head, rows):
    with open(path, "w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(head)
        writer.writerows(rows)
