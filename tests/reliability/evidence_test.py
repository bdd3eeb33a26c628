#!/usr/bin/env python3
"""Backup, restore, self-check, and exported journals that prove themselves without the program.

    evidence_test.py <gongdao>
"""

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


def verify_export(path):
    return subprocess.run(
        [sys.executable, str(VERIFIER), str(path)], capture_output=True, encoding="utf-8"
    )


class Evidence(unittest.TestCase):
    def setUp(self):
        scratch = tempfile.TemporaryDirectory(prefix="gongdao-evidence-")
        self.addCleanup(scratch.cleanup)
        self.folder = Path(scratch.name)
        self.county = TrialCounty(BINARY, self.folder / "county")
        self.county.set_up()
        opened = self.county.must("case", "open", "visit-record", "worker=甲", "--as", "clerk")
        self.case = opened.out.strip().split("：")[-1]
        self.county.must("case", "note", self.case, "上门走访", "--as", "clerk")
        self.county.must(
            "task", "complete", self.case, "handle", "result=settled", "--as", "clerk"
        )

    def export(self):
        path = self.folder / "case.jsonl"
        self.county.must("journal", "export", self.case, path)
        return path, [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]

    def assert_not_held(self, path, rows):
        path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        found = verify_export(path)
        self.assertEqual(found.returncode, 1, found)

    def test_an_exported_journal_proves_itself(self):
        path, rows = self.export()
        self.assertGreaterEqual(len(rows), 3)
        found = verify_export(path)
        self.assertEqual(found.returncode, 0, found)
        self.assertIn(rows[-1]["hash"], found.stdout)

    def test_every_edit_of_an_exported_row_is_found(self):
        path, rows = self.export()
        edits = {
            "actor": "guest", "events": "[]", "kind": "add_nothing", "occurred_at": 1,
            "recorded_at": 1, "command_id": "x", "org": "330000", "stream": "case:x", "seq": 9,
            "hash": "00" * 32, "previous": "11" * 32,
        }  # fmt: skip
        for member, value in edits.items():
            with self.subTest(member):
                edited = [dict(row) for row in rows]
                edited[1][member] = value
                self.assert_not_held(path, edited)

    def test_a_missing_row_and_two_rows_in_wrong_order_are_found(self):
        path, rows = self.export()
        self.assert_not_held(path, rows[1:])
        self.assert_not_held(path, rows[:1] + rows[2:])
        self.assert_not_held(path, [rows[1], rows[0], *rows[2:]])

    def test_a_backup_comes_back_whole(self):
        backup, restored = self.folder / "backup.db", self.folder / "restored"
        self.county.must("backup", backup)
        answer = self.county.must("restore", backup, "--verify", data=restored)
        self.assertIn("完全一致", answer.out)
        shutil.copy(self.county.folder / "keys", restored / "keys")
        again = TrialCounty(BINARY, restored)
        self.assertEqual(again.verify(), self.county.verify())
        self.assertIn(self.case, again.must("case", "list").out)
        again.must("doctor")

    def test_a_backup_does_not_overwrite_and_a_broken_one_is_refused(self):
        backup = self.folder / "backup.db"
        self.county.must("backup", backup)
        self.assertNotEqual(self.county.run("backup", backup).code, 0)
        backup.write_bytes(backup.read_bytes()[:10_000])
        answer = self.county.run("restore", backup, data=self.folder / "other")
        self.assertNotEqual(answer.code, 0, answer)
        self.assertFalse((self.folder / "other" / "gongdao.db").exists())

    def test_an_edited_journal_row_is_found_in_the_store(self):
        store = sqlite3.connect(self.county.folder / "gongdao.db")
        store.execute("drop trigger journal_rows_do_not_change")
        store.execute("update journal set actor = 'guest' where kind = 'add_note'")
        store.commit()
        store.close()
        answer = self.county.run("journal", "verify")
        self.assertEqual(answer.code, 1, answer)
        self.assertIn("哈希链不符", answer.err)

    def test_an_edited_table_is_found_and_rebuilt_from_the_journal(self):
        store = sqlite3.connect(self.county.folder / "gongdao.db")
        store.execute("update case_index set status = 'open'")
        store.commit()
        store.close()
        answer = self.county.run("journal", "verify")
        self.assertEqual(answer.code, 1, answer)
        self.assertIn("doctor --rebuild", answer.err)
        self.county.must("doctor", "--rebuild")
        self.county.verify()

    def test_setting_up_again_finishes_what_failed(self):
        """As a full disk or a power cut leaves it: keys, and a store without its first rows."""
        folder = self.folder / "unfinished"
        (folder / "outbox").mkdir(parents=True)
        shutil.copy(self.county.folder / "keys", folder / "keys")
        (folder / "gongdao.db").touch()
        unfinished = TrialCounty(BINARY, folder)
        self.assertNotEqual(unfinished.run("case", "list").code, 0)
        unfinished.set_up()
        unfinished.verify()
        answer = unfinished.run("init", "330522", "长兴县总工会")
        self.assertEqual(answer.code, 3, answer)


if __name__ == "__main__":
    BINARY = sys.argv.pop(1)
    unittest.main(verbosity=1)
