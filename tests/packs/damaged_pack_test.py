#!/usr/bin/env python3
"""`gongdao pack test` must find what is wrong in a pack: each row damages a copy in one place.

    damaged_pack_test.py <gongdao>
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACK = "venue-subsidy"

# What is damaged: file, text, what stands there instead, what must be said.
DAMAGES = [
    ("a field that a form asks for", "workflows", "forms/accept.info", "require accepted_on", "require accepted_onn", "accepted_onn"),
    ("a division in a rule about money that does not say so", "scripts", "construction.lua", "money = true", "money = 1 / 2 < 0", "涉及金额的规则不得使用“/”（第 3 行）"),
    ("what a rule test expects", "scripts", "large_amount.lua", "71万 => 是", "71万 => 否", "✗ venue.large_amount"),
    ("a row that no longer covers all amounts", "scripts", "large_amount.lua", "大额 | >$大额 ", "大额 | ($大额..100万] ", "✗ venue.large_amount"),
    ("what a scenario expects", "workflows", "scenarios/year-objection.scenario", "发出 objection_reply 1", "发出 objection_reply 2", "year-objection.scenario第"),
]  # fmt: skip


def tested(binary, damage):
    """Exit code and output of the pack's tests after one damage."""
    _, part, name, old, new, _ = damage
    with tempfile.TemporaryDirectory(prefix="gongdao-pack-") as folder:
        for each in ("workflows", "scripts"):
            shutil.copytree(ROOT / each / PACK, Path(folder) / each / PACK)
        shutil.copytree(ROOT / "workflows" / "shared", Path(folder) / "workflows" / "shared")
        file = Path(folder) / part / PACK / name
        text = file.read_text(encoding="utf-8")
        if text.count(old) != 1:
            raise AssertionError(f"“{old}” does not stand once in {name}")
        file.write_text(text.replace(old, new), encoding="utf-8")
        done = subprocess.run(
            [binary, "pack", "test", f"{folder}/workflows/{PACK}"],
            capture_output=True,
            encoding="utf-8",
        )
        return done.returncode, done.stdout + done.stderr


def main():
    wrong = 0
    for damage in DAMAGES:
        code, said = tested(sys.argv[1], damage)
        found = code == 1 and damage[-1] in said
        print(f"{'found' if found else 'MISSED'}: {damage[0]}")
        if not found:
            print(f"  exit {code}\n{said}")
            wrong += 1
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
