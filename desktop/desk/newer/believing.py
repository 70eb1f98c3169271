"""Whom a desk believes about programs: the root, keys that ended, the counter."""

from dataclasses import replace

from desktop.bundle.update_package import (
    PRODUCT,
    Manifest,
    Package,
    read_manifest,
    read_root,
)
from desktop.desk.newer.proving import Installed
from desktop.ledger.canonical import decode, encode
from desktop.ledger.fields import Fields
from desktop.signing.release import Root
from desktop.store import settings
from desktop.store.connection import Connection, transaction

_SETTING = "release"
_TAKEN = "release.taken"  # the manifest, as it was signed


def now(reader: Connection, here: Installed) -> Installed:
    """What the program was built with, or what this desk has learnt since."""
    raw = settings.get(reader, _SETTING)
    if not raw:
        return here
    said = Fields(decode(raw.encode()), "release")
    root = read_root(said.text("root").encode())
    counter, revoked = said.number("counter"), tuple(map(str, said.items("revoked")))
    said.close()
    return replace(
        here,
        counter=max(counter, here.counter),
        root=max(root, here.root, key=lambda one: one.number),
        revoked=tuple(sorted({*revoked, *here.revoked})),
    )


def keep(writer: Connection, root: Root, package: Package) -> None:
    """What was proved: a root and ended keys stay known, whatever follows."""
    _put(writer, root, 0, package.manifest.revoked)
    with transaction(writer):
        settings.put(writer, _TAKEN, package.raw.decode())


def taken(reader: Connection) -> Manifest | None:
    """What was said of the program that was taken last."""
    raw = settings.get(reader, _TAKEN)
    return read_manifest(raw.encode()) if raw else None


def reached(writer: Connection, counter: int, here: Installed) -> None:
    """A program of this counter works here: no older one is taken any more."""
    _put(writer, now(writer, here).root, counter, ())


def _put(
    writer: Connection, root: Root, counter: int, revoked: tuple[str, ...]
) -> None:
    raw = settings.get(writer, _SETTING)
    known = Fields(decode(raw.encode()), "release") if raw else None
    ended = map(str, known.items("revoked")) if known else ()
    before = known.number("counter") if known else 0
    made = encode(
        {
            "root": _written(root),
            "counter": max(before, counter),
            "revoked": sorted({*ended, *revoked}),
        }
    )
    with transaction(writer):
        settings.put(writer, _SETTING, made.decode())


def _written(root: Root) -> str:
    return encode(
        {
            "product": PRODUCT,
            "number": root.number,
            "threshold": root.threshold,
            "keys": {name: raw.hex() for name, raw in root.keys.items()},
        }
    ).decode()
