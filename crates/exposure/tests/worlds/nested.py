"""A table as JSON, cards, directories and blocks."""
import base64
import json

from tables import MARKS

PATHS = {"name": ("profile", "basic", "user"), "birth_date": ("profile", "basic", "user"), "phone": ("contact", "user"), "email": ("contact", "user"),
         "address": ("contact", "location"), "card": ("payment",), "cn_id": ("profile", "basic"), "national_id": ("profile", "basic")}


def objects(dice, table):
    nest = {}
    if dice.random() < 0.4:
        nest = {key: dice.choice(PATHS[key]) for key in table.columns if key in PATHS}
        table.features.append("nested")
    nulls = dice.random() < 0.5
    for cells, row in zip(table.cells, table.rows):
        made = {}
        for key, name, text in zip(table.columns, table.headers, cells):
            if text is None and not nulls:
                continue
            value = int(text) if text is not None and key in ("id", "points") else text
            (made.setdefault(nest[key], {}) if key in nest else made)[name] = value
        yield made, row


def json_text(dice, table):
    ascii_only, lines = dice.random() < 0.3, dice.random() < 0.4
    dump = lambda value, **more: json.dumps(value, ensure_ascii=ascii_only, **more)
    if lines:
        table.features.append("an object to a line")
        return [(dump(o) + "\n", row) for o, row in objects(dice, table)]
    wrapped = dice.random() < 0.5
    table.features.append("JSON in a wrapper" if wrapped else "JSON array")
    indent = dice.choice([None, 2])
    parts = [('{"code":0,"msg":"ok","data":{"total":%d,"list":[\n' % len(table.rows) if wrapped else "[\n", None)]
    made = list(objects(dice, table))
    for at, (value, row) in enumerate(made):
        parts.append((dump(value, indent=indent) + (",\n" if at + 1 < len(made) else "\n"), row))
    return parts + [("]}}\n" if wrapped else "]\n", None)]


CARD = {"phone": "TEL;TYPE=CELL", "email": "EMAIL", "birth_date": "BDAY"}


def only(row, kinds):
    """What a shape cannot say is not told."""
    for telling in row.tellings:
        telling.values = {kind: values for kind, values in telling.values.items() if kind in kinds}
    return row


def cards(dice, table):
    """vCard 3.0: telephone, mail and name; nothing else is told."""
    table.features.append("vCard")
    for cells, row in zip(table.cells, table.rows):
        lines = ["BEGIN:VCARD", "VERSION:3.0"]
        for key, text in zip(table.columns, cells):
            if text is None or key in MARKS:
                continue
            lines.append(f"FN:{text}" if key == "name" else f"{CARD[key]}:{text}")
        yield "\r\n".join(lines + ["END:VCARD", ""]), only(row, {"name", *CARD})


LDAP = {"name": "cn", "phone": "mobile", "email": "mail"}


def directory(dice, table):
    table.features.append("LDIF")
    yield "version: 1\n\n", None
    for at, (cells, row) in enumerate(zip(table.cells, table.rows)):
        lines = [f"dn: uid=u{at},ou=people,dc=example,dc=org", "objectClass: inetOrgPerson"]
        for key, text in zip(table.columns, cells):
            if text is None or key not in LDAP:
                continue
            if text.isascii():
                lines.append(f"{LDAP[key]}: {text}")
            else:
                lines.append(f"{LDAP[key]}:: {base64.b64encode(text.encode()).decode()}")
        yield "\n".join(lines) + "\n\n", only(row, set(LDAP))


def blocks(dice, table):
    """mysql -E."""
    table.features.append("mysql -E")
    wide = max(map(len, table.headers))
    for at, (cells, row) in enumerate(zip(table.cells, table.rows)):
        head = f"*************************** {at + 1}. row ***************************\n"
        yield head + "".join(f"{n:>{wide}}: {'NULL' if t is None else t}\n" for n, t in zip(table.headers, cells)), row


def colons(dice, table):
    """Somebody's notes: `key: value`, an empty line between two people."""
    table.features.append("key: value")
    sign = dice.choice([": ", ":", "："] if table.language in ("zh", "tw") else [": "])
    for cells, row in zip(table.cells, table.rows):
        yield "".join(f"{n}{sign}{t}\n" for n, t in zip(table.headers, cells) if t is not None) + "\n", row


def listed(dice, table):
    """Telephones and addresses of mail in lists of their own, below the person: `{"phones": [...]}`.

    A second value under one key may be somebody else's; those of one person are told here, so it is not."""
    table.features.append("lists in objects")
    parts = []
    for cells, row in zip(table.cells, table.rows):
        made = {}
        for key, name, text in zip(table.columns, table.headers, cells):
            made[name] = text if key not in ("phone", "email") or text is None else [text]
        parts.append((json.dumps(made, ensure_ascii=False) + "\n", row))
    return parts


def contacts(dice, table):
    """`{"contacts": [{"type": "mobile", "value": …}]}`: what a value is stands beside it."""
    table.features.append("typed values in a list")
    table.sure -= {"phone"}
    for cells, row in zip(table.cells, table.rows):
        made = {"contacts": []}
        for key, name, text in zip(table.columns, table.headers, cells):
            if key not in ("phone", "email"):
                made[name] = text
            elif text is not None:
                made["contacts"].append({"type": "mobile" if key == "phone" else "email", "value": text})
        yield json.dumps(made, ensure_ascii=False) + "\n", row
