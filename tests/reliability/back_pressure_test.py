#!/usr/bin/env python3
"""More commands than may wait: the node sends back what is too much, answers everything, and what
it acknowledged has happened once.

    back_pressure_test.py <gongdao>
"""

import json
import os
import signal
import sys
import tempfile
import threading
from pathlib import Path

from trial_county import Node, TrialCounty

WAITING_MAX = 10_000
CLIENTS = 6
EACH = 2_000


def lines(client):
    """An entry of its own, and notes on a case that is not there."""
    entry = {"as": "clerk", "do": "set_entry", "register": "worker", "key": f"w{client}",
             "with": {"code": f"w{client}", "name": "甲"}, "id": f"e{client}"}  # fmt: skip
    note = {"as": "clerk", "do": "add_note", "case": "case:none", "text": "x"}
    yield json.dumps(entry) + "\n"
    for number in range(1, EACH):
        yield json.dumps(note | {"id": f"n{client}.{number}"}) + "\n"


class Client:
    """Sends as much as the system takes while nobody reads, the rest later."""

    def __init__(self, node, number):
        self.socket = node.connect()
        self.left = "".join(lines(number)).encode()
        self.answers = []
        self.socket.setblocking(False)
        try:
            while self.left:
                self.left = self.left[self.socket.send(self.left[:65536]) :]
        except BlockingIOError:
            pass
        self.socket.settimeout(120)

    def finish(self):
        rest = threading.Thread(target=lambda: self.socket.sendall(self.left))
        rest.start()
        with self.socket.makefile("rb") as replies:
            while len(self.answers) < EACH:
                self.answers.append(json.loads(replies.readline()))
        rest.join()
        self.socket.close()


def main():
    with tempfile.TemporaryDirectory() as folder:
        county = TrialCounty(sys.argv[1], Path(folder) / "county")
        county.set_up()
        node = Node(county)
        log = []
        reading = threading.Thread(target=lambda: log.append(node.process.stderr.read()))
        reading.start()
        os.kill(node.process.pid, signal.SIGSTOP)
        clients = [Client(node, number) for number in range(CLIENTS)]
        unsent = sum(client.left.count(b"\n") for client in clients)
        os.kill(node.process.pid, signal.SIGCONT)
        threads = [threading.Thread(target=client.finish) for client in clients]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        node.process.terminate()
        reading.join()
        code = node.process.wait(timeout=60)
        node.process.stderr.close()

        codes = [answer.get("code", "") for client in clients for answer in client.answers]
        sent_back = codes.count("node.queue_full")
        entered = codes.count("")
        print(f"{len(codes)} answers, {sent_back} sent back, {entered} carried out")
        assert code == 0, (code, log)
        assert CLIENTS * EACH - unsent > WAITING_MAX, "the system did not take enough at once"
        assert 0 < sent_back <= CLIENTS * EACH - WAITING_MAX, codes[:3]
        shown = [county.run("register", "show", "worker", f"w{n}") for n in range(CLIENTS)]
        assert sum(answer.code == 0 for answer in shown) == entered, shown
        county.verify()
        county.must("register", "set", "worker", "after", "code=after", "name=乙", "--as", "clerk")


if __name__ == "__main__":
    main()
