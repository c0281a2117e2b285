"""What is true of a world: kept while it is told, never read back from the files.

`real` people are those of whom something was told that makes a person (DEFINITIONS: an identifier, or a name and
another personal value). `told` is how many heaps their tellings fall into where nothing ties one telling to another
(an address of mail in one list, a telephone in another): nobody who reads the files alone can know that they are one.
An honest count holds `lo <= told` and `hi >= real`.
"""
from dataclasses import dataclass, field

IDENTIFIERS = {"cn_id", "phone", "email", "card", "national_id", "passport", "tax_number", "account"}
SHAPED = {"cn_id", "phone", "email", "card"}
KINDS = IDENTIFIERS | {"name", "address", "birth_date"}


@dataclass
class Telling:
    """One person in one row: kind -> canonical values. `tie` joins what a declared key joins; without names of columns
    that say something (`nameless`) only what has a check or a shape of its own can be known."""
    pid: int
    values: dict
    tie: object = None
    nameless: bool = False
    household: bool = False

    def kinds(self):
        return {kind for kind, values in self.values.items() if values}

    def makes(self):
        kinds = self.kinds()
        return bool(kinds & IDENTIFIERS) or ("name" in kinds and len(kinds) > 1)

    def surely(self):
        return bool(self.kinds() & SHAPED) if self.nameless else self.makes()

    def ties(self):
        seen = SHAPED if self.nameless else IDENTIFIERS
        found = [(k, v) for k, values in self.values.items() if k in seen for v in values]
        return found + ([self.tie] if self.tie is not None else [])


@dataclass
class Row:
    """A row: who is in it, whether it is certainly readable, certainly gone or neither."""
    tellings: list
    fate: str = "whole"

    def personal(self):
        return any(telling.kinds() for telling in self.tellings)

    def surely(self):
        return any(t.kinds() & SHAPED if t.nameless else t.kinds() for t in self.tellings)


@dataclass
class Leaf:
    """A file of the leak."""
    name: str
    rows: list
    sure: set
    clean: bool = True
    again: bool = False
    features: list = field(default_factory=list)


def heaps(tellings):
    """How many groups of tellings nothing joins, person by person."""
    total = 0
    by_pid = {}
    for telling in tellings:
        by_pid.setdefault(telling.pid, []).append(telling)
    for told in by_pid.values():
        parts = []
        for telling in told:
            mine = set(telling.ties()) or {("alone", id(telling))}
            joined = [part for part in parts if part & mine]
            parts = [part for part in parts if not part & mine] + [mine.union(*joined)]
        total += len(parts)
    return total


def told(rows):
    return [t for row in rows for t in row.tellings if t.makes()]


def values(rows, kind):
    return [v for row in rows for t in row.tellings for v in t.values.get(kind, ())]


def span(least, most):
    return {"least": least, "most": most}


def judge(leaves, register):
    counted = [leaf for leaf in leaves if not leaf.again]
    whole = [row for leaf in counted for row in leaf.rows if row.fate == "whole"]
    torn = [row for leaf in counted for row in leaf.rows if row.fate == "unsure"]
    surely = {t.pid for row in whole for t in row.tellings if t.surely()}
    # What is left of a torn row may be anything, joins nothing for certain, and may be two pieces.
    pieces = [leaf for leaf in counted if any(row.fate == "unsure" for row in leaf.rows)]
    most = heaps(told(whole)) + sum(len(row.tellings) for row in torn) + len(pieces)
    return {
        "files": [file_of(leaf) for leaf in leaves],
        "records": span(sum(r.surely() for r in whole), sum(r.personal() for r in whole + torn) + len(pieces)),
        "persons": span(len(surely), most) | {"real": len({t.pid for t in told(whole + torn)})},
        "kinds": {kind: kind_of(counted, kind) for kind in sorted(KINDS)},
        "customers": customers(whole, whole + torn, register),
    }


def file_of(leaf):
    return {"name": leaf.name, "clean": leaf.clean, "again": leaf.again, "features": leaf.features}


def kind_of(leaves, kind):
    """Exact where every file is sure of the kind; else bounded by what the sure files hold, and open above."""
    sure = [leaf for leaf in leaves if kind in leaf.sure]
    least = values([r for leaf in sure for r in leaf.rows if r.fate == "whole"], kind)
    most = values([r for leaf in leaves for r in leaf.rows if r.fate != "gone"], kind)
    closed = len(sure) == len(leaves)
    torn = sum(row.fate == "unsure" for leaf in leaves for row in leaf.rows)
    return {
        "values": span(len(least), len(most) if closed else None),
        "distinct": span(len(set(least)), len(set(most)) + torn if closed else None),
    }


def customers(sure_rows, all_rows, register):
    """At least findable: told with an identifier that the register holds of the same person. At most: told at all."""
    if register is None:
        return None
    def found(rows, findable):
        return {
            t.pid for row in rows for t in row.tellings
            if t.pid in register and (not findable or set(t.ties()) & register[t.pid])
        }
    return span(len(found(sure_rows, True)), len(found(all_rows, False)))
