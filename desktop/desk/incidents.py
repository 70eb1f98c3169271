"""A stick or a computer is lost: what was on it, as far as this desk knows."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from desktop.desk.core import Core
from desktop.desk.hiding import HOME
from desktop.desk.taken_along import span
from desktop.errors import Refused
from desktop.ledger.canonical import Data, Json
from desktop.ledger.commitment import commitment_of
from desktop.ledger.ids import form_id_of
from desktop.ledger.line import parse_line
from desktop.ledger.revision import Revision
from desktop.ledger.stream import StreamKey
from desktop.store import history, journal, values
from desktop.store.connection import Connection
from desktop.store.journal import Sent


@dataclass(frozen=True, slots=True)
class LostForm:
    """Records of a form, and the questions whose answers may tell of people."""

    form: str
    title: str
    records: int
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lost:
    """What was on it; without bundles it was the whole computer."""

    found_on: date
    bundles: tuple[Sent, ...]
    forms: tuple[LostForm, ...]


def of_stick(
    core: Core, reader: Connection, names: Sequence[str], found_on: date
) -> Lost:
    """The named bundles; Refused where this desk wrote none of that name."""
    sent = {bundle.name: bundle for bundle in journal.all_sent(reader)}
    if not names or any(name not in sent for name in names):
        raise Refused("incident.bundle")
    bundles = tuple(sent[name] for name in dict.fromkeys(names))
    lines = {line.hash: line for b in bundles for line in _lines(core, reader, b)}
    return Lost(found_on, bundles, _forms(core, lines.values(), along=True))


def of_computer(core: Core, reader: Connection, found_on: date) -> Lost:
    """Everything that is kept here."""
    return Lost(found_on, (), _forms(core, history.every(reader)))


def _lines(core: Core, reader: Connection, bundle: Sent) -> Iterator[Revision]:
    stream = StreamKey(core.profile.device, bundle.epoch, bundle.to)
    taken = span(core, reader, bundle)
    for block in history.blocks(reader, stream, taken.start - 1, taken.stop - 1):
        yield from (parse_line(raw) for raw in block.splitlines() if raw)


def _forms(
    core: Core, lines: Iterable[Revision], *, along: bool = False
) -> tuple[LostForm, ...]:
    """``along``: only what a bundle takes along, not what stays at its desk."""
    records: dict[str, set[str]] = defaultdict(set)
    hidden: dict[str, set[str]] = defaultdict(set)
    for line in lines:
        form = form_id_of(line.form)
        records[form].add(line.record)
        hidden[form].update(_hidden(line.data))
    known = core.catalogue.pack.forms
    return tuple(
        LostForm(
            form,
            known[form].title if form in known else form,
            len(records[form]),
            tuple(_labels(core, form, hidden[form], along=along)),
        )
        for form in sorted(records)
    )


def _hidden(data: Data) -> Iterator[str]:
    """The questions that have a private answer."""
    for name, node in data.items():
        if name != values.META:
            yield from _in(name, node)


def _in(name: str, node: Json) -> Iterator[str]:
    if commitment_of(node) is not None:
        yield name
    elif isinstance(node, dict):
        for inner, value in node.items():
            yield from _in(inner, value)
    elif isinstance(node, list):
        for inner_node in node:
            yield from _in(name, inner_node)


def _labels(core: Core, form: str, names: set[str], *, along: bool) -> Iterator[str]:
    """In form order, as the form words them."""
    if not names or form not in core.catalogue.pack.forms:
        yield from sorted(names)
        return
    for question in core.catalogue.definition(form).questions:
        stays = along and question.columns.get("privacy") == HOME
        if question.name in names and not stays:
            yield next(iter(question.label.values()), "") or question.name
