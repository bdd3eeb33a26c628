#!/usr/bin/env python3
"""The node is killed again and again under load; nothing that it acknowledged may be lost, done
twice or half done.

    kill_test.py <gongdao> system         on the system's files
    kill_test.py <gongdao> dropping-full  on a disk that forgets what was not synced
    kill_test.py <gongdao> dropping-off   the same without syncing: the losses must be found

GONGDAO_LONG=1 kills more than 200 times. GONGDAO_SEED repeats a run.
"""

import json
import os
import random
import sqlite3
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path

from trial_county import Node, TrialCounty

CLIENTS = 4
WINDOW = 8  # commands under way on one connection


class Sent:
    """One command, what was answered first, and whether it is answered at all."""

    def __init__(self, line):
        self.line, self.answer = line, None

    @property
    def id(self):
        return self.line["id"]

    @property
    def kind(self):
        return self.line["do"]


def exchange(client, lines):
    """Sends lines and reads one answer for each; fewer where the node dies meanwhile."""
    answers = []
    try:
        client.sendall("".join(json.dumps(line) + "\n" for line in lines).encode())
        received = client.makefile("rb")
        for _ in lines:
            text = received.readline()
            if not text.endswith(b"\n"):
                break
            answers.append(json.loads(text))
    except OSError:
        pass
    return answers


class Client(threading.Thread):
    """Gives commands, and gives again under the same id what was not answered."""

    def __init__(self, number, seed, trial):
        super().__init__(daemon=True)
        self.number, self.trial = number, trial
        self.random = random.Random(f"{seed}/{number}")
        self.sent, self.unanswered, self.cases, self.refused = [], [], [], []

    def new_command(self):
        choice = self.random.random()
        line = {"id": f"c{self.number}-{len(self.sent)}", "as": "clerk"}
        if self.cases and choice < 0.25:
            line |= {"do": "complete_task", "case": self.cases.pop(), "element": "handle"}
            line["with"] = {"result": "settled"}
        elif self.cases and choice < 0.5:
            line |= {"do": "add_note", "case": self.random.choice(self.cases), "text": line["id"]}
        else:
            line |= {"do": "open_case", "pack": "visit-record", "with": {"worker": line["id"]}}
        self.sent.append(Sent(line))
        return self.sent[-1]

    def take(self, command, answer):
        if "error" in answer:
            self.refused.append(f"{command.line}: {answer['error']}")
            return
        command.answer = (answer["stream"], answer["seq"])
        if command.kind == "open_case":
            self.cases.append(answer["stream"])

    def talk(self):
        with self.trial.node.connect() as client:
            while not self.trial.over.is_set():
                batch = self.unanswered[:WINDOW]
                batch += [self.new_command() for _ in range(WINDOW - len(batch))]
                self.unanswered = batch + self.unanswered[WINDOW:]
                answers = exchange(client, [command.line for command in batch])
                for command, answer in zip(batch, answers):
                    self.take(command, answer)
                self.unanswered = self.unanswered[len(answers):]
                if len(answers) < len(batch):
                    return

    def run(self):
        while not self.trial.over.is_set():
            try:
                self.talk()
            except OSError:
                time.sleep(0.005)


class Trial:
    def __init__(self, binary, folder, store, seed):
        self.county = TrialCounty(binary, folder)
        self.store, self.seed = store, seed
        self.random = random.Random(seed)
        self.over = threading.Event()
        self.node = None
        self.findings = []

    def kill_again_and_again(self, kills, seconds):
        """As many kills, or as many as the time allows; how many it were."""
        self.county.set_up()
        self.node = Node(self.county, self.store)
        self.clients = [Client(number, self.seed, self) for number in range(CLIENTS)]
        for client in self.clients:
            client.start()
        until = time.monotonic() + seconds
        done = 0
        while done < kills and time.monotonic() < until:
            time.sleep(self.random.uniform(0.02, 0.5))
            self.node.kill()
            done += 1
            self.node = Node(self.county, self.store)
        self.over.set()
        for client in self.clients:
            client.join(timeout=60)
        return done

    def repeat_everything(self):
        """Every command once more, under its id: an acknowledged one must not do anything."""
        with self.node.connect() as client:
            for sender in self.clients:
                for at in range(0, len(sender.sent), 100):
                    part = sender.sent[at : at + 100]
                    answers = exchange(client, [command.line for command in part])
                    if len(answers) != len(part):
                        self.findings.append("the node did not answer while nobody killed it")
                        return
                    for command, answer in zip(part, answers):
                        self.compare(command, answer)

    def compare(self, command, answer):
        if command.answer is None:
            if "error" in answer:
                self.findings.append(f"refused {command.id}: {answer['error']}")
            return
        again = (answer.get("stream"), answer.get("seq"))
        if not answer.get("repeated"):
            self.findings.append(f"lost {command.id}: acknowledged as {command.answer}, {answer}")
        elif again != command.answer:
            self.findings.append(f"changed {command.id}: {command.answer} became {again}")

    def settle(self):
        """Stops the node in order; another, on the system's files, which other processes may read
        too, finishes the outside work."""
        self.stop()
        self.node = Node(self.county)
        until = time.monotonic() + 60
        while self.rows("select count(*) from outbox") != [(0,)]:
            if time.monotonic() > until:
                self.findings.append("outside work is still waiting after a minute")
                break
            time.sleep(0.1)
        self.stop()

    def stop(self):
        code = self.node.stop()
        if code != 0:
            self.findings.append(f"the node ended with {code}")

    def rows(self, query):
        store = sqlite3.connect(f"file:{self.county.folder / 'gongdao.db'}?mode=ro", uri=True)
        try:
            return store.execute(query).fetchall()
        finally:
            store.close()

    def check_store(self):
        """Each command once and whole, each effect once under its key, all in agreement."""
        sent = [command for client in self.clients for command in client.sent]
        opened = sum(command.kind == "open_case" for command in sent)
        completed = sum(command.kind == "complete_task" for command in sent)
        streams = Counter(self.rows("select command_id, stream from journal"))
        twice = [key for key, count in streams.items() if count > 1]
        if twice:
            self.findings.append(f"done twice in one stream: {twice[:5]}")
        self.check_whole(sent)
        self.check_count("cases", opened, "select count(*) from case_index")
        self.check_count("case numbers", opened, "select count(distinct number) from case_index")
        self.check_count(
            "completed cases", completed,
            "select count(*) from case_index where status = 'completed'",
        )  # fmt: skip
        files = list((self.county.folder / "outbox" / "export").glob("*.json"))
        if len(files) != opened:
            self.findings.append(f"{opened} effects were due, {len(files)} files were made")
        workers = Counter(json.loads(file.read_text())["worker"] for file in files)
        if any(count > 1 for count in workers.values()):
            self.findings.append("an effect came twice under different keys")

    def check_whole(self, sent):
        """A command that touches several streams has its row in each, or none."""
        rows = Counter(id for (id,) in self.rows("select command_id from journal"))
        usual = {}
        for command in sent:
            count = rows[command.id]
            if count == 0 or count != usual.setdefault(command.kind, count):
                self.findings.append(f"half done {command.id}: {count} rows of {command.kind}")

    def check_count(self, what, expected, query):
        found = self.rows(query)[0][0]
        if found != expected:
            self.findings.append(f"{expected} {what} expected, {found} found")

    def check(self):
        for client in self.clients:
            self.findings += [f"refused under load: {text}" for text in client.refused[:5]]
        self.repeat_everything()
        if self.store == "dropping-off":
            self.node.kill()
            return
        self.settle()
        self.check_store()
        verified = self.county.run("journal", "verify")
        if verified.code != 0:
            self.findings.append(f"the journal does not hold: {verified}")


def main():
    binary, store = sys.argv[1], sys.argv[2]
    losing = store == "dropping-off"
    long = os.environ.get("GONGDAO_LONG") == "1"
    kills, seconds = (5, 60) if losing else (220, 1800) if long else (40, 60)
    least = 1 if losing else 200 if long else 30
    seed = int(os.environ.get("GONGDAO_SEED") or random.SystemRandom().randrange(1 << 32))
    with tempfile.TemporaryDirectory(prefix="gongdao-kill-") as folder:
        disk = "" if store == "system" else store
        trial = Trial(binary, Path(folder) / "county", disk, seed)
        done = trial.kill_again_and_again(kills, seconds)
        trial.check()
    sent = sum(len(client.sent) for client in trial.clients)
    acknowledged = sum(command.answer is not None for c in trial.clients for command in c.sent)
    print(f"seed {seed}, {store}: {done} kills, {sent} commands, {acknowledged} acknowledged")
    for finding in trial.findings[:20]:
        print("  " + finding)
    if losing:
        lost = sum(finding.startswith("lost ") for finding in trial.findings)
        print(f"{lost} acknowledged commands lost without syncing, and found by this test")
        return 0 if lost > 0 else 1
    if done < least:
        print(f"only {done} kills in the time given, at least {least} are due")
        return 1
    return 0 if acknowledged > 0 and not trial.findings else 1


if __name__ == "__main__":
    sys.exit(main())
