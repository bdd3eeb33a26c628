#!/usr/bin/env python3
"""Fails where two error kinds share a code or a name, where a code has another form than
`layer.what_went_wrong`, where a sentence is in the wrong language, and where nothing uses a kind.
Chinese examples may stand in an English sentence. A sentence that is nothing but "{0}" passes on what somebody else said.

    check_error_kinds.py [root of the tree]
"""
import pathlib
import re
import sys

from source_tree import code_files, read

KIND = re.compile(
    r'inline\s+constexpr\s+ErrorKind\s+(\w+)\s*[{(]\s*"([^"]*)"\s*,\s*ErrorClass::\w+\s*,'
    r'\s*((?:"(?:[^"\\]|\\.)*"\s*)+),\s*((?:"(?:[^"\\]|\\.)*"\s*)+)[})]'
)
DECLARED = re.compile(r"\bconstexpr\s+ErrorKind\s+(\w+)")
CODE = re.compile(r"^[a-z]+(_[a-z]+)*\.[a-z0-9]+(_[a-z0-9]+)*$")
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def declared_kinds(sources):
    """(file, name, code, Chinese, English) of every kind outside the tests."""
    for file, text in sources.items():
        if file.startswith("tests/"):
            continue
        for match in KIND.finditer(text):
            yield (file, *match.groups())


def repeated(kinds, position, what):
    seen = {}
    for kind in kinds:
        value = kind[position]
        if value in seen:
            yield f"{kind[0]}: the {what} {value} is that of a kind in {seen[value]} too"
        seen.setdefault(value, kind[0])


def complaints_about(root):
    sources = {name: read(root, name) for name in code_files(root)}
    kinds = list(declared_kinds(sources))
    yield from repeated(kinds, 1, "name")
    yield from repeated(kinds, 2, "code")
    understood = {(file, name) for file, name, *_ in kinds}
    words = {}
    for file, text in sources.items():
        for name in DECLARED.findall(text):
            if not file.startswith("tests/") and (file, name) not in understood:
                yield f"{file}: {name} is not written like the other kinds, so it cannot be checked"
        for word in re.findall(r"(?<![.\w])\w+", text):
            words[word] = words.get(word, 0) + 1
    for file, name, code, chinese, english in kinds:
        if not CODE.match(code):
            yield f"{file}: the code {code} should look like layer.what_went_wrong"
        if not CHINESE.search(chinese) and '"{0}"' not in chinese:
            yield f"{file}: {name} has no Chinese sentence"
        if len(CHINESE.findall(english)) * 3 >= len(english):
            yield f"{file}: the English sentence of {name} is Chinese"
        if words.get(name, 0) < 2:
            yield f"{file}: nothing fails with {name}; delete it"


def main():
    root = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).parents[2]).resolve()
    found = list(complaints_about(root))
    print("\n".join(found) or "error kinds: ok")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
