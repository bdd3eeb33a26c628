#!/usr/bin/env python3
"""What a node costs that has nothing to do: memory, processor and how late a timer fires, with very
many timers pending.

    idle_node.py <gongdao> [timers = 1000000] [folder on a disk]
"""

import json
import os
import shutil
import sqlite3
import sys
import tempfile
import time
from datetime import datetime, timedelta, timezone
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "reliability"))
from trial_county import ORG, Node, TrialCounty  # noqa: E402

WORKSHOP = Path(__file__).parent / "workshop"  # its task reminds after thirty days
WINDOW = 200
IDLE_SECONDS = 30
PUNCTUAL = 5  # timers that fall due while it is looked on


def set_up(county):
    county.must("init", ORG, "台架县总工会")
    # Days end at midnight; hours are counted to the second.
    pack = county.folder.parent / "workshop"
    shutil.copytree(WORKSHOP, pack)
    process = pack / "round.bpmn"
    timer = "<timeDuration>P30D<"
    text = process.read_text(encoding="utf-8")
    assert timer in text
    process.write_text(text.replace(timer, "<timeDuration>PT720H<"), encoding="utf-8")
    county.must("pack", "deploy", pack)
    county.must(
        "register", "set", "user", "clerk", "id=clerk", "name=经办",
        f"organisation={ORG}", f"roles=clerk@{ORG}",
    )  # fmt: skip


def give(client, lines):
    client.sendall("".join(json.dumps(line) + "\n" for line in lines).encode())
    for line in lines:
        answer = json.loads(client.answers.readline())
        if "error" in answer:
            raise AssertionError(f"{line}: {answer}")


class Client:
    def __init__(self, node):
        self.socket = node.connect()
        self.answers = self.socket.makefile("rb")
        self.sendall = self.socket.sendall

    def close(self):
        self.answers.close()
        self.socket.close()


def opening(number, at=None):
    line = {"id": f"open-{number}", "as": "clerk", "do": "open_case", "pack": "workshop"}
    line["with"] = {"worker": f"职工{number}", "employer": "某某建设有限公司", "headcount": 12}
    return line | ({"at": at} if at else {})


def fill(county, timers):
    node = Node(county)
    client = Client(node)
    for first in range(0, timers, WINDOW):
        give(client, [opening(n) for n in range(first, min(first + WINDOW, timers))])
    client.close()
    node.stop()


def memory_mb(node, field):
    for line in Path(f"/proc/{node.process.pid}/status").read_text().splitlines():
        if line.startswith(field):
            return int(line.split()[1]) / 1024
    raise AssertionError(f"no {field}")


def processor_seconds(node):
    fields = Path(f"/proc/{node.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def lateness(county, node, timers):
    """Milliseconds between due and recorded, of timers that fall due one second after another."""
    client = Client(node)
    thirty_days_ago = datetime.now(timezone(timedelta(hours=8))) - timedelta(days=30)
    for i in range(PUNCTUAL):
        at = thirty_days_ago + timedelta(seconds=3 + i)
        give(client, [opening(timers + i, at.strftime("%Y-%m-%dT%H:%M:%S"))])
    client.close()
    time.sleep(PUNCTUAL + 5)
    store = sqlite3.connect(f"file:{county.folder}/gongdao.db?mode=ro", uri=True)
    fired = store.execute("select recorded_at, command_id from journal where kind = 'fire_timer'")
    late = [recorded - int(command.rsplit("@", 1)[1]) for recorded, command in fired]
    store.close()
    return sorted(late)


def main():
    binary = sys.argv[1]
    timers = int(sys.argv[2]) if len(sys.argv) > 2 else 1_000_000
    on = sys.argv[3] if len(sys.argv) > 3 else None
    with tempfile.TemporaryDirectory(dir=on) as folder:
        county = TrialCounty(binary, Path(folder) / "county")
        set_up(county)
        started = time.monotonic()
        fill(county, timers)
        print(f"filled: {timers} timers in {time.monotonic() - started:.0f} s")
        started = time.monotonic()
        node = Node(county)
        print(f"ready after {time.monotonic() - started:.2f} s")
        time.sleep(2)
        before = processor_seconds(node)
        time.sleep(IDLE_SECONDS)
        used = processor_seconds(node) - before
        memory = memory_mb(node, "VmRSS")
        print(f"idle: {used:.2f} s of processor in {IDLE_SECONDS} s, {memory:.0f} MB")
        late = lateness(county, node, timers)
        print(f"late: {', '.join(map(str, late))} ms")
        print(f"peak: {memory_mb(node, 'VmHWM'):.0f} MB")
        node.stop()
        if len(late) != PUNCTUAL:
            raise AssertionError(f"{PUNCTUAL} timers fell due, {len(late)} fired")


if __name__ == "__main__":
    main()
