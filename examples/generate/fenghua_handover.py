"""Warnings of Fenghua whose mediation is one of the disputes told here: the dispute names the warning (`warning_ref`), and
its result comes back to the warning as a message, so nobody enters it there. Town, matter, days and result of
both fit each other; both generators read this table, and neither makes the facts of the other."""
from typing import NamedTuple, Optional


class Handover(NamedTuple):
    warning: str
    employer: str
    code: Optional[str]
    result: str


HANDED_OVER = {
    "T0466": Handover("Y0275", "锦江装饰工程公司", None, "failed"),
    "T0521": Handover("Y0333", "凯达机械公司", "91330213W00003335G", "settled"),
    "T1060": Handover("Y0762", "立信电子公司", "91330213W00007627K", "settled"),
    "T1063": Handover("Y0831", "荣昌物流公司", "91330213W000083129", "settled"),
    "T1297": Handover("Y1080", "博力机械公司", "91330213W0001080X6", "failed"),
    "T2386": Handover("Y2092", "金鹏食品公司", None, "settled"),
    "T2424": Handover("Y2196", "通源模具公司", None, "settled"),
}
ANSWERED = {handover.warning: handover for handover in HANDED_OVER.values()}
