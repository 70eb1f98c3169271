"""An update package: a newer program and the word of those who made it.

The container is that of every bundle (docs/bundle-format.md), not sealed: it holds
nothing that is secret. What is signed is the manifest, which knows the program by its
hash. docs/updates.md describes it for those who make one.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from desktop.bundle import zipread
from desktop.bundle.zipread import Member
from desktop.errors import Environment, Refused
from desktop.ledger.canonical import decode
from desktop.ledger.fields import HASH, Fields
from desktop.signing.release import Root, Signature

MANIFEST = "documents/manifest"
SIGNATURES = "documents/signatures"
ROOTS = "documents/roots"  # newer ones, oldest first; only where there are any
PROGRAM = "documents/program"
PRODUCT = "so-phoi-hop"
FORMAT = 1
ENDING = ".sphcn"
MAX_WORDS = 2_000  # characters of what is new
_MAX_SMALL = 64 * 1024
_MAX_ROOTS = 8
_VERSION = re.compile(r"(0|[1-9]\d{0,3})(\.(0|[1-9]\d{0,3})){2}")
_SIGNED = {MANIFEST: b"so-phoi-hop update\n", ROOTS: b"so-phoi-hop root\n"}


@dataclass(frozen=True, slots=True)
class Manifest:
    """What is said of the program."""

    version: str
    counter: int  # of releases; it only ever grows
    least: str  # the lowest version that it takes the place of
    schema: int  # of the database that it makes
    bytes: int
    sha256: str
    words: str  # what is new, in Vietnamese
    revoked: tuple[str, ...]  # keys that count no more


@dataclass(frozen=True, slots=True)
class NextRoot:
    """A newer root with the word of those who vouch for it."""

    root: Root
    raw: bytes
    signatures: tuple[Signature, ...]


@dataclass(frozen=True, slots=True)
class Package:
    """What a package holds; nothing of it is believed yet."""

    manifest: Manifest
    raw: bytes  # of the manifest, as signed
    signatures: tuple[Signature, ...]
    roots: tuple[NextRoot, ...]
    program: Member


def signed_as(kind: str, raw: bytes) -> bytes:
    """What is signed: the bytes, and for what they stand."""
    return _SIGNED[kind] + raw


def numbers(version: str) -> tuple[int, ...]:
    """A version's three numbers, to be compared."""
    if not _VERSION.fullmatch(version):
        raise Refused("update.version_shape")
    return tuple(map(int, version.split(".")))


def open_package(file: Path) -> BinaryIO:
    """The file, opened to be read; Environment when it cannot be."""
    try:
        return file.open("rb")
    except OSError as error:
        raise Environment("update.unreadable", file=file.name) from error


def read(opened: BinaryIO) -> Package:
    """Everything but the program itself, strictly."""
    found = zipread.members(opened)
    known = {"mimetype", MANIFEST, SIGNATURES, ROOTS, PROGRAM}
    if set(found) - known:
        raise Refused("update.member_unknown")
    for name in (MANIFEST, SIGNATURES, PROGRAM):
        if name not in found:
            raise Refused("container.incomplete", name=name)
    if found[PROGRAM].method != 0:
        raise Refused("update.packed")
    raw = _small(opened, found[MANIFEST])
    said = Fields(decode(_small(opened, found[SIGNATURES])), "signatures")
    signatures = _signatures(said)
    said.close()
    roots = tuple(_roots(_small(opened, found[ROOTS]))) if ROOTS in found else ()
    return Package(read_manifest(raw), raw, signatures, roots, found[PROGRAM])


def _small(opened: BinaryIO, member: Member) -> bytes:
    if member.size > _MAX_SMALL:
        raise Refused("update.member_large")
    return b"".join(zipread.pieces(opened, member))


def read_manifest(raw: bytes) -> Manifest:
    """What is said of the program, strictly."""
    said = Fields(decode(raw), "manifest")
    if said.number("format") != FORMAT:
        raise Refused("update.format")
    if said.text("product") != PRODUCT:
        raise Refused("update.product")
    found = Manifest(
        version=said.text("version"),
        counter=said.number("counter", least=1),
        least=said.text("least"),
        schema=said.number("schema", least=1),
        bytes=said.number("bytes", least=1),
        sha256=said.text("sha256", HASH),
        words=said.text("words"),
        revoked=tuple(map(str, said.items("revoked"))),
    )
    said.close()
    for version in (found.version, found.least):
        numbers(version)
    if len(found.words) > MAX_WORDS:
        raise Refused("update.words", most=MAX_WORDS)
    return found


def read_root(raw: bytes) -> Root:
    """A root, strictly."""
    said = Fields(decode(raw), "root")
    if said.text("product") != PRODUCT:
        raise Refused("update.root_product")
    number, threshold = said.number("number"), said.number("threshold")
    keys = {name: bytes.fromhex(str(raw)) for name, raw in said.object("keys").items()}
    said.close()
    return Root(number, threshold, keys)


def _roots(raw: bytes) -> Iterator[NextRoot]:
    said = Fields(decode(raw), "roots")
    inside = said.inners("roots")
    said.close()
    if len(inside) > _MAX_ROOTS:
        raise Refused("update.roots_many")
    for one in inside:
        content = one.text("root").encode()
        yield NextRoot(read_root(content), content, _signatures(one))
        one.close()


def _signatures(said: Fields) -> tuple[Signature, ...]:
    found = []
    for one in said.inners("signatures"):
        found.append(Signature(one.text("key", HASH), one.base64("signature")))
        one.close()
    return tuple(found)
