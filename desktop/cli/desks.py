"""init, enrol, doctor: a desk and its place among desks."""

import argparse
from pathlib import Path

from desktop.cli.context import Answer, Context, Verb
from desktop.cli.plain import plain
from desktop.desk import doctor, profile
from desktop.desk.views import DeskView, finish
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
    return _status(context, arguments)


def _status(context: Context, _: argparse.Namespace) -> Answer:
    with context.desk() as desk:
        return _answer(context, desk.ask.desk())


def _answer(context: Context, view: DeskView) -> Answer:
    state = "enrol.certified" if view.certified else "enrol.not_certified"
    lines = (
        context.say("cli.desk", unit=view.unit_name, device=view.device),
        context.say("cli.desk_code", code=view.check_code),
        context.say(state),
    )
    return Answer(plain(view), lines)


def _setup_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", nargs="?", type=Path, metavar="FILE")
    parser.add_argument("--out", type=Path, metavar="DIR")


def _setup(context: Context, arguments: argparse.Namespace) -> Answer:
    if (arguments.file is None) == (arguments.out is None):
        raise Usage("cli.setup_one")
    with context.desk() as desk:
        if arguments.file is not None:
            desk.act.enrol.read_setup(arguments.file)
            return _answer(context, desk.ask.desk())
        written = desk.act.enrol.write_setup(arguments.out)
    return Answer({"file": str(written)}, (str(written),))


def _grant_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="BUNDLE")
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
    Verb("enrol status", _nothing, _status),
    Verb("doctor", _nothing, _doctor),
)
