"""record list|show|redact|void|join|attach|ask."""

import argparse
from collections.abc import Iterator
from pathlib import Path

from desktop.cli.context import Answer, Context, Verb
from desktop.cli.plain import plain
from desktop.desk.views import Side
from desktop.errors import Refused
from desktop.ledger.ids import RecordId


def _list_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("form")
    parser.add_argument("--search", default="", metavar="TEXT")
    parser.add_argument("--limit", type=int, default=200, metavar="N")


def _list(context: Context, arguments: argparse.Namespace) -> Answer:
    with context.desk() as desk:
        ids = desk.ask.records.ids(arguments.form, arguments.search)
        rows = desk.ask.records.rows(ids[: arguments.limit])
    lines = tuple(f"{row.record}  {row.date}  {row.title}" for row in rows)
    return Answer({"count": len(ids), "records": plain(rows)}, lines)


def _record_argument(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("record")


def _show(context: Context, arguments: argparse.Namespace) -> Answer:
    with context.desk() as desk:
        view = desk.ask.records.view(RecordId(arguments.record))
    lines = tuple(f"{label}: {value}" for label, value in view.lines)
    return Answer(plain(view), lines + tuple(_beside(view.sides)))


def _beside(sides: tuple[Side, ...]) -> Iterator[str]:
    """Each question that the sides answer differently, with every answer."""
    answers = [dict(side.lines) for side in sides]
    for side in sides:
        yield f"{side.letter}: {side.at} · {side.device} · {side.by} · {side.op}"
    for label in dict.fromkeys(label for one in answers for label in one):
        told = [one.get(label, "") for one in answers]
        if len(set(told)) > 1:
            pairs = zip(sides, told, strict=True)
            yield "  ".join([label, *(f"{s.letter}: {text}" for s, text in pairs)])


def _redact_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("record")
    parser.add_argument("question")
    parser.add_argument("--reason", required=True)


def _redact(context: Context, arguments: argparse.Namespace) -> Answer:
    with context.desk() as desk:
        record = RecordId(arguments.record)
        changed = desk.act.redact(record, arguments.question, arguments.reason)
    return Answer(plain(changed), (context.say("cli.redacted"),))


def _void_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("record")
    parser.add_argument("--reason", required=True)


def _void(context: Context, arguments: argparse.Namespace) -> Answer:
    with context.desk() as desk:
        changed = desk.act.void(RecordId(arguments.record), arguments.reason)
    return Answer(plain(changed), (context.say("cli.voided"),))


def _join_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("record")
    parser.add_argument("--take", required=True, metavar="LETTER")


def _join(context: Context, arguments: argparse.Namespace) -> Answer:
    with context.desk() as desk:
        record = RecordId(arguments.record)
        done = desk.ask.records.joined(record, arguments.take.upper())
        changed = desk.act.finish(done)
    return Answer(plain(changed), (context.say("cli.joined", side=arguments.take),))


def _attach_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("record")
    parser.add_argument("file", type=Path)
    parser.add_argument("--no-people", action="store_true")


def _attach(context: Context, arguments: argparse.Namespace) -> Answer:
    if not arguments.no_people:
        raise Refused("attach.people")
    file: Path = arguments.file
    with context.desk() as desk:
        record = RecordId(arguments.record)
        desk.act.attach(record, file, file.name, no_people=True)
        view = desk.ask.records.view(record)
    lines = tuple(f"{found.sha256}  {found.name}" for found in view.files)
    return Answer(plain(view.files), lines)


def _ask_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("sha256")


def _ask(context: Context, arguments: argparse.Namespace) -> Answer:
    with context.desk() as desk:
        changed = desk.act.ask_for(arguments.sha256)
    return Answer(plain(changed), (context.say("cli.asked"),))


VERBS = (
    Verb("record list", _list_arguments, _list),
    Verb("record show", _record_argument, _show),
    Verb("record redact", _redact_arguments, _redact),
    Verb("record void", _void_arguments, _void),
    Verb("record join", _join_arguments, _join),
    Verb("record attach", _attach_arguments, _attach),
    Verb("record ask", _ask_arguments, _ask),
)
