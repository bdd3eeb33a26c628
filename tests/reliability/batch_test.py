#!/usr/bin/env python3
"""A month of stipends through the command line: run, show, approve, pay list, the bank's return.

    batch_test.py <gongdao>
"""

import csv
import json
import sqlite3
import stat
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

from trial_county import Node, TrialCounty

BINARY = ""
PACK = Path(__file__).parents[2] / "workflows" / "cadre-grading"
BATCH = "cadre-grading/stipend/2025-01"
ROLES = {
    "org1": "organisation_dept", "lead": "organisation_lead", "chair": "county_chair",
    "fin1": "county_finance", "fin2": "county_finance",
}  # fmt: skip
CADRES = """干部编号,姓名,银行账号,等级,到岗日期,从事工会工作月数
PH1,周文海,9900000000000055553,先锋人才,2018-03-01,70
PH2,郑䶮,9900000000000055561,高级,2018-03-01,70
PH3,冯凯,,初级,2018-03-01,70
"""


class Month(unittest.TestCase):
    def setUp(self):
        scratch = tempfile.TemporaryDirectory(prefix="gongdao-batch-")
        self.addCleanup(scratch.cleanup)
        self.folder = Path(scratch.name)
        self.county = TrialCounty(BINARY, self.folder / "county")
        must = self.county.must
        must("init", "330482", "平湖市总工会", "--virtual-clock", "2025-01-20T09:00")
        must("pack", "deploy", PACK)
        for user, role in ROLES.items():
            must("register", "set", "user", user, f"name={user}", "organisation=330482",
                 f"roles={role}@330482")  # fmt: skip
        (self.folder / "cadre.csv").write_text(CADRES, encoding="utf-8")
        must("register", "import", "cadre", self.folder / "cadre.csv")

    def batch(self, verb, *words, actor="org1"):
        return self.county.run("batch", verb, *words, "--as", actor)

    def show(self):
        return json.loads(self.county.must("batch", "show", BATCH, "--json").out)

    def statuses(self):
        return {item["key"]: item["status"] for item in self.show()["items"]}

    def pay(self):
        """Up to the bank."""
        self.assertEqual(self.batch("run", "cadre-grading", "stipend").code, 0)
        self.county.must("clock", "advance", "2025-02-03T09:00")
        self.assertEqual(self.batch("approve", BATCH, actor="lead").code, 0)
        self.assertEqual(self.batch("approve", BATCH, actor="chair").code, 0)
        self.county.must("clock", "advance", "2025-02-14T09:00")
        self.county.must("task", "complete", self.show()["case"], "send_to_bank",
                         "sent_on=2025-02-14", "--as", "fin1")  # fmt: skip

    def reconcile(self, rows, actor="fin2", name="return.csv"):
        path = self.folder / name
        path.write_text("某银行代发结果\n序号,编号,金额,状态,原因\n" + rows, encoding="gb18030")
        return self.batch("reconcile", BATCH, path, actor=actor)

    def test_a_month_from_the_register_to_the_bank_and_back(self):
        self.pay()
        shown = self.show()
        self.assertEqual(shown["totals"]["count"], 2)
        self.assertEqual(shown["totals"]["amount_fen"], 150000)
        self.assertEqual(shown["totals"]["held_fen"], 10000)
        self.assertEqual(self.statuses(), {"PH1": "sent", "PH2": "sent", "PH3": "held"})
        self.assertEqual(
            [act["actor"] for act in shown["acts"]], ["org1", "org1", "lead", "chair", "fin1"]
        )

        path = self.county.folder / "outbox" / shown["pay_list"]["file"]
        self.assertEqual(stat.S_IMODE(path.stat().st_mode), 0o600)
        rows = list(csv.reader(path.read_text(encoding="gb18030").splitlines()))
        self.assertEqual(rows[0][2:], ["笔数", "2", "金额", "1500.00", "大写", "人民币壹仟伍佰元整"])
        self.assertEqual(
            rows[3], ["2", "PH2", "郑䶮", "9900000000000055561", "500.00", "2025-01岗位补贴"]
        )

        self.assertEqual(self.reconcile("1,PH1,1000,成功,\n2,PH2,500,失败,户名不符\n").code, 0)
        self.assertEqual(self.statuses(), {"PH1": "paid", "PH2": "failed", "PH3": "held"})
        self.assertEqual([wait["name"] for wait in self.show()["waits"]], ["失败重发"])
        self.county.verify()
        self.county.must("doctor", "--rebuild")
        self.assertEqual(self.statuses(), {"PH1": "paid", "PH2": "failed", "PH3": "held"})
        self.county.verify()

    def test_refusals_have_a_sentence_and_an_exit_code(self):
        self.assertEqual(self.batch("show", BATCH).code, 2)
        self.assertEqual(self.batch("run", "cadre-grading", "gone").code, 2)
        self.assertEqual(self.batch("run", "cadre-grading", "stipend", "--period", "2025").code, 2)
        self.assertEqual(self.batch("run", "cadre-grading", "stipend", actor="fin1").code, 4)
        self.batch("run", "cadre-grading", "stipend")
        early = self.batch("approve", BATCH, actor="lead")
        self.assertEqual(early.code, 3)
        self.assertIn("没有等待复核或审批的任务", early.err)
        self.county.must("clock", "advance", "2025-02-03T09:00")
        self.assertEqual(self.batch("approve", BATCH, actor="org1").code, 4)
        self.assertEqual(self.batch("approve", BATCH, "--refuse", actor="lead").code, 2)
        self.assertEqual(self.reconcile("1,PH1,1000,成功,\n").code, 3)
        refused = self.batch("approve", BATCH, "--refuse", "--reason", "名单有误", actor="lead")
        self.assertEqual(refused.code, 0)
        self.assertIn("更正台账", refused.out)

    def test_a_return_that_does_not_fit_is_told_row_by_row(self):
        self.pay()
        answer = self.reconcile("1,PH1,999,成功,\n3,PH3,100,成功,\n")
        self.assertEqual(answer.code, 1)
        self.assertIn("return.csv第3行：“PH1”的回盘金额", answer.err)
        self.assertIn("return.csv第4行：回盘中的“PH3”不在发放清单里", answer.err)
        self.assertEqual(self.statuses()["PH1"], "sent")
        self.assertEqual(self.reconcile("1,PH1,1000,成功,\n", actor="fin1").code, 4)

    def test_the_same_through_a_running_node(self):
        node = Node(self.county)
        try:
            self.assertEqual(self.batch("run", "cadre-grading", "stipend").code, 0)
            first = self.show()["case"]
            self.assertEqual(self.batch("run", "cadre-grading", "stipend").code, 0)
            self.assertEqual(self.show()["case"], first)
            self.assertEqual(self.batch("approve", BATCH, actor="lead").code, 3)
        finally:
            node.stop()
        self.assertEqual([act["task"] for act in self.show()["acts"]], ["开启月度批次", "锁定在册名单"])

    def test_a_batch_is_exported_and_verified_without_the_county(self):
        self.pay()
        path = self.folder / "batch.jsonl"
        self.county.must("journal", "export", BATCH, path)
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        self.assertEqual([row["kind"] for row in rows], ["freeze_batch", "compute_batch", "release_batch"])
        checker = Path(__file__).resolve().parents[2] / "examples" / "verify_export.py"
        command = [sys.executable, str(checker), str(path)]
        self.assertEqual(subprocess.run(command, capture_output=True).returncode, 0)
        rows[1]["events"] = rows[1]["events"].replace("150000", "160000")
        path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        self.assertEqual(subprocess.run(command, capture_output=True).returncode, 1)
        unknown = ["journal", "export", "cadre-grading/stipend/1999-01", self.folder / "none.jsonl"]
        self.assertEqual(self.county.run(*unknown).code, 2)

    def test_who_approves_may_name_what_he_looked_at(self):
        self.batch("run", "cadre-grading", "stipend")
        self.county.must("clock", "advance", "2025-02-03T09:00")
        digest = self.show()["batch_hash"]
        self.assertIn(digest, self.county.must("batch", "show", BATCH).out)
        self.assertEqual(self.batch("approve", BATCH, "--digest", "0" * 12, actor="lead").code, 3)
        self.assertEqual(self.batch("approve", BATCH, "--digest", digest[:12], actor="lead").code, 0)

    def found(self, *conditions):
        answer = self.county.must("register", "list", "cadre", *conditions, "--json")
        return [row["key"] for row in json.loads(answer.out)]

    def test_a_sealed_value_is_found_whole_and_beside_a_running_node(self):
        account = "银行账号=9900000000000055561"
        self.assertEqual(self.found(account), ["PH2"])
        self.assertEqual(self.found("account=9900000000000055553", "等级=先锋人才"), ["PH1"])
        self.assertEqual(self.found("account=9900000000000055553", "等级=高级"), [])
        self.assertEqual(self.found("银行账号=9900000000000055579"), [])
        self.assertEqual(self.found("等级=初级"), ["PH3"])
        node = Node(self.county)
        try:
            self.assertEqual(self.found(account), ["PH2"])
        finally:
            node.stop()

    def test_a_number_in_a_readable_field_is_told_and_not_repeated(self):
        answer = self.county.must("register", "set", "cadre", "PH1", "organisation=13912345678")
        self.assertIn("“所在工会”里有手机号码", answer.err)
        self.assertNotIn("13912345678", answer.err)

    def test_an_account_swapped_in_the_tables_is_found(self):
        self.pay()
        store = sqlite3.connect(self.county.folder / "gongdao.db")
        (items,) = store.execute("select items from batch_chunk").fetchone()
        changed = json.loads(items)
        changed[0]["account"], changed[1]["account"] = changed[1]["account"], changed[0]["account"]
        text = json.dumps(changed, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        store.execute("update batch_chunk set items = ?", (text,))
        store.commit()
        store.close()
        answer = self.county.run("journal", "verify")
        self.assertEqual(answer.code, 1, answer)
        self.assertIn("第 1 块", answer.err)


if __name__ == "__main__":
    BINARY = sys.argv.pop(1)
    unittest.main(verbosity=1)
