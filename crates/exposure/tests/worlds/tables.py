"""A table: who stands in which row, in which columns, written how."""
import datetime
import hashlib
import unicodedata
import uuid
from dataclasses import dataclass, field

import words
from ledger import KINDS, Row, Telling
from people import CALLING

HOME = {"CN": "zh", "TW": "tw", "HK": "tw", "RU": "ru", "VN": "vi", "US": "en"}
NOISE = ["id", "order", "amount", "created", "hash", "state", "note", "gender", "ip", "company", "uuid", "points", "sku"]
# Rows that were deleted by a mark stand in the leak like all others.
MARKS = NOISE + ["deleted"]
GROUPS = {
    "CN": [(3, 4, 4)], "TW": [(4, 3, 3)], "HK": [(4, 4)], "VN": [(4, 3, 3)], "US": [(3, 3, 4)], "RU": [(3, 3, 2, 2)],
}


@dataclass
class Table:
    title: str
    language: str
    columns: list
    headers: list
    cells: list = field(default_factory=list)
    rows: list = field(default_factory=list)
    sure: set = field(default_factory=lambda: set(KINDS))
    features: list = field(default_factory=list)
    keys: dict = field(default_factory=dict)
    # Whether eight digits stand where nothing says that they are dialled in Hong Kong.
    bare: bool = False


def grouped(digits, sizes, sign):
    parts, at = [], 0
    for size in sizes:
        parts.append(digits[at:at + size])
        at += size
    return sign.join(part for part in parts + [digits[at:]] if part)


def canonical(number):
    country, digits = number
    return f"+{CALLING[country]}{digits}"


def folded(name):
    """Names are compared without case, order and spaces."""
    return " ".join(sorted(name.replace(",", " ").lower().split()))


def with_trunk(country, digits):
    return "0" + digits if country in ("TW", "VN") else digits


class Dialling:
    """One way of writing telephones, kept through a column."""

    def __init__(self, dice, international=None):
        self.dice = dice
        self.international = dice.random() < 0.3 if international is None else international
        self.sign = dice.choice(["", "", " ", "-", "."])
        self.style = dice.randrange(4)
        self.zeros = dice.random() < 0.1

    def write(self, number):
        country, digits = number
        sizes = GROUPS[country][0]
        if self.international:
            start = ("00" if self.zeros else "+") + CALLING[country]
            if not self.sign:
                return start + digits
            rest = grouped(digits, (sizes[0] - (country in ("TW", "VN")), *sizes[1:]), self.sign)
            return f"{start}{self.sign if self.sign != '.' else ' '}{rest}"
        if country == "RU":
            if self.style == 0:
                return f"8 ({digits[:3]}) {digits[3:6]}-{digits[6:8]}-{digits[8:]}"
            return "8" + (grouped(digits, sizes, self.sign) if not self.sign else self.sign + grouped(digits, sizes, self.sign))
        if country == "US" and self.style == 0:
            return f"({digits[:3]}) {digits[3:6]}-{digits[6:]}"
        return grouped(with_trunk(country, digits), sizes, self.sign)


DATES = {"zh": ["%Y-%m-%d", "%Y/%m/%d", "%Y%m%d", "%Y年%m月%d日"], "tw": ["%Y-%m-%d", "%Y/%m/%d"], "ru": ["%d.%m.%Y"], "vi": ["%d/%m/%Y"], "en": ["%Y-%m-%d", "%m/%d/%Y"]}


def unheaded(table):
    """The names of the columns are lost. A family on one telephone is then one or several, if its names stand in parts."""
    table.sure &= {"cn_id", "email"}
    for row in table.rows:
        if any(telling.household for telling in row.tellings):
            row.fate = "unsure"
        for telling in row.tellings:
            telling.nameless = True
            if table.bare:
                telling.values["bare"] = telling.values.pop("phone", [])


def otherwise(person, others):
    """Another writing of the same name: initials, or without the marks of the language."""
    if person.country == "VN":
        plain = unicodedata.normalize("NFD", person.name.replace("Đ", "D").replace("đ", "d"))
        return "".join(sign for sign in plain if not unicodedata.combining(sign))
    initials = [f"{word[0]}." for word in others]
    return f"{initials[0]} {person.family}" if person.country == "US" else f"{person.family} {''.join(initials)}"


class Clerk:
    """Whoever made the export: has one habit for each thing."""

    def __init__(self, dice, country, language, latin):
        self.dice, self.country, self.language, self.latin = dice, country, language, latin
        self.dialling = Dialling(dice, dice.random() < 0.85 if country == "HK" else None)
        self.date = dice.choice(DATES[language])
        self.spaced = dice.random() < 0.3
        self.when = datetime.datetime(2024, 1, 1)
        self.nulls = dice.choice([0, 0, 0.1, 0.3])
        self.two = dice.random() < 0.15
        self.small = dice.random() < 0.2
        self.manner = dice.choice(["plain"] * 12 + ["upper", "upper", "turned", "turned", "comma", "comma", "other", "other"])

    def value(self, key, person):
        """The cell and the values that stand in it."""
        dice = self.dice
        if dice.random() < self.nulls and key != "name":
            return None, []
        if key == "name":
            written = self.named(person)
            return written, [folded(written)]
        if key == "phone":
            numbers = person.phones if self.two else [dice.choice(person.phones)]
            return dice.choice(["/", ";", ", "]).join(map(self.dialling.write, numbers)), [canonical(n) for n in numbers]
        if key == "email":
            mail = dice.choice(person.emails)
            return (mail.upper() if dice.random() < 0.05 else mail), [mail]
        if key == "card":
            number = person.cards[0]
            return (grouped(number, (4, 4, 4, 4), " ") if self.spaced else number), [number]
        if key == "address":
            return person.address, [person.address]
        if key == "birth_date":
            return person.born.strftime(self.date), [person.born.isoformat()]
        number = person.numbers.get(key)
        if key == "cn_id" and self.small:
            return number.lower(), [number]
        return (None, []) if number is None else (number, [number.replace(" ", "").replace("-", "").replace("(", "").replace(")", "")])

    def named(self, person):
        """Case and order of a name are habits; who it is they do not change."""
        if self.country in ("CN", "TW", "HK"):
            return person.name
        others = [word for word in person.name.split() if word != person.family]
        if self.manner == "other":
            return otherwise(person, others)
        return {
            "comma": f"{person.family}, {' '.join(others)}", "upper": person.name.upper(), "turned": f"{' '.join(others)} {person.family}",
        }.get(self.manner, person.name)

    def noise(self, key, index):
        dice = self.dice
        self.when += datetime.timedelta(minutes=dice.randrange(1, 900))
        return {
            "id": lambda: str(1000 + index), "order": lambda: f"{self.when:%Y%m%d}{dice.randrange(10**6):06d}",
            "amount": lambda: f"{dice.randrange(10, 99999)}.{dice.randrange(100):02d}", "created": lambda: f"{self.when:%Y-%m-%d %H:%M:%S}",
            "hash": lambda: hashlib.md5(str(dice.random()).encode()).hexdigest(), "state": lambda: dice.choice(words.STATES[self.language]),
            "note": lambda: dice.choice(words.NOTES[self.language]), "gender": lambda: dice.choice(words.GENDERS[self.language]),
            "ip": lambda: f"{dice.randrange(20, 200)}.{dice.randrange(256)}.{dice.randrange(256)}.{dice.randrange(1, 255)}",
            "company": lambda: self.latin.company(), "uuid": lambda: str(uuid.UUID(int=dice.getrandbits(128))),
            "deleted": lambda: str(int(dice.random() < 0.3)), "points": lambda: str(dice.randrange(5000)), "sku": lambda: f"SKU{dice.randrange(10**5):05d}",
        }[key]()


def headers_of(dice, table_language, keys, odd):
    names = []
    for key in keys:
        choice = words.ODD[key] if odd and key in words.ODD else words.HEADERS[table_language][key]
        free = [name for name in choice if name not in names] or [f"{choice[0]}_{len(names)}"]
        names.append(dice.choice(free))
    return names


def keys_of(dice, country):
    """Which columns of people: telephones more often than anything, a name nearly always."""
    keys = ["name"] * (dice.random() < 0.85) + ["phone"] * (dice.random() < 0.75) + ["email"] * (dice.random() < 0.6)
    extra = {"CN": ["cn_id"], "RU": ["passport", "tax_number", "national_id"]}.get(country, ["national_id"])
    keys += [key for key in extra + ["card", "address", "birth_date"] if dice.random() < 0.3]
    if not set(keys) & {"phone", "email", "cn_id", "card"}:
        keys.append(dice.choice(["phone", "email"]))
    return keys


def unsure_kinds(table, clerk, country):
    """What the best of readers could not be held to, in this table."""
    unsure = set()
    if not clerk.dialling.international and (country == "HK" or not (HOME[country] == table.language or country == "CN")):
        unsure.add("phone")
    return unsure


def make(dice, people, country, latin, title=None, language=None, plain=False, keys=None, two=None):
    language = language or (HOME[country] if plain or dice.random() < 0.65 else "en")
    odd = not plain and dice.random() < 0.12
    if country == "US" and language != "en":
        language = "en"
    clerk = Clerk(dice, country, language, latin)
    clerk.two = clerk.two if two is None else two
    keys = list(keys or keys_of(dice, country))
    keys = [key for key in keys if key in words.HEADERS[language]]
    if not plain and dice.random() < 0.08:
        keys.append("deleted")
    noise = [key for key in dice.sample(NOISE, dice.randrange(0, 6)) if key != "id"]
    columns = keys + noise
    dice.shuffle(columns)
    columns = ["id"] * (dice.random() < 0.7) + columns
    table = Table(title or dice.choice(words.TABLES), language, columns, headers_of(dice, language, columns, odd))
    table.bare = country == "HK" and not clerk.dialling.international
    if odd:
        table.sure &= {"cn_id", "email"}
        table.features.append("odd headers")
    table.sure -= unsure_kinds(table, clerk, country)
    if clerk.manner == "other" and country in ("RU", "VN", "US"):
        table.features.append("names in another writing")
    if language == "en" and country == "CN" and "id_number" in table.headers:
        table.sure -= {"national_id"}
    for index, person in enumerate(people):
        add(table, clerk, index, person)
    return table


def add(table, clerk, index, person):
    found, cells = {}, []
    for key in table.columns:
        if key in MARKS:
            cells.append(clerk.noise(key, index))
            if key == "hash":
                found["secret"] = [cells[-1]]
            continue
        cell, values = clerk.value(key, person)
        cells.append(cell)
        found.setdefault(key, []).extend(values)
    if person.shares and ("name" not in found or "odd headers" in table.features):
        # A shared telephone without a name could be anybody's of the household.
        for at, key in enumerate(table.columns):
            if key in ("phone", "email"):
                cells[at], found[key] = None, []
    table.cells.append(cells)
    table.rows.append(Row([Telling(person.pid, found, nameless="odd headers" in table.features)]))
