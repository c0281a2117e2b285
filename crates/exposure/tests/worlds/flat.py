"""A table as a flat file: every delimiter, quoting, charset and headline that exports have."""
import tables
import words

CHARSETS = {
    "zh": ["utf-8", "utf-8", "gb18030", "gb18030", "utf-16"], "tw": ["utf-8", "big5", "utf-16"],
    "ru": ["utf-8", "cp1251", "cp1251", "utf-16"], "vi": ["utf-8", "utf-16"], "en": ["utf-8"],
}


def encode(dice, text, language, country):
    """Bytes, and the charset: one that can say all of the text."""
    home = {"CN": "zh", "TW": "tw", "HK": "tw", "RU": "ru", "VN": "vi", "US": "en"}[country]
    charset = dice.choice(CHARSETS[home if language == "en" else language])
    try:
        data = text.encode(charset)
    except UnicodeEncodeError:
        charset, data = "utf-8", text.encode("utf-8")
    if charset == "utf-8" and dice.random() < 0.2:
        return b"\xef\xbb\xbf" + data, "utf-8 with a mark"
    return data, charset


def cell(text, delimiter, always):
    if text is None:
        return ""
    if always or any(sign in text for sign in (delimiter, '"', "\n", "\r")):
        return '"' + text.replace('"', '""') + '"'
    return text


def in_lines(table, cells):
    """The address as it is written on a letter."""
    at = table.columns.index("address")
    if cells[at] is None:
        return cells
    return [*cells[:at], cells[at].replace(" ", "\n", 1), *cells[at + 1:]]


def text_of(dice, table):
    """The text of each row in order, `None` beside those that are no row of the table."""
    delimiter = dice.choice([",", ",", ",", ";", "\t", "|"])
    always, end = dice.random() < 0.3, dice.choice(["\n", "\n", "\r\n"])
    parts = []
    def put(cells, row):
        parts.append((delimiter.join(cell(c, delimiter, always) for c in cells) + end, row))
    width = len(table.columns)
    if delimiter != "\t" and dice.random() < 0.04:
        parts.append((f"sep={delimiter}{end}", None))
        table.features.append("sep= line")
    if dice.random() < 0.12 and width > 3:
        put([dice.choice(words.TITLES[table.language])], None)
        table.features.append("headline above the header")
    headless = dice.random() < 0.15
    if headless:
        tables.unheaded(table)
        table.features.append("no header")
    else:
        put(table.headers, None)
    blank, lines = dice.random() < 0.06, dice.random() < 0.1 and "address" in table.columns
    if lines:
        table.features.append("addresses of two lines")
    for at, (cells, row) in enumerate(zip(table.cells, table.rows)):
        if blank and at % 7 == 6 and len(parts) > 2:
            parts.append((f"# page {at // 7 + 1}{end}", None))
        put(in_lines(table, cells) if lines else cells, row)
    if dice.random() < 0.08 and width > 3 and not headless:
        put([words.TOTALS[table.language], str(len(table.rows))] + [""] * (width - 2), None)
        table.features.append("row of totals")
    if dice.random() < 0.1:
        parts[-1] = (parts[-1][0].removesuffix(end), parts[-1][1])
    if blank:
        table.features.append("remarks between rows")
    table.features.append(f"delimiter {delimiter!r}{', all quoted' if always else ''}")
    return parts


def write(dice, table, country):
    parts = text_of(dice, table)
    data, charset = encode(dice, "".join(text for text, _ in parts), table.language, country)
    table.features.append(charset)
    return data, charset, parts
