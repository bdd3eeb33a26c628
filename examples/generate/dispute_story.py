"""One dispute told as people's acts, in order of time; every act lands in ACTS."""
import datetime as dt

from dispute_facts import (COUNTY, EMPLOYERS, INDEX, ITEMS, KINDS, TOWNS, WORKING, Clock, identity, last_day_of, person, pick, rng,
                           spread)
from fenghua_handover import HANDED_OVER

ACTS = []


class Story:
    """One case's acts, in order of time."""

    def __init__(self, case, ref, index):
        self.case = case
        self.ref = ref
        self.clock = Clock(index)
        self.applied = self.clock.date
        self.deadline = last_day_of(self.applied, 15)
        self.latest = max(i for i, d in enumerate(WORKING) if d <= self.deadline) - 1
        self.town = rng.choices(range(12), [w for _, w in TOWNS])[0]
        self.owner = f"{COUNTY}{self.town + 1:03d}"
        self.street = f"street{self.town + 1:02d}"
        self.law = f"law{rng.randint(1, 4):02d}"
        self.mediator = self.some_mediator()
        self.employer, self.code, self.committee = rng.choice(EMPLOYERS[self.town])
        self.handover = HANDED_OVER.get(ref)
        if self.handover:
            assert case.source == "warning_handover", ref
            self.employer, self.code = self.handover.employer, self.handover.code
        self.respondent_consented = False
        self.claims = []

    def some_mediator(self, other_than=None):
        own = [n for n in range(1, 31) if (n - 1) % 12 == self.town]
        pool = own if rng.random() < 0.7 else list(range(1, 31))
        pool = [f"mediator{n:02d}" for n in pool if f"mediator{n:02d}" != other_than]
        return rng.choice(pool)

    def put(self, who, do, **members):
        act = {"at": self.clock.text(), "as": who, "do": do, "ref": self.ref}
        act.update(members)
        ACTS.append(act)

    def task(self, who, element, values):
        self.put(who, "complete_task", element=element, **{"with": values})

    # the application

    def make_claims(self):
        self.kind = "pay" if self.case.collective else pick(KINDS)
        if self.case.collective:
            workers = rng.choice([10, 11, 12, 13, 14, 15, 16, 18, 21, 26, 31, 38])
            parts = spread(self.case.tens, workers)
            self.claims = [{"worker": n + 1, "item": "wage", "claimed_fen": tens * 1000} for n, tens in enumerate(parts)]
            self.headcount = workers
            return
        self.headcount = 1
        parts = min(rng.choices([1, 2, 3], [68, 24, 8])[0], max(1, self.case.tens // 20))
        items = set()
        while len(items) < parts and len(items) < len(ITEMS[self.kind]):
            items.add(pick(ITEMS[self.kind]))
        items = sorted(items)
        self.claims = [{"item": item, "claimed_fen": tens * 1000} for item, tens in zip(items, spread(self.case.tens, len(items)))]

    def open(self):
        self.make_claims()
        case = self.case
        form = "transfer" if case.source in ("court_transfer", "labour_transfer") else rng.choices(
            ["written", "oral", "online", "scan"], [40, 22, 22, 16])[0]
        values = {"employer": self.employer, "applicant": person()}
        if rng.random() < 0.5 and self.code:
            values["employer_code"] = self.code
        if rng.random() < 0.1:
            values["applicant_id"] = identity()
        values.update({"source": case.source, "dispute_kind": self.kind})
        if form not in ("transfer", "written"):
            values["application_form"] = form
        if self.committee:
            values["enterprise_committee"] = True
        if form == "transfer" and rng.random() < 0.95 and case.ending != "refused":
            values["respondent_consented"] = self.respondent_consented = True
        if case.ending == "not_accepted":
            values["dispute_kind"] = self.kind = rng.choice(["benefit_payment", "housekeeping", "capacity", "civil", "pay"])
        self.missing_record = form == "oral" and rng.random() < 0.1
        if form == "oral" and not self.missing_record:
            values["oral_record"] = "已当面记录并宣读"
        self.missing_representatives = case.collective and rng.random() < 0.25
        if case.collective:
            values["common_claim"] = True
            if not self.missing_representatives:
                values["representatives"] = [person() for _ in range(rng.randint(3, 5))]
        if self.handover:
            values["warning_ref"] = self.handover.warning
        if case.tracked:
            values["transfer_ref"] = "诉前调" + self.ref[1:]
        values["claims"] = self.claims
        opener = {
            "court_transfer": f"court{rng.randint(1, 2):02d}", "labour_transfer": f"hr{rng.randint(1, 2):02d}",
            "warning_handover": self.street if rng.random() < 0.5 else self.law,
            "direct": rng.choice([f"grid{self.town + 1:02d}", self.mediator, self.street]), "workshop": self.mediator,
        }[case.source]
        self.opener = opener
        if case.tracked:
            ACTS.append({"at": self.clock.text(), "as": opener, "do": "open_case", "pack": "dispute-mediation", "process": "transfer-in",
                         "ref": "W" + self.ref[1:], "owner": self.owner, "with": {"employer": self.employer, "transfer_ref": values["transfer_ref"]}})
            self.clock.on(0)
        self.put(opener, "open_case", pack="dispute-mediation", owner=self.owner, **{"with": values})

    def accept(self):
        who = self.street if self.opener != self.street else self.law
        if self.missing_record:
            self.clock.on(0)
            self.task(self.street, "record", {"oral_record": "已当面记录并宣读"})
        if self.missing_representatives:
            self.clock.on(0, 1)
            self.task(self.street, "elect", {"representatives": [person() for _ in range(rng.randint(3, 5))]})
        if self.case.ending not in ("not_accepted", "open") and rng.random() < 0.008:
            self.clock.on(4)  # three working days missed: the county is told
        else:
            self.clock.on(0, rng.choices([0, 1, 2], [55, 33, 12])[0])
        if self.case.ending == "not_accepted":
            ground = "pending" if self.kind == "pay" else "out_of_scope"
            self.task(who, "accept", {"accepted": "refuse", "refusal_ground": ground})
            return False
        self.task(who, "accept", {"accepted": "accept"})
        return True

    # mediation

    def reply(self):
        if self.respondent_consented:
            return True
        self.clock.on(0, 2, self.latest - 5)
        if self.case.ending == "refused" and rng.random() < 0.7:
            self.task(self.street, "reply", {"respondent_reply": "refuse"})
            return False
        self.task(self.street, "reply", {"respondent_reply": "agree"})
        return True

    @property
    def level(self):
        """The same answer as the rule `dispute.route`, to know whose turn it is."""
        if self.case.collective and self.headcount >= 30 or self.case.tens >= 50_000:
            return "county"
        return "town"

    @property
    def simple(self):
        return self.headcount <= 2 and not self.case.collective and self.case.tens < 5_000

    def appoint(self, mediator):
        self.clock.on(0, rng.choices([0, 1], [75, 25])[0], self.latest - 4)
        if self.level == "county":
            self.task(self.law, "appoint_c", {"mediator": mediator})
        elif rng.random() < 0.012:
            self.task(self.street, "appoint", {"transfer": "up", "transfer_reason": "争议较大，请县级调解"})
            self.clock.on(0)
            self.task(self.law, "appoint_c", {"mediator": mediator})
            self.moved_up = True
        elif getattr(self, "moved_up", False):
            self.task(self.law, "appoint_c", {"mediator": mediator})
        else:
            self.task(self.street, "appoint", {"mediator": mediator})

    def verify(self):
        self.clock.on(0, 1, self.latest - 3)
        values = {"identity_checked": True}
        challenged = rng.random() < 0.008
        if challenged:
            values["recusal_ground"] = rng.choice(["relative", "interest", "relation"])
        self.task(self.mediator, "verify", values)
        if not challenged:
            return
        self.clock.on(0)
        upheld = rng.random() < 0.7
        self.task(self.law, "recuse", {"recusal_upheld": upheld})
        if upheld:
            self.mediator = self.some_mediator(self.mediator)
            self.appoint(self.mediator)

    def inquire(self):
        if self.simple:
            return
        self.clock.on(0, 1, self.latest - 2)
        values = {"findings": "已核工资表"}
        items = {c["item"] for c in self.claims}
        if items & {"severance", "damages"} and rng.random() < 0.5:
            hired = dt.date(2014, 1, 1) + dt.timedelta(rng.randrange(3600))
            values.update({"hired_on": str(hired), "last_day": str(self.applied - dt.timedelta(rng.randrange(5, 60))),
                           "average_monthly_fen": rng.randrange(4200, 9800) * 100})
            if "damages" in items:
                values["unlawful_claimed"] = True
        elif items <= {"wage", "overtime"} and rng.random() < 0.4:
            values.update({"largest_one_fen": max(c["claimed_fen"] for c in self.claims), "largest_one_months": rng.randint(1, 6)})
        self.task(self.mediator, "inquire", values)

    def talk(self):
        """Meetings up to the last one, whose result the caller gives."""
        ending = self.case.ending
        if ending == "timeout" and rng.random() < 0.5:
            return False
        roll = rng.random()
        if roll < 0.05 and ending in ("agreement", "failed") and self.index_room() and not self.case.tracked:
            self.clock.on(1, 3, self.latest)
            self.meet({"meeting_result": "adjourned", "extension_days": 15, "extension_consent": True})
            self.clock.to(self.deadline + dt.timedelta(rng.randint(1, 5)))
            self.latest = INDEX[self.clock.date] + 4
            return True
        if roll < 0.095 or ending == "timeout":
            self.clock.on(0, 2, self.latest - 1)
            self.meet({"meeting_result": "adjourned"})
            if ending == "timeout":
                return False
        self.clock.on(0, 3, self.latest)
        return True

    def index_room(self):
        return self.deadline <= dt.date(2025, 11, 20)

    def meet(self, values):
        self.task(self.mediator, "meet", values)

    def terms(self):
        """What the respondent will pay, and when: per claim, perhaps in instalments."""
        ratio = rng.choices([1.0, 0.9, 0.8, 0.7, 0.6], [34, 22, 20, 15, 9])[0]
        agreed = [max(1, int(c["claimed_fen"] / 1000 * ratio)) * 1000 for c in self.claims]
        today = self.clock.date
        if self.case.path == "on_spot":
            return [[str(today), agreed]]
        room = (dt.date(2025, 12, 19) - today).days
        periods = 1
        if not self.case.collective and sum(agreed) >= 1_000_000 and rng.random() < 0.14 and room > 75:
            periods = rng.randint(2, 3)
        first = today + dt.timedelta(min(room, rng.randint(6, 30)))
        dates = [first + dt.timedelta(30 * n) for n in range(periods)]
        plan = []
        for n, date in enumerate(dates):
            share = [a // 1000 // periods * 1000 for a in agreed]
            if n == periods - 1:
                share = [a - s * (periods - 1) for a, s in zip(agreed, share)]
            plan.append([str(date), share])
        return plan

    def rows(self):
        """The form of the plan in the meeting's form; a row without a day is due on the day itself."""
        today = str(self.clock.date)
        return [{"no": n + 1, "agreed_fen": fen, **({} if date == today else {"due_on": date})}
                for date, shares in self.plan for n, fen in enumerate(shares) if fen > 0]

    def settle(self):
        self.plan = self.terms()
        self.meet({"meeting_result": "agreed", "agreed_terms": self.rows()})
        sealer = self.law if self.level == "county" or getattr(self, "moved_up", False) else self.street
        self.clock.on(0)
        if self.case.path == "on_spot":  # signed and paid, then sealed
            self.task(self.mediator, "sign", {"signed": "both", "on_spot": True})
            self.clock.on(0)
            self.task(sealer, "seal", {"sealed": True})
        else:
            self.task(self.mediator, "sign", {"signed": "both"})
            self.clock.on(0, 1, self.latest)
            self.task(sealer, "seal", {"sealed": True})
        self.effective = self.clock.date

    def stop_short(self):
        ending = self.case.ending
        if ending == "refused":
            self.meet({"meeting_result": "refused"})
        elif ending == "withdrawn":
            self.meet({"meeting_result": "withdrawn", "withdraw_reason": rng.choice(["双方自行和解", "已另行协商", "暂不主张"])})
        elif rng.random() < 0.05:
            self.plan = self.terms()
            self.meet({"meeting_result": "agreed", "agreed_terms": self.rows()})
            self.clock.on(0)
            self.task(self.mediator, "sign", {"signed": "respondent_refused"})
        else:
            knew = self.applied - dt.timedelta(rng.randrange(10, 400))
            self.meet({"meeting_result": "failed", "knew_on": str(knew)})

    # after the agreement

    def follow_up(self):
        path = self.case.path
        if path == "on_spot":
            return
        end = self.effective + dt.timedelta(28)
        self.clock.on(0, 2)
        self.task(self.mediator, "path", {"path": path})
        if path == "judicial":
            late = next(d for d in WORKING if d >= self.effective + dt.timedelta(rng.randint(21, 25)))
            if rng.random() < 0.07 and late <= end:
                self.clock.to(late)  # after the reminder of day 20
            else:
                self.clock.on(0, 6)
            assert self.clock.date <= end, (self.ref, self.effective, self.clock.date)
            self.task(self.mediator, "file_jc", {"confirm_applied_on": str(self.clock.date)})
            self.clock.on(2, 8)
            self.rule()
        elif path == "arbitration_review":
            self.clock.on(0, 2)
            self.task(self.mediator, "file_arb", {"arb_applied_on": str(self.clock.date)})
            self.clock.on(1, 4)
            confirmed = rng.random() < 0.95
            self.enforceable = confirmed
            self.task("arbitration01", "arb", {"arb_result": "confirmed" if confirmed else "not_confirmed"})
            if not confirmed:
                self.clock.on(0, 2)
                self.task(self.mediator, "rejected", {"after_rejection": "self"})
        self.pay()

    def rule(self):
        court = f"court{rng.randint(1, 2):02d}"
        roll = rng.random()
        self.enforceable = roll < 0.9
        if self.enforceable:
            self.task(court, "ruling", {"ruling": "granted"})
            return
        if roll < 0.97:
            self.task(court, "ruling", {"ruling": "rejected", "rejection_ground": "unclear"})
        else:
            self.task(court, "ruling", {"ruling": "not_accepted"})
        self.clock.on(0, 2)
        if roll < 0.92:  # a supplement makes the text clear; the parties then perform it themselves
            self.task(self.mediator, "rejected", {"after_rejection": "supplement", "other_terms": "付款账户以确认书为准"})
            self.clock.on(0, 1)
            self.task(self.mediator, "path", {"path": "self"})
        else:
            self.task(self.mediator, "rejected", {"after_rejection": "self"})

    def pay(self):
        defaulting = rng.random() < 0.032
        for n, (date, shares) in enumerate(self.plan):
            due = dt.date.fromisoformat(date)
            if defaulting and n == len(self.plan) - 1 and due <= dt.date(2025, 11, 25):
                self.default_on(due)
                return
            before = due - dt.timedelta(rng.randint(0, 4))
            if rng.random() < 0.05 and due <= dt.date(2025, 12, 10):
                before = due + dt.timedelta(rng.randint(3, 6))  # late: the demand goes out
            self.clock.on(0).to(before)
            who = self.mediator if rng.random() < 0.8 else self.street
            rows = [{"no": m + 1, "paid_fen": fen} for m, fen in enumerate(shares) if fen > 0]
            itemised = rng.random() < 0.1 and len(rows) < 4
            self.task(who, "pay", {"payments": rows} if itemised else {"paid_in_full": True})

    def default_on(self, due):
        self.clock.on(0).to(due + dt.timedelta(rng.randint(5, 9)))
        self.task(self.mediator, "pay", {"default_declared": True, "default_reason": "催告后仍未支付"})
        self.clock.on(0, 2)
        covered = {"wage", "overtime", "injury", "severance", "damages", "double_wage"}
        if getattr(self, "enforceable", False):
            self.task(self.mediator, "remedy", {"remedy": "enforcement", "court_name": "奉化区人民法院"})
        elif {c["item"] for c in self.claims} <= covered:
            self.task(self.mediator, "remedy", {"remedy": "payment_order", "court_name": "奉化区人民法院"})
            self.clock.on(8, 10)
            self.task("court01", "order", {"order_result": rng.choice(["paid", "paid", "final", "objection"])})
        else:
            self.task(self.mediator, "remedy", {"remedy": "arbitration"})

    def mend(self):
        """A name that was misheard, or a word for the file."""
        roll = rng.random()
        if roll < 0.012:
            self.clock.on(0)
            self.put(self.street, "correct_facts", **{"with": {"employer": self.employer + "（奉化）"}}, reason="单位全称有误")
        elif roll < 0.022:
            self.clock.on(0)
            self.put(self.street, "add_note", text="已电话联系双方，约定到场时间")

    def tell(self):
        self.open()
        if not self.accept() or not self.reply():
            return
        self.mend()
        if self.case.ending == "open" and rng.random() < 0.4:
            return
        self.appoint(self.mediator)
        self.verify()
        if self.case.ending == "open":
            return
        self.inquire()
        if not self.talk():
            return
        if self.case.ending == "agreement":
            self.settle()
            self.follow_up()
        else:
            self.stop_short()
