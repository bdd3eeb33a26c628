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
# More than the log, which begins anew at 200 MiB at the latest, and less than the file will have.
ROOM_FOR_LOG = 250_000_000
NOTE_CHARACTERS = 1_300_000


def opening(number):
    return {"id": f"c{number}", "as": "clerk", "do": "open_case", "pack": "visit-record",
            "with": {"worker": f"职工{number}"}}  # fmt: skip


class FullDisk(unittest.TestCase):
    def setUp(self):
        scratch = tempfile.TemporaryDirectory(prefix="gongdao-full-")
        self.addCleanup(scratch.cleanup)
        self.county = TrialCounty(BINARY, Path(scratch.name) / "county")
        self.county.set_up()

    def exchange(self, client, received, numbers, command=opening):
        """As many answers as there were before the node ended."""
        lines = "".join(json.dumps(command(number)) + "\n" for number in numbers)
        answers = []
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            client.sendall(lines.encode())
            answers.extend(map(json.loads, itertools.islice(received, len(numbers))))
        return answers

    def fill_until_the_node_ends(self, file_bytes_max, window, command):
        """What it said, and how many commands it had acknowledged; the next node has all of them."""
        node = Node(self.county, file_bytes_max=file_bytes_max)
        sent, acknowledged, refused = set(), {}, {}
        with node.connect() as client:
            received = client.makefile("rb")
            # A line that the node had not read yet gets no answer at all.
            for first in range(0, 100 * window, window):
                numbers = range(first, first + window)
                sent.update(numbers)
                answers = self.exchange(client, received, numbers, command)
                for number, answer in zip(numbers, answers):
                    self.assertEqual(answer["id"], command(number)["id"])
                    (refused if "error" in answer else acknowledged)[number] = answer
                # It may also end while nobody waits, when it writes the rows of its lists.
                if refused or not answers:
                    break
        self.assertEqual(node.process.wait(timeout=60), ENVIRONMENT)
        said = node.process.stderr.read().decode("utf-8")
        node.process.stderr.close()
        self.assertGreater(len(acknowledged), 0)
        for answer in refused.values():
            self.assertIn(answer["code"], ("store.disk_full", "store.input_output"))
            self.assertIn("请", answer["error"])
            self.assertIn(answer["error"], said)

        again = Node(self.county)
        with again.connect() as client:
            received = client.makefile("rb")
            for number, answer in acknowledged.items():
                repeat = self.exchange(client, received, [number], command)[0]
                self.assertTrue(repeat.pop("repeated", False), repeat)
                self.assertEqual(repeat, answer)
            for number in sent - set(acknowledged):
                self.assertIn("stream", self.exchange(client, received, [number], command)[0])
        self.assertEqual(again.stop(), 0)
        self.county.verify()
        return said, len(acknowledged)

    def test_the_node_says_why_it_ends_and_loses_nothing(self):
        said, _ = self.fill_until_the_node_ends(ROOM, WINDOW, opening)
        self.assertRegex(said, "磁盘空间不足|读写磁盘失败")

    def test_a_log_that_cannot_be_copied_ends_the_node_and_loses_nothing(self):
        node = Node(self.county)
        with node.connect() as client:
            case = self.exchange(client, client.makefile("rb"), [0])[0]["stream"]
        self.assertEqual(node.stop(), 0)

        def noting(number):
            return {"id": f"n{number}", "as": "clerk", "do": "add_note", "case": case,
                    "text": "注" * NOTE_CHARACTERS}  # fmt: skip

        said, acknowledged = self.fill_until_the_node_ends(ROOM_FOR_LOG, 1, noting)
        self.assertIn("读写磁盘失败", said)
        self.assertGreater(acknowledged * NOTE_CHARACTERS * 3, ROOM_FOR_LOG)


if __name__ == "__main__":
    BINARY = sys.argv.pop(1)
    unittest.main(verbosity=1)
