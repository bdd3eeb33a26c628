#!/usr/bin/env python3
"""平湖：工会干部认证、分级、补贴，2024年度考评与2025年十二个月发放。

公开数字（嘉兴平湖做法的报道）与取法：
  持证        2949名   按人计：2949人持有效证书；其中180人旧证未到期已换新证，证书数多于人数。
  分级定档    3120人次 一次年度考评，在册3120人；171人无有效证书，定为未定级。
  培训        8652人次 2024年的培训记录数；每人学时够不够，由学时合计判定。
  岗位补贴    830.5万元 报道是累计数，未说时段；这里取12个月：
              先锋50×1000＋高级380×500＋中级1001×300＋初级1518×100＝692,100元/月，
              一名初级10月20日任期届满离岗（发至当月，11、12月不发），合计8,305,000.00元。

等级、得分、金额都不写进文件：文件只有台账事实（学时、证书、上年等级、到岗日期）和人的办理。
四方评价（上级、会员、业务数据、企业，各五项能力）由组织部在11月逐人录入，见 acts-scores.jsonl。
上年等级作为期初余额导入，使“每年最多升一级”“先锋须近两年为高级”从第一年起就起作用。
人员分组时故意放进各种被规则拦住的情形，见 GROUPS。

人名、单位、账号均为虚构：身份证号用不存在的行政区划990000，账号以990000开头。
随机数用固定种子，结果逐字节可重现：python3 examples/generate/pinghu.py
"""

from datetime import date, timedelta

from office import ROOT, Acts, last_working, next_working, write_csv, write_organisations, write_users
from pinghu_people import TOWNS, TRAININGS, YEAR, draw_certificates, draw_history, draw_people, draw_trainings

OUT = ROOT / "counties" / "pinghu"
COUNTY = "330482"
LEAVES_ON = date(2025, 10, 20)


def enter_scores(acts, people):
    """Four staff-days of entering what the four sources sent in."""
    days = [date(2024, 11, 19), date(2024, 11, 20), date(2024, 11, 21), date(2024, 11, 22)]
    for number, person in enumerate(people):
        day = days[number * len(days) // len(people)]
        minute = 9 * 60 + (number % 780) * 150 // 780
        acts.enter(day, f"{minute // 60:02d}:{minute % 60:02d}", ("org02", "org03")[number % 2], "cadre", person["code"], scores=person["scores"], **person["extra"])


def register_leaving(acts, people):
    """One junior's term ends in October: paid for October, not for November and December."""
    leaver = next(p for p in people if p["grade"] == "junior" and p["range"] == (60, 75))
    acts.enter(date(2025, 10, 21), "10:30", "org01", "cadre", leaver["code"], left_on=LEAVES_ON.isoformat())


def grade_the_year(acts):
    ref = "KP2024"
    reviewers = [f"town{n:02d}" for n in range(1, len(TOWNS) + 1)]
    acts.open(date(2024, 11, 18), "09:10", "org01", ref, "grading-year", COUNTY, period=str(YEAR))
    acts.do(date(2024, 11, 18), "09:25", "org01", ref, "open_year", effective_from="2025-01-01", reviewers=reviewers)
    acts.do(date(2024, 11, 29), "15:40", "org01", ref, "collect", superior_complete=True, members_complete=True,
            employer_complete=True, business_complete=True)
    for n, reviewer in enumerate(reviewers):
        day = date(2024, 12, 2 + n // 2)
        acts.do(day, "09:30" if n % 2 == 0 else "15:10", reviewer, ref, "town_review", town_opinion="agree")
    acts.do(date(2024, 12, 9), "14:30", "panel01", ref, "panel_review", panel_result="agree", panel_note="同意按拟定等级公示")
    acts.say(date(2024, 12, 12), "10:20", "org03", "申诉", appellant="PH00017", appeal_reason="认为创新能力评分偏低，请求复核")
    acts.do(date(2024, 12, 13), "16:00", "org03", ref, "check_appeal", appeal_facts="已调阅四方评价原始记录，评分无误")
    acts.do(date(2024, 12, 18), "09:40", "org02", ref, "decide_appeal", appeal_result="dismissed",
            appeal_reply="经复核，四方评价记录完整，计算无误，维持原等级。")
    acts.do(date(2024, 12, 26), "10:00", "chair01", ref, "approve", chair_result="agree")


def pay_the_month(acts, month, failures):
    period = f"2025-{month:02d}"
    ref = f"FF{period}"
    first = date(2025 + month // 12, month % 12 + 1, 1)  # 次月1日
    opened = last_working(date(2025, month, 21))
    acts.open(opened, "09:05", "org01", ref, "stipend-month", COUNTY, period=period)
    acts.do(opened, "09:15", "org01", ref, "prepare")
    acts.do(last_working(date(2025, month, 25)), "15:20", "org01", ref, "lock_roster", roster_note="到岗离岗、账号变更已登记")
    days = [next_working(first)]
    for _ in range(3):
        days.append(next_working(days[-1] + timedelta(days=1)))
    last = next_working(first + timedelta(days=7))  # 8日，遇休息日顺延
    days = [min(day, last) for day in days]
    acts.do(days[0], "09:20", "orglead01", ref, "review", review_result="agree")
    acts.do(days[1], "10:40", "fin01", ref, "finance_check", finance_result="agree")
    acts.do(days[2], "14:20", "audit01", ref, "audit_check", audit_sample=60, audit_result="agree")
    acts.do(days[3], "16:10", "chair01", ref, "approve", chair_result="agree")
    pay_on = last_working(first + timedelta(days=14))
    # 会计复核，出纳送盘、重发，回盘由会计登记：申请、审核、审批、出纳互不兼任
    acts.do(pay_on, "09:30", "fin02", ref, "send_to_bank", sent_on=pay_on.isoformat())
    returned = next_working(pay_on + timedelta(days=1))
    facts = {"bank_on": pay_on.isoformat(), "bank_ref": f"DF{pay_on:%Y%m%d}"}
    if failures:
        facts["bank_failures"] = failures
    acts.do(returned, "10:15", "fin01", ref, "enter_return", **facts)
    if failures:
        again = next_working(returned + timedelta(days=1))
        acts.do(again, "10:30", "fin02", ref, "retry", retry_result="repaid", retry_on=again.isoformat(), retry_ref=f"ZZ{again:%Y%m%d}", retry_note="更正户名后重发成功")


def failures_of(people, grade_range, fen, count, reason):
    """What the bank reports back: accounts it could not credit."""
    some = [p for p in people if p["range"] == grade_range and p["grade"] == "mid" and not p["kind"]][:count]
    return [{"cadre": p["code"], "failed_fen": fen, "reason": reason} for p in some]


STAFF = [
    ("org01", "组织部经办", "organisation_dept"), ("org02", "组织部副部长", "organisation_dept"),
    ("org03", "组织部干事", "organisation_dept"), ("orglead01", "组织部部长", "organisation_lead"),
    ("panel01", "会审组组长", "panel"), ("panel02", "会审组成员", "panel"), ("fin01", "财务会计", "county_finance"),
    ("fin02", "财务出纳", "county_finance"), ("audit01", "经审专员", "audit"), ("chair01", "市总主席", "county_chair"),
    ("training01", "培训基地教务", "training_base"),
]
ABOVE = [["330000", "浙江省总工会", None, "province"], ["330400", "嘉兴市总工会", "330000", "city"]]


def write_registers(people):
    fields = ["code", "name", "identity", "account", "town", "organisation", "post", "joined_on", "post_since",
              "service_months", "certified_on", "grade", "previous_grade"]
    certificates = draw_certificates(people)
    trainings = draw_trainings(people)
    history = draw_history(people)
    assert len(trainings) == TRAININGS
    write_csv(OUT / "cadre.csv", fields, [[person[field] for field in fields] for person in people])
    write_csv(OUT / "certificate.csv", ["no", "holder", "issued_on", "expires_on", "certificate_status"], certificates)
    write_csv(OUT / "training.csv", ["record_no", "cadre", "course", "hours", "date"], trainings)
    write_csv(OUT / "grade_history.csv", ["record_no", "cadre", "year", "grade"], history)


COUNTY_INFO = """; 平湖：由 examples/generate/pinghu.py 生成，勿手工修改
org    330482
name   平湖市总工会
clock  2024-11-15T08:00
until  2026-01-21T00:00
pack   cadre-grading
import register cadre cadre.csv
import register certificate certificate.csv
import register training training.csv
import register grade_history grade_history.csv
acts   acts-scores.jsonl
acts   acts.jsonl
board  cadre-grading overview
; 略去含 left_on 的一条办理（离岗登记），岗位补贴实发应为 8,305,200.00 元
"""


def main():
    OUT.mkdir(parents=True, exist_ok=True)
    people = draw_people()
    assert len({person["identity"] for person in people}) == len(people) == 3120
    scores = Acts("cadre-grading")
    enter_scores(scores, people)
    acts = Acts("cadre-grading")
    grade_the_year(acts)
    register_leaving(acts, people)
    for month in range(1, 13):
        failures = []
        if month == 3:
            failures = failures_of(people, (75, 85), 30000, 2, "账号户名不符")
        if month == 8:
            failures = failures_of(people, (75, 85), 30000, 1, "账户已销户")
        pay_the_month(acts, month, failures)
    write_registers(people)
    write_organisations(OUT / "organisations.csv", ABOVE, COUNTY, "平湖市总工会", TOWNS)
    write_users(OUT / "users.csv", COUNTY, STAFF, TOWNS)
    acts.write(OUT / "acts.jsonl")
    scores.write(OUT / "acts-scores.jsonl")
    (OUT / "county.info").write_text(COUNTY_INFO, encoding="utf-8")


if __name__ == "__main__":
    main()
