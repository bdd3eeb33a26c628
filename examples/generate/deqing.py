#!/usr/bin/env python3
"""Writes the sample county Deqing (德清县, 2013-2017): examples/counties/deqing/ whole.

Public figures aimed at (德清县总工会 in its five years to 十五大, “劳动关系预警调处机制”): 排查劳资纠纷480起, 调处成功427起
(88.96 %), 协调落实资金4300余万元, read as [4300万, 4400万).
How: 60 months × 12 towns = 720 monthly sweeps are opened, recorded by the 25th and uploaded by the 28th. They find 480
disputes, each registered as a clue with source 排查 and the number of its sweep. The script fixes the facts
of each dispute and people's acts: 427 are worked off as settled, 21 as not settled, 32 are handed over to the labour
department. Money comes only from single payments, each registered by one person and verified by another; their sizes
are drawn from a log-normal distribution per worker and scaled so that all payments come to about 4352万 yuan. Colours (黄橙红),
deadlines, counts, rates and sums are the engine's. The number of a sweep's disputes is counted by a query, not entered.
Also: the 20 quarter analyses with their meeting in the first ten days of the next quarter.
The rank that a person confirms, and the recipients who sign by it, are read off the county's table
(warning_acts.rank_of). All acts lie on working days by the State Council's notices, in office hours.
Everything is synthetic; the same seed gives the same bytes.
"""
import datetime as dt
import random

from warning_acts import Acts, Calendar, ROOT, at, credit_code, rank_of, write_csv

FOLDER = ROOT / "counties" / "deqing"
COUNTY, CITY = "330521", "330500"
TOWNS = [("武康街道", 18), ("舞阳街道", 9), ("阜溪街道", 12), ("下渚湖街道", 5), ("乾元镇", 12), ("新市镇", 14),
         ("洛舍镇", 7), ("钟管镇", 9), ("雷甸镇", 10), ("禹越镇", 6), ("新安镇", 5), ("莫干山镇", 3)]
DISPUTES, SETTLED, TRANSFERRED = 480, 427, 32
PAID_YUAN = 43_520_000
FIRST_YEAR, LAST_YEAR = 2013, 2017
MONTH_WEIGHTS = (16, 6, 6, 7, 7, 8, 8, 7, 7, 7, 9, 12)

NAMES = "莫干|下渚|恒丰|佳和|永安|金盛|瑞祥|百盛|天元|华宇|兴隆|德丰|明珠|通达|鼎新|荣泰|新概|远航|长青|润泽".split("|")
TRADES = "木业|服饰|家具|生物科技|机械|建筑劳务|装饰工程|钢琴|竹制品|纺织|食品|电子|建材|物流|餐饮管理".split("|")
BUILDING = {"建筑劳务", "装饰工程"}
SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗沈姚钟谈费蔡"
GIVEN = "建国志强晓明丽华国平海燕文斌秀英俊杰雪梅永康佳怡立新红卫春芳伟东"

rng = random.Random(2013480427)
calendar = Calendar()


def people():
    names = iter(rng.sample([s + g + h for s in SURNAMES for g in GIVEN[::2] for h in GIVEN[1::2]], 40))
    rows = []
    for i in range(1, 13):
        town = "%s0%02d" % (COUNTY, i)
        rows.append(("grid%02d" % i, next(names), town, "grid_worker@" + town))
        rows.append(("street%02d" % i, next(names), town, "street_union@" + town))
    for i in range(1, 4):
        rows.append(("law%02d" % i, next(names), COUNTY, "county_rights@" + COUNTY))
    rows.append(("chair01", next(names), COUNTY, "county_chair@" + COUNTY))
    for i in range(1, 3):
        rows.append(("hr%02d" % i, next(names), COUNTY, "labour_dept@" + COUNTY))
    return rows


def sweep_days(year, month):
    """Opened about the 10th, recorded by the 25th, uploaded by the 28th; all on working days."""
    days = calendar.working_days(dt.date(year, month, 10), dt.date(year, month, 28))
    before = [d for d in days if d.day <= 25]
    recorded = before[-1]
    return before[0], recorded, next(d for d in days if d > recorded) if any(d > recorded for d in days) else recorded


def facts_of(number, town, sweep_no):
    trade = rng.choice(TRADES)
    heads = rng.choices([rng.randint(1, 4), rng.randint(5, 9), rng.randint(10, 26), rng.randint(30, 70)], [46, 42, 10, 2])[0]
    facts = {
        "profile": "deqing", "source": "sweep", "sweep_no": sweep_no, "employer": "德清%s%s有限公司" % (rng.choice(NAMES), trade),
        "employer_code": credit_code(COUNTY, number), "cause": "arrears", "headcount": heads}
    form = rng.choices(["consult", "petition", "strike_talk", "stoppage"], [70, 22, 5, 3] if heads >= 10 else [96, 4, 0, 0])[0]
    facts["dispute_form"] = form
    if trade in BUILDING:
        facts.update(construction=True, migrant=True, gen_contractor="浙江%s建设有限公司" % rng.choice(NAMES))
    if rng.random() < 0.05:
        facts["signs"] = rng.choice([["utilities"], ["social_insurance"], ["utilities", "orders_lost"]])
    if rng.random() < 0.008:
        facts["owner_absconded"] = True
    age = rng.choices([rng.randint(2, 9), rng.randint(31, 44), rng.randint(61, 150)], [74, 20, 6])[0]
    weight = heads * min(60000, rng.lognormvariate(9.05, 0.5))
    return {"facts": facts, "age": age, "weight": weight, "town": town}


def disputes():
    """480 disputes fall on the 720 sweeps by town and month; which end how is decided here by what people will do."""
    slots = [(year, month, town) for year in range(FIRST_YEAR, LAST_YEAR + 1) for month in range(1, 13) for town in range(1, 13)]
    weights = [MONTH_WEIGHTS[month - 1] * TOWNS[town - 1][1] for _, month, town in slots]
    found = []
    while len(found) < DISPUTES:
        year, month, town = rng.choices(slots, weights)[0]
        case = facts_of(len(found) + 1, town, "%s0%02d-%d-%02d" % (COUNTY, town, year, month))
        case.update(year=year, month=month)
        found.append(case)
    ends = ["settled"] * SETTLED + ["transferred"] * TRANSFERRED + ["failed"] * (DISPUTES - SETTLED - TRANSFERRED)
    rng.shuffle(ends)
    for case, end in zip(found, ends):
        case["end"] = end
    scale = PAID_YUAN / sum(c["weight"] for c in found if c["end"] == "settled")
    for case in found:
        share = rng.choice([80, 85, 90]) if rng.random() < 0.1 else 100
        case["paid"] = max(1000, round(case["weight"] * scale / 10) * 10) * 100
        case["facts"]["owed_fen"] = case["paid"] * 100 // share // 1000 * 1000 if share < 100 else case["paid"]
    found.sort(key=lambda c: (c["year"], c["month"], c["town"]))
    return found


def officer_rank(case, day):
    return rank_of(case["facts"], day, 1 if calendar.festival_near(day) else 0, False)


def timeline(rank, day):
    plan, settle = {3: (1, 2), 2: (rng.randint(1, 2), rng.randint(3, 6)), 1: (rng.randint(1, 3), rng.randint(4, 9))}[rank]
    visit = {3: 0, 2: rng.randint(0, 1), 1: rng.randint(0, 2)}[rank]
    close = settle + rng.randint(1, 2)
    steps = (("visit", visit), ("plan", max(plan, visit)), ("settle", settle), ("close", close), ("follow", close + rng.randint(3, 9)))
    return {name: calendar.after(day, count) for name, count in steps}


def fix_dates(case):
    """A day inside the sweep; arrears that do not pass a threshold, and no border of the month before 春节, while the case is open."""
    opened, recorded, _ = sweep_days(case["year"], case["month"])
    facts = case["facts"]
    for _ in range(200):
        day = rng.choice(calendar.working_days(opened, recorded)[:-1] or [recorded])
        facts["arrears_from"] = (day - dt.timedelta(case["age"])).isoformat()
        facts.pop("arrears_months", None)
        facts.pop("max_one_fen", None)
        if case["age"] >= 90:
            facts["arrears_months"] = case["age"] // 30
            facts["max_one_fen"] = min(facts["owed_fen"], facts["owed_fen"] // facts["headcount"] * 12 // 10 // 1000 * 1000)
        rank = officer_rank(case, day)
        days = timeline(rank, day)
        last = days["close"] + dt.timedelta(1)
        steady = rank_of(facts, last, 1, False) == rank_of(facts, day, 1, False) and rank_of(facts, last, 0, False) == rank_of(facts, day, 0, False)
        always_red = rank_of(facts, day, 0, False) == 3
        if steady and (always_red or not calendar.season_changes_between(day, last)):
            case.update(day=day, rank=rank, days=days)
            return
        if not steady:
            case["age"] = rng.randint(1, 4)
    # The sweep of that month lies across the border: the dispute is serious enough to be red on either side.
    facts["headcount"] = rng.randint(30, 45)
    fix_dates(case)


class Writer:
    def __init__(self, acts, case, number):
        self.acts, self.case, self.ref, self.town = acts, case, "P%03d" % number, "%02d" % case["town"]
        self.law = rng.sample(["law01", "law02", "law03"], 3)

    def do(self, when, actor, element, **values):
        self.acts.complete(when, actor, self.ref, element, **values)

    def write(self):
        case, days, day = self.case, self.case["days"], self.case["day"]
        start = rng.randint(0, 80)
        grid, street, rank = "grid" + self.town, "street" + self.town, case["rank"]
        self.acts.open(at(day, start), grid, self.ref, COUNTY + "0" + self.town, case["facts"])
        when = at(day, start + rng.randint(15, 60))
        self.do(when, street, "verify", verdict="real")
        self.do(when + dt.timedelta(minutes=rng.randint(4, 45)), self.law[0], "confirm_ybr", confirmed_rank=rank, confirm_reason="按走访事实确认")
        for name, least, actor in (("town", 1, street), ("labour", 2, "hr01"), ("chair", 3, "chair01")):
            if rank >= least:
                self.do(when + dt.timedelta(minutes=rng.randint(2, 50)), actor, "sign_" + name)
        self.do(at(days["visit"], rng.randint(240, 330)), grid, "visit", visit_note=rng.choice(["已到企业走访，欠薪属实", "已走访企业和职工代表", "已现场核对考勤和工资表"]))
        self.do(at(days["plan"], rng.randint(340, 400)), street, "plan", plan_text=rng.choice(["约谈负责人，限期支付", "协商分期支付", "会同人社联合调处", "请总包先行清偿"]))
        self.dispose(rank, grid, street)

    def dispose(self, rank, grid, street):
        case, days = self.case, self.case["days"]
        afternoon = at(days["settle"], rng.randint(240, 320))
        if case["end"] == "transferred":
            self.do(at(days["plan"], 410), street, "handle", next_step="labour")
            self.do(afternoon, "hr02", "track", handover_result="transferred", handover_note="劳动保障监察立案")
        elif case["end"] == "failed":
            self.do(afternoon, street, "handle", next_step="failed", handle_note="企业无力支付，建议申请仲裁")
        else:
            self.pay(days["settle"], grid, street)
            self.do(afternoon, street, "handle", next_step="settled")
            if case["paid"] < case["facts"]["owed_fen"]:
                self.do(at(days["close"], rng.randint(0, 90)), self.law[1], "verify_funds", funds_decision="in_place")
        chair = rank == 3
        self.do(at(days["close"], rng.randint(320, 400)), "chair01" if chair else self.law[2], "close_red" if chair else "close", close_decision="agree")
        if case["end"] == "settled" and (case["paid"] >= 1000000 or rank > 1):
            self.do(at(days["follow"], rng.randint(0, 400)), grid, "follow_up", satisfied=rng.choices(["satisfied", "fair", "unsatisfied"], [10, 3, 1])[0])

    def pay(self, day, grid, street):
        total, minute = self.case["paid"], rng.randint(0, 40)
        count = 1 if total < 2000000 else rng.choices([1, 2, 3], [60, 30, 10])[0]
        parts = [total // count // 1000 * 1000] * (count - 1)
        for part in parts + [total - sum(parts)]:
            self.do(at(day, minute), grid, "pay_in", payment_fen=part, paid_on=day.isoformat())
            self.do(at(day, minute + rng.randint(8, 40)), street, "pay_check", verified_fen=part)
            minute += 50


def sweeps(acts):
    for year in range(FIRST_YEAR, LAST_YEAR + 1):
        for month in range(1, 13):
            opened, recorded, uploaded = sweep_days(year, month)
            for town in range(1, 13):
                ref = "S%d%02d%02d" % (year, month, town)
                facts = {"month": "%d-%02d" % (year, month), "sweep_no": "%s0%02d-%d-%02d" % (COUNTY, town, year, month)}
                acts.open(at(opened, rng.randint(0, 5)), "grid%02d" % town, ref, COUNTY + "0%02d" % town, facts, "monthly-sweep")
                acts.complete(at(recorded, rng.randint(240, 400)), "grid%02d" % town, ref, "sweep_record", enterprises_visited=rng.randint(8, 46))
                late = uploaded == recorded
                acts.complete(at(uploaded, rng.randint(405, 419) if late else rng.randint(0, 200)), "street%02d" % town, ref, "sweep_upload")


def quarters(acts):
    for year in range(FIRST_YEAR, LAST_YEAR + 1):
        for quarter in range(1, 5):
            ref = "Q%d%d" % (year, quarter)
            acts.open(at(calendar.after(dt.date(year, quarter * 3 - 2, 1), 1), 10), "law01", ref, COUNTY, {"year": year, "quarter": quarter}, "quarter-analysis")
            over = dt.date(year + quarter // 4, quarter % 4 * 3 + 1, 1)
            meeting = calendar.after(over, 1) if quarter == 3 else calendar.after(over, 3)
            acts.complete(at(meeting, 60), "law02", ref, "hold_meeting", meeting_on=meeting.isoformat(), meeting_note="分析本季欠薪和争议情况，部署下季重点行业排查")
            acts.complete(at(calendar.after(meeting, 1), 60), "chair01", ref, "approve_report", report_note="同意")


def main():
    FOLDER.mkdir(parents=True, exist_ok=True)
    write_csv(FOLDER / "organisations.csv", ("code", "name", "parent", "type"),
              [(CITY, "湖州市总工会", "", "city"), (COUNTY, "德清县总工会", CITY, "county")]
              + [("%s0%02d" % (COUNTY, i), name + "总工会", COUNTY, "town") for i, (name, _) in enumerate(TOWNS, 1)])
    write_csv(FOLDER / "users.csv", ("id", "name", "organisation", "roles"), people())
    acts = Acts()
    sweeps(acts)
    quarters(acts)
    for number, case in enumerate(disputes(), 1):
        fix_dates(case)
        Writer(acts, case, number).write()
    acts.write(FOLDER / "acts.jsonl")
    (FOLDER / "county.info").write_text('''; 德清：由 examples/generate/deqing.py 生成，勿手工修改
org    330521
name   德清县总工会
clock  2013-01-04T08:00
until  2018-03-01T00:00
pack   tri-colour-warning
acts   acts.jsonl
board  tri-colour-warning sweeps
board  tri-colour-warning colours_deqing
board  tri-colour-warning overview
''', encoding="utf-8")


if __name__ == "__main__":
    main()
