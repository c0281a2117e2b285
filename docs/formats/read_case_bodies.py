#!/usr/bin/env python3
"""A second reader of what stands in bodies, written from case-body.md with the standard library alone.

    read_case_bodies.py [FOLDER]     checks every golden file of the folder against the tables of case-body.md
"""

import base64
import json
import pathlib
import re
import sys

HERE = pathlib.Path(__file__).resolve().parent
GOLDEN = HERE.parent.parent / "crates" / "desk" / "tests" / "golden"
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")


def is_files(value):
    if not isinstance(value, dict) or list(value) != sorted(value):
        return False
    return all(base64.b64encode(base64.b64decode(text, validate=True)).decode() == text for text in value.values())


UUID = re.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def is_by(value):
    if not isinstance(value, dict) or len(value) != 1:
        return False
    (kind, who), = value.items()
    return isinstance(who, str) and (kind == "machine" or (kind == "person" and UUID.fullmatch(who)))


STATES = "queued deferred sending accepted refused uncertain bounced without_address".split()


def is_runs(value):
    def is_run(run):
        return (
            isinstance(run, list) and len(run) == 4 and all(type(number) is int for number in run[:2])
            and 1 <= run[0] <= run[1] and run[2] in STATES and re.fullmatch(r"|\d{3}( \d\.\d{1,3}\.\d{1,3})?", run[3])
        )

    rising = all(one[1] < other[0] for one, other in zip(value, value[1:]))
    return isinstance(value, list) and value and all(map(is_run, value)) and rising


def is_spans(value):
    def is_span(span):
        return isinstance(span, list) and len(span) == 2 and all(type(number) is int for number in span) and 1 <= span[0] <= span[1]

    rising = isinstance(value, list) and all(map(is_span, value))
    return rising and value and all(one[1] + 1 < other[0] for one, other in zip(value, value[1:]))


TYPES = {
    "text": lambda value: isinstance(value, str),
    "bool": lambda value: isinstance(value, bool),
    "int": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "object": lambda value: isinstance(value, dict),
    "digest": lambda value: isinstance(value, str) and re.fullmatch("[0-9a-f]{64}", value),
    "digests": lambda value: isinstance(value, list) and all(TYPES["digest"](digest) for digest in value),
    "time": lambda value: isinstance(value, str) and TIME.fullmatch(value),
    "files": is_files,
    "texts": lambda value: isinstance(value, list) and all(isinstance(text, str) for text in value),
    "uuid": lambda value: isinstance(value, str) and UUID.fullmatch(value),
    "by": is_by,
    "runs": is_runs,
    "stream": lambda value: isinstance(value, str) and re.fullmatch(r"(case|access)/[a-z0-9-]{1,64}", value),
    "spans": is_spans,
}


def tables():
    """Members of a case's body, and of each kind of the organisation's and the access streams, as the page gives them."""
    case, org, section = [], {}, ""
    for line in (HERE / "case-body.md").read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|\n").split("|")]
        if line.startswith("## "):
            section = line
        elif not line.startswith("| `"):
            continue
        elif section.startswith("## Entries of a case ("):
            case.append((cells[0].strip("`"), cells[1]))
        elif section.startswith(("## Entries of the org", "## Entries of a case's access", "## Entries of a wave")):
            members = [tuple(member.split(": ")) for member in cells[2].split(", ")]
            org[(cells[0].strip("`"), int(cells[1]))] = members
    return case, org


def fault(value, members):
    if not isinstance(value, dict) or list(value) != [name for name, _ in members]:
        return f"{value!r} has other members, or another order, than {[name for name, _ in members]}"
    return next((f"{name} is no {kind}" for name, kind in members if not TYPES[kind](value[name])), None)


def check(path, case, org):
    raw = path.read_bytes()
    value = json.loads(raw)
    if json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode() != raw:
        return "the bytes are not canonical"
    stream, name, shape = re.fullmatch(r"(org|access|wave|case-body)\.(.+)\.(\d+)\.json", path.name).groups()
    if stream != "case-body":
        return fault(value, org.pop((name, int(shape)), []))
    bad = fault(value, case) or fault(value["actor"], [("role", "text"), ("user", "text")])
    same = (value["kind"], value["shape"]) == (name, int(shape))
    return bad or (None if same else "kind and shape are not those of the file's name")


def main():
    folder = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else GOLDEN
    case, org = tables()
    files = sorted(folder.glob("*.json"))
    faults = [f"{path.name}: {bad}" for path in files if (bad := check(path, case, org))]
    faults += [f"{kind}, shape {shape}: no golden file" for kind, shape in org]
    print("\n".join(faults) or f"{len(files)} bodies as described")
    return 1 if faults or not files or not case else 0


if __name__ == "__main__":
    sys.exit(main())
