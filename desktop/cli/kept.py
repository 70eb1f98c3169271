"""file list|destroy: files that stay for a time, and their end."""

import argparse

from desktop.cli.context import Answer, Context, Verb
from desktop.cli.plain import plain
from desktop.desk.keeping import KeptFile


def _list_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--past", action="store_true")


def _list(context: Context, arguments: argparse.Namespace) -> Answer:
    with context.desk() as desk:
        found = [
            file for file in desk.ask.files.kept() if file.past or not arguments.past
        ]
    return Answer({"files": plain(found)}, tuple(map(_line, found)))


def _line(file: KeptFile) -> str:
    day = file.until.strftime("%d/%m/%Y")
    return f"{file.sha256[:12]}  {day}{'!' if file.past else ' '}  {file.name}"


def _destroy_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("sha256", nargs="+")
    parser.add_argument("--yes", action="store_true")


def _destroy(context: Context, arguments: argparse.Namespace) -> Answer:
    """Without --yes it shows what would go, and changes nothing."""
    with context.desk() as desk:
        named = desk.ask.files.named(arguments.sha256)
        if arguments.yes:
            desk.act.erase.past(file.sha256 for file in named)
    code = "cli.destroyed" if arguments.yes else "cli.would_destroy"
    said = context.say(code, count=len(named))
    value = {"files": plain(named), "destroyed": bool(arguments.yes)}
    return Answer(value, (*map(_line, named), said))


VERBS = (
    Verb("file list", _list_arguments, _list),
    Verb("file destroy", _destroy_arguments, _destroy),
)
