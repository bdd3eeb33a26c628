#!/usr/bin/env python3
"""Puts one fault at a time into a small tree and fails where a check lets it pass."""
import pathlib
import shutil
import sys
import tempfile
import unittest

import check_architecture
import check_error_kinds

REAL_RULES = pathlib.Path(__file__).parents[2] / "docs/architecture.rules"

KIND = """inline constexpr ErrorKind {name}{{
    "{code}", ErrorClass::usage,
    "{chinese}",
    "{english}"}};
"""

SOUND = {
    "core/values/money.hpp": "#pragma once\n#include <string>\n",
    "core/values/errors.hpp": KIND.format(name="bad_money", code="values.bad_money", chinese="金额不对", english="bad"),
    "core/values/money.cpp": '#include "core/values/money.hpp"\n#include <fmt/format.h>\nauto a = errors::bad_money;\n',
    "core/calendar/period.hpp": '#include "core/values/money.hpp"\n',
    "core/runtime/node.cpp": "void f() { try {} catch (...) {} }\n",
    "core/app/system_clock.cpp": "auto t = std::chrono::system_clock::now();\n",
    "core/app/main.cpp": '#include "db/sqlite/store.hpp"\n#include <spdlog/spdlog.h>\n',
    "core/ports/owned_descriptor.hpp": "#include <unistd.h>\n",
    "core/access/vault.cpp": "#include <sodium.h>\n#include <unistd.h>\n// random_device is not used\n",
    "db/sqlite/store.hpp": '#include "core/values/money.hpp"\n#include <sqlite3.h>\nauto q = "select a from b where c";\n',
    "plugins/sdk/include/gongdao/plugin.h": "#include <stdint.h>\n",
    "plugins/dispute/wages.cpp": '#include "gongdao/plugin.h"\n#include "plugins/dispute/table.hpp"\n',
    "plugins/dispute/table.hpp": "#include <gongdao/plugin.h>\n",
    "tests/values/money_test.cpp": '#include "core/app/terminal.hpp"\n#include <doctest/doctest.h>\n',
    "core/app/terminal.hpp": "\n",
}

# fault: (file, its contents, a word of the complaint)
ARCHITECTURE_FAULTS = {
    "a lower layer includes a higher one": ("core/values/a.hpp", '#include "core/engine/b.hpp"\n', "core/engine/b.hpp"),
    "an include that leads nowhere": ("core/values/a.hpp", '#include "core/values/gone.hpp"\n', "does not exist"),
    "an adapter includes another": ("core/rules/a.cpp", '#include "db/sqlite/store.hpp"\n', "db/sqlite/store.hpp"),
    "the runtime knows the store": ("core/runtime/a.cpp", '#include "db/sqlite/store.hpp"\n', "db/sqlite/store.hpp"),
    "the store knows the runtime": ("db/sqlite/a.cpp", '#include "core/runtime/node.hpp"\n', "core/runtime/node.hpp"),
    "a plugin sees the core": ("plugins/dispute/a.cpp", '#include "core/values/money.hpp"\n', "core/values/money.hpp"),
    "a plugin sees another": ("plugins/cadre/a.cpp", '#include "plugins/dispute/table.hpp"\n', "plugins/dispute/table.hpp"),
    "an example sees the core": ("examples/a/a.cpp", '#include "core/values/money.hpp"\n', "core/values/money.hpp"),
    "the SDK sees a library": ("plugins/sdk/include/gongdao/a.hpp", "#include <boost/json.hpp>\n", "boost/json.hpp"),
    "SQLite outside db": ("core/runtime/a.cpp", "#include <sqlite3.h>\n", "sqlite3.h"),
    "Lua outside the rules": ("core/engine/a.cpp", "#include <lua.h>\n", "lua.h"),
    "the auxiliary library of Lua": ("core/plugin_host/a.cpp", "#include <lauxlib.h>\n", "lauxlib.h"),
    "Boost.DLL outside the plugin host": ("core/rules/a.cpp", "#include <boost/dll.hpp>\n", "boost/dll.hpp"),
    "Asio in the engine": ("core/engine/a.cpp", "#include <boost/asio.hpp>\n", "boost/asio.hpp"),
    "spdlog below the app": ("core/runtime/a.cpp", "#include <spdlog/spdlog.h>\n", "spdlog/spdlog.h"),
    "expat outside the model": ("core/engine/a.cpp", "#include <expat.h>\n", "expat.h"),
    "files read by the engine": ("core/engine/a.cpp", "#include <fstream>\n", "fstream"),
    "system calls beside the one file that may": ("core/ports/a.hpp", "#include <unistd.h>\n", "unistd.h"),
    "system calls in the values": ("core/values/a.cpp", "#include <sys/stat.h>\n", "sys/stat.h"),
    "a clock is read": ("core/engine/a.cpp", "auto t = std::chrono::system_clock::now();\n", "Clock"),
    "another clock is read": ("core/rules/a.cpp", "auto t = clock_gettime(0, &x);\n", "Clock"),
    "a test reads the clock": ("tests/values/a_test.cpp", "auto t = steady_clock::now();\n", "Clock"),
    "randomness outside access": ("core/runtime/a.cpp", "std::random_device device;\n", "random"),
    "a generator in the engine": ("core/engine/a.cpp", "std::mt19937 random{1};\n", "random"),
    "an exception swallowed": ("core/engine/a.cpp", "void f() { try {} catch ( ... ) {} }\n", "boundaries"),
    "an exception swallowed in the app": ("core/app/a.cpp", "void f() { try {} catch (...) {} }\n", "boundaries"),
    "a float": ("core/engine/a.cpp", "double amount = 1;\n", "integers"),
    "a test that sleeps": ("tests/values/a_test.cpp", "std::this_thread::sleep_for(1s);\n", "virtual clock"),
    "SQL outside db": ("core/runtime/a.cpp", 'auto q = "SELECT a FROM b";\n', "SQL"),
    "an update outside db": ("core/app/a.cpp", 'auto q = "update stream set a = 1";\n', "SQL"),
    "a file too long": ("core/values/a.cpp", "\n" * 401, "401 lines"),
    "a vague file": ("core/values/string_utils.cpp", "\n", "says nothing"),
    "a vague folder": ("core/values/common/a.cpp", "\n", "says nothing"),
    "a folder nobody named": ("core/reports/a.cpp", "\n", "does not name"),
    "two files that include each other": ("core/values/money.hpp", '#include "core/values/b.hpp"\n', "circle"),
}

ERROR_FAULTS = {
    "a code twice": (dict(name="other", code="values.bad_money", chinese="错", english="bad"), "code values.bad_money"),
    "a name twice": (dict(name="bad_money", code="model.bad_money", chinese="错", english="bad"), "name bad_money"),
    "a code without a layer": (dict(name="other", code="BadMoney", chinese="错", english="bad"), "layer.what"),
    "no Chinese": (dict(name="other", code="model.other", chinese="wrong", english="bad"), "no Chinese"),
    "no English": (dict(name="other", code="model.other", chinese="错", english="错"), "English"),
    "a kind nobody uses": (dict(name="idle", code="model.idle", chinese="错", english="bad"), "nothing fails"),
}


class Tree:
    """The sound tree in a temporary folder."""

    def __init__(self):
        self.folder = tempfile.TemporaryDirectory()
        self.root = pathlib.Path(self.folder.name)
        (self.root / "docs").mkdir()
        shutil.copy(REAL_RULES, self.root / "docs/architecture.rules")
        for name, text in SOUND.items():
            self.write(name, text)

    def write(self, name, text):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def __enter__(self):
        return self

    def __exit__(self, *ignored):
        self.folder.cleanup()


class Refusals(unittest.TestCase):
    def test_a_sound_tree_passes(self):
        with Tree() as tree:
            self.assertEqual(list(check_architecture.complaints_about(tree.root)), [])
            self.assertEqual(list(check_error_kinds.complaints_about(tree.root)), [])

    def test_every_architecture_fault_is_refused_and_nothing_else(self):
        for fault, (name, text, word) in ARCHITECTURE_FAULTS.items():
            with self.subTest(fault), Tree() as tree:
                tree.write("core/engine/b.hpp", "\n")
                tree.write("core/runtime/node.hpp", "\n")
                tree.write("core/values/b.hpp", '#include "core/values/money.hpp"\n')
                tree.write(name, text)
                found = list(check_architecture.complaints_about(tree.root))
                self.assertEqual(len(found), 1, found)
                self.assertIn(word, found[0])

    def test_rules_that_go_round_in_a_circle_are_refused(self):
        with Tree() as tree:
            rules = tree.root / "docs/architecture.rules"
            rules.write_text(rules.read_text(encoding="utf-8").replace("use core/values      :", "use core/values : core/ports"), encoding="utf-8")
            self.assertIn("circle", "".join(check_architecture.complaints_about(tree.root)))

    def test_every_fault_of_an_error_kind_is_refused(self):
        for fault, (kind, word) in ERROR_FAULTS.items():
            with self.subTest(fault), Tree() as tree:
                tree.write("core/model/errors.hpp", KIND.format(**kind))
                tree.write("core/model/use.cpp", "auto a = errors::other;\n")
                found = list(check_error_kinds.complaints_about(tree.root))
                self.assertEqual(len(found), 1, found)
                self.assertIn(word, found[0])

    def test_a_kind_in_another_spelling_is_not_overlooked(self):
        with Tree() as tree:
            tree.write("core/model/errors.hpp", 'inline constexpr ErrorKind odd = make("model.odd");\nauto a = odd;\n')
            found = list(check_error_kinds.complaints_about(tree.root))
            self.assertEqual(len(found), 1, found)
            self.assertIn("odd", found[0])


if __name__ == "__main__":
    sys.dont_write_bytecode = True
    unittest.main()
