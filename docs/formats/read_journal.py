#!/usr/bin/env python3
"""A second reader of the journal's formats, written from the documents beside it.

    read_journal.py verify BUNDLE [--key VKEY] [--newer CHECKPOINT]
    read_journal.py entry FILE.hex | checkpoint FILE KEY | head FILE KEY | body FILE.hex
    read_journal.py proof FILE.json

VKEY and KEY are the text of a verifier key, or a file that holds it.
Python 3.11, standard library only. Prints what it found, line by line; exit code 0 if everything holds, 3 if
nothing is wrong but the key was not pinned (or the newer checkpoint could not be compared), 2 for a line that cannot
be understood, 1 otherwise.
It is written to be read, not to be fast.
"""
import base64
import hashlib
import json
import os
import re
import sys

sys.set_int_max_str_digits(0)


class Wrong(Exception):
    """Something does not hold; the text says what."""


def require(condition, text):
    if not condition:
        raise Wrong(text)


def sha256(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


# --- Ed25519, RFC 8032 section 5.1 and 6 ---------------------------------------------------------------------------
P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT = pow(2, (P - 1) // 4, P)


def point_add(a, b):
    w, x = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    y, z = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    e, f, g, h = x - w, z - y, z + y, x + w
    return (e * f % P, g * h % P, f * g % P, e * h % P)


def point_mul(scalar, point):
    total = (0, 1, 1, 0)
    while scalar:
        if scalar & 1:
            total = point_add(total, point)
        point = point_add(point, point)
        scalar >>= 1
    return total


def point_equal(a, b):
    return (a[0] * b[2] - b[0] * a[2]) % P == 0 and (a[1] * b[2] - b[1] * a[2]) % P == 0


def recover_x(y, sign):
    if y >= P:
        return None
    x2 = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    if x2 == 0:
        return None if sign else 0
    x = pow(x2, (P + 3) // 8, P)
    if (x * x - x2) % P:
        x = x * ROOT % P
    if (x * x - x2) % P:
        return None
    return P - x if x & 1 != sign else x


def point_read(data):
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & (2**255 - 1)
    x = recover_x(y, sign)
    return None if x is None else (x, y, 1, x * y % P)


BASE_Y = 4 * pow(5, P - 2, P) % P
BASE = (recover_x(BASE_Y, 0), BASE_Y, 1, recover_x(BASE_Y, 0) * BASE_Y % P)


def small_order(point):
    return point_equal(point_mul(8, point), (0, 1, 1, 0))


def ed25519_verifies(public, message, signature):
    if len(signature) != 64:
        return False
    a, r = point_read(public), point_read(signature[:32])
    s = int.from_bytes(signature[32:], "little")
    if a is None or r is None or s >= L or small_order(a) or small_order(r):
        return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % L
    return point_equal(point_mul(s, BASE), point_add(r, point_mul(h, a)))


# --- names, numbers, base64 ----------------------------------------------------------------------------------------
STREAM = re.compile(r"org|(case|access|signal|wave)/[a-z0-9][a-z0-9-]{0,63}")
KIND = re.compile(r"[a-z][a-z0-9_-]*(\.[a-z][a-z0-9_-]*)*")
NUMBER = re.compile(r"0|[1-9][0-9]{0,19}")


def stream_name(text):
    require(STREAM.fullmatch(text), f"{text!r} is not a stream")
    return text


def number(text):
    require(NUMBER.fullmatch(text) and int(text) < 2**64, f"{text!r} is not a 64-bit number")
    return int(text)


def unbase64(text, length=None):
    try:
        data = base64.b64decode(text, validate=True)
    except ValueError as fault:
        raise Wrong(f"{text!r} is not base64: {fault}") from None
    require(base64.b64encode(data).decode() == text, f"{text!r} is not the one base64 of its bytes")
    require(length is None or len(data) == length, f"{text!r} has {len(data)} bytes, not {length}")
    return data


# --- entries: entry.md, body.md ------------------------------------------------------------------------------------
TIME_MIN, TIME_MAX = -2_208_988_800_000_000, 253_370_764_799_999_999


class Bytes:
    def __init__(self, data):
        self.data, self.at = data, 0

    def take(self, length, what):
        piece = self.data[self.at:self.at + length]
        require(len(piece) == length, f"ends inside {what}")
        self.at += length
        return piece

    def uint(self, length, what):
        return int.from_bytes(self.take(length, what), "big")

    def done(self):
        return self.at == len(self.data)


def entry(data):
    read = Bytes(data)
    require(read.take(5, "magic") == b"STEN\x01", "not an entry of format 1")
    found = {"stream": stream_name(read.take(read.uint(1, "stream"), "stream").decode("ascii", "replace"))}
    found["version"] = read.uint(8, "stream version")
    require(found["version"] > 0, "stream version 0")
    found["previous"] = read.take(32, "previous") if found["version"] > 1 else None
    found["kind"] = read.take(read.uint(1, "kind"), "kind").decode("ascii", "replace")
    require(KIND.fullmatch(found["kind"]) and len(found["kind"]) <= 64, f"{found['kind']!r} is not a kind")
    found["shape"] = read.uint(2, "shape")
    require(found["shape"] > 0, "shape 0")
    for time in ("occurred_at", "recorded_at"):
        found[time] = int.from_bytes(read.take(8, time), "big", signed=True)
        require(TIME_MIN <= found[time] <= TIME_MAX, f"{time} out of range")
    found["sealed"], found["commitment"] = read.take(32, "sealed"), read.take(32, "commitment")
    require(read.done(), "bytes after the last field")
    return found


def commitment(salt, plaintext):
    return sha256(b"stanch body commitment v1\n", salt, plaintext)


# --- keys and signed notes: keys.md, checkpoint.md, stream-head.md ---------------------------------------------------
class Key:
    def __init__(self, text):
        parts = text.split("+", 2)
        require(len(parts) == 3, "a key is NAME+ID+BASE64")
        self.text, self.name = text, parts[0]
        bad = not self.name or any(c.isspace() or ord(c) < 32 or 127 <= ord(c) < 160 for c in self.name)
        require(not bad and len(self.name.encode()) <= 200, "not a key name")
        data = unbase64(parts[2], 33)
        require(data[0] == 1, "not an Ed25519 key")
        self.public = data[1:]
        point = point_read(self.public)
        require(point is not None and not small_order(point), "not a usable Ed25519 key")
        self.id = sha256(self.name.encode(), b"\n\x01", self.public)[:4]
        require(self.id.hex() == parts[1], "the id is not that of name and key")


def open_note(data, key, only_ours=True):
    require(len(data) <= 512 * 1024, "note too long")
    try:
        note = data.decode("utf-8")
    except UnicodeDecodeError as fault:
        raise Wrong(f"not UTF-8: {fault}") from None
    require(not any(ord(c) < 32 and c != "\n" for c in note), "control character in a note")
    blank = note.rfind("\n\n")
    require(blank >= 0 and note.endswith("\n"), "no signatures")
    text, lines = note[:blank + 1], note[blank + 2:-1].split("\n")
    require(note[blank + 2:] != "", "no signatures")
    require(len(lines) == 1 if only_ours else len(lines) <= 64, "number of signatures")
    known = False
    for line in lines:
        parts = line.split(" ")
        require(len(parts) == 3 and parts[0] == "—" and parts[1] and "+" not in parts[1], "not a signature line")
        data = unbase64(parts[2])
        require(len(data) > 4, "not a signature line")
        if parts[1] == key.name and data[:4] == key.id:
            require(ed25519_verifies(key.public, text.encode(), data[4:]), f"false signature of {key.name}")
            known = True
    require(known, f"not signed by {key.text}")
    return text.split("\n")[:-1]


def checkpoint(data, key, only_ours=True):
    lines = open_note(data, key, only_ours)
    require(len(lines) == 3 if only_ours else len(lines) >= 3 and all(lines), "a checkpoint has three lines")
    require(lines[0] == key.name, "the checkpoint is of another log than the key")
    size, root = number(lines[1]), unbase64(lines[2], 32)
    require(size > 0 or root == sha256(), "size 0 with another root than the empty one")
    return size, root


def stream_head(data, key):
    lines = open_note(data, key)
    require(len(lines) == 6 and lines[0] == "stanch stream head v1", "not a stream head")
    require(lines[1] == key.name, "the stream head is of another log than the key")
    head = {"stream": stream_name(lines[2]), "version": number(lines[3]), "leaf": unbase64(lines[4], 32)}
    head["log_size"] = number(lines[5])
    require(head["version"] > 0 and head["log_size"] > 0, "a stream head counts from 1")
    return head


# --- the tree: RFC 6962 section 2.1, tiles as in C2SP tlog-tiles -----------------------------------------------------
def leaf_hash(data):
    return sha256(b"\0", data)


def node_hash(left, right):
    return sha256(b"\1", left, right)


def split(count):
    return 1 << (count - 1).bit_length() - 1


def mth(hashes):
    """The definition; `hashes` are roots of complete subtrees of one size."""
    if not hashes:
        return sha256()
    if len(hashes) == 1:
        return hashes[0]
    k = split(len(hashes))
    return node_hash(mth(hashes[:k]), mth(hashes[k:]))


def edge(size):
    """The partial tiles of a tree: (level, index, width)."""
    found = []
    for level in range(8):
        hashes = size >> 8 * level
        if hashes % 256:
            found.append((level, hashes // 256, hashes % 256))
    return found


def way_up(size, level, at):
    while level < 8 and at < size >> 8 * level:
        index = at // 256
        yield (level, index, min(256, (size >> 8 * level) - index * 256))
        level, at = level + 1, index


def needed(size, indices, older_sizes):
    tiles = set(edge(size))
    for index in indices:
        tiles.update(way_up(size, 0, index))
    for older in older_sizes:
        for level, index, _ in edge(older) if older < size else ():
            tiles.update(way_up(size, level, index * 256))
    return sorted(tiles)


def root_from(tiles, size):
    """Root at `size`: the partial tiles are the frontier. None if a tile is not there."""
    parts = []
    for level, index, width in reversed(edge(size)):
        hashes = tiles.get((level, index), [])
        if len(hashes) < width:
            return None
        at = 0
        for bit in range(7, -1, -1):
            if width >> bit & 1:
                parts.append(mth(hashes[at:at + (1 << bit)]))
                at += 1 << bit
    if not parts:
        return sha256()
    root = parts.pop()
    while parts:
        root = node_hash(parts.pop(), root)
    return root


# --- bundles: bundle.md ----------------------------------------------------------------------------------------------
SECTIONS = ("manifest", "key", "checkpoint", "head", "entries", "tiles", "bodies", "seal")


def sections(data):
    magic = b"stanch bundle v1\n"
    require(data.startswith(magic), "not a bundle")
    at, found = len(magic), {}
    for name in SECTIONS:
        found["sealed"] = data[:at]
        header = re.compile(name.encode() + rb" (0|[1-9][0-9]{0,19})\n").match(data, at)
        require(header, f"byte {at}: no section {name}")
        end = header.end() + int(header[1])
        require(end <= len(data), f"section {name} runs past the end")
        found[name], at = data[header.end():end], end
    require(at == len(data), f"bytes after the end, from {at}")
    return found


def read_entries(data):
    read, found = Bytes(data), []
    while not read.done():
        index, leaf = read.uint(8, "index"), read.take(32, "leaf")
        found.append((index, leaf, read.take(read.uint(2, "length"), f"entry {index}")))
    return found


def read_tiles(data):
    read, found = Bytes(data), []
    while not read.done():
        level, index, width = read.uint(1, "level"), read.uint(8, "index"), read.uint(2, "width")
        require(level < 8 and 1 <= width <= 256, "no such tile")
        found.append((level, index, width, [read.take(32, "tile") for _ in range(width)]))
    return found


def read_bodies(data):
    read, found = Bytes(data), []
    while not read.done():
        index, salt = read.uint(8, "index"), read.take(32, "salt")
        found.append((index, salt, read.take(read.uint(8, "length"), f"body of {index}")))
    return found


def runs(versions):
    found = []
    for version in versions:
        if found and found[-1][1] + 1 == version:
            found[-1][1] = version
        else:
            found.append([version, version])
    return found


def verify(data, pinned=None, newer=None):
    """Checks everything, in the order in which a lie would be cheapest; raises Wrong at the first."""
    part = sections(data)
    require(part["key"].endswith(b"\n"), "the key ends in a newline")
    own = Key(part["key"][:-1].decode("utf-8", "replace"))
    require(pinned is None or pinned == own.text, f"signed by {own.text}, not by the pinned key")
    seal = open_note(part["seal"], own)
    require(len(seal) == 4 and seal[0] == "stanch bundle seal v1" and seal[1] == own.name, "not a seal")
    sealed = part["sealed"]
    require(number(seal[2]) == len(sealed) and unbase64(seal[3], 32) == sha256(sealed), "sealed are other bytes")
    size, root = checkpoint(part["checkpoint"], own)
    head = stream_head(part["head"], own)
    require(head["log_size"] == size, "stream head and checkpoint are of different sizes")
    entries, tiles, bodies = read_entries(part["entries"]), read_tiles(part["tiles"]), read_bodies(part["bodies"])
    manifest = check_manifest(part["manifest"], own, size, head, entries, bodies)
    kept = check_tiles(tiles, size, root, [index for index, _, _ in entries], manifest["consistent_from"])
    check_entries(entries, kept, head)
    check_bodies(entries, bodies)
    complete = check_newer(newer, own, size, root, kept)
    return {"origin": own.name, "stream": head["stream"], "log_size": size, "entries": len(entries),
            "disclosed": len(bodies), "pinned": pinned is not None, "complete": complete}


def check_manifest(data, own, size, head, entries, bodies):
    disclosed = {index for index, _, _ in bodies}
    shown = [entry(bytes_)["version"] for index, _, bytes_ in entries if index in disclosed]
    hidden = [entry(bytes_)["version"] for index, _, bytes_ in entries if index not in disclosed]
    older = json.loads(data).get("consistent_from")
    good = isinstance(older, list) and all(type(one) is int and 0 < one < size for one in older)
    require(good and older == sorted(set(older)), "manifest: consistent_from")
    manifest = {"origin": own.name, "stream": head["stream"], "log_size": size, "entries": len(entries),
                "disclosed": runs(shown), "withheld": runs(hidden), "consistent_from": older}
    text = json.dumps(manifest, separators=(",", ":"), ensure_ascii=False)
    require(text.encode() == data, f"the manifest should be {text}")
    return manifest


def check_tiles(tiles, size, root, indices, older):
    require([tile[:3] for tile in tiles] == needed(size, indices, older), "not exactly the tiles needed")
    kept = {(level, index): hashes for level, index, _, hashes in tiles}
    for level, index, width, hashes in tiles:
        if width == 256:
            above = kept[level + 1, index // 256][index % 256]
            require(mth(hashes) == above, f"tile {level}/{index} was changed")
    require(root_from(kept, size) == root, "root differs, cannot be located")
    return kept


def check_entries(entries, tiles, head):
    before = None
    for place, (index, leaf, data) in enumerate(entries, 1):
        require(leaf_hash(data) == leaf, f"entry {index} was changed")
        require(tiles[0, index // 256][index % 256] == leaf, f"entry {index} is not in the tree")
        found = entry(data)
        require(found["stream"] == head["stream"], f"entry {index} is of another stream")
        require(found["version"] == place, f"entry {index}: version {found['version']} where {place} must stand")
        if before:
            require(index > before[0], f"entry {index} out of order")
            require(found["previous"] == before[1], f"entry {index} names another entry before it")
            require(found["recorded_at"] >= before[2], f"entry {index} was recorded before the one before it")
        before = (index, leaf, found["recorded_at"])
    require(before and len(entries) == head["version"] and before[1] == head["leaf"], "not the stream's end")


def check_bodies(entries, bodies):
    known, last = {index: data for index, _, data in entries}, -1
    for index, salt, plaintext in bodies:
        require(index in known and index > last, f"body of {index} out of place")
        require(entry(known[index])["commitment"] == commitment(salt, plaintext), f"body of {index} was changed")
        last = index


def check_newer(newer, own, size, root, tiles):
    if newer is None:
        return True
    held, held_root = checkpoint(newer, own, only_ours=False)
    require(held <= size, f"older than the checkpoint held ({size} < {held})")
    ours = root if held == size else root_from(tiles, held)
    require(ours is None or ours == held_root, f"the log had another root at size {held}")
    return ours is not None


# --- single proofs: proof.md (RFC 9162 sections 2.1.3.2 and 2.1.4.2, step by step) -----------------------------------
def proof(data):
    def once(pairs):
        require(len({name for name, _ in pairs}) == len(pairs), "a member occurs twice")
        return dict(pairs)

    found = json.loads(data, object_pairs_hook=once)
    require(isinstance(found, dict), "not an object")

    def integer(name):
        require(type(found.get(name)) is int and 0 <= found[name] < 2**64, f"{name} is no 64-bit number")
        return found[name]

    def hash_of(text):
        require(isinstance(text, str) and len(text) in (44, 64), "not a hash")
        if len(text) == 44:
            return unbase64(text, 32)
        require(re.fullmatch("[0-9a-f]{64}", text), "not a hash")
        return bytes.fromhex(text)

    require(isinstance(found.get("hashes"), list), "hashes is not a list")
    path = [hash_of(text) for text in found["hashes"]]
    if found.get("type") == "inclusion":
        names = {"type", "leaf_index", "tree_size", "root_hash", "hashes"}
        leaf = {"entry", "leaf_hash"} & set(found)
        require(len(leaf) == 1 and set(found) == names | leaf, "members")
        node = leaf_hash(unbase64(found["entry"])) if "entry" in leaf else hash_of(found["leaf_hash"])
        return inclusion(integer("leaf_index"), integer("tree_size"), node, path) == hash_of(found["root_hash"])
    require(found.get("type") == "consistency", "type")
    names = {"type", "first_size", "second_size", "first_root", "second_root", "hashes"}
    require(set(found) == names, "members")
    roots = hash_of(found["first_root"]), hash_of(found["second_root"])
    return consistency(integer("first_size"), integer("second_size"), roots, path)


def inclusion(index, size, node, path):
    if index >= size:
        return None
    fn, sn = index, size - 1
    for other in path:
        if sn == 0:
            return None
        if fn & 1 or fn == sn:
            node = node_hash(other, node)
            while fn and not fn & 1:
                fn, sn = fn >> 1, sn >> 1
        else:
            node = node_hash(node, other)
        fn, sn = fn >> 1, sn >> 1
    return node if sn == 0 else None


def consistency(first, second, roots, path):
    if first == second:
        return not path and roots[0] == roots[1] and (first > 0 or roots[0] == sha256())
    if not 0 < first < second:
        return False
    if first & (first - 1) == 0:
        path = [roots[0]] + path
    if not path:
        return False
    fn, sn = first - 1, second - 1
    while fn & 1:
        fn, sn = fn >> 1, sn >> 1
    one = two = path[0]
    for other in path[1:]:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            one, two = node_hash(other, one), node_hash(other, two)
            while fn and not fn & 1:
                fn, sn = fn >> 1, sn >> 1
        else:
            two = node_hash(two, other)
        fn, sn = fn >> 1, sn >> 1
    return sn == 0 and (one, two) == roots


def from_file(path):
    with open(path, "rb") as file:
        return file.read()


def key_text(given):
    """The key as typed, or out of the file so named."""
    if os.path.isfile(given):
        return from_file(given).decode("utf-8", "replace").strip()
    return given


def from_hex(path):
    return bytes.fromhex(from_file(path).decode())


def show(found):
    for name, value in found.items():
        print(f"{name}: {value.hex() if isinstance(value, bytes) else value}")


TAKES = {"verify": (0, 2, 4), "entry": (0,), "body": (0,), "proof": (0,), "checkpoint": (1,), "head": (1,)}


def main(args):
    command, path, rest = (args + ["", ""])[0], (args + ["", ""])[1], args[2:]
    options = dict(zip(rest[::2], rest[1::2])) if command == "verify" else {}
    known = set(options) <= {"--key", "--newer"} and (command != "verify" or 2 * len(options) == len(rest))
    if len(args) < 2 or len(rest) not in TAKES.get(command, ()) or not known:
        print(__doc__.strip(), file=sys.stderr)
        return 2
    if command == "verify":
        newer = from_file(options["--newer"]) if "--newer" in options else None
        found = verify(from_file(path), key_text(options["--key"]) if "--key" in options else None, newer)
        show(found)
        return 0 if found["pinned"] and found["complete"] else 3
    if command == "entry":
        data = from_hex(path)
        show({**entry(data), "leaf": leaf_hash(data)})
    elif command == "body":
        data = from_hex(path)
        show({"salt": data[:32], "plaintext": data[32:].decode(), "commitment": commitment(data[:32], data[32:])})
    elif command == "checkpoint":
        show(dict(zip(("size", "root"), checkpoint(from_file(path), Key(key_text(rest[0])), only_ours=False))))
    elif command == "head":
        show(stream_head(from_file(path), Key(key_text(rest[0]))))
    else:
        valid = proof(from_file(path))
        print("valid" if valid else "invalid")
        return 0 if valid else 1
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except (Wrong, ValueError, KeyError, IndexError, OSError) as fault:
        print(f"wrong: {fault}", file=sys.stderr)
        sys.exit(1)
