"""record list|show|redact|void|join|attach|ask."""

import argparse
from collections.abc import Iterator
from pathlib import Path

from desktop.cli.context import Answer, Context, Verb
from desktop.cli.line import place
from desktop.cli.plain import plain
from desktop.desk.desk import Desk
from desktop.desk.views import Side
from desktop.errors import Refused, Usage
from desktop.ledger.canonical import Json
from desktop.ledger.ids import RecordId

_ANSWERS = {"yes": True, "no": False, None: None}
_FEWEST = 8  # letters of a file's SHA-256


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
    lines = [f"{label}: {value}" for label, value in view.lines]
    lines += [f"{file.sha256[:12]}  {file.name}" for file in view.files]
    lines += [context.say("cli.paper", what=paper) for paper in view.papers]
    return Answer(plain(view), (*lines, *_beside(view.sides)))


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
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("question", nargs="?")
    what.add_argument("--file", metavar="SHA256")
    what.add_argument("--all", action="store_true")
    parser.add_argument("--reason", required=True)


def _redact(context: Context, arguments: argparse.Namespace) -> Answer:
    record, why = RecordId(arguments.record), arguments.reason
    with context.desk() as desk:
        erase = desk.act.erase
        if arguments.file:
            changed = erase.file(_file_of(desk, record, arguments.file), why)
        elif arguments.all:
            changed = erase.record(record, why)
        else:
            changed = erase.question(record, arguments.question, why)
    return Answer(plain(changed), (context.say("cli.redacted"),))


def _file_of(desk: Desk, record: RecordId, begins: str) -> str:
    """The whole SHA-256 of a record's file, by 8 or more of its letters."""
    held = [file.sha256 for file in desk.ask.records.view(record).files]
    found = [sha256 for sha256 in held if sha256.startswith(begins)]
    if len(found) != 1 or len(begins) < _FEWEST:
        raise Refused("redact.no_file")
    return found[0]


def _void_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("record")
    parser.add_argument("--reason", required=True)
    parser.add_argument("--still", action="store_true")


def _void(context: Context, arguments: argparse.Namespace) -> Answer:
    with context.desk() as desk:
        record, still = RecordId(arguments.record), arguments.still
        changed = desk.act.void(record, arguments.reason, named=still)
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
    parser.add_argument("file", type=place)
    parser.add_argument("--faces", choices=("yes", "no"))
    parser.add_argument("--keep", default="", metavar="TERM")
    parser.add_argument("--number", default="", metavar="TEXT")
    parser.add_argument("--place", default="", metavar="TEXT")


def _attach(context: Context, arguments: argparse.Namespace) -> Answer:
    file: Path = arguments.file
    record = RecordId(arguments.record)
    noted = bool(arguments.number or arguments.place)
    if noted and arguments.faces == "no":
        raise Usage("cli.paper_or_file")
    told: tuple[str, ...] = ()
    with context.desk() as desk:
        filing = desk.act.files
        if noted:
            filing.note_paper(record, arguments.number, arguments.place)
        else:
            people = _ANSWERS[arguments.faces]
            filing.attach(
                record, file, file.name, shows_people=people, keep=arguments.keep
            )
            told = filing.look(file, file.name).told
        view = desk.ask.records.view(record)
    lines = [f"{found.sha256}  {found.name}" for found in view.files]
    lines += [context.say("cli.paper", what=paper) for paper in view.papers]
    value: Json = {
        "files": plain(view.files), "papers": plain(view.papers), "told": list(told),
    }  # fmt: skip
    return Answer(value, (*lines, *map(context.say, told)))


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
