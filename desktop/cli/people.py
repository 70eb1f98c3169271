"""person find|staying, incident, activity: what is kept, was lost, was looked at."""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from desktop.cli.context import Answer, Context, Verb, write_noted
from desktop.cli.line import place
from desktop.cli.periods import day, span_arguments
from desktop.cli.plain import plain
from desktop.desk.people import Found
from desktop.desk.views import finish
from desktop.errors import Usage
from desktop.text.dates import format_date


def _find_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("names", nargs="?", type=place, metavar="FILE")
    parser.add_argument("--asked", type=day, metavar="D")
    parser.add_argument("--out", type=place, metavar="F.pdf")


def _find(context: Context, arguments: argparse.Namespace) -> Answer:
    names = _names(context, arguments.names)
    with context.desk() as desk:
        told = finish(desk.act.look_for(names, arguments.asked))
        if arguments.out is not None:
            paper = desk.ask.privacy.print_person(told)
            write_noted(desk, arguments.out, paper, "print", "person")
    said = context.say("cli.person", count=len(told.found), due=format_date(told.due))
    lines = (_line(one, context.say) for one in told.found)
    return Answer(plain(told), (*lines, said))


def _names(context: Context, file: Path | None) -> str:
    """From a file, or asked for: a name stands on no command line."""
    if file is None:
        print(context.say("cli.person_name"), end=" ", file=sys.stderr, flush=True)
        return sys.stdin.readline()
    try:
        return file.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise Usage("cli.unreadable", file=str(file)) from error


def _line(one: Found, say: Callable[..., str]) -> str:
    where = say(f"person.{one.kind}", label=one.label)
    return f"{one.record}  {one.date}  {one.title}: {where}"


def _nothing(_: argparse.ArgumentParser) -> None:
    pass


def _staying(context: Context, _: argparse.Namespace) -> Answer:
    with context.desk() as desk:
        found = desk.ask.privacy.staying()
    said = context.say("cli.staying", count=len(found))
    lines = (
        f"{one.record}  {format_date(one.until)}{'!' if one.past else ' '}  {one.title}"
        for one in found
    )
    return Answer({"staying": plain(tuple(found))}, (*lines, said))


def _lost_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("bundles", nargs="*", metavar="BUNDLE")
    parser.add_argument("--computer", action="store_true")
    parser.add_argument("--found", type=day, required=True, metavar="D")
    parser.add_argument("--out", type=place, metavar="F.pdf")


def _lost(context: Context, arguments: argparse.Namespace) -> Answer:
    if arguments.computer == bool(arguments.bundles):
        raise Usage("cli.stick_or_computer")
    with context.desk() as desk:
        lost = desk.ask.privacy.lost(arguments.found, arguments.bundles)
        if arguments.out is not None:
            paper = desk.ask.privacy.print_notice(lost)
            write_noted(desk, arguments.out, paper, "print", "incident")
    lines = (f"{f.title}: {f.records}  {', '.join(f.fields)}" for f in lost.forms)
    return Answer(plain(lost), tuple(lines))


def _activity(context: Context, arguments: argparse.Namespace) -> Answer:
    with context.desk() as desk:
        rows = desk.ask.privacy.activity(arguments.start, arguments.end)
    lines = tuple(f"{row.at[:16]} {row.by} {row.act} {row.what}" for row in rows)
    return Answer({"activity": plain(tuple(rows))}, lines)


VERBS = (
    Verb("person find", _find_arguments, _find),
    Verb("person staying", _nothing, _staying),
    Verb("incident", _lost_arguments, _lost),
    Verb("activity", span_arguments, _activity),
)
