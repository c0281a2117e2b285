#!/usr/bin/env python3
"""Second reader of lists of customers, written from customer-list.md with the standard library alone.

    read_customers.py [LIST]     checks every line, and prints how many customers there are (default: the golden list)

Exit 0 if the list is as the page says; 1 otherwise, with the line and what is wrong with it.
"""
import json
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
GOLDEN = HERE.parent.parent / "crates/desk/tests/golden/customers/list.1.jsonl"
NEAR = {"name_or_birth_differs", "several_customers", "name_and_birth", "name_and_address", "key_of_two"}
LONGEST = 1 << 20


def texts(value):
    return isinstance(value, list) and all(isinstance(text, str) for text in value)


def words(value):
    return texts(value) and value == sorted(set(value), key=str.encode)


TYPES = {
    "key": lambda value: isinstance(value, str) and value != "",
    "name": lambda value: value is None or isinstance(value, str),
    "email": texts,
    "phone": texts,
    "leaked": words,
    "classes": words,
    "match": lambda value: value in ("exact", "near"),
    "reasons": texts,
    "certain": lambda value: isinstance(value, bool),
    "doubles": lambda value: isinstance(value, int) and not isinstance(value, bool) and value >= 0,
    "evidence": texts,
}


def fault(line, last):
    """What is wrong with a line, and its customer."""
    if len(line) > LONGEST or not line.endswith(b"\n"):
        return "the line is too long, or has no end", None
    customer = json.loads(line)
    if not isinstance(customer, dict) or list(customer) != list(TYPES):
        return "other members, or another order", None
    if json.dumps(customer, ensure_ascii=False, separators=(",", ":")).encode() + b"\n" != line:
        return "the bytes are not canonical", None
    wrong = [name for name, right in TYPES.items() if not right(customer[name])]
    if wrong:
        return f"{wrong[0]} is not of its type", None
    if last is not None and customer["key"].encode() <= last:
        return "the key is not above the one before", None
    if customer["match"] == "near" and not NEAR.intersection(customer["reasons"]):
        return "a near match says why it is none but near", None
    return None, customer


def main():
    path = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else GOLDEN
    last, total, exact, certain, doubles = None, 0, 0, 0, 0
    with path.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            try:
                bad, customer = fault(line, last)
            except ValueError as error:
                bad, customer = f"no JSON: {error}", None
            if bad:
                print(f"line {number}: {bad}")
                return 1
            last, total = customer["key"].encode(), total + 1
            exact += customer["match"] == "exact"
            certain += customer["match"] == "exact" and customer["certain"]
            doubles += customer["doubles"]
    print(f"{total} customers, {exact} exact, at least {max(certain - doubles, 0)} different people by this list alone")
    return 0


if __name__ == "__main__":
    sys.exit(main())
