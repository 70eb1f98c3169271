"""init, enrol, doctor: a desk and its place among desks."""

import argparse

from desktop.cli.certificates import status
from desktop.cli.context import Answer, Context, Verb
from desktop.cli.line import place
from desktop.cli.plain import plain
from desktop.desk import doctor, profile
from desktop.desk.views import finish
from desktop.errors import Usage
from desktop.ledger.ids import AccountId, UnitCode


def _init_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--unit", required=True, metavar="CODE")
    parser.add_argument("--account", default="canbo", metavar="ID")
    parser.add_argument("--name", default="Cán bộ", metavar="SHOWN")


def _init(context: Context, arguments: argparse.Namespace) -> Answer:
    profile.create(
        context.folder,
        UnitCode(arguments.unit),
        AccountId(arguments.account),
        arguments.name,
        context.password(),
        context.clock,
        context.random,
    )
    with context.desk() as desk:
        return status(context, desk)


def _setup_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", nargs="?", type=place, metavar="FILE")
    parser.add_argument("--out", type=place, metavar="DIR")


def _setup(context: Context, arguments: argparse.Namespace) -> Answer:
    if (arguments.file is None) == (arguments.out is None):
        raise Usage("cli.setup_one")
    with context.desk() as desk:
        if arguments.file is not None:
            desk.act.enrol.read_setup(arguments.file)
            return status(context, desk)
        written = desk.act.enrol.write_setup(arguments.out)
    return Answer({"file": str(written)}, (str(written),))


def _grant_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=place, metavar="BUNDLE")
    parser.add_argument("--code", required=True, metavar="XXXX-XXXX-XXXX")


def _grant(context: Context, arguments: argparse.Namespace) -> Answer:
    with context.desk() as desk:
        taken = finish(desk.act.grant(arguments.file, arguments.code))
    line = context.say("cli.granted", unit=taken.unit_name, new=taken.new)
    return Answer(plain(taken), (line,))


def _nothing(_: argparse.ArgumentParser) -> None:
    """No arguments of its own."""


def _doctor(context: Context, _: argparse.Namespace) -> Answer:
    with context.desk() as desk:
        found = doctor.examine(desk)
    lines = (context.say("cli.healthy", revisions=found.revisions),)
    return Answer(plain(found), lines)


VERBS = (
    Verb("init", _init_arguments, _init),
    Verb("enrol setup", _setup_arguments, _setup),
    Verb("enrol grant", _grant_arguments, _grant),
    Verb("doctor", _nothing, _doctor),
)
