#!/usr/bin/env python3
"""Fails where a file includes or calls what docs/architecture.rules does not allow, where includes go
round in a circle, and where a file is too long or its name says nothing.

    check_architecture.py [root of the tree]
"""
import pathlib
import re
import sys

from source_tree import INCLUDE, code_files, home_of, lies_in, read, read_rules

LINES_MAX = 400
VAGUE_NAME = re.compile(r"(^|[_-])(utils?|utilit(y|ies)|helpers?|misc|commons?|managers?|stuff)([_-]|$)")
FILE_HEADERS = re.compile(r"^(fstream|unistd\.h|fcntl\.h|sys/.+)$")
# Libraries that are bound to layers; standard headers are for everybody.
LIBRARIES = re.compile(
    r"^(boost/|fmt/|spdlog/|CLI/|sodium|sqlite3|lua|lauxlib\.h|expat|iconv\.h|openssl/|curl/|doctest/)"
)
LUA = re.compile(r"^(lua|lualib|lauxlib|luaconf)\.h")


def resolved(name, target, root):
    """The file of the tree that an include names, or None for a library or a generated file."""
    if target.startswith("gongdao/"):
        target = "plugins/sdk/include/" + target
    if (root / target).is_file():
        return target
    beside = (pathlib.PurePosixPath(name).parent / target).as_posix()
    return beside if (root / beside).is_file() else None


def may_use(target, allowed):
    if "*" in allowed:
        return True
    if FILE_HEADERS.match(target):
        return "files" in allowed
    if LUA.match(target):
        return "lua" in allowed
    return any(target.startswith(one) for one in allowed)


def include_complaints(name, text, root, rules, graph):
    home = home_of(name, rules.uses)
    allowed = rules.uses[home]
    for mark, target in INCLUDE.findall(text):
        file = resolved(name, target, root)
        if file is not None:
            graph.setdefault(name, []).append(file)
            other = home_of(file, rules.uses)
            fits = "*" in allowed or any(lies_in(other or file, one) for one in allowed)
            if other != home and not fits:
                yield f"may not include {target}: {home} uses only {' '.join(allowed) or 'itself'}"
        elif mark == '"' and target.startswith(("core/", "db/", "tests/")):
            yield f"includes {target}, which does not exist"
        elif (LIBRARIES.match(target) or FILE_HEADERS.match(target)) and not may_use(target, allowed):
            yield f"may not include <{target}>: {home} uses only {' '.join(allowed) or 'itself'}"


def without_comments(text):
    """Line comments are emptied, so that sentences about a call are no calls."""
    return re.sub(r"(?m)(^|\s)//.*$", r"\1", text)


def call_complaints(name, text, rules):
    code = without_comments(text)
    for call in rules.calls:
        found = call.pattern.search(code)
        if found and not any(lies_in(name, place) for place in call.allowed):
            line = code.count("\n", 0, found.start()) + 1
            yield f"line {line}: {found.group(0).strip()!r} may not stand here; {call.instead}"


def file_complaints(name, text, root, rules, graph):
    if home_of(name, rules.uses) is None:
        yield "lies in a folder that docs/architecture.rules does not name"
        return
    if text.count("\n") > LINES_MAX:
        yield f"has {text.count(chr(10))} lines, more than {LINES_MAX}; split it by subject"
    parts = pathlib.PurePosixPath(name).with_suffix("").parts
    if any(VAGUE_NAME.search(part) for part in parts):
        yield "has a name that says nothing about its contents"
    yield from include_complaints(name, text, root, rules, graph)
    yield from call_complaints(name, text, rules)


def circle_in(graph):
    """The nodes of one circle, or nothing. Walks without recursion: chains of includes are long."""
    done, path, on_path = set(), [], set()
    for start in sorted(graph):
        stack = [(start, iter(graph.get(start, ())))] if start not in done else []
        path, on_path = [start] if stack else [], {start} if stack else set()
        while stack:
            node, rest = stack[-1]
            following = next(rest, None)
            if following is None:
                stack.pop()
                path.pop()
                on_path.discard(node)
                done.add(node)
            elif following in on_path:
                return path[path.index(following):] + [following]
            elif following not in done:
                stack.append((following, iter(graph.get(following, ()))))
                path.append(following)
                on_path.add(following)
    return []


def circle_complaints(rules, graph):
    folders = {folder: [other for other in rules.uses for one in allowed
                        if other != folder and lies_in(other, one)]
               for folder, allowed in rules.uses.items() if "*" not in allowed}
    for what, circle in (("rules", circle_in(folders)), ("includes", circle_in(graph))):
        if circle:
            yield f"docs/architecture.rules: the {what} go round in a circle: {' -> '.join(circle)}"


def complaints_about(root):
    rules, graph = read_rules(root), {}
    for name in code_files(root):
        for complaint in file_complaints(name, read(root, name), root, rules, graph):
            yield f"{name}: {complaint}"
    yield from circle_complaints(rules, graph)


def main():
    root = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).parents[2]).resolve()
    found = list(complaints_about(root))
    print("\n".join(found) or "architecture: ok")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
