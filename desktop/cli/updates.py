"""update announce|check: which setup file is the newest, and whether this is it."""

import argparse
from pathlib import Path

from desktop.cli.context import Answer, Context, Verb
from desktop.cli.plain import plain


def _announce_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--version", required=True, metavar="V")


def _announce(context: Context, arguments: argparse.Namespace) -> Answer:
    with context.desk() as desk:
        made = desk.act.enrol.announce(arguments.file, arguments.version)
    return Answer(plain(made), (context.say("update.announced", version=made.version),))


def _check_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE")


def _check(context: Context, arguments: argparse.Namespace) -> Answer:
    with context.desk() as desk:
        found = desk.ask.is_update(arguments.file)
    return Answer(plain(found), (context.say("update.same", version=found.version),))


VERBS = (
    Verb("update announce", _announce_arguments, _announce),
    Verb("update check", _check_arguments, _check),
)
