#!/usr/bin/env python3
"""Second reader of stored events: checks golden files against the table in events.md, with the standard library only.

Usage: read_events.py [GOLDEN_FOLDER]   (default: the golden files of the source tree)
Exit 0 if every file is as the table says and every kind of the table has its file; 1 otherwise, one line per fault.
"""
import json
import pathlib
import re
import sys
from datetime import datetime

HERE = pathlib.Path(__file__).resolve().parent
GOLDEN = HERE.parent.parent / "crates/incident/tests/golden/events"
STATES = {"assessing", "warning", "response", "recovery", "watch", "after_care", "closed"}
WAYS = {"app", "sms", "email", "push", "letter", "web", "media"}
CAUSES = {"opening", "adoption", "states", "time", "start"}
CAUSES_OF = {"trigger": str, "proposal": str, "gate": str, "decision": str, "fact": str, "correction": str, "struck": int}
VALUES = {
    "unknown": {}, "bool": {"truth": "bool?"}, "int": {"lo": "int", "hi": "int"}, "elapsed": {"lo": "int", "hi": "int"},
    "bits": {"certain": "int", "possible": "int"}, "never": {},
    "instant": {"from": "time", "to": "time", "or_never": "bool"}, "one_of": {"words": "text*"},
    "members": {"certain": "text*", "open": "bool", "excluded": "text*"},
}


def table():
    """Kinds and named structures of events.md: name -> [(field, type)]."""
    kinds, structures = {}, {}
    for line in (HERE / "events.md").read_text(encoding="utf-8").splitlines():
        row = re.match(r"\| `([a-z_.]+)` \| (\d+) \| (.*?) \|", line)
        part = re.match(r"\| `([A-Z]\w+)` \| (.*?) \|", line)
        if row:
            kinds[(row[1], int(row[2]))] = fields(row[3])
        elif part:
            structures[part[1]] = fields(part[2])
    return kinds, structures


def fields(text):
    return [tuple(field.strip().strip("`").split(": ")) for field in text.split(", ")]


def fault(value, kind, structures):
    """What is wrong with a value of a type of the table; None if nothing."""
    if kind.endswith("?"):
        return None if value is None else fault(value, kind[:-1], structures)
    if kind.endswith("*"):
        if not isinstance(value, list):
            return f"{value!r} is no list"
        return next((bad for bad in (fault(one, kind[:-1], structures) for one in value) if bad), None)
    if "/" in kind:
        return None if value in kind.split("/") else f"{value!r} is none of {kind}"
    if kind in structures:
        return members(value, structures[kind], structures)
    return simple(value, kind, structures)


def simple(value, kind, structures):
    if kind == "text":
        right = isinstance(value, str)
    elif kind == "int":
        right = isinstance(value, int) and not isinstance(value, bool)
    elif kind == "bool":
        right = isinstance(value, bool)
    elif kind == "state":
        right = value in STATES
    elif kind == "way":
        right = value in WAYS
    elif kind == "digest":
        right = isinstance(value, str) and re.fullmatch(r"[0-9a-f]{64}", value) is not None
    elif kind == "blob":
        right = isinstance(value, str) and re.fullmatch(r"[0-9a-f]{32}", value) is not None
    elif kind == "pair":
        right = isinstance(value, list) and len(value) == 2 and all(isinstance(one, str) for one in value)
    elif kind == "time":
        right = isinstance(value, str) and value.endswith("Z") and bool(datetime.fromisoformat(value[:-1]))
    elif kind == "cause":
        by = value.get("by") if isinstance(value, dict) else None
        right = (by in CAUSES and list(value) == ["by"]) or (
            by in CAUSES_OF and list(value) == ["by", "of"] and isinstance(value["of"], CAUSES_OF[by]))
    elif kind == "value":
        known = VALUES.get(value.get("is")) if isinstance(value, dict) else None
        if known is None:
            return f"{value!r} is no value"
        return members({k: v for k, v in value.items() if k != "is"}, list(known.items()), structures)
    else:
        return f"events.md names a type nobody knows: {kind}"
    return None if right else f"{value!r} is no {kind}"


def members(value, known, structures):
    if not isinstance(value, dict) or list(value) != [name for name, _ in known]:
        return f"{value!r} has other members, or another order, than {[name for name, _ in known]}"
    return next((bad for bad in (fault(value[name], kind, structures) for name, kind in known) if bad), None)


def check(path, kinds, structures):
    raw = path.read_bytes()
    event = json.loads(raw)
    if json.dumps(event, ensure_ascii=False, separators=(",", ":")).encode() != raw:
        return "the bytes are not canonical"
    if list(event) != ["kind", "shape", "data"]:
        return "the members are not kind, shape, data"
    name = (event["kind"], event["shape"])
    if path.name != f"{name[0]}.{name[1]}.json" or name not in kinds:
        return f"{name} is not in events.md, or the file has another name"
    kinds[name], known = None, kinds[name]
    return members(event["data"], known, structures)


def main():
    folder = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else GOLDEN
    kinds, structures = table()
    total, faults = len(kinds), []
    for path in sorted(folder.glob("*.json")):
        bad = check(path, kinds, structures)
        if bad:
            faults.append(f"{path.name}: {bad}")
    faults += [f"{kind}, shape {shape}: no golden file" for (kind, shape), left in kinds.items() if left is not None]
    print("\n".join(faults) or f"{total} kinds as described")
    return 1 if faults or not total else 0


if __name__ == "__main__":
    sys.exit(main())
