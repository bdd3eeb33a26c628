#!/usr/bin/env python3
"""长兴：四级阵地建设补助（2024年）与首个年度的运行绩效考核补助（2025年）。

公开数字（湖州长兴做法的报道）与取法：
  运行绩效补助 71万元   首创之年。15个镇街区域职工之家5优7良3合格，45个企业职工之家15优20良10合格，
                        30个户外劳动者服务站8优14良8合格，按补助标准正好710,000.00元。
  建设补助     500万元  累计拨付。91个阵地逐个申报、立项、验收，补助＝级别标准与实际投入的较小者：
                        15×15万＋45×5万＋30×1万＋1×20万（县工人文化宫）＝5,000,000.00元。

等级、得分、补助都不写进文件：文件只有阵地台账、实际投入和人的办理；六项评分由考核组现场逐个录入。
阵地、单位、账号均为虚构。随机数用固定种子，结果逐字节可重现：python3 examples/generate/changxing.py
"""

import random
from datetime import date

from office import ROOT, Acts, after, write_csv, write_organisations, write_users

OUT = ROOT / "counties" / "changxing"
RANDOM = random.Random(330522)

COUNTY = "330522"
TOWNS = ["雉城街道", "画溪街道", "太湖街道", "龙山街道", "洪桥镇", "李家巷镇", "夹浦镇", "林城镇", "虹星桥镇", "小浦镇",
         "和平镇", "泗安镇", "煤山镇", "水口乡", "吕山乡"]

# 级别：标题、个数、90分以上、80—89分、70—79分的个数，实际投入区间（万元，均不低于级别标准）
LEVELS = {
    "town_home": ("镇街区域职工之家", 15, (5, 7, 3), (18, 60)),
    "enterprise_home": ("企业职工之家", 45, (15, 20, 10), (6, 25)),
    "outdoor_station": ("户外劳动者服务站", 30, (8, 14, 8), (1, 4)),
    "culture_palace": ("县工人文化宫", 1, None, (260, 260)),
}
FULL_MARKS = {"hours_score": 25, "activity_score": 25, "service_score": 15, "ledger_score": 15, "safety_score": 10, "feature_score": 10}
BANDS = [(90, 98), (80, 89), (70, 79)]
TRADES = ["蓄电池", "纺织", "装备制造", "新材料", "电子电器", "建材", "物流", "茶业"]
PLACES = ["汽车站", "农贸市场", "公交首末站", "环卫驿站", "文化广场", "邮政网点", "供电所", "物流园"]


def draw_marks(low, high):
    """Six marks within their maxima whose sum lies in [low, high]."""
    wanted = RANDOM.randint(low, high)
    marks = dict(FULL_MARKS)
    while sum(marks.values()) > wanted:
        item = RANDOM.choice(list(marks))
        if marks[item] > FULL_MARKS[item] // 2:
            marks[item] -= 1
    return marks


def account_number(serial):
    return f"330522{serial:013d}"


def name_of(level, town, number):
    if level == "town_home":
        return f"{town}区域职工之家"
    if level == "enterprise_home":
        return f"{town}{RANDOM.choice(TRADES)}企业{number:02d}号职工之家"
    if level == "outdoor_station":
        return f"{town}{RANDOM.choice(PLACES)}{number:02d}号户外劳动者服务站"
    return "长兴县工人文化宫"


def draw_venues():
    venues = []
    for level, (_, count, results, cost) in LEVELS.items():
        bands = [band for number, band in zip(results or (), BANDS) for _ in range(number)]
        RANDOM.shuffle(bands)
        for number in range(count):
            town = number % len(TOWNS)
            serial = len(venues) + 1
            venues.append({
                "code": f"CX{serial:03d}",
                "name": name_of(level, TOWNS[town], number + 1),
                "level": level,
                "town": TOWNS[town],
                "owner": f"{COUNTY}{town + 1:03d}",
                "reviewer": f"town{town + 1:02d}",
                "account": account_number(serial),
                "cost_fen": RANDOM.randint(cost[0] * 100, cost[1] * 100) * 10_000,
                "marks": draw_marks(*bands[number]) if bands else {},
            })
    return venues


def build(acts, venue, number):
    """One construction subsidy: six people in turn, every step within its time limit."""
    ref = f"JS{venue['code'][2:]}"
    day = after(date(2024, 1, 15), number % 30)
    clock = f"{9 + number % 3:02d}:{RANDOM.randrange(60):02d}"
    large = min(venue["cost_fen"], {"town_home": 15, "enterprise_home": 5, "outdoor_station": 1, "culture_palace": 20}[venue["level"]] * 1_000_000) > 5_000_000
    build_by = after(day, 110)
    done = after(day, 80 + RANDOM.randrange(25))
    acts.open(day, clock, "union01", ref, "venue-construction", COUNTY if venue["level"] == "culture_palace" else venue["owner"],
              venue_code=venue["code"], venue_name=venue["name"], level=venue["level"], town=venue["town"],
              plan_fen=venue["cost_fen"], build_by=build_by.isoformat())
    checker = "town00" if venue["level"] == "culture_palace" else venue["reviewer"]
    acts.do(after(day, 2), clock, checker, ref, "town_check", town_result="agree")
    acts.do(after(day, 7), clock, "dept01", ref, "approve_project", approve_result="agree")
    acts.do(done, clock, "scorer01", ref, "accept", accept_result="pass", accepted_on=done.isoformat(), actual_fen=venue["cost_fen"])
    acts.do(after(done, 2), clock, "fin01", ref, "finance_check", finance_result="agree")
    if large:
        acts.do(after(done, 4), clock, "audit01", ref, "audit_check", audit_result="agree")
    acts.do(after(done, 6), clock, "chair01", ref, "approve", chair_result="agree")
    paid = after(done, 10)
    acts.do(paid, clock, "fin02", ref, "pay", paid_on=paid.isoformat(), pay_ref=f"HD{ref}")
    acts.enter(paid, "16:30", "dept01", "venue", venue["code"], opened_on=done.isoformat())


def score_on_site(acts, venues):
    """Seven or eight venues a day, entered where they are."""
    first = date(2025, 11, 2)
    for number, venue in enumerate(venue for venue in venues if venue["marks"]):
        day = after(first, 1 + number // 7)
        acts.enter(day, f"{9 + number % 7}:{RANDOM.randrange(10, 50)}", f"scorer0{1 + number % 3}", "venue", venue["code"], **venue["marks"])


def assess_the_year(acts):
    ref = "KH2025"
    reviewers = [f"town{n:02d}" for n in range(1, len(TOWNS) + 1)]
    acts.open(date(2025, 10, 9), "09:10", "dept01", ref, "venue-year", COUNTY, period="2025")
    acts.do(date(2025, 10, 9), "09:30", "dept01", ref, "announce", reviewers=reviewers)
    acts.do(date(2025, 10, 24), "16:00", "dept01", ref, "self_assessment", self_assessed_on="2025-10-24")
    for n, reviewer in enumerate(reviewers):
        day = after(date(2025, 10, 24), 1 + n // 3)
        acts.do(day, ("09:20", "13:50", "16:10")[n % 3], reviewer, ref, "town_review", town_opinion="agree")
    acts.do(date(2025, 11, 21), "15:30", "scorer01", ref, "onsite", scored_from="2025-11-03", scored_to="2025-11-20",
            scorers=["scorer01", "scorer02", "scorer03"])
    acts.do(date(2025, 11, 25), "14:20", "lead01", ref, "panel_review", panel_result="agree", panel_note="同意公示")
    acts.do(date(2025, 12, 4), "10:00", "fin01", ref, "finance_check", finance_result="agree")
    acts.do(date(2025, 12, 8), "10:30", "audit01", ref, "audit_check", audit_result="agree")
    acts.do(date(2025, 12, 10), "15:00", "chair01", ref, "approve", chair_result="agree")
    acts.do(date(2025, 12, 16), "09:40", "fin02", ref, "pay", paid_on="2025-12-16", pay_ref="HDKH2025")


STAFF = [
    ("union01", "阵地申报员", "venue_union"), ("dept01", "宣教文体部干事", "venue_dept"), ("lead01", "宣教文体部部长", "venue_lead"),
    ("scorer01", "考核组组长", "scorer"), ("scorer02", "考核组成员", "scorer"), ("scorer03", "考核组成员", "scorer"),
    ("fin01", "财务会计", "county_finance"), ("fin02", "财务出纳", "county_finance"), ("audit01", "经审专员", "audit"),
    ("chair01", "县总主席", "county_chair"), ("town00", "县直机关工会干事", "town_union"),
]
ABOVE = [["330000", "浙江省总工会", None, "province"], ["330500", "湖州市总工会", "330000", "city"]]
COUNTY_INFO = """; 长兴：由 examples/generate/changxing.py 生成，勿手工修改
org    330522
name   长兴县总工会
clock  2024-01-02T08:00
until  2025-12-31T18:00
pack   venue-subsidy
import register venue venue.csv
acts   acts.jsonl
board  venue-subsidy overview
; 略去含 JS091 的办理（县工人文化宫），建设补助应为 4,800,000.00 元
"""


def main():
    OUT.mkdir(parents=True, exist_ok=True)
    venues = draw_venues()
    acts = Acts("venue-subsidy")
    for number, venue in enumerate(venues):
        build(acts, venue, number)
    score_on_site(acts, venues)
    assess_the_year(acts)
    fields = ["code", "name", "level", "town", "account"]
    rows = [[venue[field] for field in fields] + [f"{venue['town']}总工会"] for venue in venues]
    write_csv(OUT / "venue.csv", fields + ["payee"], rows)
    write_organisations(OUT / "organisations.csv", ABOVE, COUNTY, "长兴县总工会", TOWNS)
    write_users(OUT / "users.csv", COUNTY, STAFF, TOWNS)
    acts.write(OUT / "acts.jsonl")
    (OUT / "county.info").write_text(COUNTY_INFO, encoding="utf-8")


if __name__ == "__main__":
    main()
