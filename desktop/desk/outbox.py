"""Bundles that lie in the outbox: none with a value that was redacted."""

from collections.abc import Iterator
from dataclasses import dataclass

from desktop.desk.core import Core
from desktop.ledger.commitment import commitments_in_line
from desktop.ledger.revision import Revision
from desktop.signing.disk import flush_names
from desktop.store import history, journal, values
from desktop.store.connection import Connection
from desktop.store.journal import Sent

FOLDER = "outbox"


@dataclass(frozen=True, slots=True)
class Redaction:
    """A redacting line of our unit, and the lines whose values it destroyed."""

    line: Revision
    hid: tuple[Revision, ...]


def forget_redacted(core: Core, reader: Connection) -> None:
    """Remove bundles that may still hold a redacted value, and received ones.

    A bundle is sealed for its receiver, so what is in it is told by the journal; one
    that the journal does not know may hold anything. Sending again composes anew.
    """
    redactions = tuple(_redactions(core, reader))
    if not values.redacting(reader):
        return
    known: dict[str, list[Sent]] = {}
    for bundle in journal.all_sent(reader):
        known.setdefault(bundle.name, []).append(bundle)
    folder = core.folder / FOLDER
    for file in folder.iterdir():
        named = known.get(file.name)
        if named is None or any(_may_go(bundle, redactions) for bundle in named):
            file.unlink()
    flush_names(folder)


def _redactions(core: Core, reader: Connection) -> Iterator[Redaction]:
    for name in values.redacting(reader):
        line = history.read(reader, name)
        if line is None or line.unit != core.profile.unit:
            continue
        gone = set(values.redactions(line.data))
        hid = tuple(
            other
            for other in history.of_record(reader, line.record)
            if other.hash != name and not gone.isdisjoint(_hidden(other))
        )
        yield Redaction(line, hid)


def _hidden(line: Revision) -> list[str]:
    return commitments_in_line(line.raw)


def _may_go(bundle: Sent, redactions: tuple[Redaction, ...]) -> bool:
    if bundle.copies:
        return True  # whose lines they were and which, the journal does not say
    if not redactions:
        return False
    return bundle.state == "received" or any(
        not _reaches(bundle, one.line)
        and any(_may_hold(bundle, line) for line in one.hid)
        for one in redactions
    )


def _reaches(bundle: Sent, line: Revision) -> bool:
    """Whether the bundle was composed when the line was there already."""
    return bundle.epoch == line.stream.epoch and bundle.last_seq >= line.seq


def _may_hold(bundle: Sent, line: Revision) -> bool:
    if line.stream.to != bundle.to:
        return False
    return line.stream.epoch != bundle.epoch or line.seq <= bundle.last_seq
