#!/usr/bin/env python3
"""Bad input through the command line: each gets one clear Chinese sentence that names place and
cure, the right exit code, and changes nothing. Good input in other encodings is accepted.

    bad_input_test.py <gongdao>
"""

import re
import shutil
import sys
import tempfile
import unittest
from pathlib import Path

from trial_county import PACK, TrialCounty

FINDINGS, USAGE, CONFLICT, DENIED, ENVIRONMENT = 1, 2, 3, 4, 5
BINARY = ""
HANZI = re.compile(r"[\u4e00-\u9fff]")

# What is typed, exit code, what the sentence must contain. {closed} and {open} are cases.
COMMANDS = [
    ("no such verb", ["case", "opne", "visit-record"], USAGE, ["--help"]),
    ("a missing argument", ["case", "open"], USAGE, ["--help"]),
    ("an unknown option", ["case", "list", "--farbe", "rot"], USAGE, ["--help"]),
    ("a value without name", ["case", "open", "visit-record", "张三"], USAGE, ["张三"]),
    ("broken JSON", ["case", "open", "visit-record", "{worker"], USAGE, ["JSON", "请"]),
    ("a fraction of a number", ["case", "open", "visit-record", '{"aid_fen":1.5}'], USAGE,
     ["1.5", "请"]),
    ("no such pack", ["case", "open", "visits", "worker=a"], USAGE, ["visits", "pack deploy"]),
    ("no such process", ["case", "open", "visit-record", "worker=a", "--process", "x"], USAGE,
     ["x", "请"]),
    ("an unknown field", ["case", "open", "visit-record", "worker=a", "colour=red"], USAGE,
     ["colour", "请"]),
    ("an unknown choice", ["case", "open", "visit-record", "worker=a", "result=lost"], USAGE,
     ["lost", "可选"]),
    ("text for an amount", ["case", "open", "visit-record", "worker=a", "aid_fen=许多"], USAGE,
     ["aid_fen", "许多", "请"]),
    ("an amount below zero", ["case", "open", "visit-record", "worker=a", "aid_fen=-1"], USAGE,
     ["慰问金", "不能小于"]),
    ("30 February", ["case", "open", "visit-record", "worker=a", "visited_on=2025-02-30"], USAGE,
     ["2025", "请"]),
    ("an identity number with a wrong check digit",
     ["case", "open", "visit-record", '{"worker":"a","identity":"330522199001011234"}'], USAGE,
     ["校验码", "请"]),
    ("an identity number born on 31 June",
     ["case", "open", "visit-record", '{"worker":"a","identity":"330522199006311234"}'], USAGE,
     ["身份证", "请"]),
    ("an identity number that is too short",
     ["case", "open", "visit-record", '{"worker":"a","identity":"3305221990"}'], USAGE, ["18 位", "请"]),
    ("a name of absurd length", ["case", "open", "visit-record", "worker=" + "长" * 20_000], USAGE,
     ["最多", "请"]),
    ("a time that is none", ["case", "note", "{open}", "好", "--at", "昨天"], USAGE,
     ["昨天", "请"]),
    ("no such case", ["case", "note", "330522-2020-ZF-99999", "好"], USAGE, ["99999", "请"]),
    ("no such command", ["case", "do", "{open}", "fly"], USAGE, ["fly"]),
    ("a closed case", ["task", "complete", "{closed}", "handle", "result=settled", "--as", "clerk"],
     CONFLICT, ["{closed}", "另立新案"]),
    ("no such task", ["task", "complete", "{open}", "77", "result=settled", "--as", "clerk"],
     CONFLICT, ["77", "请"]),
    ("a form without its field", ["task", "complete", "{open}", "handle", "--as", "clerk"], USAGE,
     ["结果", "须填写"]),
    ("somebody without the role",
     ["task", "complete", "{open}", "handle", "result=settled", "--as", "guest"], DENIED,
     ["guest", "请"]),
    ("somebody unknown", ["case", "open", "visit-record", "worker=a", "--as", "nobody"], DENIED,
     ["nobody", "请"]),
    ("a register that one does not keep",
     ["register", "set", "worker", "w1", "code=w1", "name=张", "--as", "guest"], DENIED,
     ["guest", "请"]),
    ("deploying without being administrator", ["pack", "deploy", str(PACK), "--as", "clerk"],
     DENIED, ["clerk"]),
    ("no such register", ["register", "set", "wroker", "w1", "code=w1"], USAGE, ["wroker", "请"]),
    ("a file that is not there", ["register", "import", "worker", "/nowhere.csv"], ENVIRONMENT,
     ["/nowhere.csv", "请"]),
    ("a folder that is no pack", ["pack", "deploy", "/nowhere"], None, ["请"]),
    ("a second founding", ["init", "330522", "长兴县总工会"], CONFLICT, ["请"]),
    ("a real clock moved", ["clock", "advance", "2030-01-01T00:00"], USAGE, ["时钟"]),
]  # fmt: skip

GOOD_ROW = "w1,张三\n"
# The bytes of a register sheet, what the sentence must contain.
SHEETS = [
    ("an empty file", b"", ["请"]),
    ("a missing column", "code\nw1\n".encode(), ["姓名"]),
    ("an unknown column", "code,name,colour\nw1,张三,red\n".encode(), ["colour", "请"]),
    ("the same column twice", "code,name,name\nw1,张三,李四\n".encode(), ["name"]),
    ("a row too short", f"code,name\n{GOOD_ROW}w2\n".encode(), ["3"]),
    ("a row too long", f"code,name\n{GOOD_ROW}w2,李四,多\n".encode(), ["3", "请"]),
    ("an empty required cell", f"code,name\n{GOOD_ROW}w2,\n".encode(), ["3", "姓名", "请"]),
    ("a cell too long", f"code,name\n{GOOD_ROW}w2,{'长' * 51}\n".encode(), ["3", "姓名", "请"]),
    ("a quote that never ends", f'code,name\n{GOOD_ROW}w2,"李四\n'.encode(), ["引号", "请"]),
    ("bytes in no encoding", b"code,name\nw1,\xff\xfe\x80\x00\xff\n", ["编码", "请"]),
]

VISIT = (PACK / "visit.bpmn").read_text(encoding="utf-8")
# How the pack is spoiled: file, text, its replacement, what the sentences must contain.
PACKS = [
    ("malformed XML", "visit.bpmn", "</process>", "</proces>", ["visit.bpmn", "标签"]),
    ("an unknown element", "visit.bpmn", "<endEvent", "<magicEvent/><endEvent", ["magicEvent"]),
    ("an unknown attribute of ours", "visit.bpmn", "gongdao:due", "gongdao:duo", ["duo", "请"]),
    ("a flow to nothing", "visit.bpmn", 'targetRef="done"', 'targetRef="gone"', ["gone", "请"]),
    ("an id twice", "visit.bpmn", 'id="f3"', 'id="f2"', ["重复", "唯一"]),
    ("a role that nobody has", "visit.bpmn", 'role="clerk"', 'role="king"', ["king", "pack.info"]),
    ("a form that is missing", "visit.bpmn", 'form="handle"', 'form="hand"', ["hand", "补上"]),
    ("a DOCTYPE", "visit.bpmn", "<definitions", "<!DOCTYPE x><definitions", ["DOCTYPE", "请"]),
    ("nesting of absurd depth", "visit.bpmn", "<endEvent", "<a>" * 2000 + "<endEvent", ["请"]),
    ("an open brace", "pack.info", "{ kind ZF }", "{ kind ZF", ["pack.info", "}"]),
    ("an unknown key", "pack.info", "title       走访登记", "titel 走访登记", ["titel", "请"]),
    ("broken JSON of fields", "fields.schema.json", '"required"', "required", ["fields", "请"]),
    ("an unknown keyword", "fields.schema.json", '"maxLength"', '"maxLen"', ["maxLen", "请"]),
]  # fmt: skip


class BadInput(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.scratch = tempfile.TemporaryDirectory(prefix="gongdao-bad-")
        cls.folder = Path(cls.scratch.name)
        cls.county = TrialCounty(BINARY, cls.folder / "county")
        cls.county.set_up()
        cls.cases = {"open": cls.open_case("甲"), "closed": cls.open_case("乙")}
        cls.county.must(
            "task", "complete", cls.cases["closed"], "handle", "result=settled", "--as", "clerk"
        )

    @classmethod
    def tearDownClass(cls):
        cls.scratch.cleanup()

    @classmethod
    def open_case(cls, worker):
        answer = cls.county.must("case", "open", "visit-record", f"worker={worker}", "--as", "clerk")
        return answer.out.strip().split("：")[-1]

    def setUp(self):
        self.before = self.county.verify()

    def refused(self, words, code, parts):
        before = self.county.verify()
        answer = self.county.run(*words)
        if code is None:
            self.assertIn(answer.code, (FINDINGS, USAGE, ENVIRONMENT), answer)
        else:
            self.assertEqual(answer.code, code, answer)
        self.assertRegex(answer.err, HANZI, answer)
        for part in parts:
            self.assertIn(part.replace("{closed}", self.cases["closed"]), answer.err, answer)
        for line in answer.err.strip().splitlines():
            self.assertLess(len(line), 4_000, "a sentence, not a page")
        self.assertNotIn("程序内部错误", answer.err)
        self.assertEqual(self.county.verify(), before, "nothing may change")
        return answer

    def file(self, name, content):
        path = self.folder / name
        path.write_bytes(content)
        return path

    def test_commands_are_refused_with_one_sentence(self):
        for title, words, code, parts in COMMANDS:
            with self.subTest(title):
                given = [word.replace("{open}", self.cases["open"]) for word in words]
                given = [word.replace("{closed}", self.cases["closed"]) for word in given]
                if "--as" not in given and given[:2] in (["case", "open"], ["case", "note"]):
                    given += ["--as", "clerk"]
                answer = self.refused(given, code, parts)
                self.assertEqual(len(answer.err.strip().splitlines()), 1, answer)

    def test_sheets_are_refused_with_the_place_of_the_fault(self):
        for title, content, parts in SHEETS:
            with self.subTest(title):
                path = self.file("bad.csv", content)
                answer = self.refused(
                    ["register", "import", "worker", path, "--as", "clerk"], None, parts
                )
                self.assertIn("bad.csv", answer.err, answer)

    def test_cases_from_sheets_are_refused_cell_by_cell(self):
        rows = (
            ("慰问金", "1234.567", "两位小数"),
            ("走访日期", "2025-02-30", "请"),
            ("身份证号", "330522199001011234", "校验码"),
        )
        for column, cell, part in rows:
            with self.subTest(column):
                path = self.file("cases.csv", f"职工,{column}\n甲,\n乙,{cell}\n".encode())
                self.refused(
                    ["case", "import", "visit-record", path, "--as", "clerk"],
                    FINDINGS,
                    ["cases.csv", "3", column, part],
                )

    def test_spoiled_packs_are_refused_and_not_deployed(self):
        for title, file, old, new, parts in PACKS:
            with self.subTest(title):
                pack = self.folder / "spoiled" / "visit-record"
                shutil.rmtree(pack, ignore_errors=True)
                shutil.copytree(PACK, pack)
                text = (pack / file).read_text(encoding="utf-8")
                self.assertIn(old, text)
                (pack / file).write_text(text.replace(old, new, 1), encoding="utf-8")
                self.refused(["pack", "deploy", pack], FINDINGS, parts)
                self.refused(["pack", "check", pack], FINDINGS, parts)

    def test_an_import_is_all_or_none_unless_good_rows_are_asked_for(self):
        path = self.file("mixed.csv", "code,name\nm1,甲\nm2,\nm3,丙\n".encode())
        words = ["register", "import", "worker", path, "--as", "clerk"]
        self.refused(words, FINDINGS, ["mixed.csv", "3", "姓名"])
        dry = self.county.run(*words, "--dry-run")
        self.assertEqual(dry.code, FINDINGS, dry)
        self.assertEqual(self.county.verify(), self.before)
        some = self.county.run(*words, "--valid-only")
        self.assertIn("导入 2 行", some.out, some)
        rows = self.county.verify()["rows"]
        self.assertEqual(rows, self.before["rows"] + 2)
        again = self.county.run(*words, "--valid-only")
        self.assertIn("导入 0 行，更正 0 行，相同 2 行", again.out, again)
        self.assertEqual(self.county.verify()["rows"], rows)
        self.file("mixed.csv", "code,name\nm1,甲\nm2,乙\nm3,丙\n".encode())
        resumed = self.county.must(*words)
        self.assertIn("导入 1 行，更正 0 行，相同 2 行", resumed.out)
        self.assertEqual(self.county.verify()["rows"], rows + 1)

    def test_a_dry_run_of_a_good_sheet_changes_nothing(self):
        path = self.file("good.csv", "code,name\nd1,甲\n".encode())
        self.county.must("register", "import", "worker", path, "--dry-run", "--as", "clerk")
        self.assertEqual(self.county.verify(), self.before)

    def test_sheets_in_chinese_encodings_are_accepted(self):
        for encoding, name in (("gbk", "镕基"), ("gb18030", "㐀𠀀"), ("utf-8-sig", "张三")):
            with self.subTest(encoding):
                path = self.file("cn.csv", f"编号,姓名\n{encoding},{name}\n".encode(encoding))
                self.county.must("register", "import", "worker", path, "--as", "clerk")
                shown = self.county.must("register", "show", "worker", encoding)
                self.assertIn(name, shown.out)

    def test_a_repeated_command_id_is_done_once(self):
        words = ["case", "note", self.cases["open"], "一次", "--id", "n1", "--as", "clerk"]
        self.county.must(*words)
        rows = self.county.verify()["rows"]
        self.assertIn("已办理过", self.county.must(*words).out)
        self.assertEqual(self.county.verify()["rows"], rows)


if __name__ == "__main__":
    BINARY = sys.argv.pop(1)
    unittest.main(verbosity=1)
