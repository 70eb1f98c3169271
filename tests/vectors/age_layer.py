"""The envelope: shut, torn, lengthened, or not ours."""

from base64 import b64encode

from desktop.signing import keys
from desktop.signing.envelope import MAGIC
from tests.vectors.changes import always, flipped
from tests.vectors.parts import Plan
from tests.vectors.vector import table

CHUNK = 64 * 1024 + 16
STRANGER = keys.new_age_identity()


def payload(raw):
    """Where the nonce begins."""
    return raw.index(b"\n---") + 49


def at_payload(offset):
    return lambda raw: flipped(raw, payload(raw) + offset)


def cut(size):
    """Of the payload, this much is left."""
    return lambda raw: raw[: payload(raw) + size]


def chunks_swapped(raw):
    at = payload(raw) + 16
    return (
        raw[:at]
        + raw[at + CHUNK : at + 2 * CHUNK]
        + raw[at : at + CHUNK]
        + raw[at + 2 * CHUNK :]
    )


def stanza(line, body=b""):
    """One more stanza before those that are there."""
    return lambda raw: MAGIC + line + b"\n" + body + b"\n" + raw[len(MAGIC) :]


def stanzas(count):
    return lambda raw: MAGIC + b"-> more\n\n" * count + raw[len(MAGIC) :]


def body_lines(count):
    return stanza(b"-> long", (b"A" * 64 + b"\n") * count)


def loose(raw):
    """The MAC's last letter with bits behind its 32 bytes."""
    at = payload(raw) - 2
    return raw[:at] + bytes([raw[at] + 1]) + raw[at + 1 :]


SHARE = b64encode(bytes(32)).rstrip(b"=")
TAMPERED, SHUT = (2,), (1,)

VECTORS = [
    *table(SHUT, [
        ("sealed to another province", "envelope.not_for_me", Plan(recipients=(STRANGER.recipient,))),
        ("sealed to two others", "envelope.not_for_me", Plan(recipients=(STRANGER.recipient, keys.new_age_identity().recipient))),
        ("not sealed at all", "envelope.not_age", Plan(age=always(b"PK\3\4" + bytes(100)))),
        ("a text in its place", "envelope.not_age", Plan(age=always(b"-----BEGIN AGE ENCRYPTED FILE-----\n"))),
        ("nothing in the file", "envelope.not_age", Plan(age=always(b""))),
        ("sealed with a password", "envelope.header", Plan(age=stanza(b"-> scrypt " + b"A" * 22 + b" 18", SHARE))),
        ("sealed to a hybrid key", "envelope.header", Plan(age=stanza(b"-> mlkem768x25519 " + SHARE, SHARE))),
    ]),
    *table(TAMPERED, [
        ("another version of age", "envelope.not_age", Plan(age=lambda raw: raw.replace(b"/v1\n", b"/v2\n", 1))),
        ("a stanza too many keys", "envelope.header", Plan(age=stanza(b"-> X25519 " + SHARE + b" more", SHARE))),
        ("a short key", "envelope.header", Plan(age=stanza(b"-> X25519 AAAA", SHARE))),
        ("a short share", "envelope.header", Plan(age=stanza(b"-> X25519 " + SHARE, b"AAAA"))),
        ("a share of no letters", "envelope.header", Plan(age=stanza(b"-> X25519 " + SHARE, b"=" * 43))),
        ("a key spelt another way", "envelope.header", Plan(age=stanza(b"-> X25519 " + SHARE[:-1] + b"B", SHARE))),
        ("a share spelt another way", "envelope.header", Plan(age=stanza(b"-> X25519 " + SHARE, SHARE[:-1] + b"B"))),
        ("no type of stanza", "envelope.header", Plan(age=stanza(b"-> "))),
        ("a body of no letters", "envelope.header", Plan(age=stanza(b"-> other", b"?"))),
        ("a body spelt another way", "envelope.header", Plan(age=stanza(b"-> other", b"AB"))),
        ("no keys", "envelope.header", Plan(age=lambda raw: MAGIC + raw[raw.index(b"--- ") :])),
        ("a header without its seal", "envelope.header", Plan(age=lambda raw: raw[: raw.index(b"---") + 3] + b"\n" + raw[payload(raw) :])),
        ("a seal spelt another way", "envelope.header", Plan(age=loose)),
        ("a stanza added", "envelope.broken", Plan(age=stanza(b"-> other", b"AAAA"))),
        ("the nonce altered", "envelope.broken", Plan(age=at_payload(0))),
        ("the first chunk altered", "envelope.broken", Plan(age=at_payload(100))),
        ("the second chunk altered", "envelope.broken", Plan(age=at_payload(16 + CHUNK + 5))),
        ("the last byte altered", "envelope.broken", Plan(age=lambda raw: flipped(raw, len(raw) - 1))),
        ("cut in the nonce", "envelope.broken", Plan(age=cut(9))),
        ("cut before the first chunk", "envelope.broken", Plan(age=cut(16))),
        ("cut at a chunk's edge", "envelope.broken", Plan(age=cut(16 + CHUNK))),
        ("cut in a chunk", "envelope.broken", Plan(age=cut(16 + CHUNK + 99))),
        ("the last byte gone", "envelope.broken", Plan(age=lambda raw: raw[:-1])),
        ("a byte more", "envelope.broken", Plan(age=lambda raw: raw + b"x")),
        ("two files in one", "envelope.broken", Plan(age=lambda raw: raw + raw)),
        ("two chunks swapped", "envelope.broken", Plan(age=chunks_swapped)),
    ]),
    *table((10, 33), [
        ("more stanzas than we look at", "envelope.header", Plan(age=stanzas(64))),
        ("a header without end", "envelope.header", Plan(age=body_lines(1100))),
        ("many long stanzas", "envelope.header", Plan(age=lambda raw: MAGIC + (b"-> long\n" + (b"A" * 64 + b"\n") * 200 + b"\n") * 6 + raw[len(MAGIC) :])),
        ("a larger file than we read", "container.size", Plan(), {"bounds": {"desktop.bundle.reader.MAX_FILE": 4096}}),
    ]),
]  # fmt: skip
