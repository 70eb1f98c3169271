"""The table of what came in words, and as a spreadsheet."""

from collections.abc import Mapping
from typing import Protocol

from desktop.desk.core import Core
from desktop.desk.received import Cell, Received, Span
from desktop.text.dates import format_date

STATES = ("received", "late", "twice", "refused", "missing", "open")
# The first that a code begins with says in short why a file was refused.
_WHY = (
    ("envelope.not_for_me", "received.why.other_receiver"),
    ("bundle.other_receiver", "received.why.other_receiver"),
    ("bundle.newer", "received.why.newer"),
    ("bundle.not_in_roster", "received.why.desk"),
    ("bundle.other_signer", "received.why.desk"),
    ("bundle.foreign", "received.why.foreign"),
    ("signature.revoked", "received.why.desk"),
    ("certificate", "received.why.desk"),
    ("signature", "received.why.signature"),
    ("GAP", "received.why.gap"),
    ("envelope", "received.why.broken"),
    ("container", "received.why.broken"),
    ("manifest", "received.why.broken"),
    ("chain", "received.why.broken"),
    ("line", "received.why.broken"),
    ("value", "received.why.broken"),
)


class Say(Protocol):
    """The sentence for a code."""

    def __call__(self, code: str, /, **facts: str | int) -> str:
        """With its facts filled in."""


def why(code: str, say: Say) -> str:
    """A few words for the code that a file was refused by."""
    known = (words for start, words in _WHY if code.startswith(start))
    return say(next(known, "received.why.other"))


def words(cell: Cell, say: Say) -> str:
    """What stands in the cell."""
    facts: Mapping[str, str | int] = {
        "on": format_date(cell.on) if cell.on else "",
        "days": cell.days,
        "why": why(cell.why, say) if cell.why else "",
    }
    return say(f"received.{cell.state}", **facts)


def span_words(span: Span) -> str:
    """``15/05–14/06/2026``."""
    start, end = span
    short = start.strftime("%d/%m" if start.year == end.year else "%d/%m/%Y")
    return f"{short}–{format_date(end)}"


def total_words(table: Received, at: int, say: Say) -> str:
    """How many units stand how in a period; what no unit is stays unsaid."""
    counts = table.counts(at)
    told = (say(f"received.sum.{s}", n=counts[s]) for s in STATES if counts[s])
    return ", ".join(told)


def sheet(core: Core, table: Received, say: Say) -> bytes:
    """The table as XLSX."""
    from desktop.report.document import Column, Table
    from desktop.report.sheet import render

    sums = (total_words(table, at, say) for at in range(len(table.spans)))
    return render(
        say("received.sheet"),
        (
            say("received.title", unit=core.name_of(core.profile.unit)),
            table.calendar.label,
        ),
        Table(
            columns=(
                Column(say("received.code"), 2),
                Column(say("received.unit"), 6),
                *(Column(span_words(span), 6) for span in table.spans),
            ),
            rows=tuple(
                (row.unit, row.name, *(words(cell, say) for cell in row.cells))
                for row in table.rows
            ),
            total=(
                "",
                say("received.sum"),
                *sums,
            ),
        ),
    )
