"""Tables as dumps: MySQL, PostgreSQL, SQLite, Oracle, SQL Server."""
from tables import unheaded

TYPES = {"id": "int", "amount": "decimal(10,2)", "points": "int", "created": "datetime"}
DIALECTS = ["mysql", "postgres", "copy", "sqlite", "oracle", "mssql"]
HEADS = {
    "mysql": "-- MySQL dump 10.13  Distrib 8.0.36\n/*!40101 SET NAMES utf8mb4 */;\n",
    "postgres": "--\n-- PostgreSQL database dump\n--\nSET client_encoding = 'UTF8';\nSET standard_conforming_strings = on;\n",
    "copy": "--\n-- PostgreSQL database dump\n--\nSET client_encoding = 'UTF8';\nSET standard_conforming_strings = on;\n",
    "sqlite": "PRAGMA foreign_keys=OFF;\nBEGIN TRANSACTION;\n", "oracle": "SET DEFINE OFF;\nREM INSERTING into EXPORT\n",
    "mssql": "USE [shop]\nGO\nSET ANSI_NULLS ON\nGO\n",
}
TAILS = {"mysql": "-- Dump completed\n", "sqlite": "COMMIT;\n", "oracle": "COMMIT;\n", "mssql": "GO\n"}


def quoted(dialect, name):
    if dialect == "mysql":
        return f"`{name}`"
    if dialect == "mssql":
        return f"[dbo].[{name}]" if name.isascii() and " " not in name and name in TABLE_NAMES else f"[{name}]"
    return f'"{name}"' if dialect != "oracle" or not name.isidentifier() else name


TABLE_NAMES = set()


def literal(dialect, key, text):
    if text is None:
        return "NULL"
    if key in ("id", "amount", "points"):
        return text
    text = text.replace("'", "''")
    if dialect == "mysql":
        text = text.replace("\\", "\\\\").replace("\n", "\\n")
    if dialect == "mssql" and key == "created":
        return f"CAST(N'{text}' AS DateTime)"
    if dialect == "oracle" and key == "created":
        return f"to_date('{text}','YYYY-MM-DD HH24:MI:SS')"
    return ("N" if dialect == "mssql" else "") + f"'{text}'"


def references(dialect, other, target):
    return f" REFERENCES {quoted(dialect, other)} ({quoted(dialect, target)})"


def constraint(dialect, table, column):
    name = f"CONSTRAINT {quoted(dialect, 'fk_' + table.title)} " if dialect != "sqlite" else ""
    return f"{name}FOREIGN KEY ({quoted(dialect, column)})" + references(dialect, *table.keys["foreign"][column])


def altered(dialect, tables):
    """Keys declared after the rows, as pg_dump and exports of SQL Server do."""
    for table in tables:
        for column in table.keys.get("foreign", {}) if table.keys.get("how") == "after" else ():
            end = "\nGO\n" if dialect == "mssql" else ";\n"
            yield f"ALTER TABLE {quoted(dialect, table.title)} ADD {constraint(dialect, table, column)}{end}", None


def create(dialect, table):
    lines, foreign = [], table.keys.get("foreign", {})
    for key, name in zip(table.columns, table.headers):
        kind = TYPES.get(key, "varchar(200)") if dialect not in ("postgres", "copy") or key != "created" else "timestamp"
        lines.append(f"  {quoted(dialect, name)} {kind}{' NOT NULL' if key == 'id' else ''}"
                     + (references(dialect, *foreign[name]) if name in foreign and table.keys.get("how") == "inline" else ""))
    own = table.keys.get("own")
    if own:
        lines.append(f"  PRIMARY KEY ({quoted(dialect, own)})")
    if table.keys.get("how", "table") == "table":
        lines.extend("  " + constraint(dialect, table, column) for column in foreign)
    end = {"mysql": ") ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;\n", "mssql": ")\nGO\n"}.get(dialect, ");\n")
    return f"CREATE TABLE {quoted(dialect, table.title)} (\n" + ",\n".join(lines) + "\n" + end


def copied(text):
    if text is None:
        return "\\N"
    return text.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n")


def rows_of(dice, dialect, table, named, many):
    names = ", ".join(quoted(dialect, name) for name in table.headers)
    if dialect == "copy":
        yield f"COPY public.{quoted('postgres', table.title)} ({names}) FROM stdin;\n", None
        for cells, row in zip(table.cells, table.rows):
            yield "\t".join(map(copied, cells)) + "\n", row
        yield "\\.\n\n", None
        return
    into = f"INSERT INTO {quoted(dialect, table.title)}{f' ({names})' if named else ''} VALUES "
    for at, (cells, row) in enumerate(zip(table.cells, table.rows)):
        values = "(" + ", ".join(literal(dialect, k, c) for k, c in zip(table.columns, cells)) + ")"
        if many:
            yield (into if at == 0 else "") + values + (",\n" if at + 1 < len(table.rows) else ";\n"), row
        else:
            yield into + values + ("\nGO\n" if dialect == "mssql" and dice.random() < 0.2 else ";\n"), row


def text_of(dice, tables, dialect=None):
    dialect = dialect or dice.choice(DIALECTS)
    keyed = any(table.keys for table in tables)
    how = dice.choice({"sqlite": ["table", "inline"], "mysql": ["table", "after"], "copy": ["after"]}.get(dialect, ["table", "inline", "after"]))
    for table in tables:
        if table.keys:
            table.keys["how"] = how
    TABLE_NAMES.clear()
    TABLE_NAMES.update(table.title for table in tables)
    defined = keyed or dice.random() < 0.8
    named = not defined or dice.random() < 0.5
    if not keyed and dice.random() < 0.06 and dialect != "copy":
        defined = named = False
        for table in tables:
            unheaded(table)
    many = dialect in ("mysql", "postgres", "sqlite") and dice.random() < 0.7
    parts = [(HEADS[dialect], None)]
    for table in tables:
        table.features.append(f"{dialect}{'' if defined else ', no definition'}{', columns named' if named else ''}")
        if defined:
            parts.append((create(dialect, table), None))
        if dice.random() < 0.3:
            parts.append((f"-- rows of {table.title}: {len(table.rows)}\n", None))
        if dice.random() < 0.15 and dialect in ("mysql", "postgres", "sqlite", "oracle"):
            parts.append((f"/* moved here from the old shop;\n   see ticket {dice.randrange(999)} */\n", None))
        parts.extend(rows_of(dice, dialect, table, named, many))
    parts.extend(altered(dialect, tables))
    if dice.random() < 0.1 and dialect != "copy":
        parts.append((f"UPDATE {quoted(dialect, tables[0].title)} SET {quoted(dialect, 'checked')} = 1 WHERE {quoted(dialect, 'id')} > 5;\n", None))
    parts.append((TAILS.get(dialect, ""), None))
    return parts
