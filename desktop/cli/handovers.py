"""handoff, unpack: what leaves, and a look into what lies there."""

import argparse

from desktop.cli.context import Answer, Context, Verb
from desktop.cli.line import place
from desktop.cli.plain import plain
from desktop.desk.saving import save
from desktop.desk.views import finish
from desktop.ledger.ids import UnitCode


def _handoff_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--to", type=place, required=True, metavar="DIR")
    parser.add_argument("--unit", type=UnitCode, default=None, metavar="CODE")
    parser.add_argument("--slip", type=place, metavar="F.pdf")


def _handoff(context: Context, arguments: argparse.Namespace) -> Answer:
    with context.desk() as desk:
        handed = finish(desk.act.hand_over(arguments.to, arguments.unit))
        if arguments.slip is not None:
            save(arguments.slip, desk.ask.handover.print_slip(handed))
    lines = (
        str(handed.path),
        context.say("cli.handed_over", n=handed.n, revisions=handed.revisions),
        context.say("cli.bundle_code", code=handed.check_code),
    )
    return Answer(plain(handed), lines)


def _unpack_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=place, metavar="FILE")
    parser.add_argument("--out", type=place, required=True, metavar="CONTAINER")


def _unpack(context: Context, arguments: argparse.Namespace) -> Answer:
    with context.desk() as desk:
        out = desk.act.unpack(arguments.file, arguments.out)
    return Answer({"container": str(out)}, (str(out),))


VERBS = (
    Verb("handoff", _handoff_arguments, _handoff),
    Verb("unpack", _unpack_arguments, _unpack),
)
