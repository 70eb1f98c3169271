"""A province publishes a new form pack: for itself, and down with its bundles."""

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from desktop.desk import core as cores
from desktop.desk import (
    figures,
    free_text,
    keeping,
    newer_packs,
    pack_file,
    profile,
    stamps,
    staying,
    unit_lists,
)
from desktop.desk.calendars import calendars, working_days_after
from desktop.desk.catalogue import Catalogue
from desktop.desk.core import Core
from desktop.desk.packs import Pack, contents
from desktop.errors import Refused, Usage
from desktop.ledger.handover import Verified
from desktop.ledger.ids import form_ref
from desktop.signing.keyring import DataKey
from desktop.store import activity, connection, projections, settings
from desktop.store.activity import Activity
from desktop.store.connection import Connection, transaction

DOCUMENT = "pack"
_LEAP = 1000  # as for the numbers of bundles: a stolen key cannot use them up
_TABLES = ("lists/", "units/units.csv")
_TRIED = "pack-trial"


@dataclass(frozen=True, slots=True)
class Published:
    """A pack that is in use from the next opening on, here and below."""

    counter: int
    sha256: str
    forms: tuple[str, ...]  # those that changed, ``model@3``


def publish(core: Core, writer: Connection, folder: Path) -> Published:
    """Put the pack of ``folder`` in use; Refused where records would lose by it."""
    if cores.certificate(writer, "issuer") is None or cores.parent(writer) is not None:
        raise Refused("enrol.no_authority")
    if not folder.is_dir():
        raise Usage("cli.unreadable", file=folder.name)
    now = core.catalogue.pack
    before, files = contents(now.folder), pack_file.of(folder)
    changed = [name for name in _forms(before) if files.get(name) != before[name]]
    if files == before:
        raise Refused("pack.same")
    files = _earlier(now, before, changed) | files
    _check_codes(before, files)
    _check_own_codes(core, before, files)
    unit_lists.check(before, files, core.clock.now().date())
    counter = max(now.counter, _heard(writer)) + 1
    pack = newer_packs.prepare(core.folder, counter, files)
    _try(core, pack)
    newer_packs.install(core.folder, pack)
    with transaction(writer):
        what = f"{counter} {pack.sha256}"
        activity.note(
            writer, Activity(core.now(), core.profile.account, "publish", what)
        )
    new = set(_forms(files)) - set(_forms(before))
    refs = (pack.form(_form(name)).ref for name in sorted({*changed, *new}))
    return Published(counter, pack.sha256, tuple(refs))


def owed(core: Core, reader: Connection, devices: list[str]) -> dict[str, bytes]:
    """The pack in use, for desks that did not say yet that they have it."""
    pack = core.catalogue.pack
    behind = any(_of(reader, device) < pack.counter for device in devices)
    return {DOCUMENT: pack_file.write(contents(pack.folder))} if behind else {}


def heard(writer: Connection, found: Verified) -> None:
    """A desk below says which pack it has; a leap is no number of ours."""
    device, number = found.signer.device, found.header.pack_counter
    settings.put(writer, f"pack.{device}", str(number))
    if _heard(writer) < number <= _heard(writer) + _LEAP:
        settings.put(writer, "pack_seen", str(number))


def _of(reader: Connection, device: str) -> int:
    return int(settings.get(reader, f"pack.{device}") or 1)


def _heard(reader: Connection) -> int:
    return int(settings.get(reader, "pack_seen") or 1)


def _forms(files: Mapping[str, bytes]) -> list[str]:
    return [name for name in files if name.startswith("xlsform/")]


def _form(name: str) -> str:
    return name.removeprefix("xlsform/").removesuffix(".md")


def _earlier(
    now: Pack, before: Mapping[str, bytes], changed: list[str]
) -> dict[str, bytes]:
    """Every form as it was, so that a record opens as it was made."""
    kept = {n: raw for n, raw in before.items() if n.startswith("earlier/")}
    for name in changed:
        ref = form_ref(_form(name), now.form(_form(name)).version)
        kept[f"earlier/{ref}.md"] = before[name]
    return kept


def _check_codes(before: Mapping[str, bytes], files: Mapping[str, bytes]) -> None:
    """No form and no code goes: records name them for ever."""
    for name in _forms(before):
        if name not in files:
            raise Refused("pack.form_gone", form=_form(name))
    for name in (n for n in before if n.startswith(_TABLES)):
        gone = _codes(before[name]) - _codes(files.get(name, b""))
        if gone:
            raise Refused("pack.code_gone", list=name, code=min(gone).decode()[:40])


def _check_own_codes(
    core: Core, before: Mapping[str, bytes], files: Mapping[str, bytes]
) -> None:
    """A province's codes in a common list are known as its own, so none clash."""
    program, own = contents(profile.load_pack().folder), f"p{core.profile.unit}_"
    for name in (n for n in program if n.startswith("lists/")):
        known = _codes(program[name]) | _codes(before.get(name, b""))
        for code in _codes(files.get(name, b"")) - known:
            if not code.startswith(own.encode()):
                told = code.decode(errors="replace")[:40]
                raise Refused("pack.code_prefix", list=name, code=told, prefix=own)


def _codes(table: bytes) -> set[bytes]:
    """The first cell of each row; codes need no quotes."""
    return {row.partition(b",")[0].strip() for row in table.splitlines()[1:] if row}


def _try(core: Core, pack: Pack) -> None:
    """Every form is opened and every figure counted, on an empty desk."""
    from desktop.xforms.engine import Form

    catalogue = Catalogue(pack, core.profile.unit)
    for name in pack.forms:
        Form(catalogue.definition(name))
    pack.unit(core.profile.unit)
    calendars(pack)
    _try_guards(pack)
    folder = core.folder / "spool" / _TRIED
    folder.mkdir(parents=True)
    try:
        desk = connection.open_writer(folder / "desk", DataKey(core.random.bytes(32)))
        try:
            projections.ensure(desk, catalogue.specs())
            figures.values(pack, desk, (core.profile.unit,), date.min, date.min)
        finally:
            desk.close()
    finally:
        shutil.rmtree(folder)


def _try_guards(pack: Pack) -> None:
    """Free texts can be looked through, secret papers known, files kept for a time."""
    try:
        free_text.check(free_text.rules(pack))
        stamps.stamp(pack)
        keeping.terms(pack)
        staying.stay(pack)
        working_days_after(pack, date.min, 1)
    except (OSError, KeyError, ValueError, TypeError, AssertionError) as error:
        raise Refused("pack.guards") from error
