"""Tables that belong together, and rows that speak of two people."""
import tables
from ledger import Row, Telling
from tables import Table, canonical, folded

PARTIES = {
    "zh": [("下单人姓名", "下单人电话", "收件人姓名", "收件人电话"), ("客户姓名", "手机号", "紧急联系人", "紧急联系人电话"), ("投保人姓名", "投保人手机", "被保险人姓名", "被保险人手机")],
    "tw": [("訂購人姓名", "訂購人電話", "收件人姓名", "收件人電話")],
    "ru": [("ФИО отправителя", "Телефон отправителя", "ФИО получателя", "Телефон получателя")],
    "vi": [("Người gửi", "SĐT người gửi", "Người nhận", "SĐT người nhận")],
    "en": [("buyer_name", "buyer_phone", "receiver_name", "receiver_phone"), ("customer_name", "customer_phone", "guarantor_name", "guarantor_phone")],
}
PAIRS = {"zh": ("主叫号码", "被叫号码"), "tw": ("發話號碼", "受話號碼"), "ru": ("Абонент А", "Абонент Б"), "vi": ("Số gọi đi", "Số nhận"), "en": ("caller", "callee")}


def two_parties(dice, people, country, latin):
    """Each row tells of two people who are not the same."""
    language = tables.HOME[country]
    clerk = tables.Clerk(dice, country, language, latin)
    table = Table("orders", language, ["id", "name", "phone", "name2", "phone2", "amount"], [])
    table.headers = ["id", *dice.choice(PARTIES[language]), "amount"]
    if language == "zh":
        table.headers[0], table.headers[-1] = "订单号", "金额"
    table.features.append("two people in a row")
    table.sure -= tables.unsure_kinds(table, clerk, country)
    for at, person in enumerate(people):
        other = people[at - 1]
        if other.pid == person.pid or other.name == person.name or other.phones[0] == person.phones[0]:
            continue
        cells, tellings = [str(1000 + at)], []
        for who in (person, other):
            cells += [who.name, clerk.dialling.write(who.phones[0])]
            tellings.append(Telling(who.pid, {"name": [folded(who.name)], "phone": [canonical(who.phones[0])]}))
        table.cells.append(cells + [f"{dice.randrange(9999)}.00"])
        table.rows.append(Row(tellings))
    return table


def calls(dice, people, country, latin):
    language = tables.HOME[country]
    clerk = tables.Clerk(dice, country, language, latin)
    clerk.dialling = tables.Dialling(dice, country != "CN")
    table = Table("calls", language, ["created", "phone", "phone2", "amount"], ["start_time", *PAIRS[language], "seconds"])
    table.features.append("pairs of telephones")
    people = [p for p in people if not p.shares]
    for at, person in enumerate(people):
        other = people[at - 1]
        if other.pid == person.pid:
            continue
        both = [clerk.dialling.write(p.phones[0]) for p in (person, other)]
        table.cells.append([clerk.noise("created", at), *both, str(dice.randrange(600))])
        table.rows.append(Row([Telling(p.pid, {"phone": [canonical(p.phones[0])]}) for p in (person, other)]))
    return table


def spread(dice, people, country, latin):
    """One person over several tables, joined by a number; the key is declared or it is not."""
    declared = dice.random() < 0.6
    named_only = dice.random() < 0.4
    clerk = tables.Clerk(dice, country, "en", latin)
    clerk.dialling.international = True
    mark = dice.getrandbits(40)
    head = Table("customers", "en", ["id", "name"] + ([] if named_only else ["birth_date"]), ["customer_id", "name"] + ([] if named_only else ["birth_date"]))
    if declared:
        head.keys = {"own": "customer_id"}
    head.features.append(f"one person over several tables, key {'declared' if declared else 'not declared'}{', names alone' if named_only else ''}")
    made = [head]
    parts = dice.sample(["phone", "email", "address", "order"], dice.randrange(2, 5))
    for part in parts:
        title = {"phone": "customer_phones", "email": "customer_emails", "address": "customer_addresses", "order": "orders"}[part]
        fields = {"order": (["amount", "created"], ["total", "created_at"])}.get(part, ([part], [part]))
        table = Table(title, "en", ["id", "owner", *fields[0]], ["id", "customer_id", *fields[1]])
        if declared:
            table.keys = {"own": "id", "foreign": {"customer_id": ("customers", "customer_id")}}
        made.append(table)
    shared = {v for p in people for v in [p.phones[0], p.emails[0]] if p.shares}
    for at, person in enumerate(people):
        tie = ("key", mark, at) if declared else None
        values = {"name": [folded(person.name)]} | ({} if named_only else {"birth_date": [person.born.isoformat()]})
        head.cells.append([str(at + 1), person.name] + ([] if named_only else [person.born.isoformat()]))
        head.rows.append(Row([Telling(person.pid, values, tie)]))
        for part, table in zip(parts, made[1:]):
            told = {"phone": person.phones, "email": person.emails, "address": [person.address], "order": [None] * dice.randrange(3)}[part]
            for value in told:
                if value in shared:
                    continue
                if part == "order":
                    cells, found = [f"{dice.randrange(9999)}.50", clerk.noise("created", at)], {}
                else:
                    cells = [clerk.dialling.write(value) if part == "phone" else value]
                    found = {part: [canonical(value) if part == "phone" else value]}
                table.cells.append([str(len(table.cells) + 1), str(at + 1), *cells])
                table.rows.append(Row([Telling(person.pid, found, tie)]))
    return made


def attributes(dice, people, country, latin):
    """Entity, attribute, value: each fact of a person is a row."""
    clerk = tables.Clerk(dice, country, "en", latin)
    clerk.dialling.international = True
    table = Table("customer_attributes", "en", ["id", "owner", "state", "value"], ["id", "entity_id", "attribute", "value"])
    table.sure = set()
    table.features.append("entity, attribute, value")
    mark = dice.getrandbits(40)
    for at, person in enumerate(people):
        if person.shares:
            continue
        facts = [("name", person.name, folded(person.name)), ("email", person.emails[0], person.emails[0]), ("phone", clerk.dialling.write(person.phones[0]), canonical(person.phones[0]))]
        for key, text, value in facts:
            table.cells.append([str(len(table.cells) + 1), str(at + 1), key, text])
            table.rows.append(Row([Telling(person.pid, {key: [value]}, ("entity", mark, at))]))
    return table
