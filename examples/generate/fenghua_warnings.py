#!/usr/bin/env python3
"""Writes the warning part of the sample county Fenghua (奉化区, 2025): acts-warnings.jsonl in
examples/counties/fenghua/ (county.info, organisations.csv and users.csv come from fenghua_disputes.py).

Public figure aimed at: 预警2378条 (奉化区总工会 “360” 多元化解, one year assumed). Counted as a warning is every
clue that is registered and not merged into another case: 2337 are verified as real, 41 are closed as false alarms
by a second person; 38 more clues are merged and do not count. 486 of the real ones are handed over to mediation,
as many as the dispute part takes over (预警转办). No colour figure is published, so none is aimed at.
How: the script fixes clues (employer, cause, people, money, since when, form of the dispute) and people's acts
(verification, receipts, visits, payments, approvals). Colours, deadlines, missed terms and sums are the engine's. What
it needs to know of the rank, since a confirming person states one and recipients sign by it, it reads off the
county's table (warning_acts.rank_of). A few cases go side ways on purpose: late visits that are supervised,
names of workers added later, arrears that grow old during the case, officers who confirm higher, money that lowers a colour.
A few of those handed over are told in the dispute part too (fenghua_handover.py); its result reaches them as a message.
Callers and scanners do not always know the credit code; such a clue is not looked up for duplicates.
All acts lie on working days of 2025 in office hours. Everything is synthetic; the same seed gives the same bytes.
"""
import datetime as dt
import random

from fenghua_handover import ANSWERED
from warning_acts import Acts, Calendar, ROOT, at, credit_code, rank_of

FOLDER = ROOT / "counties" / "fenghua"
COUNTY = "330213"
TOWN_WEIGHTS = (16, 18, 14, 11, 7, 8, 5, 8, 7, 3, 1, 2)
WARNINGS, FALSE_ALARMS, MERGED, TO_MEDIATION = 2378, 41, 38, 486
TO_LABOUR, FAILED, REPEATED_EMPLOYERS = 96, 165, 190
LATE, GROWN, AGED, CONFIRMED_HIGHER, LOWERED = 24, 26, 6, 12, 18
LAST_ACT = dt.datetime(2025, 12, 31, 17, 30)

CAUSES = {"arrears": 52, "dismissal": 14, "social_insurance": 9, "injury": 8, "overtime": 6, "contract": 4, "layoff": 3, "other": 4}
SOURCES = {"grid": 30, "scan": 24, "data": 18, "hotline": 14, "sweep": 8, "transfer": 6}
NAMES = "海川|永兴|恒达|瑞丰|金鹏|明辉|华盛|东升|博力|佳和|新宇|鼎盛|通源|立信|安泰|百川|凯达|荣昌|宏远|天成|锦江|四明|溪口|岳林|银杏".split("|")
TRADES = "服饰|机械|电子|建筑劳务|市政工程|餐饮管理|物流|模具|气动元件|灯具|食品|装饰工程|家政服务|信息技术|塑业|木业|针织|汽车零部件".split("|")
BUILDING = {"建筑劳务", "市政工程", "装饰工程"}

rng = random.Random(20252378)
calendar = Calendar()


def pick(weights):
    return rng.choices(list(weights), list(weights.values()))[0]


def days_of_year():
    days = calendar.working_days(dt.date(2025, 1, 2), dt.date(2025, 12, 24))
    return [d for d in days if not dt.date(2025, 1, 16) < d < dt.date(2025, 2, 5)]


def heads_of(cause):
    low, high = rng.choices([(1, 3), (4, 9), (10, 29), (30, 85)], [71, 17, 10, 2] if cause != "layoff" else [20, 30, 40, 10])[0]
    return rng.randint(low, high)


def clue(number, used):
    """Facts of one clue as people would report them; nothing derived from them."""
    cause = pick(CAUSES)
    heads = heads_of(cause)
    trade = rng.choice(TRADES)
    facts = {
        "source": pick(SOURCES), "employer": "%s%s公司" % (rng.choice(NAMES), trade),
        "employer_code": credit_code(COUNTY, used), "cause": cause, "headcount": heads}
    if cause in ("arrears", "overtime"):
        each = min(60000, int(rng.lognormvariate(8.75, 0.55)))
        facts["owed_fen"] = max(500, heads * each // 10 * 10) * 100
    if cause == "arrears":
        facts["days"] = rng.choices([rng.randint(3, 28), rng.randint(31, 58), rng.randint(61, 140)], [72, 20, 8])[0]
    if heads >= 10:
        form = rng.choices(["consult", "petition", "strike_talk", "stoppage"], [50, 34, 9, 7])[0]
    else:
        form = rng.choices(["consult", None, "petition"], [11, 86, 3])[0]
    if form:
        facts["dispute_form"] = form
    if cause in ("arrears", "social_insurance") and rng.random() < 0.08:
        facts["signs"] = rng.choice([["social_insurance"], ["utilities"], ["utilities", "social_insurance"], ["orders_lost", "layoff"]])
    if trade in BUILDING and rng.random() < 0.5:
        facts["construction"] = True
    if rng.random() < 0.006:
        facts["owner_absconded"] = True
    if rng.random() < 0.012:
        facts["promise_broken"] = True
    return {"ref": "Y%04d" % number, "facts": facts, "town": rng.choices(range(1, 13), TOWN_WEIGHTS)[0], "turns": set()}


def timeline(rank, day, turns):
    """The working days on which things are done; every step lies inside the county's terms unless it is late on purpose."""
    plan, settle = {3: (1, 2), 2: (rng.randint(1, 2), rng.randint(3, 7)), 1: (rng.randint(1, 4), rng.randint(5, 11))}[rank]
    visit = {3: 0, 2: rng.randint(0, 1), 1: rng.randint(0, 2)}[rank]
    if "late" in turns:
        visit, plan, settle = 5, 6, rng.randint(8, 12)
    if turns & {"grown", "higher", "aged"}:
        visit, plan, settle = 0, 1, rng.randint(4, 6)
    if "lowered" in turns:
        visit, plan, settle = 0, 1, 5
    if rank == 1 and "late" not in turns:
        plan = max(plan, visit + 1)
    close = settle + rng.randint(1, 2)
    if "mediation" in turns:
        close = settle + rng.randint(2, 4)
    follow = close + rng.randint(3, 9)
    return {name: calendar.after(day, count) for name, count in
            (("visit", visit), ("plan", max(plan, visit)), ("settle", settle), ("close", close), ("follow", follow))}


def fix_age(case, days):
    """Arrears that would pass a threshold before the case is closed begin a little later, so that the officer who
    confirms on the first day stays right; those marked `aged` pass it on purpose."""
    facts, day = case["facts"], case["day"]
    if "days" not in facts:
        return
    life = (days["close"] - day).days + 2
    age = facts.pop("days")
    if "aged" in case["turns"]:
        age = 28
    elif age < 31:
        age = max(1, min(age, 30 - life))
    elif age < 61:
        age = max(31, min(age, 60 - life))
    facts["arrears_from"] = (day - dt.timedelta(age)).isoformat()
    if age >= 90:
        facts["arrears_months"] = age // 30
        facts["max_one_fen"] = min(facts["owed_fen"], facts["owed_fen"] // facts["headcount"] * 13 // 10 // 1000 * 1000)


def officer_rank(case, day):
    facts = dict(case["facts"])
    if "days" in facts:
        facts["arrears_from"] = (day - dt.timedelta(facts["days"])).isoformat()
    steps = (1 if case.get("prior") else 0) + (1 if calendar.festival_near(day) else 0)
    return rank_of(facts, day, steps, True)


def all_cases():
    days = days_of_year()
    cases = [clue(n + 1, n + 1) for n in range(WARNINGS)]
    for case, day in zip(cases, sorted(rng.choice(days) for _ in cases)):
        case["day"] = day
    for case in rng.sample(cases, FALSE_ALARMS):
        case["turns"].add("false")
    repeat_employers(cases)
    for case in cases:
        hearsay = case["facts"]["source"] in ("scan", "hotline") and not case.get("prior") and not case.get("again")
        if hearsay and rng.random() < 0.4:
            del case["facts"]["employer_code"]
    return cases


def repeat_employers(cases):
    """Some employers come back after more than a month: the engine counts the earlier warning and adds one step."""
    wanted = set(id(c) for c in rng.sample([c for c in cases if c["day"] > dt.date(2025, 3, 10)], REPEATED_EMPLOYERS))
    seen = []
    for case in cases:
        if id(case) in wanted:
            old = [o for o in seen if (case["day"] - o["day"]).days > 40 and not o.get("again")]
            first = rng.choice(old)
            first["again"] = case["prior"] = True
            for name in ("employer", "employer_code"):
                case["facts"][name] = first["facts"][name]
        elif "false" not in case["turns"]:
            seen.append(case)


def settle_dates(case):
    """Rank, days and age of arrears agree with each other; a case must not span the border of the month before 春节."""
    for _ in range(60):
        days_given = case["facts"].get("days")
        rank = officer_rank(case, case["day"])
        days = timeline(rank, case["day"], case["turns"])
        trial = {**case, "facts": dict(case["facts"])}
        fix_age(trial, days)
        crosses = calendar.season_changes_between(case["day"], days["close"] + dt.timedelta(1))
        same = officer_rank(trial, case["day"]) == rank
        if same and not crosses:
            case.update(facts=trial["facts"], rank=rank, days=days)
            return
        if crosses:
            case["day"] = rng.choice([d for d in days_of_year() if dt.date(2025, 2, 8) < d < dt.date(2025, 4, 20)])
        elif days_given is not None:
            case["facts"]["days"] = rng.randint(1, 3)
    raise SystemExit("no dates for " + case["ref"])


def mark(cases, name, count, fits):
    for case in rng.sample([c for c in cases if not c["turns"] and fits(c)], count):
        case["turns"].add(name)


def give_turns(cases):
    plain = lambda c: not c.get("prior") and c["day"] > dt.date(2025, 2, 9)
    low = lambda c: plain(c) and officer_rank(c, c["day"]) == 1 and not c["facts"].get("promise_broken")
    mark(cases, "late", LATE, low)
    mark(cases, "grown", GROWN, lambda c: low(c) and c["facts"]["cause"] == "arrears" and c["facts"].get("days", 0) < 10)
    mark(cases, "aged", AGED, lambda c: low(c) and c["facts"]["cause"] == "arrears" and "days" in c["facts"])
    mark(cases, "higher", CONFIRMED_HIGHER, low)
    mark(cases, "lowered", LOWERED, lambda c: plain(c) and officer_rank(c, c["day"]) >= 2 and c["facts"].get("owed_fen", 0) > 0
         and not c["facts"].get("owner_absconded"))
    mark(cases, "mediation", TO_MEDIATION, lambda c: officer_rank(c, c["day"]) <= 2)
    mark(cases, "labour", TO_LABOUR, lambda c: officer_rank(c, c["day"]) >= 2)
    mark(cases, "failed", FAILED, lambda c: True)


class Writer:
    def __init__(self, acts, case):
        self.acts, self.case, self.ref = acts, case, case["ref"]
        self.town = "%02d" % case["town"]
        self.short, self.paid = False, 0
        self.law = rng.sample(["law01", "law02", "law03", "law04"], 3)

    def do(self, when, actor, element, **values):
        self.acts.complete(when, actor, self.ref, element, **values)

    def opener(self):
        source = self.case["facts"]["source"]
        if source in ("grid", "sweep"):
            return "grid" + self.town
        return "hr01" if source == "transfer" else self.law[0]

    def sign(self, when, rank, above=0):
        names = [("town", 1, "street" + self.town), ("mediation", 2, "mediator%02d" % self.mediator()), ("labour", 2, "hr02"), ("chair", 3, "chair01")]
        for name, least, actor in names:
            if above < least <= rank:
                self.do(when + dt.timedelta(minutes=rng.randint(2, 50)), actor, "sign_" + name)

    def mediator(self):
        return (self.case["town"] - 1) % 12 + 1

    def write(self):
        case, facts, days = self.case, dict(self.case["facts"]), self.case["days"]
        start = rng.randint(0, 80)
        opener = self.opener()
        owner = None if opener.startswith("grid") else COUNTY + "0%s" % self.town
        if "mediation" in case["turns"]:
            facts = {"clue_no": self.ref, **facts}
        self.acts.open(at(case["day"], start), opener, self.ref, owner, facts)
        verified = start + rng.randint(15, 60)
        if "false" in case["turns"]:
            reason = rng.choice(["工资已发放", "双方已自行和解", "线索单位名称有误", "非劳动关系"])
            self.do(at(case["day"], verified), "street" + self.town, "verify", verdict="false_alarm", false_reason=reason)
            self.do(at(case["day"], verified + rng.randint(60, 200)), self.law[1], "false_review", false_decision="agree")
            return
        when = at(case["day"], verified)
        self.do(when, "street" + self.town, "verify", verdict="real")
        rank = case["rank"]
        if "higher" in case["turns"]:
            self.do(when + dt.timedelta(minutes=20), self.law[1], "confirm_byr", confirmed_rank=rank + 1, confirm_reason="现场情绪较大")
            rank += 1
            self.sign(when + dt.timedelta(minutes=25), rank)
        else:
            self.do(when + dt.timedelta(minutes=rng.randint(4, 45)), self.law[1], "confirm_byr", confirmed_rank=rank)
            self.sign(when, rank)
        rank = self.after_ranking(rank)
        if "late" in case["turns"]:
            self.do(at(calendar.after(case["day"], 4), 40), self.law[2], "supervise", supervise_note="今日内走访")
        self.do(at(days["visit"], rng.randint(240, 330)), "grid" + self.town, "visit", visit_note="已走访")
        self.do(at(days["plan"], rng.randint(340, 400)), "street" + self.town, "plan", plan_text=rng.choice(["协商", "约谈", "分期", "联合调处"]))
        self.dispose(rank, days)

    def after_ranking(self, rank):
        """Names added later, or arrears grown old: proposed anew by the engine, confirmed and received anew."""
        case = self.case
        if "grown" in case["turns"]:
            when = at(calendar.after(case["day"], 1), 30)
            grown = {"headcount": rng.randint(10, 18)}
            self.acts.add(when, self.law[0], "correct_facts", self.ref, reason="补充职工名册", **{"with": grown})
            case["facts"].update(grown)
            later = rank_of(case["facts"], when.date(), 0, True)
            self.confirm_again(when, later)
            self.sign(when, later, rank)
            return later
        if "aged" in case["turns"]:
            when = at(dt.date.fromisoformat(case["facts"]["arrears_from"]) + dt.timedelta(31), 15)
            if not calendar.works(when.date()):
                when = at(calendar.after(when.date(), 0), 15)
            self.do(when, "chair01", "urge_confirmation")
            self.confirm_again(when, 2)
            self.sign(when, 2, rank)
            return 2
        return rank

    def confirm_again(self, when, rank):
        self.do(when + dt.timedelta(minutes=rng.randint(3, 40)), self.law[1], "confirm_byr", confirmed_rank=rank)

    def pay(self, day):
        """Registered by the grid worker, verified by the street; about one in eight is agreed to be paid in part."""
        owed = self.case["facts"]["owed_fen"]
        share = rng.choice([60, 75, 85, 90]) if rng.random() < 0.12 and "lowered" not in self.case["turns"] else 100
        amount = owed if share == 100 else owed * share // 100 // 1000 * 1000
        parts = [amount] if rng.random() < 0.97 or amount < 1000000 else [amount // 2000 * 1000, amount - amount // 2000 * 1000]
        minute = rng.randint(0, 60)
        for part in parts:
            self.do(at(day, minute), "grid" + self.town, "pay_in", payment_fen=part)
            self.do(at(day, minute + rng.randint(5, 40)), "street" + self.town, "pay_check", verified_fen=part)
            minute += 45
        self.short, self.paid = amount < owed, amount
        return at(day, minute)

    def dispose(self, rank, days):
        case, turns = self.case, self.case["turns"]
        owed = case["facts"].get("owed_fen", 0)
        afternoon = at(days["settle"], rng.randint(230, 300))
        handler = "street" + self.town
        if "labour" in turns:
            self.do(at(days["plan"], 410), handler, "handle", next_step="labour")
            self.do(afternoon, "hr01", "track", handover_result="transferred")
        elif "mediation" in turns:
            self.do(at(days["plan"], 410), handler, "handle", next_step="mediation")
            result = "settled" if rng.random() < 0.74 else "failed"
            mediator = "mediator%02d" % self.mediator()
            if self.ref not in ANSWERED:
                self.do(afternoon, mediator, "track", handover_result=result)
            else:
                known = ANSWERED[self.ref]
                assert (known.employer, known.result) == (case["facts"]["employer"], result), self.ref
            if result == "failed":
                turns.add("failed")
            elif owed:
                self.pay(days["settle"])
        elif "failed" in turns:
            self.do(afternoon, handler, "handle", next_step="failed")
        else:
            if owed and "lowered" in turns:
                rank = self.lower(rank)
            elif owed:
                self.pay(days["settle"])
            self.do(afternoon, handler, "handle", next_step="settled")
        if self.short:
            self.do(at(days["close"], rng.randint(0, 90)), self.law[2], "verify_funds", funds_decision="in_place")
        chair = rank == 3
        self.do(at(days["close"], rng.randint(320, 400)), "chair01" if chair else self.law[0], "close_red" if chair else "close", close_decision="agree")
        if not turns & {"failed", "labour"} and (self.paid >= 1000000 or rank > 1):
            self.do(at(days["follow"], rng.randint(0, 400)), "grid" + self.town, "follow_up", satisfied=rng.choices(["satisfied", "fair", "unreachable"], [8, 3, 1])[0])

    def lower(self, rank):
        """Money verified on the first day, approved by the chair; the colour sinks when three days have passed."""
        day = calendar.after(self.case["day"], 1)
        when = self.pay(day)
        self.do(when + dt.timedelta(minutes=20), "chair01", "approve_drop", drop_approved=True)
        lowered = calendar.after(day + dt.timedelta(3), 0)
        self.confirm_again(at(lowered, 10), rank - 1)
        return rank - 1


def merged_clues(acts, cases):
    """A second clue on the same employer and cause within 30 days; the street decides to merge it."""
    fit = [c for c in cases if not c["turns"] and c["facts"]["cause"] == "arrears" and not c.get("again") and "employer_code" in c["facts"] and c["day"].month < 12]
    for number, case in enumerate(rng.sample(fit, MERGED)):
        day, ref = calendar.after(case["day"], rng.randint(1, 8)), "Z%03d" % (number + 1)
        facts = {name: case["facts"][name] for name in ("employer", "employer_code", "cause")}
        facts.update(source="scan", headcount=rng.randint(1, 4))
        owner = COUNTY + "0%02d" % case["town"]
        acts.open(at(day, rng.randint(0, 200)), "law01", ref, owner, facts)
        acts.complete(at(day, rng.randint(240, 400)), "street%02d" % case["town"], ref, "merge_review", merge_decision=rng.choice(["merge", "collective"]))


def quarters(acts):
    for quarter in range(1, 5):
        acts.open(at(calendar.after(dt.date(2025, quarter * 3 - 2, 1), 1), 5), "law01", "Q2025%d" % quarter, COUNTY, {"year": 2025, "quarter": quarter}, "quarter-analysis")
        if quarter == 4:
            continue
        day = calendar.after(dt.date(2025, quarter * 3 + 1, 1), 2 if quarter != 3 else 1)
        acts.complete(at(day, 60), "law02", "Q2025%d" % quarter, "hold_meeting", meeting_on=day.isoformat(), meeting_note="分析本季职情，部署下季重点")
        acts.complete(at(calendar.after(day, 1), 60), "chair01", "Q2025%d" % quarter, "approve_report", report_note="同意")


def must_reports(acts, cases):
    """Disputes of ten workers and more are reported within two hours, in writing within a day, and visited."""
    collective = [c for c in cases if c["facts"]["headcount"] >= 10 and c["facts"].get("dispute_form") in ("petition", "stoppage")]
    for number, case in enumerate(collective[:8]):
        ref, town, day = "M%03d" % (number + 1), "%02d" % case["town"], case["day"]
        found = at(day, 10)
        facts = {"must_kind": "collective", "found_at": found.isoformat(timespec="minutes"), "employer": case["facts"]["employer"], "headcount": case["facts"]["headcount"]}
        acts.open(at(day, 20), "grid" + town, ref, COUNTY + "0" + town, facts, "must-report")
        acts.complete(at(day, rng.randint(25, 100)), "grid" + town, ref, "first_report")
        acts.complete(at(day, rng.randint(240, 330)), "grid" + town, ref, "written_report", report_text="已到现场了解诉求")
        acts.complete(at(calendar.after(day, 1), rng.randint(0, 150)), "street" + town, ref, "must_visit", visit_note="已走访劝导")
        acts.complete(at(calendar.after(day, 1), rng.randint(240, 400)), "law03", ref, "must_review")


def main():
    acts, cases = Acts(), all_cases()
    give_turns(cases)
    for case in cases:
        settle_dates(case)
    must_reports(acts, cases)
    for case in cases:
        Writer(acts, case).write()
    merged_clues(acts, cases)
    quarters(acts)
    acts.lines = [line for line in acts.lines if line[0] <= LAST_ACT]
    acts.write(FOLDER / "acts-warnings.jsonl")


if __name__ == "__main__":
    main()
