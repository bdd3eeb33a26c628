#!/usr/bin/env python3
"""What people read at the command line: refusals that name what there is, screens in words, JSON and
English wherever they are asked for, files that are not overwritten.

    command_line_test.py <gongdao>
"""

import json
import re
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

from trial_county import ORG, PACK, Node, TrialCounty

BINARY = ""
ROOT = Path(__file__).resolve().parents[2]
WARNINGS = ROOT / "workflows" / "tri-colour-warning"
RULES = ROOT / "scripts" / "tri-colour-warning"
FINDINGS, USAGE, CONFLICT, DENIED, ENVIRONMENT = 1, 2, 3, 4, 5
HANZI = re.compile(r"[\u4e00-\u9fff]")
FACTS = '{"headcount":15,"owed_fen":70000000,"cause":"arrears"}'

# What is typed, exit code, what the sentence must contain. {case} is a case of the warnings.
REFUSALS = [
    ("no verb", [], USAGE, ["--help"]),
    ("half a verb", ["case"], USAGE, ["open", "show"]),
    ("a verb that is none", ["case", "opne"], USAGE, ["case opne", "open"]),
    ("a noun that is none", ["caes", "list"], USAGE, ["caes", "case", "task"]),
    ("a language that is none", ["case", "list", "--lang", "fr"], USAGE, ["fr", "zh", "en"]),
    ("a status that is none", ["case", "list", "--status", "closd"], USAGE, ["closd", "completed"]),
    ("a pack that is none", ["case", "list", "--pack", "x"], USAGE, ["“x”", "tri-colour-warning"]),
    ("an owner that is none", ["case", "list", "--owner", "x"], USAGE, ["“x”", "register list"]),
    ("an assignee that is none", ["task", "list", "--assignee", "x"], USAGE, ["“x”", "user"]),
    ("tasks of a pack that is none", ["task", "list", "--pack", "x"], USAGE, ["tri-colour-warning"]),
    ("a field that is none", ["case", "find", "bogus=1"], USAGE, ["bogus", "number", "pack fields"]),
    ("a searched status that is none", ["case", "find", "status=x"], USAGE, ["“x”", "completed"]),
    ("a rank that is no number", ["case", "find", "rank=x"], USAGE, ["rank", "“x”"]),
    ("a register that is none", ["register", "list", "x"], USAGE, ["“x”", "organisation", "user"]),
    ("an entry that is none", ["register", "show", "user", "x"], USAGE, ["“x”", "register list"]),
    ("a field that a register has not", ["register", "list", "user", "bogus=1"], USAGE, ["bogus", "name"]),
    ("a county code that is none", ["init", "abc", "某县总工会"], USAGE, ["“abc”", "330213"]),
    ("a fact that the rule does not look at",
     ["rule", "explain", RULES, "warning.rank", '{"owed":1}', "2025-03-03"], FINDINGS, ["owed"]),
    ("a board that is none", ["board", "tri-colour-warning", "x"], USAGE, ["“x”", "overview"]),
    ("a board of no pack", ["board", "x", "overview"], USAGE, ["“x”", "tri-colour-warning"]),
    ("a batch of no pack", ["batch", "run", "x", "stipend"], USAGE, ["“x”", "tri-colour-warning"]),
    ("a batch that is none", ["batch", "run", "tri-colour-warning", "x"], USAGE, ["“x”"]),
    ("a rule that is none", ["rule", "test", RULES, "--rule", "x"], USAGE, ["“x”", "warning.rank"]),
    ("an explained rule that is none", ["rule", "explain", RULES, "x", "{}", "2025-03-03"], USAGE,
     ["“x”", "warning.rank"]),
    ("a county that is none", ["demo", "..", "--counties", ROOT / "examples/counties"], USAGE,
     ["“..”", "changxing"]),
    ("a field given twice", ["case", "open", "tri-colour-warning", "employer=a", "employer=b"], USAGE,
     ["employer"]),
    ("a field given by id and by label", ["case", "find", "employer=a", "bogus=b"], USAGE, ["bogus"]),
    ("a member given twice", ["case", "do", "{case}", "add_note", "text=a", "text=b"], USAGE, ["text"]),
    ("a task of a number beyond all", ["task", "form", "{case}", "99999999999999999999"], CONFLICT,
     ["99999999999999999999"]),
    ("a task that is none", ["task", "form", "{case}", "x"], CONFLICT, ["“x”"]),
    ("a note that says nothing", ["case", "note", "{case}", "", "--as", "street01"], USAGE, ["备注没有内容"]),
    ("a note of blanks", ["case", "note", "{case}", " \u3000 ", "--as", "street01"], USAGE, ["备注没有内容"]),
    ("a folder of packs", ["pack", "check", ROOT / "workflows"], FINDINGS, ["pack.info"]),
    ("the form of no case", ["task", "form", "x", "verify"], USAGE, ["“x”"]),
]  # fmt: skip


class CommandLine(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.scratch = tempfile.TemporaryDirectory(prefix="gongdao-line-")
        cls.folder = Path(cls.scratch.name)
        cls.county = TrialCounty(BINARY, cls.folder / "county")
        must = cls.county.must
        must("init", ORG, "长兴县总工会", "--virtual-clock", "2025-03-03T09:00")
        must("pack", "deploy", WARNINGS)
        must("register", "set", "organisation", "330522001", "name=雉城街道总工会", f"parent={ORG}")
        for id, name, role in (
            ("grid01", "王芳", "grid_worker@330522001"),
            ("street01", "李永", "street_union@330522001"),
            ("street02", "周敏", "street_union@330522001"),
            ("law01", "陈晓", f"county_rights@{ORG}"),
        ):
            must("register", "set", "user", id, f"name={name}", f"organisation={ORG}", f"roles={role}")
        cls.opened = cls.county.must(
            "case", "open", "tri-colour-warning", "source=grid", "employer=某某建设有限公司",
            "employer_code=91330522MA21234571", "cause=arrears", "headcount=15", "owed_fen=70万",
            "arrears_from=2025-02-10", "dispute_form=consult", "--as", "grid01", "--reference", "Y1",
            "--owner", "330522001",
        )  # fmt: skip
        cls.case = "Y1"
        must("pack", "deploy", PACK)

    @classmethod
    def tearDownClass(cls):
        cls.scratch.cleanup()

    def given(self, words):
        return [self.case if word == "{case}" else word for word in words]

    def test_refusals_name_what_there_is(self):
        for title, words, code, parts in REFUSALS:
            with self.subTest(title):
                answer = self.county.run(*self.given(words))
                self.assertEqual(answer.code, code, answer)
                self.assertEqual(answer.out, "")
                self.assertEqual(len(answer.err.strip().splitlines()), 1, answer)
                for part in parts:
                    self.assertIn(part, answer.err)

    def test_refusals_are_json_where_json_is_asked_for(self):
        for title, words, code, _ in REFUSALS:
            if "--lang" in words:
                continue
            with self.subTest(title):
                answer = self.county.run(*self.given(words), "--json")
                refusal = json.loads(answer.err)
                self.assertEqual(refusal["exit"], code)
                self.assertEqual(answer.code, code)
                self.assertRegex(refusal["code"], r"^[a-z]+\.[a-z_]+$")
                self.assertRegex(refusal["error"], HANZI)
                self.assertTrue(refusal["error_en"])

    def test_english_is_english_but_for_what_packs_and_people_wrote(self):
        written = "王芳李永周敏陈晓系统管理员长兴县总工会雉城街道总工会某某建设有限公司某人 乙 是 否 元"
        for folder in (WARNINGS, RULES, PACK, ROOT / "workflows" / "cadre-grading"):
            for path in sorted(Path(folder).rglob("*")):
                if path.is_file():
                    written += path.read_text(encoding="utf-8")
        faulty = self.folder / "faulty.lua"
        faulty.write_text(
            "return { id = 'x', name = 'x', hit = 'UNIQUE', from = '2025-01-01', rows = [[ 编号 | a 人 a => b 人 b\n"
            "one | >5 => 1\n two | >7 => 2 ]], tests = [[ a => b | 规则\n 6 => 2 | two\n 9 => 1 | 失败\n"
            "8 => 1 | one ]] }",
            encoding="utf-8",
        )
        broken = self.folder / "broken.lua"
        broken.write_text("return { id = 'x', rows = 1, hit = 'MOST', from = 'soon' }", encoding="utf-8")
        sheet = self.folder / "people.csv"
        sheet.write_text(
            "人员代码,姓名,所属机构\nstreet01,李,330522\nstreet01,李,330522\nu9,a,999\n", encoding="utf-8"
        )
        commands = [words for _, words, _, _ in REFUSALS if "--lang" not in words] + [
            ["doctor"], ["pack", "list"], ["pack", "fields", "tri-colour-warning"],
            ["case", "list"], ["case", "show", "{case}"], ["case", "find", "status=open"],
            ["task", "list"], ["task", "form", "{case}", "verify"], ["register", "list"],
            ["register", "list", "user"], ["register", "show", "user", "grid01"],
            ["register", "import", "user", sheet, "--dry-run"], ["batch", "list"],
            ["board", "tri-colour-warning", "overview"],
            ["board", "tri-colour-warning", "overview", "--csv"],
            ["rule", "test", RULES], ["rule", "test", faulty], ["rule", "test", broken],
            ["rule", "explain", RULES, "warning.rank", FACTS, "2025-03-03"],
            ["rule", "explain", RULES, "warning.rank", '{"headcount":"x"}', "2025-03-03"],
            ["pack", "test", PACK], ["journal", "verify"],
        ]  # fmt: skip
        runs = re.compile(r"[\u4e00-\u9fff]+")
        for words in commands:
            with self.subTest(" ".join(map(str, words))):
                answer = self.county.run(*self.given(words), "--lang", "en")
                said = answer.out + answer.err
                typed = "".join(map(str, words))
                ours = [run for run in runs.findall(said) if run not in written + typed]
                self.assertEqual(ours, [], said)
        shown = self.county.must("case", "show", self.case, "--lang", "en").out
        self.assertRegex(shown, r"(?m): 2025-02-10$")
        self.assertNotIn("：", shown)
        self.assertIn("should be 2, but is 1", self.county.run("rule", "test", faulty, "--lang", "en").out)

    def test_a_refusal_of_a_running_node_is_the_same_in_both_languages(self):
        words = ["task", "complete", self.case, "verify", "verdict=real", "--as", "grid01"]
        alone = [self.county.run(*words, *manner) for manner in ([], ["--lang", "en"], ["--json"])]
        node = Node(self.county)
        try:
            beside = [self.county.run(*words, *manner) for manner in ([], ["--lang", "en"], ["--json"])]
        finally:
            node.stop()
        for here, there in zip(alone, beside):
            self.assertEqual((here.code, here.err), (there.code, there.err))
        self.assertEqual(json.loads(alone[2].err)["code"], "engine.duties_not_separated")

    def test_a_fault_of_a_file_says_where(self):
        path = self.folder / "facts.csv"
        path.write_text("姓名,人员代码,所属机构\n,u1,330522\n", encoding="utf-8")
        answer = self.county.run("register", "import", "user", path, "--json")
        self.assertEqual(answer.code, FINDINGS, answer)
        self.assertIn("facts.csv", json.loads(answer.out)["faults"][0]["zh"])
        path.write_text("姓名,人员代码\n张三,u1\n", encoding="utf-8")
        answer = self.county.run("register", "import", "user", path, "--json")
        self.assertEqual(json.loads(answer.err)["place"], {"file": "facts.csv"})

    def test_faults_of_a_holiday_table_name_file_and_line(self):
        path = self.folder / "2030.csv"
        path.write_text(
            "date,kind,name,notice_year\n2030-01-01,off,元旦,2030\n2030-13-01,off,春节,2030\n",
            encoding="utf-8",
        )
        answer = self.county.run("calendar", "load", path)
        self.assertEqual(answer.code, FINDINGS, answer)
        self.assertIn("2030.csv第3行", answer.err)
        answer = self.county.run("calendar", "load", path, "--json")
        self.assertEqual(json.loads(answer.err.splitlines()[0])["place"]["line"], 3)

    def test_a_code_whose_check_digit_does_not_hold_is_recorded_with_a_warning(self):
        self.assertIn("统一社会信用代码", self.opened.err)
        self.assertIn("校验码", self.opened.err)
        self.assertNotIn("91330522MA21234571", self.opened.err)
        words = ["case", "open", "tri-colour-warning", "source=grid", "employer=乙", "cause=arrears",
                 "headcount=1", "owed_fen=1", "--as", "grid01", "--owner", "330522001", "--json"]  # fmt: skip
        bad = json.loads(self.county.must(*words, "employer_code=91330522MA21234571").out)
        self.assertEqual(
            [(w["code"], w["field"]) for w in bad["warnings"]],
            [("model.credit_code_doubtful", "employer_code")],
        )
        good = json.loads(self.county.must(*words, "employer_code=91350100M000100Y43").out)
        self.assertNotIn("warnings", good)

    def test_faults_of_fields_have_one_exit_code(self):
        for value in ("verdict=lost", "headcount=viele", "owed_fen=-1", "arrears_from=2025-02-30",
                      "colour=red"):  # fmt: skip
            with self.subTest(value):
                answer = self.county.run(
                    "task", "complete", self.case, "verify", value, "--as", "street01"
                )
                self.assertEqual(answer.code, USAGE, answer)
        several = self.county.run(
            "task", "complete", self.case, "verify", '{"verdict":"lost","headcount":-1}',
            "--as", "street01", "--lang", "en",
        )  # fmt: skip
        self.assertEqual(several.code, USAGE, several)
        self.assertIn("2 faults", several.err)
        self.assertIn("cannot be below", several.err)

    def test_tasks_are_listed_with_what_is_needed_to_complete_them(self):
        out = self.county.must("task", "list", "--case", self.case).out
        for part in ("verify", "核实", "镇街"):
            self.assertIn(part, out)
        task = json.loads(self.county.must("task", "list", "--case", self.case, "--json").out)[0]
        self.assertEqual((task["element"], task["form"]), ("verify", "verify"))
        self.assertIn("street_union", task["roles"])
        self.assertIs(task["provisional"], False)

    def test_a_form_tells_how_to_fill_it_in(self):
        out = self.county.must("task", "form", self.case, "verify").out
        for part in ("核实结论", "real（属实）", "verdict=", "*", "¥700,000.00", "task complete"):
            self.assertIn(part, out)
        form = json.loads(self.county.must("task", "form", self.case, "verify", "--json").out)
        fields = {field["id"]: field for field in form["fields"]}
        self.assertTrue(fields["verdict"]["required"])
        self.assertIn("核实结论 为 误报 时必填", out)
        self.assertEqual(fields["false_reason"]["needed_when"], "verdict == 'false_alarm'")
        self.assertIn("real", [choice["id"] for choice in fields["verdict"]["choices"]])
        self.assertEqual(fields["owed_fen"]["value"], 70000000)
        self.assertEqual([field["id"] for field in form["shown"]][0], "source")

    def test_fields_of_a_pack_are_listed(self):
        fields = json.loads(self.county.must("pack", "fields", "tri-colour-warning", "--json").out)
        ids = [field["id"] for field in fields]
        self.assertIn("employer", ids)
        self.assertNotIn("assessed_key", ids)
        self.assertIn("用人单位", self.county.must("pack", "fields", "tri-colour-warning").out)

    def test_a_register_is_listed_in_words_and_nested_for_programs(self):
        self.assertIn("姓名：王芳", self.county.must("register", "list", "user").out)
        entries = json.loads(self.county.must("register", "list", "user", "--json").out)
        self.assertIn("王芳", [entry["data"]["name"] for entry in entries])
        self.assertIn("  姓名：王芳", self.county.must("register", "show", "user", "grid01").out)

    def test_every_look_gives_json(self):
        looks = [
            ["doctor"], ["pack", "check", WARNINGS], ["rule", "test", RULES],
            ["rule", "explain", RULES, "warning.rank", FACTS, "2025-03-03"],
            ["pack", "list"], ["case", "list"], ["case", "show", self.case], ["task", "list"],
            ["register", "list"], ["batch", "list"], ["journal", "verify"], ["version"],
            ["board", "tri-colour-warning", "overview"], ["case", "find", "status=在办"],
        ]  # fmt: skip
        for words in looks:
            with self.subTest(" ".join(map(str, words))):
                json.loads(self.county.must(*words, "--json").out)

    def test_a_spoiled_pack_is_told_in_json_with_the_place(self):
        pack = self.folder / "spoiled" / "visit-record"
        pack.mkdir(parents=True)
        (pack / "pack.info").write_text("id visit-record\ntitel x\n", encoding="utf-8")
        answer = self.county.run("pack", "check", pack, "--json")
        self.assertEqual(answer.code, FINDINGS)
        faults = json.loads(answer.out)["faults"]
        self.assertIn("pack.info", [fault.get("place", {}).get("file") for fault in faults])

    def test_a_board_comes_as_csv_and_has_no_bare_numbers_for_labels(self):
        board = ["board", "tri-colour-warning", "overview"]
        self.assertRegex(self.county.must(*board, "--csv").out, r"(?m)^登记线索,,\d+,条")
        self.assertNotRegex(self.county.must(*board).out, r"(?m)^\d+ +█")

    def test_a_list_that_is_cut_says_so(self):
        path = self.folder / "many.csv"
        rows = "".join(f"zz{i:03},某人,{ORG}\n" for i in range(201))
        path.write_text("人员代码,姓名,所属机构\n" + rows, encoding="utf-8")
        self.county.must("register", "import", "user", path)
        listed = self.county.must("register", "list", "user")
        self.assertEqual(len(listed.out.splitlines()), 2 + 200)
        self.assertIn("200", listed.err)
        whole = self.county.must("register", "list", "user", "--csv")
        self.assertGreater(len(whole.out.splitlines()), 201)
        self.assertEqual(whole.err, "")

    def test_empty_lists_say_so(self):
        self.assertEqual(self.county.must("batch", "list").out, "无\n")
        self.assertEqual(self.county.must("batch", "list", "--lang", "en").out, "none\n")
        self.assertEqual(self.county.must("batch", "list", "--json").out, "[]\n")

    def test_help_and_man_are_whole_in_both_languages(self):
        for words in (["--help"], ["case", "--help"], ["case", "open", "--help"], ["man"]):
            with self.subTest(words):
                chinese = subprocess.run([BINARY, *words], capture_output=True, encoding="utf-8")
                english = subprocess.run(
                    [BINARY, *words, "--lang", "en"], capture_output=True, encoding="utf-8"
                )
                self.assertEqual((chinese.returncode, english.returncode), (0, 0))
                self.assertRegex(chinese.stdout, HANZI)
                self.assertNotRegex(english.stdout, HANZI)
                self.assertIn("lang", chinese.stdout)
        version = subprocess.run([BINARY, "--version"], capture_output=True, encoding="utf-8")
        self.assertRegex(version.stdout, r"^gongdao \d+\.\d+\.\d+\n$")

    def test_what_a_file_holds_is_not_overwritten_by_chance(self):
        path = self.folder / "kept.jsonl"
        path.write_text("kept", encoding="utf-8")
        answer = self.county.run("journal", "export", self.case, path)
        self.assertEqual(answer.code, CONFLICT, answer)
        self.assertIn("--force", answer.err)
        self.assertEqual(path.read_text(encoding="utf-8"), "kept")
        self.county.must("journal", "export", self.case, path, "--force")
        self.assertNotEqual(path.read_text(encoding="utf-8"), "kept")

    def test_restoring_junk_leaves_nothing_behind(self):
        junk = self.folder / "junk.db"
        junk.write_bytes(b"junk" * 1000)
        answer = self.county.run("restore", junk, data=self.folder / "fresh")
        self.assertNotEqual(answer.code, 0)
        self.assertFalse((self.folder / "fresh").exists())


class Journal(unittest.TestCase):
    """What `case show` tells of what happened."""

    def setUp(self):
        scratch = tempfile.TemporaryDirectory(prefix="gongdao-show-")
        self.addCleanup(scratch.cleanup)
        self.county = TrialCounty(BINARY, Path(scratch.name) / "county")
        self.county.must("init", ORG, "长兴县总工会")
        self.county.must("pack", "deploy", PACK)
        for id, name in (("clerk", "王芳"), ("other", "李永")):
            self.county.must(
                "register", "set", "user", id, f"name={name}", f"organisation={ORG}",
                f"roles=clerk@{ORG}",
            )  # fmt: skip

    def test_reasons_and_texts_are_shown_and_people_have_names(self):
        must = self.county.must
        must("case", "open", "visit-record", "worker=甲", "--as", "clerk", "--reference", "Z1")
        acts = [
            ("transfer_task", "element=handle", "to=other", "reason=轮岗"),
            ("urge_task", "element=handle", "text=请于今日办结"),
            ("correct_facts", "aid_fen=500", "reason=金额复核"),
            ("void_case", "reason=重复登记"),
        ]
        for act in acts:
            must("case", "do", "Z1", *act, "--as", "clerk")
        shown = must("case", "show", "Z1").out
        for part in (
            "长兴县总工会（330522）", "王芳（clerk）", "转办“办结走访” → 李永（other），理由：轮岗",
            "催办“办结走访”：请于今日办结", "更正“慰问金：¥500.00”，理由：金额复核",
            "作废，理由：重复登记", "外发或处理完成“外发记录（导出）”", "附号 Z1", "已作废",
        ):  # fmt: skip
            self.assertIn(part, shown)
        english = must("case", "show", "Z1", "--lang", "en").out
        for part in ("reason: 轮岗", "urged", "voided, reason: 重复登记", "(void)", "owner"):
            self.assertIn(part, english)

    def test_a_closed_case_advises_what_can_be_done(self):
        self.county.must("case", "open", "visit-record", "worker=甲", "--as", "clerk", "--reference", "Z2")
        self.county.must("case", "do", "Z2", "void_case", "reason=误登", "--as", "clerk")
        answer = self.county.run("case", "note", "Z2", "好", "--as", "clerk")
        self.assertEqual(answer.code, CONFLICT)
        self.assertIn("另立新案", answer.err)
        self.assertNotIn("重开", answer.err)

    def test_a_checkpoint_is_taken_beside_a_running_node_and_a_lodged_copy_is_told_apart(self):
        node = Node(self.county)
        try:
            taken = json.loads(self.county.must("journal", "checkpoint", "--json").out)["checkpoint"]
            again = json.loads(self.county.must("journal", "checkpoint", "--json").out)["checkpoint"]
            denied = self.county.run("journal", "checkpoint", "--as", "clerk")
        finally:
            log = node.stop_and_read()
        # A node takes one a day by itself, so there may be nothing left to cover.
        taken = taken or {"file": self.county.folder / "checkpoints" / "1.json"}
        self.assertIsNone(again)
        self.assertEqual(denied.code, DENIED, denied)
        out = self.county.must("journal", "verify", "--lodged", taken["file"]).out
        self.assertIn("检查点 1 个、存放的副本 1 份", out)
        for part in ("节点已启动", "330522", "node.sock", "visit-record", "runtime.administrators_only",
                     "节点已停止"):  # fmt: skip
            self.assertIn(part, log)

    def test_a_node_logs_kinds_of_refusals_and_nothing_of_what_was_said(self):
        node = Node(self.county)
        try:
            for _ in range(3):
                self.county.run("case", "note", "330522-9999", "张三的电话", "--as", "clerk")
        finally:
            log = node.stop_and_read()
        self.assertIn("engine.no_such_case 3", log)
        self.assertEqual(log.count("拒绝 engine.no_such_case"), 1)
        self.assertNotIn("张三", log)
        self.assertNotIn("9999", log)


if __name__ == "__main__":
    BINARY = sys.argv.pop(1)
    unittest.main(verbosity=1)
