"""Whether a package is a newer program of ours that this desk may take."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from desktop import assets
from desktop.bundle.update_package import (
    MANIFEST,
    ROOTS,
    Manifest,
    NextRoot,
    Package,
    numbers,
    read_root,
    signed_as,
)
from desktop.errors import Refused
from desktop.ledger.canonical import decode
from desktop.ledger.fields import Fields
from desktop.signing.release import Root, check
from desktop.store import schema


@dataclass(frozen=True, slots=True)
class Installed:
    """The program that is here, and whom it believes."""

    version: str
    counter: int
    schema: int
    root: Root
    revoked: tuple[str, ...] = ()


def installed(release: Path | None = None) -> Installed:
    """What this program was built with."""
    folder = release or assets.resources() / "release"
    said = Fields(decode((folder / "program.json").read_bytes()), "program")
    counter = said.number("counter", least=1)
    said.close()
    root = read_root((folder / "root.json").read_bytes())
    return Installed(assets.version(), counter, schema.CURRENT, root)


def prove(package: Package, here: Installed) -> Root:
    """The root to believe from now on; Refused by reason."""
    root = _newest(here.root, package.roots)
    revoked = {*here.revoked, *package.manifest.revoked}
    check(root, signed_as(MANIFEST, package.raw), package.signatures, revoked)
    _is_newer(package.manifest, here)
    return root


def _newest(root: Root, steps: Sequence[NextRoot]) -> Root:
    """Each new root is signed by the one before and by itself."""
    for step in steps:
        if step.root.number <= root.number:
            continue  # one that is known, for desks that are further behind
        if step.root.number != root.number + 1:
            raise Refused("update.root_number")
        message = signed_as(ROOTS, step.raw)
        for by in (root, step.root):
            theirs = [one for one in step.signatures if one.key in by.keys]
            try:
                check(by, message, theirs)
            except Refused as error:
                old = by is root
                code = "update.root_unsigned" if old else "update.root_not_its_own"
                raise Refused(code) from error
        root = step.root
    return root


def _is_newer(found: Manifest, here: Installed) -> None:
    if found.counter <= here.counter:
        raise Refused("update.rollback", version=found.version)
    if _older(found.version, here.version):
        raise Refused("update.version_back", version=found.version)
    if _older(here.version, found.least):
        raise Refused("update.too_old", least=found.least)
    if found.schema < here.schema:
        raise Refused("update.schema")


def _older(one: str, other: str) -> bool:
    return numbers(one) < numbers(other)
