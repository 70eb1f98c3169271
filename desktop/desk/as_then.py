"""A closed period's figures as signed, counted again as things stood, and as of now.

A report_submission names how far each stream reached when it was closed. From these
lines alone its figures are counted again: that must give what was signed. Whatever the
same days come to today and differs is a later change, told beside what was signed.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from desktop.desk import figures
from desktop.desk.core import Core
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


@dataclass(frozen=True, slots=True)
class Number:
    """A figure as it stands in a report."""

    value: Decimal | None  # rounded as printed
    n: Decimal
    d: Decimal | None


@dataclass(frozen=True, slots=True)
class Difference:
    """A figure that is not what it was; None where it was not, or is no more."""

    code: str
    label: str
    then: Number | None
    now: Number | None


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
    changed: tuple[Difference, ...]  # signed -> as it is now


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
    """What is not the same, by code.

    A figure nobody told of then is no difference, nor one of the working page that was
    not put into the report.
    """
    known = {one.code: one for one in now if not one.working or one.code in then}
    found = [
        Difference(
            code,
            known[code].label if code in known else code,
            then.get(code),
            _now(known.get(code)),
        )
        for code in sorted({*then, *known})
    ]
    return tuple(one for one in found if _differs(one))


def _now(figure: FigureValue | None) -> Number | None:
    return Number(figure.value, figure.n, figure.d) if figure else None


def _differs(one: Difference) -> bool:
    return one.then != one.now and not (one.then is None and _is_empty(one.now))


def _is_empty(number: Number | None) -> bool:
    return number is None or not (number.n or number.d)


def as_signed(core: Core, reader: Connection, record: RecordId) -> AsSigned:
    """The figures of a closed period as signed, as of then, and as of now."""
    signed = submission(reader, record)
    lacking = sum(not as_then.is_here(reader, reach) for reach in signed.reached)
    now = differences(signed.figures, _values(core, reader, signed))
    if lacking:
        return AsSigned(signed, lacking, (), now)
    specs, key = core.catalogue.specs(), core.random.bytes(32)
    memory = as_then.rebuilt(reader, specs, signed.reached, key)
    try:
        wrong = differences(signed.figures, _values(core, memory, signed))
    finally:
        memory.close()
    return AsSigned(signed, 0, wrong, now)


def _values(
    core: Core, reader: Connection, signed: Submission
) -> Sequence[FigureValue]:
    """Of the units as they were: who came to it later had no part in what it signed."""
    pack, version = core.catalogue.pack, signed.units
    below = (child.code for child in pack.children(signed.unit, version))
    units = (signed.unit, *below)
    return figures.values(pack, reader, units, signed.start, signed.end, version)
