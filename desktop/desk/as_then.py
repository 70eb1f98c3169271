"""A closed period's figures as signed, counted again as things stood, and as of now.

A report_submission names how far each stream reached when it was closed. From these
lines alone its figures are counted again: that must give what was signed. Whatever the
same days come to today and differs is a later change, told beside what was signed.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from desktop.desk import figures
from desktop.desk.core import Core
from desktop.desk.figures import ask_for, behind
from desktop.desk.period_views import SUBMISSION, FigureValue
from desktop.errors import Refused
from desktop.ledger.canonical import Data, Json
from desktop.ledger.ids import (
    DeviceId,
    Epoch,
    RecordId,
    RevisionId,
    UnitCode,
    form_id_of,
)
from desktop.ledger.revision import Revision
from desktop.ledger.stream import StreamKey
from desktop.store import as_then, history
from desktop.store.as_then import Reach
from desktop.store.connection import Connection
from desktop.text.numbers import format_decimal


@dataclass(frozen=True, slots=True)
class Number:
    """A figure as it stands in a report."""

    value: Decimal | None  # rounded as printed
    n: Decimal
    d: Decimal | None


_EMPTY = Number(None, Decimal(0), None)


@dataclass(frozen=True, slots=True)
class Difference:
    """A figure as it was and as it is; None where it was not, or is no more."""

    code: str
    label: str
    then: Number | None
    now: Number | None
    words: tuple[str, ...] = ()  # how 0 and 1 are said, where they are no numbers
    records: tuple[RecordId, ...] = ()  # whose share in it is another now
    few: int = 0  # what is less is told to its own desk alone

    @property
    def differs(self) -> bool:
        """Not the same; a figure nobody told of then is no difference."""
        now = self.now or _EMPTY
        return self.then != self.now and not (
            self.then is None and not now.n and not now.d
        )


def shown(one: Difference, number: Number | None) -> str:
    """One of its two numbers as printed; a ratio that moved with what it comes from."""
    if number is None or number.value is None:
        return "–"
    told = number.n if number.d is None else number.d
    if 0 < told < one.few:
        return f"<{one.few}"
    words = dict(enumerate(one.words)).get(int(number.value))
    value = words or format_decimal(number.value)
    if number.d is None or words or not one.differs:
        return value
    return f"{value} ({format_decimal(number.n)}/{format_decimal(number.d)})"


@dataclass(frozen=True, slots=True)
class Submission:
    """What the line that closed a period says."""

    record: RecordId
    unit: UnitCode
    units: str  # the version of the unit list that says which unit it was
    kind: str
    start: date
    end: date
    figures: Mapping[str, Number]
    reached: tuple[Reach, ...]


@dataclass(frozen=True, slots=True)
class AsSigned:
    """A closed period, counted twice again."""

    submission: Submission
    lacking: int  # streams it names that are not here: nothing is counted then
    wrong: tuple[Difference, ...]  # counted as of then: none when all is well
    figures: tuple[Difference, ...]  # every one, signed -> as it is now

    @property
    def changed(self) -> tuple[Difference, ...]:
        """Those that are not what was signed."""
        return tuple(one for one in self.figures if one.differs)


def heads(connection: Connection) -> str:
    """How far each stream reaches, as a submission carries it."""
    known = [
        {
            "dev": reach.stream.dev,
            "epoch": reach.stream.epoch,
            "to": reach.stream.to,
            "seq": reach.seq,
            "head": reach.head,
        }
        | ({"mark": reach.mark} if reach.mark else {})
        for reach in as_then.reaches(connection)
    ]
    return json.dumps(known, sort_keys=True)


def submission(reader: Connection, record: RecordId) -> Submission:
    """What was signed when the period was closed, whatever was added since."""
    lines = history.of_record(reader, record)
    first = next((line for line in lines if not line.base), None)
    if first is None or form_id_of(first.form) != SUBMISSION:
        raise Refused("period.no_report")
    return _submission(first)


def _submission(line: Revision) -> Submission:
    data = line.data
    return Submission(
        line.record,
        line.unit,
        line.units,
        str(data["kind"]),
        date.fromisoformat(str(data["period_from"])),
        date.fromisoformat(str(data["period_to"])),
        {str(row["code"]): _number(row) for row in _rows(data.get("figures"))},
        tuple(map(_reach, _rows(json.loads(str(data["streams"]))))),
    )


def _rows(found: Json) -> list[Data]:
    rows = found if isinstance(found, list) else []
    return [row for row in rows if isinstance(row, dict)]


def _number(row: Data) -> Number:
    return Number(_decimal(row["value"]), Decimal(str(row["n"])), _decimal(row["d"]))


def _decimal(text: Json) -> Decimal | None:
    return None if text is None else Decimal(str(text))


def _reach(row: Data) -> Reach:
    stream = StreamKey(
        DeviceId(str(row["dev"])), Epoch(str(row["epoch"])), UnitCode(str(row["to"]))
    )
    head, mark = RevisionId(str(row["head"])), str(row.get("mark") or "")
    return Reach(stream, int(str(row["seq"])), head, mark)


def differences(
    then: Mapping[str, Number], now: Iterable[FigureValue]
) -> tuple[Difference, ...]:
    """What is not the same, by code."""
    return tuple(one for one in beside(then, now) if one.differs)


def beside(
    then: Mapping[str, Number], now: Iterable[FigureValue]
) -> tuple[Difference, ...]:
    """Every figure as it was and as it is, by code.

    One of the working page that was not put into the report is not compared.
    """
    known = {one.code: one for one in now if not one.working or one.code in then}
    return tuple(
        _beside(code, then.get(code), known.get(code))
        for code in sorted({*then, *known})
    )


def _beside(code: str, then: Number | None, now: FigureValue | None) -> Difference:
    if now is None:
        return Difference(code, code, then, None)
    number = Number(now.value, now.n, now.d)
    return Difference(code, now.label, then, number, now.words, few=now.few)


def as_signed(core: Core, reader: Connection, record: RecordId) -> AsSigned:
    """The figures of a closed period as signed, as of then, and as of now."""
    signed = submission(reader, record)
    missing = lacking(reader, signed)
    now = beside(signed.figures, _values(core, reader, signed))
    if signed.unit == core.profile.unit:
        now = tuple(replace(one, few=0) for one in now)
    if missing:
        return AsSigned(signed, missing, (), now)
    with standing(core, reader, signed) as then:
        wrong = differences(signed.figures, _values(core, then, signed))
        told = tuple(_with_records(core, signed, one, then, reader) for one in now)
    return AsSigned(signed, 0, wrong, told)


def lacking(reader: Connection, signed: Submission) -> int:
    """How many of the streams that it names are not here as far as it used them."""
    return sum(not as_then.is_here(reader, reach) for reach in signed.reached)


@contextmanager
def standing(
    core: Core, reader: Connection, signed: Submission
) -> Iterator[Connection]:
    """The records as they stood when it was closed, in memory."""
    specs, key = core.catalogue.specs(), core.random.bytes(32)
    memory = as_then.rebuilt(reader, specs, signed.reached, key)
    try:
        yield memory
    finally:
        memory.close()


def _with_records(
    core: Core, signed: Submission, one: Difference, then: Connection, now: Connection
) -> Difference:
    """Whose share is another; a figure that left the pack has none to look at."""
    if not one.differs or one.now is None:
        return one
    before, after = (_shares(core, reader, signed, one.code) for reader in (then, now))
    moved = {record for record, *_ in before ^ after if record}
    return replace(one, records=tuple(sorted(moved)))


def _shares(
    core: Core, reader: Connection, signed: Submission, code: str
) -> set[tuple[RecordId, str, Decimal | None, Decimal | None]]:
    units, days = units_of(core, signed), (signed.start, signed.end)
    asked = ask_for(core.catalogue.pack, reader, units, *days, signed.units)
    rows, shares = behind(asked, code)
    carried = {(one.record, one.source, one.n, one.d) for one in shares}
    return {(one.record, one.key, one.n, one.d) for one in rows} | carried


def _values(
    core: Core, reader: Connection, signed: Submission
) -> Sequence[FigureValue]:
    pack, units = core.catalogue.pack, units_of(core, signed)
    return figures.values(pack, reader, units, signed.start, signed.end, signed.units)


def units_of(core: Core, signed: Submission) -> tuple[UnitCode, ...]:
    """As they were: who came to it later had no part in what it signed."""
    below = core.catalogue.pack.children(signed.unit, signed.units)
    return (signed.unit, *(child.code for child in below))
