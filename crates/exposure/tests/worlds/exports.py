"""Exports that hide a part, repeat a name of a column, come twice, or tell nothing but names."""
import tables
import words
from ledger import Row, Telling

DEPARTMENTS = {"zh": ("姓名", "部门"), "tw": ("姓名", "部門"), "ru": ("ФИО", "Отдел"), "vi": ("Họ và tên", "Phòng ban"), "en": ("full_name", "department")}


def names_alone(dice, people, country, latin):
    """A list of names and departments: by definition it makes nobody a person."""
    language = tables.HOME[country]
    table = tables.Table("staff", language, ["name", "state"], list(DEPARTMENTS[language]))
    table.features.append("names alone")
    for person in people:
        table.cells.append([person.name, f"A-{dice.randrange(1, 5)}"])
        table.rows.append(Row([Telling(person.pid, {"name": [tables.folded(person.name)]})]))
    return table


def starred(number):
    digits = [i for i, sign in enumerate(number) if sign.isdigit()][3:7]
    return "".join("*" if i in digits else sign for i, sign in enumerate(number))


def masked(dice, people, country, latin):
    """Telephones with stars: they are no values; names and the rest stand."""
    table = tables.make(dice, people, country, latin, plain=True, keys=["name", "phone", "email"], language=tables.HOME[country], two=False)
    table.features.append("masked telephones")
    at = table.columns.index("phone")
    for cells, row in zip(table.cells, table.rows):
        if cells[at] is not None:
            cells[at] = starred(cells[at])
            row.tellings[0].values["phone"] = []
    return table


def repeated(dice, people, country, latin):
    """Two columns of the same name: the second telephone of the same person."""
    table = tables.make(dice, people, country, latin, plain=True, keys=["name", "phone"], language=tables.HOME[country])
    table.features.append("a name of a column twice")
    clerk = tables.Clerk(dice, country, table.language, latin)
    clerk.dialling = tables.Dialling(dice, True)
    at = table.columns.index("phone")
    table.columns.append("phone")
    table.headers.append(table.headers[at])
    by_pid = {person.pid: person for person in people}
    for cells, row in zip(table.cells, table.rows):
        telling = row.tellings[0]
        number = by_pid[telling.pid].phones[-1]
        cells.append(clerk.dialling.write(number) if len(by_pid[telling.pid].phones) > 1 else None)
        if cells[-1] is not None:
            telling.values["phone"] = telling.values["phone"] + [tables.canonical(number)]
    return table


IN_PARTS = {
    "zh": ["姓", "名", "省市", "详细地址", "手机号"], "tw": ["姓", "名", "縣市", "地址", "手機"],
    "ru": ["Фамилия", "Имя", "Город", "Адрес", "Телефон"], "vi": ["Họ", "Tên", "Tỉnh", "Địa chỉ", "Số điện thoại"],
    "en": ["first_name", "last_name", "city", "street_address", "phone"],
}
CITIES = {"zh": "杭州市", "tw": "臺北市", "ru": "Казань", "vi": "Hà Nội", "en": "Springfield"}


def in_parts(dice, people, country, latin):
    """Family and given name apart, city and street apart: one name and one address to a row."""
    language = tables.HOME[country]
    table = tables.Table("clients", language, ["family", "given", "city", "address", "phone"], list(IN_PARTS[language]))
    table.features.append("names and addresses in parts")
    dialling = tables.Dialling(dice, country == "HK")
    for person in people:
        name = [person.family, person.given] if language != "en" else [person.given, person.family]
        table.cells.append([*name, CITIES[language], person.address, dialling.write(person.phones[0])])
        folded = tables.folded("".join(name) if language in ("zh", "tw") else " ".join(name))
        table.rows.append(Row([Telling(person.pid, {
            "name": [folded], "address": [f"{CITIES[language]} {person.address}"], "phone": [tables.canonical(person.phones[0])],
        }, household=person.shares)]))
    return table


HOME_AND_WORK = {
    "zh": ("姓名", "手机", "家庭电话", "邮箱"), "tw": ("姓名", "行動電話", "住家電話", "電子郵件"), "ru": ("ФИО", "Мобильный телефон", "Домашний телефон", "E-mail"),
    "vi": ("Họ và tên", "Di động", "Điện thoại nhà", "Email"), "en": ("full_name", "mobile_phone", "home_phone", "email"),
}


def home_and_work(dice, people, country, latin):
    """Two telephones and an address of mail of one person, each in a column that says so."""
    language = tables.HOME[country]
    table = tables.Table("people", language, ["name", "phone", "phone", "email"], list(HOME_AND_WORK[language]))
    table.features.append("mobile and home telephone")
    dialling = tables.Dialling(dice, country == "HK")
    for person in people:
        phones = person.phones[:2] if dice.random() < 0.7 else person.phones[:1]
        table.cells.append([person.name, *(dialling.write(p) for p in phones), *[None] * (2 - len(phones)), person.emails[0]])
        table.rows.append(Row([Telling(person.pid, {
            "name": [tables.folded(person.name)], "phone": [tables.canonical(p) for p in phones], "email": [person.emails[0]],
        })]))
    return table


EXTENSIONS = {"zh": "转", "tw": "#", "ru": " доб. ", "vi": " ext. ", "en": " x"}


def offices(dice, people, country, latin):
    """Telephones with extensions: one number behind which somebody sits."""
    language = tables.HOME[country]
    table = tables.make(dice, people, country, latin, plain=True, keys=["name", "email", "phone"], language=language, two=False)
    table.features.append("extensions")
    table.sure -= {"phone"}
    at = table.columns.index("phone")
    for cells in table.cells:
        if cells[at] is not None and dice.random() < 0.5:
            cells[at] += f"{EXTENSIONS[language]}{dice.randrange(100, 999)}"
    return table


def snapshots(dice, crowds, country, latin):
    """The same table at two dates: people came, went and changed their telephones."""
    keys, language = ["name", "phone", "email", "address"], tables.HOME[country]
    for crowd in crowds:
        table = tables.make(dice, crowd, country, latin, title=words.TABLES[0], language=language, plain=True, keys=keys)
        table.features.append("one table at two dates")
        yield table


KINDS = [names_alone, masked, repeated, in_parts, in_parts, offices, home_and_work, home_and_work]
