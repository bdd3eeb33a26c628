#!/usr/bin/env python3
"""Somebody who may write to the data folder alters the journal, and covers the tracks as well as can
be. `journal verify` and examples/verify_export.py must find it, each with what was lodged elsewhere
where nothing else can show it.

    tampering_test.py <gongdao>
"""

import importlib.util
import json
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

from trial_county import TrialCounty

BINARY = ""
VERIFIER = Path(__file__).parents[2] / "examples" / "verify_export.py"


def verifier_module():
    spec = importlib.util.spec_from_file_location("verify_export", VERIFIER)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


FIELDS = verifier_module().FIELDS
hash_of = verifier_module().hash_of


class Journal:
    """One case's rows in the store, without the triggers that guard them."""

    def __init__(self, store, stream):
        self.store, self.stream = store, stream
        store.execute("drop trigger if exists journal_rows_do_not_change")
        store.execute("drop trigger if exists journal_rows_do_not_vanish")
        self.length = store.execute(
            "select max(seq) from journal where stream = ?", (stream,)
        ).fetchone()[0]

    def set(self, seq, column, value):
        self.store.execute(
            f"update journal set {column} = ? where stream = ? and seq = ?",
            (value, self.stream, seq),
        )

    def delete(self, seq):
        self.store.execute(
            "delete from journal where stream = ? and seq = ?", (self.stream, seq)
        )

    def restamp(self):
        """Chains the rows and computes every hash anew, as the node would."""
        previous, before = "00" * 32, 0
        rows = self.store.execute(
            f"select position, {', '.join(FIELDS)} from journal where stream = ? order by seq",
            (self.stream,),
        ).fetchall()
        for position, *values in rows:
            row = dict(zip(FIELDS, values)) | {"previous": previous}
            fresh = hash_of(row)
            self.set(row["seq"], "before", before)
            before = position
            self.set(row["seq"], "previous", bytes.fromhex(previous))
            self.set(row["seq"], "hash", bytes.fromhex(fresh))
            previous = fresh


def edit(journal):
    journal.set(2, "actor", "guest")


def delete_one(journal):
    journal.delete(2)


def delete_and_renumber(journal):
    journal.delete(2)
    for seq in range(3, journal.length + 1):
        journal.set(seq, "seq", seq - 1)


def cut_tail(journal):
    journal.delete(journal.length)


def swap(journal):
    for seq, other in ((1, 900), (2, 1), (900, 2)):
        journal.set(seq, "seq", other)


def restamp(journal):
    edit(journal)
    journal.restamp()


def cut_out_and_restamp(journal):
    delete_and_renumber(journal)
    journal.restamp()


def forget_checkpoints(journal):
    journal.store.execute("delete from checkpoint")


def forget_last_checkpoint(journal):
    journal.store.execute("delete from checkpoint where number = 2")


# Title, what is done, is it found by the rows alone, is it found by the checkpoints in the store.
# Against what was lodged elsewhere everything is found.
TAMPERINGS = [
    ("an edited row", [edit], True, True),
    ("a deleted row", [delete_one], True, True),
    ("a deleted row, the rest renumbered", [delete_and_renumber], True, True),
    ("swapped entries", [swap], True, True),
    ("a truncated tail", [cut_tail], False, True),
    ("a restamped chain", [restamp], False, True),
    ("a row cut out and the chain restamped", [cut_out_and_restamp], False, True),
    ("a truncated tail, its checkpoint too", [cut_tail, forget_last_checkpoint], False, False),
    ("a restamped chain without checkpoints", [restamp, forget_checkpoints], False, False),
]  # fmt: skip


class Tampering(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        scratch = tempfile.TemporaryDirectory(prefix="gongdao-tampering-")
        cls.addClassCleanup(scratch.cleanup)
        cls.folder = Path(scratch.name)
        cls.sound = TrialCounty(BINARY, cls.folder / "sound")
        cls.sound.set_up()
        cls.sound.must("journal", "checkpoint")
        opened = cls.sound.must("case", "open", "visit-record", "worker=甲", "--as", "clerk")
        cls.case = opened.out.strip().split("：")[-1]
        cls.sound.must("case", "note", cls.case, "上门走访", "--as", "clerk")
        cls.sound.must("case", "note", cls.case, "再次走访", "--as", "clerk")
        cls.sound.must("journal", "checkpoint")
        shutil.copy(cls.sound.folder / "checkpoints" / "2.json", cls.folder / "lodged.json")
        rows = cls.export(cls.sound)
        cls.stream, cls.head = rows[-1]["stream"], f"{len(rows)}:{rows[-1]['hash']}"

    @classmethod
    def export(cls, county):
        path = cls.folder / "case.jsonl"
        county.must("journal", "export", cls.case, path, "--force")
        return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]

    def tampered(self, acts):
        """A county whose tables agree with its journal again, as `doctor --rebuild` makes them."""
        county = TrialCounty(BINARY, self.folder / "tampered")
        shutil.rmtree(county.folder, ignore_errors=True)
        shutil.copytree(self.sound.folder, county.folder)
        store = sqlite3.connect(county.folder / "gongdao.db")
        journal = Journal(store, self.stream)
        for act in acts:
            act(journal)
        store.commit()
        store.close()
        county.run("doctor", "--rebuild")
        return county

    def verify(self, county, *words):
        answer = county.run("journal", "verify", *words)
        self.assertIn(answer.code, (0, 1), answer)
        return answer.code == 1

    def verify_export(self, county, *words):
        self.export(county)
        done = subprocess.run(
            [sys.executable, str(VERIFIER), str(self.folder / "case.jsonl"), *words],
            capture_output=True, encoding="utf-8",
        )  # fmt: skip
        self.assertIn(done.returncode, (0, 1), done)
        self.assertEqual(done.stderr, "")
        return done.returncode == 1

    def test_what_nobody_altered_is_found_sound(self):
        county = self.tampered([])
        self.assertFalse(self.verify(county, "--lodged", self.folder / "lodged.json"))
        self.assertFalse(self.verify_export(county, "--head", self.head))

    def test_each_tampering_is_found_in_the_store_and_in_an_export(self):
        for title, acts, by_rows, by_checkpoints in TAMPERINGS:
            with self.subTest(title):
                county = self.tampered(acts)
                self.assertEqual(self.verify(county), by_rows or by_checkpoints)
                self.assertTrue(self.verify(county, "--lodged", self.folder / "lodged.json"))
                self.assertEqual(self.verify_export(county), by_rows)
                self.assertTrue(self.verify_export(county, "--head", self.head))

    def test_the_same_without_checkpoints_is_what_the_table_says(self):
        for title, acts, by_rows, _ in TAMPERINGS:
            with self.subTest(title):
                self.assertEqual(
                    self.verify(self.tampered([*acts, forget_checkpoints])), by_rows
                )


if __name__ == "__main__":
    BINARY = sys.argv.pop(1)
    unittest.main(verbosity=1)
