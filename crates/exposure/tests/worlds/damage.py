"""What happens to files: they are cut, or something else is written over a part of them."""


def offsets(parts, charset):
    """Where each part begins and ends, in bytes."""
    plain = {"utf-16": "utf-16-le", "utf-8 with a mark": "utf-8"}.get(charset, charset)
    at = {"utf-16": 2, "utf-8 with a mark": 3}.get(charset, 0)
    for text, row in parts:
        size = len(text.encode(plain))
        yield at, at + size, row
        at += size


def cut(dice, data, parts, charset):
    """Cut in the middle of a row; what is after it is gone, the row itself may be read or not."""
    rows = [(a, b, row) for a, b, row in offsets(parts, charset) if row is not None]
    begin, end, _ = rows[dice.randrange(len(rows) // 2, len(rows))]
    at = dice.randrange(begin + 1, end - 1)
    for a, b, row in rows:
        row.fate = "whole" if b <= at else "gone" if a >= at else "unsure"
    return data[:at], at


def overwrite(dice, data, parts, charset):
    """Noise over a stretch of the file: nothing in it is sure any more."""
    rows = [(a, b, row) for a, b, row in offsets(parts, charset) if row is not None]
    first = dice.randrange(1, max(2, len(rows) - 1))
    start = dice.randrange(rows[first][0], rows[first][1])
    length = dice.randrange(200, 3000)
    noise = bytes(dice.choice([0, 0, dice.randrange(256)]) for _ in range(length))
    stop = min(start + length, len(data))
    for a, b, row in rows:
        row.fate = "gone" if a >= start and b <= stop else "unsure"
    return data[:start] + noise[:stop - start] + data[stop:]
