"""Files of the tree and the rules of docs/architecture.rules, for the checks beside this file."""
import pathlib
import re
from dataclasses import dataclass, field

CODE_ENDINGS = {".cpp", ".hpp", ".c", ".h"}
CODE_FOLDERS = ("core", "db", "plugins", "examples", "tests")
INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*([<"])([^">]+)[">]', re.M)


@dataclass
class Call:
    """A pattern that may stand only in some places."""
    pattern: re.Pattern
    allowed: list
    instead: str


@dataclass
class Rules:
    uses: dict = field(default_factory=dict)  # folder -> list of allowed prefixes
    calls: list = field(default_factory=list)


def folders_meant(root, folder):
    """`plugins/*` stands for every folder in plugins that has no earlier line."""
    if not folder.endswith("/*"):
        return [folder]
    return [path.relative_to(root).as_posix() for path in root.glob(folder) if path.is_dir()]


def read_rules(root):
    rules = Rules()
    path = root / "docs/architecture.rules"
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        kind, _, rest = line.partition(" ")
        if not line.strip() or line.startswith("#"):
            continue
        if kind == "use":
            folder, _, allowed = rest.partition(":")
            for one in folders_meant(root, folder.strip()):
                rules.uses.setdefault(one, allowed.split())
        elif kind == "call":
            pattern, allowed, instead = rest.rsplit(" :", 2)
            rules.calls.append(Call(re.compile(pattern.strip()), allowed.split(), instead.strip()))
        else:
            raise SystemExit(f"{path}:{number}: a line begins with use, call or #")
    return rules


def code_files(root):
    """Paths relative to the root, in order."""
    for top in CODE_FOLDERS:
        for path in sorted((root / top).rglob("*")):
            if path.suffix in CODE_ENDINGS and path.is_file():
                yield path.relative_to(root).as_posix()


def lies_in(name, place):
    """`place` is a file or a folder."""
    place = place.rstrip("/")
    return name == place or name.startswith(place + "/")


def home_of(name, uses):
    """The longest folder with rules that contains the file."""
    return max((folder for folder in uses if lies_in(name, folder)), key=len, default=None)


def read(root, name):
    return (root / name).read_text(encoding="utf-8")
