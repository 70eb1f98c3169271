"""The small changes that make a fault of a whole part."""

import hashlib
import struct
import zlib
from dataclasses import replace

from asn1crypto import cms as asn1

from desktop.bundle.zipwrite import DEFLATED, Entry
from tests.vectors.parts import RAWS, stored


def flipped(raw, at):
    """One bit of one byte."""
    return raw[:at] + bytes([raw[at] ^ 1]) + raw[at + 1 :]


def swap(old, new):
    """The first ``old`` becomes ``new``."""

    def change(raw):
        assert old in raw
        return raw.replace(old, new, 1)

    return change


def always(content):
    """Whatever stood there."""
    return lambda raw: content


# the container


def central(raw):
    return raw.index(b"PK\1\2")


def second(raw):
    return raw.index(b"PK\1\2", central(raw) + 4)


def end(raw):
    return raw.rindex(b"PK\5\6")


def start(raw):
    return 0


def patch(where, offset, layout, value):
    """A number of a ZIP header."""

    def change(raw):
        at = where(raw) + offset
        return (
            raw[:at] + struct.pack(layout, value) + raw[at + struct.calcsize(layout) :]
        )

    return change


def renamed(old, new):
    return lambda entries: [
        replace(e, name=new) if e.name == old else e for e in entries
    ]


def without_entry(name):
    return lambda entries: [e for e in entries if e.name != name]


def added(*names, at=-2):
    """Further entries, before the manifest where not told."""

    def change(entries):
        more = [stored(name, b"x") for name in names]
        return [*entries[:at], *more, *entries[at:]]

    return change


def deflated(name, content, packed=None, size=None):
    """An entry deflated; what it declares may be told apart from what it is."""
    import io

    if packed is None:
        squeeze = zlib.compressobj(9, zlib.DEFLATED, -15)
        packed = squeeze.compress(content) + squeeze.flush()
    return Entry(
        name, DEFLATED, zlib.crc32(content), len(packed),
        len(content) if size is None else size,
        hashlib.sha256(content).digest(), lambda: io.BytesIO(packed),
    )  # fmt: skip


def in_place_of(entry):
    """An entry instead of the one of its name; after bundle.json where there is none."""

    def change(entries):
        if entry.name in {e.name for e in entries}:
            return [entry if e.name == entry.name else e for e in entries]
        return [*entries[:2], entry, *entries[2:]]

    return change


# the signature


def cms(change):
    """A change of the parsed SignedData."""

    def changed(raw):
        content = asn1.ContentInfo.load(raw)
        change(content["content"])
        return content.dump()

    return changed


def info(change):
    """A change of the one signer's part."""
    return cms(lambda signed: change(signed["signer_infos"][0]))


def attributes(change):
    """A change of the signed attributes, given and returned as a list."""

    def changed(signer):
        signer["signed_attrs"] = asn1.CMSAttributes(
            change(list(signer["signed_attrs"]))
        )

    return info(changed)


def without_attribute(name):
    return attributes(lambda found: [a for a in found if a["type"].native != name])


def with_attribute(name, *values):
    """An attribute with these values, instead of its own where it is there."""

    def change(found):
        kept = [a for a in found if a["type"].native != name]
        return [*kept, asn1.CMSAttribute({"type": name, "values": values})]

    return attributes(change)


def put(key, value):
    """One field of a parsed structure; ``value`` may be made from the old one."""

    def change(parsed):
        parsed[key] = value(parsed[key]) if callable(value) else value

    return change


# lines


def with_line(number, change, raws=RAWS):
    return {"lines": [*raws[:number], change(raws[number]), *raws[number + 1 :]]}
