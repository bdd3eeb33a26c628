"""平湖的人：3120名工会干部及其证书、培训、历年等级。说明见 pinghu.py。"""

import random
from datetime import date, timedelta

from office import next_working

RANDOM = random.Random(330482)

TOWNS = ["当湖街道", "钟埭街道", "曹桥街道", "乍浦镇", "新埭镇", "新仓镇", "独山港镇", "广陈镇", "林埭镇"]
YEAR = 2024  # 考评年度
# 证书三年有效，看板看的是2026年1月21日持有效证书的人：2023年第一次认证在2月1日发证，到看板那天都没有到期。
FIRST_ISSUED_2023 = date(2023, 2, 1)

ABILITIES = {"professional": 25, "organise": 25, "coordinate": 20, "execute": 20, "innovate": 10}
SOURCES = {"superior": 40, "members": 30, "business_data": 20, "employer": 10}

# 人数、上年等级、得分区间、学时区间、特别情形。括号里是规则应当给出的等级，只用来核对人数，不写入任何文件。
GROUPS = [
    # （先锋人才 50）
    (22, "pioneer", (95, 99), (24, 60), ""),
    (28, "senior", (95, 99), (24, 60), ""),
    # （高级 380）
    (210, "senior", (85, 95), (24, 60), ""),
    (130, "mid", (85, 95), (24, 60), ""),
    (25, "mid", (95, 99), (24, 60), ""),  # 够先锋分数，但上年不是高级
    (15, "pioneer", (85, 95), (24, 60), ""),
    # （中级 1001）
    (560, "mid", (75, 85), (24, 60), ""),
    (300, "junior", (75, 85), (24, 60), ""),
    (30, "junior", (85, 95), (24, 60), ""),  # 一年最多升一级
    (60, "senior", (75, 85), (24, 60), ""),
    (20, "mid", (85, 95), (24, 60), "new_post"),  # 任现职不满半年，不上调
    (31, "senior", (85, 95), (24, 60), "weak_ability"),  # 有一项能力低于60分
    # （初级 1518）
    (900, "junior", (60, 75), (12, 40), ""),
    (400, "ungraded", (60, 75), (12, 40), ""),
    (60, "ungraded", (75, 85), (24, 60), ""),  # 一年最多升一级
    (70, "mid", (60, 75), (12, 40), ""),
    (88, "junior", (75, 85), (12, 23), ""),  # 学时不满24
    # （未定级 171）
    (121, "ungraded", (45, 90), (0, 16), "no_certificate"),
    (29, "ungraded", (55, 90), (0, 16), "expired"),
    (21, "junior", (55, 90), (0, 16), "expired"),
]
TRAININGS = 8652
HELD_TWO_CERTIFICATES = 180

SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾萧田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严武戴莫孔向汤"
GIVEN = "建国伟芳秀英敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂红梅玉兰洁云飞鹏斌波辉宁新华文海燕春晓琴萍凯佳慧玲雪峰阳光志远思源嘉诚雨欣浩然子涵一鸣立群永康国栋"
TRADES = ["箱包", "服装", "光机电", "童车", "化工", "造纸", "五金", "物流", "食品", "新材料", "电子", "建材"]
POSTS = ["chair", "vice_chair", "committee", "committee", "finance_audit", "social_worker"]
BONUSES = [(1, "创新项目县级立项"), (2, "市级先进工会工作者"), (3, "省级优秀调解案例")]
DEDUCTIONS = [(1, "台账报送逾期"), (2, "会员投诉查实")]
COURSES = ["工会主席履职能力", "集体协商实务", "劳动争议调解", "工会财务与经审", "劳动法律监督", "产业工人队伍建设", "女职工权益保护", "主席微课"]


def identity_number(serial):
    """Division 990000 does not exist, so that no real number is produced (GB 11643)."""
    born = date(1965, 1, 1) + timedelta(days=RANDOM.randrange(365 * 34))
    body = f"990000{born:%Y%m%d}{serial % 900 + 100:03d}"
    weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
    total = sum(int(digit) * weight for digit, weight in zip(body, weights))
    return body + "10X98765432"[total % 11]


def account_number(serial):
    """19 digits with a Luhn check digit; 990000 is no issuer."""
    body = f"990000{serial:012d}"
    total = 0
    for place, digit in enumerate(reversed(body)):
        value = int(digit) * (2 if place % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return body + str((10 - total % 10) % 10)


def ability_e2(scores, ability):
    return sum(scores[source][ability] * weight for source, weight in SOURCES.items())


def total_e4(scores):
    return sum(ability_e2(scores, ability) * weight for ability, weight in ABILITIES.items())


def draw_points(person):
    """Some bring bonus points, a few lose some."""
    draw = RANDOM.random()
    if draw < 0.06:
        points, reason = RANDOM.choice(BONUSES)
        person["extra"] = {"bonuses": [{"points": points, "reason": reason}]}
        return points
    if draw < 0.08:
        points, reason = RANDOM.choice(DEDUCTIONS)
        person["extra"] = {"deductions": [{"points": points, "reason": reason}]}
        return -points
    person["extra"] = {}
    return 0


def draw_scores(low, high, weak):
    """Twenty marks whose exact weighted sum lies in [low, high)."""
    while True:
        middle = RANDOM.uniform(low, min(high, 99))
        scores = {source: {} for source in SOURCES}
        for ability in ABILITIES:
            is_weak = weak and ability == "innovate"
            for source in SOURCES:
                mark = RANDOM.randint(48, 57) if is_weak else round(middle + (3 if weak else 0) + RANDOM.uniform(-6, 6))
                scores[source][ability] = max(0, min(100, mark))
        lowest = min(ability_e2(scores, ability) for ability in ABILITIES)
        if low * 10_000 <= total_e4(scores) < high * 10_000 and (lowest < 6000) == weak:
            return scores
        if not weak and low < 64 and low * 10_000 <= total_e4(scores) < high * 10_000:
            return scores  # 初级以下不看单项


def draw_hours(count, low, high):
    """`count` courses whose hours add up to something in [low, high]."""
    while True:
        hours = [RANDOM.choice([4, 4, 6, 8, 8, 8, 12, 16]) for _ in range(count)]
        if low <= sum(hours) <= high:
            return hours


def below(grade):
    order = ["ungraded", "junior", "mid", "senior", "pioneer"]
    return order[max(0, order.index(grade) - 1)]


def any_day(first, last):
    return first + timedelta(days=RANDOM.randrange((last - first).days + 1))


def draw_people():
    people = []
    for count, grade, (low, high), hours, kind in GROUPS:
        for _ in range(count):
            people.append({"grade": grade, "range": (low, high), "hours": hours, "kind": kind})
    RANDOM.shuffle(people)
    for serial, person in enumerate(people, 1):
        describe(person, serial)
    return people


def describe(person, serial):
    town = RANDOM.randrange(len(TOWNS))
    person["code"] = f"PH{serial:05d}"
    person["name"] = RANDOM.choice(SURNAMES) + "".join(RANDOM.sample(GIVEN, RANDOM.choice([1, 2, 2])))
    person["identity"] = identity_number(serial)
    person["account"] = account_number(serial)
    person["town"] = TOWNS[town]
    person["organisation"] = f"{TOWNS[town]}{RANDOM.choice(TRADES)}第{RANDOM.randint(1, 60)}工会"
    person["post"] = RANDOM.choice(POSTS)
    newest = date(2023, 11, 30) if person["grade"] == "ungraded" else date(2021, 12, 31)
    person["joined_on"] = any_day(date(2008, 1, 1), newest)
    person["post_since"] = max(person["joined_on"], any_day(date(2012, 1, 1), date(2024, 5, 31)))
    if person["kind"] == "new_post":
        person["post_since"] = any_day(date(2024, 8, 1), date(2024, 11, 8))
    months = (2024 - person["joined_on"].year) * 12 + 11 - person["joined_on"].month
    person["service_months"] = max(0, months)
    points = draw_points(person)
    low, high = person["range"]
    person["scores"] = draw_scores(low - points, high - points, person["kind"] == "weak_ability")
    person["certified_on"] = None
    if person["kind"] == "expired":
        person["certified_on"] = any_day(date(2019, 1, 1), date(2020, 12, 31))
    elif person["kind"] != "no_certificate":
        drawn = any_day(max(person["joined_on"], date(2023, 1, 3)), date(2024, 10, 31))
        person["certified_on"] = max(drawn, FIRST_ISSUED_2023)


def draw_certificates(people):
    rows = []

    def issue(person, issued, status):
        try:
            expires = issued.replace(year=issued.year + 3) - timedelta(days=1)
        except ValueError:
            expires = date(issued.year + 3, 2, 28)
        rows.append([f"PHZ{issued.year}{len(rows) + 1:05d}", person["code"], issued, expires, status])

    holders = [p for p in people if p["kind"] not in ("no_certificate", "expired")]
    renewed = [p for p in holders if p["joined_on"] < date(2021, 12, 31)]
    renewed = {p["code"] for p in RANDOM.sample(renewed, HELD_TWO_CERTIFICATES)}
    for person in people:
        if person["kind"] == "no_certificate":
            continue
        if person["kind"] == "expired":
            issue(person, person["certified_on"], "expired")
            continue
        if person["code"] in renewed:
            first = any_day(date(2022, 1, 4), date(2022, 12, 30))
            issue(person, first, "valid")
            issue(person, any_day(date(2024, 3, 1), date(2024, 10, 31)), "valid")
            person["certified_on"] = first
        else:
            issue(person, person["certified_on"], "valid")
    return rows


def draw_trainings(people):
    """A fixed number of records; everybody gets as many as the hours need, chance adds the rest."""
    counts = {}
    for person in people:
        low = person["hours"][0]
        counts[person["code"]] = 3 if low >= 24 else 2 if low >= 12 else RANDOM.choice([0, 0, 1])
    spare = [p["code"] for p in people if p["hours"][0] >= 12]
    RANDOM.shuffle(spare)
    for code in spare[: TRAININGS - sum(counts.values())]:
        counts[code] += 1
    rows = []
    for person in people:
        low, high = person["hours"]
        number = counts[person["code"]]
        for hours in draw_hours(number, low if number else 0, high):
            day = next_working(any_day(date(YEAR, 1, 8), date(YEAR, 10, 31)))
            rows.append([f"PX{len(rows) + 1:05d}", person["code"], RANDOM.choice(COURSES), hours, day])
    return rows


def draw_history(people):
    """Opening balances: what earlier years had decided."""
    rows = []
    for person in people:
        earlier = RANDOM.choice([person["grade"], person["grade"], below(person["grade"])])
        person["previous_grade"] = earlier if person["joined_on"] < date(2022, 7, 1) else None
        if person["previous_grade"]:
            rows.append([f"{person['code']}-{YEAR - 2}", person["code"], YEAR - 2, earlier])
        rows.append([f"{person['code']}-{YEAR - 1}", person["code"], YEAR - 1, person["grade"]])
    return rows
