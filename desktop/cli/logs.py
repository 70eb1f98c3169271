"""received, journal: which report came from whom, and every hand-over."""

import argparse

from desktop.cli.context import Answer, Context, Verb, write_noted
from desktop.cli.line import place
from desktop.cli.periods import period, span_arguments
from desktop.cli.plain import plain
from desktop.desk.handover_views import JournalRow
from desktop.desk.received import Received
from desktop.desk.received_sheet import span_words, total_words, words
from desktop.ledger.canonical import Json

_TOLD = ("at", "direction", "unit", "n", "name", "state", "code", "by")


def _received_arguments(parser: argparse.ArgumentParser) -> None:
    span_arguments(parser)
    parser.add_argument("--kind", default="month")
    parser.add_argument("--calendar", default="nd09")
    parser.add_argument("--out", type=place, metavar="F.xlsx")


def _received(context: Context, arguments: argparse.Namespace) -> Answer:
    with context.desk() as desk:
        table = desk.ask.handover.received(period(arguments))
        if arguments.out is not None:
            sheet = desk.ask.handover.received_sheet(table, context.say)
            write_noted(desk, arguments.out, sheet, "export", "received")
    lines: list[str] = []
    for at, span in enumerate(table.spans):
        lines.append(f"{span_words(span)}: {total_words(table, at, context.say)}")
        lines += (
            f"  {row.unit} {row.name}: {words(row.cells[at], context.say)}"
            for row in table.rows
        )
    return Answer(_plain(table), tuple(lines))


def _plain(table: Received) -> Json:
    return {
        "periods": [
            {"from": plain(start), "to": plain(end), "counts": dict(table.counts(at))}
            for at, (start, end) in enumerate(table.spans)
        ],
        "units": plain(table.rows),
    }


def _journal_arguments(parser: argparse.ArgumentParser) -> None:
    span_arguments(parser)
    parser.add_argument("--out", type=place, metavar="F.pdf")


def _journal(context: Context, arguments: argparse.Namespace) -> Answer:
    start, end = arguments.start, arguments.end
    with context.desk() as desk:
        rows = desk.ask.handover.journal_of(start, end)
        if arguments.out is not None:
            paper = desk.ask.handover.print_journal(start, end)
            write_noted(desk, arguments.out, paper, "print", "journal")
    told: list[Json] = [
        {field: getattr(row, field) for field in _TOLD} | {"check_code": row.check_code}
        for row in rows
    ]
    return Answer({"journal": told}, tuple(_line(row) for row in rows))


def _line(row: JournalRow) -> str:
    arrow = "<-" if row.direction == "in" else "->"
    return " ".join(
        (row.at[:16], arrow, row.unit, str(row.n), row.state, row.by, row.check_code)
    )


VERBS = (
    Verb("received", _received_arguments, _received),
    Verb("journal", _journal_arguments, _journal),
)
