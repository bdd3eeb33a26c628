#!/usr/bin/env python3
"""Writes the dispute part of the sample county Fenghua (奉化区, 2025): organisations.csv, users.csv,
county.info and acts-disputes.jsonl in examples/counties/fenghua/.

Public figures aimed at (奉化区总工会 “360” 多元化解, one year assumed):
  - 2415 disputes handled, which is read as: closed with any outcome after acceptance;
  - success rate 73.37 %: the only integer that gives it is 1772 agreements;
  - 1.63亿元 involved: claims of handled cases sum to exactly 163,000,000.00 yuan;
  - 1162 cases transferred in by courts and labour offices, 9700余万元: a sum inside [9700万, 9800万);
  - 272 judicial confirmations applied for on behalf of the parties, all of them among the agreements.
How: the script fixes facts (employers, claims) and people's acts only. It never writes a status, a total, a count
or an outcome: whether a case ends in agreement follows from what the parties answer, agree and sign, and a
case that nobody moves ends when its 15 days are over. Amounts are drawn from a log-normal distribution (many small
claims, few large ones), scaled to the two target sums in steps of 10 yuan; the largest case of each group takes the rest.
Beside the 2415 there are applications that are refused and some that are still running on 31 December; they
are not handled. Cases stand in towns by weight. All acts lie on working days of 2025 in office hours.

Everything is synthetic. Identity numbers use the division 990000, which does not exist; credit codes have valid
check characters. The same seed gives the same bytes.
"""
import json
import pathlib

from dispute_facts import COUNTY, INDEX, TOWNS, TRACKED, WORKING, cases, day, person, rng
from dispute_story import ACTS, Story

FOLDER = pathlib.Path(__file__).resolve().parent.parent / "counties" / "fenghua"

# ---------------------------------------------------------------- when cases come in

MONTHS = [11, 9, 9, 8, 8, 8, 8, 8, 8, 8, 9, 6]


def last_index_for(case):
    """So early that the case can run its course within the year."""
    limits = {"on_spot": "12-12", "self": "11-20", "judicial": "11-03", "arbitration_review": "11-05",
              "not_accepted": "12-24", "open": "12-30"}
    date = day(limits[case.path]) if case.ending in ("agreement", "not_accepted", "open") else day("12-08")
    return max(i for i, d in enumerate(WORKING) if d <= date)


def arrival(case):
    if case.ending == "open":
        return rng.randint(INDEX[day("12-25")], len(WORKING) - 2)
    last = last_index_for(case)
    return rng.choices(range(1, last + 1), [MONTHS[WORKING[i].month - 1] for i in range(1, last + 1)])[0]


# ---------------------------------------------------------------- files

def write_organisations():
    rows = ["code,name,parent,type", "330200,宁波市总工会,,city", f"{COUNTY},奉化区总工会,330200,county"]
    for index, (name, _) in enumerate(TOWNS):
        rows.append(f"{COUNTY}{index + 1:03d},{name}总工会,{COUNTY},town")
    (FOLDER / "organisations.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")


def write_users():
    rows = ["id,name,organisation,roles"]

    def user(identifier, organisation, *roles):
        rows.append(f"{identifier},{person()},{organisation},{';'.join(roles)}")

    for n in range(1, 13):
        town = f"{COUNTY}{n:03d}"
        user(f"grid{n:02d}", town, f"grid_worker@{town}")
        user(f"street{n:02d}", town, f"street_union@{town}", f"acceptor@{town}")
    for n in range(1, 5):
        user(f"law{n:02d}", COUNTY, f"county_rights@{COUNTY}", f"mediation_lead@{COUNTY}")
    user("chair01", COUNTY, f"county_chair@{COUNTY}")
    for n in range(1, 3):
        user(f"hr{n:02d}", COUNTY, f"labour_dept@{COUNTY}")
        user(f"court{n:02d}", COUNTY, f"court@{COUNTY}")
    user("arbitration01", COUNTY, f"arbitration@{COUNTY}")
    for n in range(1, 31):
        town = f"{COUNTY}{(n - 1) % 12 + 1:03d}"
        user(f"mediator{n:02d}", town, f"mediator@{town}", f"mediator@{COUNTY}")
    (FOLDER / "users.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")


def write_county(probe):
    (FOLDER / "county.info").write_text(f"""; 奉化区 2025 年样例：三色预警与劳动争议调解“360”
org     {COUNTY}
name    奉化区总工会
clock   2025-01-01T08:00
until   2026-01-01T00:00
pack    tri-colour-warning
pack    dispute-mediation
acts    acts-warnings.jsonl
acts    acts-disputes.jsonl
board   tri-colour-warning overview
board   tri-colour-warning red_daily
board   dispute-mediation overview
; 删去此件的 sign 一行，该件到第十五日逾期终结，调解成功数少一件
probe_agreement {probe}
""", encoding="utf-8")


def main():
    FOLDER.mkdir(parents=True, exist_ok=True)
    handled, other = cases()
    everyone = handled + other
    arrivals = {id(case): arrival(case) for case in everyone}
    everyone.sort(key=lambda case: arrivals[id(case)])
    late_court = [c for c in everyone if c.source == "court_transfer" and c.ending != "open" and arrivals[id(c)] >= INDEX[day("09-01")]]
    for case in rng.sample(late_court, TRACKED):
        case.tracked = True
    probe = next(c for c in everyone[400:] if c.ending == "agreement" and c.path == "on_spot" and not c.collective)
    for number, case in enumerate(everyone, 1):
        story = Story(case, f"T{number:04d}", arrivals[id(case)])
        if case is probe:
            probe_ref = story.ref
        story.tell()
    order = sorted(range(len(ACTS)), key=lambda n: (ACTS[n]["at"], n))
    lines = [json.dumps(ACTS[n], ensure_ascii=False, separators=(",", ":")) for n in order]
    (FOLDER / "acts-disputes.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    write_organisations()
    write_users()
    write_county(probe_ref)


if __name__ == "__main__":
    main()
