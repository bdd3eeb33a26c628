"""What the synthetic disputes of Fenghua are about: the calendar of 2025, towns, names, numbers, amounts."""
import datetime as dt
import math
import random

COUNTY = "330213"
TOWNS = [
    ("锦屏街道", 16), ("岳林街道", 18), ("江口街道", 14), ("西坞街道", 11), ("萧王庙街道", 7), ("方桥街道", 8),
    ("尚田街道", 5), ("莼湖街道", 8), ("溪口镇", 7), ("裘村镇", 3), ("大堰镇", 1), ("松岙镇", 2),
]

HANDLED, AGREED, JUDICIAL = 2415, 1772, 272
TOTAL_YUAN, TRANSFERRED_YUAN = 163_000_000, 97_386_400
SOURCES = {"court_transfer": 620, "labour_transfer": 542, "warning_handover": 486, "direct": 602, "workshop": 165}
FAILURES = {"failed": 338, "refused": 172, "withdrawn": 71, "timeout": 62}
COLLECTIVE, NOT_ACCEPTED, STILL_OPEN, TRACKED = 50, 38, 23, 120

rng = random.Random(20250213)

# ---------------------------------------------------------------- calendar of 2025 (国办发明电〔2024〕12号)

OFF = [("01-01", "01-01"), ("01-28", "02-04"), ("04-04", "04-06"), ("05-01", "05-05"), ("05-31", "06-02"), ("10-01", "10-08")]
MAKE_UP = {"01-26", "02-08", "04-27", "09-28", "10-11"}


def day(text):
    return dt.date.fromisoformat("2025-" + text)


def is_working(date):
    if date.strftime("%m-%d") in MAKE_UP and date.year == 2025:
        return True
    if any(day(first) <= date <= day(last) for first, last in OFF):
        return False
    return date.weekday() < 5


WORKING = [d for d in (dt.date(2025, 1, 1) + dt.timedelta(n) for n in range(365)) if is_working(d)]
INDEX = {d: i for i, d in enumerate(WORKING)}
LAST = len(WORKING) - 1


def last_day_of(applied, days):
    """The last day of a period of natural days: the first is not counted, a day off moves on."""
    end = applied + dt.timedelta(days)
    while not is_working(end):
        end += dt.timedelta(1)
    return end


class Clock:
    """Moves through office hours, 08:30-12:00 and 14:00-17:30."""

    def __init__(self, index):
        self.index = index
        self.minute = 0  # of 420 office minutes
        self.set(rng.randrange(10, 300))

    def set(self, minute):
        self.minute = minute

    @property
    def date(self):
        return WORKING[self.index]

    def text(self):
        minute = self.minute
        wall = 8 * 60 + 30 + minute if minute < 210 else 14 * 60 + minute - 210
        return f"{self.date}T{wall // 60:02d}:{wall % 60:02d}"

    def on(self, low, high=None, latest=None):
        """Some working days on; the same day only while there are office hours left."""
        days = rng.randint(low, low if high is None else high)
        if latest is not None:
            days = min(days, max(0, latest - self.index))
        if days == 0 and self.minute < 405:
            self.minute = min(419, self.minute + rng.randrange(3, 15))
            return self
        if days == 0:
            days = 1
        self.index = min(LAST, self.index + days)
        self.minute = rng.randrange(5, 230)
        return self

    def to(self, date):
        """At the office on that day, or on the next working day."""
        while date not in INDEX:
            date += dt.timedelta(1)
        if INDEX[date] > self.index:
            self.index = INDEX[date]
            self.minute = rng.randrange(5, 230)
        return self


# ---------------------------------------------------------------- names and numbers

SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗郑梁谢宋唐许邓冯韩曹曾彭萧蔡潘田董袁于余叶蒋杜苏魏程吕丁沈任姚卢傅钟姜崔谭廖范汪陆金石戴贾韦夏邱方侯邹熊孟秦白江阎薛尹段雷竺毛邬应裘"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰建国志文斌海燕红梅宁波峰辉鹏飞宇浩晨阳雪婷佳琳慧颖凯健康福贵荣昌永生春秋冬夏松柏竹林"
COMPANY_FIRST = ["华", "宏", "永", "新", "东", "甬", "奉", "天", "金", "恒", "海", "佳", "联", "瑞", "博", "盛", "亿", "万", "鑫", "长"]
COMPANY_SECOND = ["达", "远", "丰", "泰", "盛", "通", "源", "兴", "顺", "升", "润", "诚", "信", "安", "力", "业", "隆", "特", "星", "康"]
COMPANY_KIND = ["机械", "气动", "服饰", "制衣", "塑料", "五金", "电器", "模具", "建设", "物流", "餐饮", "家具", "食品", "汽配", "物业", "电子"]
CODE_SET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def person():
    return rng.choice(SURNAMES) + rng.choice(GIVEN) + (rng.choice(GIVEN) if rng.random() < 0.7 else "")


def identity():
    birth = dt.date(1966, 1, 1) + dt.timedelta(rng.randrange(14000))
    body = f"990000{birth:%Y%m%d}{rng.randrange(1000):03d}"
    weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
    return body + "10X98765432"[sum(int(c) * w for c, w in zip(body, weights)) % 11]


def credit_code(number):
    org = f"M{number:07d}"
    total = sum((int(c) if c.isdigit() else ord(c) - 55) * w for c, w in zip(org, [3, 7, 9, 10, 5, 8, 4, 2]))
    check = 11 - total % 11
    body = f"91{COUNTY}{org}" + ("0" if check == 11 else "X" if check == 10 else str(check))
    total = sum(CODE_SET.index(c) * pow(3, i, 31) for i, c in enumerate(body))
    return body + CODE_SET[(31 - total % 31) % 31]


def employers():
    """Per town, so that an employer's disputes stand where it works."""
    used, result, number = set(), [], 0
    for index, (_, weight) in enumerate(TOWNS):
        here = []
        while len(here) < 10 + weight * 7:
            name = rng.choice(COMPANY_FIRST) + rng.choice(COMPANY_SECOND) + rng.choice(COMPANY_KIND) + rng.choice(["有限公司", "厂", "公司"])
            if name in used:
                name = "奉化" + name
            if name in used:
                continue
            used.add(name)
            number += 1
            here.append((name, credit_code(1000 + number * 7), rng.random() < 0.25))
        result.append(here)
    return result


EMPLOYERS = employers()

# ---------------------------------------------------------------- what a case is about

KINDS = [("pay", 58), ("dismissal", 20), ("contract", 10), ("hours", 7), ("relation", 4), ("other", 1)]
ITEMS = {
    "pay": [("wage", 60), ("overtime", 14), ("severance", 10), ("damages", 6), ("injury", 10)],
    "dismissal": [("damages", 40), ("severance", 35), ("wage", 15), ("leave", 10)],
    "contract": [("severance", 45), ("double_wage", 35), ("wage", 20)],
    "hours": [("leave", 40), ("overtime", 35), ("insurance", 25)],
    "relation": [("double_wage", 50), ("wage", 50)],
    "other": [("other", 100)],
}


def pick(weighted):
    return rng.choices([w[0] for w in weighted], [w[1] for w in weighted])[0]


def spread(total, parts):
    """`total` in tens of yuan over `parts`, each at least one."""
    cuts = sorted(rng.sample(range(1, total), parts - 1)) if parts > 1 else []
    return [b - a for a, b in zip([0] + cuts, cuts + [total])]


class Case:
    def __init__(self, source, ending):
        self.source = source
        self.ending = ending
        self.collective = False
        self.tens = 0  # claimed, in tens of yuan
        self.path = "self"
        self.tracked = False
        self.probe = False


def weigh(cases, yuan):
    """Log-normal weights, collective cases heavier, scaled to `yuan`."""
    weights = [math.exp(rng.gauss(0, 1.05)) * (6 if c.collective else 1) for c in cases]
    scale = yuan / 10 / sum(weights)
    for case, weight in zip(cases, weights):
        least = 40 * 12 if case.collective else 40
        case.tens = max(least, int(weight * scale))
    rest = yuan // 10 - sum(c.tens for c in cases)
    by_size = sorted(cases, key=lambda c: -c.tens)
    if rest >= 0:
        by_size[0].tens += rest
    else:  # the minimum raised small ones; the largest give it back
        for case in by_size:
            give = min(-rest, case.tens // 3)
            case.tens -= give
            rest += give
            if rest == 0:
                break
    assert sum(c.tens for c in cases) * 10 == yuan


def cases():
    sources = [name for name, count in SOURCES.items() for _ in range(count)]
    endings = ["agreement"] * AGREED + [name for name, count in FAILURES.items() for _ in range(count)]
    assert len(sources) == len(endings) == HANDLED
    rng.shuffle(endings)
    handled = [Case(source, ending) for source, ending in zip(sources, endings)]
    rng.shuffle(handled)
    for case in rng.sample(handled, COLLECTIVE):
        case.collective = True
    moved = [c for c in handled if c.source in ("court_transfer", "labour_transfer")]
    weigh(moved, TRANSFERRED_YUAN)
    weigh([c for c in handled if c not in moved], TOTAL_YUAN - TRANSFERRED_YUAN)
    agreed = [c for c in handled if c.ending == "agreement"]
    agreed.sort(key=lambda c: -c.tens + rng.gauss(0, 4000))
    for case in agreed[:JUDICIAL]:
        case.path = "judicial"
    for case in agreed[JUDICIAL:JUDICIAL + 96]:
        case.path = "arbitration_review"
    rest = agreed[JUDICIAL + 96:]
    for case in rest:
        if not case.collective and rng.random() < (0.75 if case.tens < 3000 else 0.58):
            case.path = "on_spot"
    other = []
    for ending, count in (("not_accepted", NOT_ACCEPTED), ("open", STILL_OPEN)):
        for _ in range(count):
            case = Case(rng.choice(["direct", "labour_transfer", "workshop"]), ending)
            case.tens = rng.randrange(60, 9000)
            case.path = ending
            other.append(case)
    return handled, other
