"""What may tell of a report written for the form's sake: questions for a commune alone.

None of this is a figure, none of it leaves the desk, and a desk that others hand up to
asks nothing of them.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from desktop.desk.calendars import due
from desktop.desk.core import Core
from desktop.desk.period_views import FigureValue, Notice, Period
from desktop.errors import Refused
from desktop.ledger.canonical import Json
from desktop.ledger.ids import RecordId
from desktop.store import formal
from desktop.store.connection import Connection
from desktop.text.likeness import likeness

_SOME = 3  # named in the question; the others are counted
_CODE = "period.question"


@dataclass(frozen=True, slots=True)
class Draft:
    """A report as it would be closed."""

    period: Period
    figures: Sequence[FigureValue]
    sections: Sequence[tuple[str, str]]

    @property
    def days(self) -> tuple[str, str]:
        """First and last day as they are kept."""
        return self.period.start.isoformat(), self.period.end.isoformat()


def questions(core: Core, reader: Connection, draft: Draft) -> Iterator[Notice]:
    """What a careful colleague would ask before this is signed."""
    unit = core.profile.unit
    if core.scope() != (unit,):
        return
    rules = core.catalogue.pack.toml("start", "formal.toml")
    before = formal.report_before(reader, unit, draft.period.kind, draft.days[0])
    if before is not None:
        yield from _unchanged(_rule(rules, "unchanged"), reader, draft, before)
        yield from _copied(_rule(rules, "copied"), reader, draft, before)
    shared = formal.sharing_files(reader, unit, *draft.days)
    if shared:
        yield _ask(_rule(rules, "reused"), shared, count=len(shared))
    yield from _bunched(_rule(rules, "bunched"), core, reader, draft)


def _unchanged(
    rule: Mapping[str, Json], reader: Connection, draft: Draft, before: RecordId
) -> Iterator[Notice]:
    then = formal.figures_of(reader, before)
    same = [
        figure.label
        for figure in draft.figures
        if not figure.standing and figure.value and then.get(figure.code)
        if str(figure.value) == then[figure.code]
    ]  # fmt: skip
    if len(same) >= int(str(rule["least"])):
        some = "; ".join(same[:_SOME]) + ("; …" if len(same) > _SOME else "")
        yield _ask(rule, (before,), count=len(same), some=some)


def _copied(
    rule: Mapping[str, Json], reader: Connection, draft: Draft, before: RecordId
) -> Iterator[Notice]:
    then = formal.sections_of(reader, before)
    for heading, text in draft.sections:
        old = then.get(heading, "")
        if min(len(text), len(old)) < int(str(rule["letters"])):
            continue
        alike = likeness(text, old)
        if alike >= float(str(rule["likeness"])):
            yield _ask(rule, (before,), heading=heading, percent=round(100 * alike))


def _bunched(
    rule: Mapping[str, Json], core: Core, reader: Connection, draft: Draft
) -> Iterator[Notice]:
    days, late = int(str(rule["days"])), int(str(rule["late"]))
    told = formal.entered(reader, core.profile.unit, *draft.days)
    last = _due(core, draft.period)
    first = last - timedelta(days=days)
    wrote = [(one, _day(one.at)) for one in told]
    found = [
        one.record
        for one, at in wrote
        if first <= at <= last and at - _day(one.day) > timedelta(late)
    ]
    enough = len(found) >= int(str(rule["least"]))
    if enough and len(found) >= float(str(rule["share"])) * len(told):
        facts = {"count": len(found), "all": len(told), "days": days, "late": late}
        yield _ask(rule, tuple(found), **facts)


def _due(core: Core, period: Period) -> date:
    try:
        return due(core.catalogue.pack, period)
    except Refused:
        return period.end


def _day(moment: str) -> date:
    return datetime.fromisoformat(moment).date()


def _rule(rules: Mapping[str, Json], name: str) -> Mapping[str, Json]:
    found = rules[name]
    return found if isinstance(found, dict) else {}


def _ask(
    rule: Mapping[str, Json], records: tuple[RecordId, ...], **facts: str | int
) -> Notice:
    return Notice(_CODE, {"label": str(rule["label"]).format_map(facts)}, records)
