#!/usr/bin/env python3
"""A second reader of rows that data-folder.md describes, written from that page alone; standard library only.

    read_folder_rows.py FOLDER                           forms that led to an act, and leaks that arrived and are not counted
    read_folder_rows.py key TOKEN ADDRESS [NAME=VALUE…]  the key under which a form is kept, in hex

Nobody may have the folder while it is read.
"""
import hashlib
import pathlib
import sqlite3
import sys
import urllib.parse

APPLICATION = 0x53746E63
LAYOUT = 1


def opened(path):
    database = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    found = [database.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version")]
    if found != [APPLICATION, LAYOUT]:
        raise SystemExit(f"{path}: application and layout {found}")
    return database


def rows(folder):
    log, people = opened(folder / "log.db"), opened(folder / "people.db")
    for key, at_us, case_id in log.execute("SELECT key, at_us, case_id FROM once ORDER BY key"):
        if len(key) != 32:
            raise SystemExit(f"once: a key of {len(key)} bytes")
        yield f"once {key.hex()} {at_us} {case_id or '-'}"
    leaks = "SELECT id, case_id, arrived_us, bytes FROM upload ORDER BY arrived_us, id"
    for leak, case_id, arrived_us, size in people.execute(leaks):
        yield f"upload {leak} {case_id} {arrived_us} {size}"


def main(words):
    if len(words) >= 3 and words[0] == "key":
        fields = [tuple(field.split("=", 1)) for field in words[3:]]
        # As the URL Standard of WHATWG writes forms: `*` stands as it is, `~` does not.
        said = urllib.parse.urlencode(fields, safe="*").replace("~", "%7E")
        print(hashlib.sha256("".join(part + "\0" for part in (words[1], words[2], said)).encode()).hexdigest())
    elif len(words) == 1:
        for line in rows(pathlib.Path(words[0])):
            print(line)
    else:
        raise SystemExit(__doc__)


if __name__ == "__main__":
    main(sys.argv[1:])
