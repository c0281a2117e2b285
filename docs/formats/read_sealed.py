#!/usr/bin/env python3
"""A second reader of the vault's formats, written from sealed.md alone; standard library only.

    read_sealed.py GOLDEN      opens everything in a file of `name hex` lines and says what it found

ChaCha20-Poly1305 follows RFC 8439, HChaCha20 draft-irtf-cfrg-xchacha-03, HKDF RFC 5869. Slow, and not
constant-time: for checking, not for use.
"""
import hashlib
import hmac
import struct
import sys

CHUNK = 65536 + 16


def rounds(state):
    x = list(state)

    def quarter(a, b, c, d):
        for p, q, r, turn in ((a, b, d, 16), (c, d, b, 12), (a, b, d, 8), (c, d, b, 7)):
            x[p] = (x[p] + x[q]) & 0xFFFFFFFF
            v = x[r] ^ x[p]
            x[r] = ((v << turn) | (v >> (32 - turn))) & 0xFFFFFFFF

    for _ in range(10):
        for column in range(4):
            quarter(column, column + 4, column + 8, column + 12)
        for a, b, c, d in ((0, 5, 10, 15), (1, 6, 11, 12), (2, 7, 8, 13), (3, 4, 9, 14)):
            quarter(a, b, c, d)
    return x


def words(data):
    return list(struct.unpack("<%dI" % (len(data) // 4), data))


CONSTANT = words(b"expand 32-byte k")


def block(key, counter, nonce):
    state = CONSTANT + words(key) + [counter] + words(nonce)
    return struct.pack("<16I", *((a + b) & 0xFFFFFFFF for a, b in zip(rounds(state), state)))


def hchacha(key, nonce16):
    x = rounds(CONSTANT + words(key) + words(nonce16))
    return struct.pack("<8I", *(x[:4] + x[12:]))


def poly1305(key, message):
    r = int.from_bytes(key[:16], "little") & 0x0FFFFFFC0FFFFFFC0FFFFFFC0FFFFFFF
    total = 0
    for at in range(0, len(message), 16):
        total = (total + int.from_bytes(message[at : at + 16] + b"\x01", "little")) * r % ((1 << 130) - 5)
    return ((total + int.from_bytes(key[16:], "little")) % (1 << 128)).to_bytes(16, "little")


def open_at(key, nonce24, context, sealed):
    """The plaintext, or None if anything at all is not as it was sealed."""
    key, nonce = hchacha(key, nonce24[:16]), b"\0" * 4 + nonce24[16:]
    if len(sealed) < 16:
        return None
    text, tag = sealed[:-16], sealed[-16:]
    pad = lambda data: data + b"\0" * (-len(data) % 16)
    told = pad(context) + pad(text) + struct.pack("<QQ", len(context), len(text))
    if not hmac.compare_digest(poly1305(block(key, 0, nonce)[:32], told), tag):
        return None
    stream = b"".join(block(key, 1 + at, nonce) for at in range((len(text) + 63) // 64))
    size = len(text)
    plain = int.from_bytes(text, "little") ^ int.from_bytes(stream[:size], "little")
    return plain.to_bytes(size, "little")


def open_sealed(key, context, sealed):
    return open_at(key, sealed[:24], context, sealed[24:])


def derive(key, purpose):
    extracted = hmac.new(b"\0" * 32, key, hashlib.sha256).digest()
    return hmac.new(extracted, purpose + b"\x01", hashlib.sha256).digest()


def open_blob(key, owner, blob):
    header, rest = blob[:49], blob[49:]
    assert header[:14] == b"stanch blob 1\n"
    prefix, context = header[30:], b"stanch/1 blob\0" + header + owner
    chunks = [rest[at : at + CHUNK] for at in range(0, len(rest), CHUNK)]
    plain = b""
    for number, chunk in enumerate(chunks):
        last = number == len(chunks) - 1
        opened = open_at(key, prefix + struct.pack(">IB", number, last), context, chunk)
        if opened is None or (number and not opened):
            return None
        plain += opened
    return plain


def main():
    golden = {}
    for line in open(sys.argv[1], encoding="ascii"):
        name, digits = line.split()
        golden[name] = bytes.fromhex(digits)
    lines = golden["master-key-clear"].decode("ascii").split("\n")
    assert lines[:2] == ["stanch master key 1", "protection file-mode"] and lines[3:] == [""]
    master = bytes.fromhex(lines[2].removeprefix("key "))

    seed_name = b"stanch.example/log"
    assert golden["seed-id"] == hashlib.sha256(b"stanch/1 signing seed id\0" + seed_name).digest()[:16]
    seal_seeds = derive(master, b"stanch/1 seal signing seeds\0")
    seed = open_sealed(seal_seeds, b"stanch/1 signing seed\0" + seed_name, golden["seed-wrapped"])
    print("signing seed:", seed.hex())

    owner = b"case/0190"
    assert golden["owner-key-id"] == hashlib.sha256(b"stanch/1 owner key id\0" + owner).digest()[:16]
    wrap_owner = derive(master, b"stanch/1 wrap owner keys\0")
    owner_key = open_sealed(wrap_owner, b"stanch/1 owner key\0" + owner, golden["owner-key-wrapped"])
    wrap_body = derive(owner_key, b"stanch/1 wrap body keys\0")

    def unwrap(kind):
        context = b"stanch/1 body key\0" + golden[kind + "-id"] + owner
        return open_sealed(wrap_body, context, golden[kind + "-key-wrapped"])

    body_context = b"stanch/1 body\0" + golden["body-id"] + owner
    print("body:", open_sealed(unwrap("body"), body_context, golden["body"]).decode("utf-8"))

    blob = golden["blob"]
    assert hashlib.sha256(blob).digest() == golden["blob-sha256"]
    plain = open_blob(unwrap("blob"), owner, blob)
    assert plain == bytes(at % 251 for at in range(len(plain)))
    print("blob:", len(plain), "bytes")

    row_context = b"stanch/1 row\0" + golden["rows-id"] + struct.pack(">Q", 7) + owner
    print("row:", open_sealed(unwrap("rows"), row_context, golden["row-7"]).decode("utf-8"))
    digests = derive(owner_key, b"stanch/1 person digests\0")
    told = b"".join(struct.pack(">Q", len(part)) + part for part in (b"customer_notice", b"K-7"))
    assert hmac.new(digests, told + b"\x01", hashlib.sha256).digest()[:16] == golden["person"]
    print("person: as described")

    altered = bytearray(golden["body"])
    altered[30] ^= 1
    refused = [
        open_sealed(unwrap("body"), body_context, bytes(altered)),
        open_sealed(unwrap("body"), body_context + b"x", golden["body"]),
        open_sealed(unwrap("blob"), body_context, golden["body"]),
        open_blob(unwrap("blob"), owner, blob[: 49 + CHUNK]),
        open_blob(unwrap("blob"), b"case/0191", blob),
        open_sealed(unwrap("rows"), row_context[:-1], golden["row-7"]),
    ]
    print("refused:", sum(found is None for found in refused), "of", len(refused))


main()
