"""Makes a world: people, leaks that tell of them, a register of customers, and the truth about it.

    worlds.py SEED OUT          one world into the folder OUT
    worlds.py FIRST..LAST OUT   each into a folder of its number in OUT

The same seed makes the same bytes. OUT/leak holds the files, OUT/register.csv the register if there is one,
OUT/truth.json what is true (see ledger.py).
"""
import json
import pathlib
import random
import sys

sys.dont_write_bytecode = True

import damage
import dumps
import exports
import flat
import ledger
import logs
import nested
import people
import related
import tables

COUNTRIES = ["CN", "CN", "CN", "TW", "RU", "RU", "VN", "US", "HK"]


class World:
    def __init__(self, seed):
        self.dice = random.Random(seed)
        self.country = self.dice.choice(COUNTRIES)
        self.maker = people.Maker(self.dice, self.country)
        self.people = self.maker.people(self.dice.choice([4, 8, 15, 30, 60]))
        self.leaves, self.bytes = [], {}

    def crowd(self):
        """Who stands in one file; some of them twice."""
        dice = self.dice
        chosen = dice.sample(self.people, dice.randrange(max(3, len(self.people) // 3), len(self.people) + 1))
        if dice.random() < 0.25:
            chosen += dice.choices(chosen, k=len(chosen) // 3)
        return chosen

    def leak(self):
        dice = self.dice
        for number in range(dice.choice([1, 1, 1, 2, 2, 3])):
            shape = dice.choices([self.flat, self.dump, self.json, self.text, self.blocks, self.parties, self.spread, self.entity, self.export, self.dates, self.stacked],
                                 weights=[7, 5, 3, 3, 2, 2, 2, 0.5, 3, 1, 1])[0]
            shape(f"{number}_{dice.choice(['export', 'data', 'leak', 'backup'])}")
        if dice.random() < 0.08:
            first = self.leaves[0]
            self.keep(f"copy_{first.name}", self.bytes[first.name], first.rows, first.sure, first.clean, ["the same bytes again"], again=True)

    def table(self, **more):
        return tables.make(self.dice, self.crowd(), self.country, self.maker.latin, **more)

    def keep(self, name, data, rows, sure, clean, features, again=False):
        self.bytes[name] = data
        self.leaves.append(ledger.Leaf(name, rows, set(sure), clean, again, features))

    def finish(self, name, data, charset, parts, sure, features, said):
        """Keeps a file, damaged one time in eight. `said`: whether the shape shows that its end is missing."""
        dice = self.dice
        rows, clean, chance = [row for _, row in parts if row is not None], True, dice.random()
        if chance < 0.07 and len(rows) > 4:
            data, at = damage.cut(dice, data, parts, charset)
            clean = not said
            features = features + [f"cut at byte {at}"]
        elif chance < 0.12 and len(rows) > 4:
            data, clean = damage.overwrite(dice, data, parts, charset), False
            features = features + ["other bytes written over a part"]
        self.keep(name, data, rows, sure, clean, features)

    def flat_of(self, name, table):
        data, charset, parts = flat.write(self.dice, table, self.country)
        self.finish(name + ".csv", data, charset, parts, table.sure, table.features, said=False)

    def flat(self, name):
        self.flat_of(name, self.table())

    def dump_of(self, name, made, dialect=None):
        text = dumps.text_of(self.dice, made, dialect)
        features = [f for table in made for f in table.features]
        sure = set.intersection(*(table.sure for table in made))
        self.finish(name + ".sql", "".join(t for t, _ in text).encode(), "utf-8", text, sure, features, said="copy" not in str(features))
        damaged = self.leaves[-1].features != features
        if damaged and any(table.keys.get("how") == "after" for table in made):
            untie(self.leaves[-1])

    def dump(self, name):
        made = [self.table()]
        if self.dice.random() < 0.3:
            made.append(self.table(title="archive_2023"))
        if len(made) == 2 and made[0].title == made[1].title:
            made.pop()
        self.dump_of(name, made)

    def json(self, name):
        table = self.table()
        if len(set(table.headers)) < len(table.headers):
            return self.flat_of(name, table)
        parts = nested.json_text(self.dice, table)
        self.finish(name + ".json", "".join(t for t, _ in parts).encode(), "utf-8", parts, table.sure, table.features, said=True)

    def text(self, name):
        kind = self.dice.choice(logs.KINDS)
        crowd = [p for p in self.crowd() if not p.shares]
        if not crowd:
            return self.flat(name)
        parts = list(kind(self.dice, crowd))
        self.finish(name + ".log", "".join(t for t, _ in parts).encode(), "utf-8", parts, ledger.KINDS - {"name", "address"}, [kind.__name__ + " log"], said=False)

    def blocks(self, name):
        shape, keys = self.dice.choice([(nested.cards, ["name", "phone", "email"]), (nested.directory, ["name", "phone", "email"]), (nested.blocks, None), (nested.colons, None), (nested.listed, None), (nested.contacts, ["name", "phone", "email"])])
        table = self.table(keys=keys, plain=True, two=False)
        if keys:
            international(self.dice, self.country, table)
        parts = list(shape(self.dice, table))
        self.finish(name + ".txt", "".join(t for t, _ in parts).encode(), "utf-8", parts, table.sure, table.features, said=shape in (nested.listed, nested.contacts))

    def stacked(self, name):
        """Two tables in one file, an empty line between them."""
        dice, made = self.dice, [self.table(plain=True) for _ in range(2)]
        delimiter = dice.choice(",;\t")
        parts = []
        for table in made:
            if len(table.columns) < 3:
                return self.flat_of(name, table)
            parts.append(("\n" * bool(parts) + delimiter.join(flat.cell(c, delimiter, False) for c in table.headers) + "\n", None))
            parts.extend((delimiter.join(flat.cell(c, delimiter, False) for c in cells) + "\n", row) for cells, row in zip(table.cells, table.rows))
        data, charset = flat.encode(dice, "".join(t for t, _ in parts), made[0].language, self.country)
        self.finish(name + ".csv", data, charset, parts, made[0].sure & made[1].sure, ["two tables in one file", charset], said=False)

    def parties(self, name):
        table = self.dice.choice([related.two_parties, related.calls])(self.dice, self.crowd(), self.country, self.maker.latin)
        if not table.rows:
            return self.flat(name)
        self.flat_of(name, table) if self.dice.random() < 0.6 else self.dump_of(name, [table])

    def spread(self, name):
        crowd = list({p.pid: p for p in self.crowd()}.values())
        self.dump_of(name, related.spread(self.dice, crowd, self.country, self.maker.latin))

    def entity(self, name):
        table = related.attributes(self.dice, list({p.pid: p for p in self.crowd()}.values()), self.country, self.maker.latin)
        if not table.rows:
            return self.flat(name)
        self.flat_of(name, table) if self.dice.random() < 0.5 else self.dump_of(name, [table])

    def export(self, name):
        kind = self.dice.choice(exports.KINDS)
        self.flat_of(name, kind(self.dice, self.crowd(), self.country, self.maker.latin))

    def dates(self, name):
        made = exports.snapshots(self.dice, [self.crowd(), self.crowd()], self.country, self.maker.latin)
        for date, table in zip(("2023-12-01", "2024-03-01"), made):
            self.flat_of(f"{name}_{date}", table) if self.dice.random() < 0.6 else self.dump_of(f"{name}_{date}", [table])

    def register(self):
        """Plain and with names; some customers are in no leak."""
        dice = self.dice
        if dice.random() < 0.3:
            return None, None
        keys = ["name", "phone", "email"] + [k for k in ["cn_id", "birth_date"] if dice.random() < 0.3 and (k != "cn_id" or self.country == "CN")]
        members = [p for p in self.people if dice.random() < 0.6] + [self.maker.person(10_000 + i) for i in range(dice.randrange(5))]
        if not members:
            return None, None
        table = tables.make(dice, [], self.country, self.maker.latin, language=tables.HOME[self.country], plain=True, keys=keys)
        clerk = tables.Clerk(dice, self.country, table.language, self.maker.latin)
        clerk.dialling, clerk.nulls = tables.Dialling(dice, True), 0
        for at, person in enumerate(members):
            tables.add(table, clerk, at, person)
        known = {row.tellings[0].pid: set(row.tellings[0].ties()) for row in table.rows}
        text = "".join(",".join(flat.cell(c, ",", False) for c in cells) + "\n" for cells in [table.headers, *table.cells])
        return text.encode(), known


def untie(leaf):
    """The keys stood at the end, and the end is lost."""
    for row in leaf.rows:
        for telling in row.tellings:
            telling.tie = None


def international(dice, country, table):
    """Cards and directories have no language: telephones stand in them with their calling code."""
    dialling = tables.Dialling(dice, True)
    at = table.columns.index("phone") if "phone" in table.columns else None
    for cells, row in zip(table.cells, table.rows):
        if at is not None and cells[at] is not None:
            values = row.tellings[0].values["phone"]
            row.tellings[0].values["phone"] = values[:1]
            cells[at] = dialling.write((country, values[0].removeprefix("+" + people.CALLING[country])))
    table.sure.add("phone")


def make(seed, out):
    world = World(seed)
    world.leak()
    register, known = world.register()
    (out / "leak").mkdir(parents=True)
    for name, data in world.bytes.items():
        (out / "leak" / name).write_bytes(data)
    if register is not None:
        (out / "register.csv").write_bytes(register)
    truth = {"seed": seed, "country": world.country} | ledger.judge(world.leaves, known)
    (out / "truth.json").write_text(json.dumps(truth, ensure_ascii=False, indent=1), encoding="utf-8")


def main():
    seeds, out = sys.argv[1], pathlib.Path(sys.argv[2])
    first, dots, last = seeds.partition("..")
    if not dots:
        make(int(first), out)
        return
    for seed in range(int(first), int(last) + 1):
        make(seed, out / str(seed))


main()
