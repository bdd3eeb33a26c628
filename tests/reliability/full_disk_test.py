#!/usr/bin/env python3
"""The disk takes no more under a running node: whoever waits is told so, the node ends with a sentence
and its exit code, and the next one has everything that was acknowledged.

    full_disk_test.py <gongdao>
"""

import contextlib
import itertools
import json
import sys
import tempfile
import unittest
from pathlib import Path

from trial_county import Node, TrialCounty

BINARY = ""
ENVIRONMENT = 5
WINDOW = 20
# Bytes that the log may have. A plugin, too, must fit: in a debug build it does not.
ROOM = 2_000_000


def opening(number):
    return {"id": f"c{number}", "as": "clerk", "do": "open_case", "pack": "visit-record",
            "with": {"worker": f"职工{number}"}}  # fmt: skip


class FullDisk(unittest.TestCase):
    def setUp(self):
        scratch = tempfile.TemporaryDirectory(prefix="gongdao-full-")
        self.addCleanup(scratch.cleanup)
        self.county = TrialCounty(BINARY, Path(scratch.name) / "county")
        self.county.set_up()

    def exchange(self, client, received, numbers):
        """As many answers as there were before the node ended."""
        lines = "".join(json.dumps(opening(number)) + "\n" for number in numbers)
        answers = []
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            client.sendall(lines.encode())
            answers.extend(map(json.loads, itertools.islice(received, len(numbers))))
        return answers

    def test_the_node_says_why_it_ends_and_loses_nothing(self):
        node = Node(self.county, file_bytes_max=ROOM)
        sent, acknowledged, refused = set(), {}, {}
        with node.connect() as client:
            received = client.makefile("rb")
            # A line that the node had not read yet gets no answer at all.
            for first in range(0, 100 * WINDOW, WINDOW):
                numbers = range(first, first + WINDOW)
                sent.update(numbers)
                answers = self.exchange(client, received, numbers)
                for number, answer in zip(numbers, answers):
                    self.assertEqual(answer["id"], f"c{number}")
                    (refused if "error" in answer else acknowledged)[number] = answer
                # It may also end while nobody waits, when it writes the rows of its lists.
                if refused or not answers:
                    break
        self.assertEqual(node.process.wait(timeout=60), ENVIRONMENT)
        said = node.process.stderr.read().decode("utf-8")
        node.process.stderr.close()
        self.assertGreater(len(acknowledged), 0)
        self.assertRegex(said, "磁盘空间不足|读写磁盘失败")
        for answer in refused.values():
            self.assertIn(answer["code"], ("store.disk_full", "store.input_output"))
            self.assertIn("请", answer["error"])
            self.assertIn(answer["error"], said)

        again = Node(self.county)
        with again.connect() as client:
            received = client.makefile("rb")
            for number, answer in acknowledged.items():
                repeat = self.exchange(client, received, [number])[0]
                self.assertTrue(repeat.pop("repeated", False), repeat)
                self.assertEqual(repeat, answer)
            for number in sent - set(acknowledged):
                self.assertIn("stream", self.exchange(client, received, [number])[0])
        self.assertEqual(again.stop(), 0)
        self.county.verify()


if __name__ == "__main__":
    BINARY = sys.argv.pop(1)
    unittest.main(verbosity=1)
