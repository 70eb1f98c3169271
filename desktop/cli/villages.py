"""village merge|split: villages end and begin in one act."""

import argparse
from datetime import date

from desktop.cli.context import Answer, Context, Verb
from desktop.cli.periods import day
from desktop.desk.desk import Desk
from desktop.ledger.canonical import Json
from desktop.ledger.revision import Finished
from desktop.text.dates import format_date


def _day_argument(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--from", dest="day", type=day, required=True, metavar="DAY")


def _merge_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("village", nargs="+", metavar="VILLAGE")
    parser.add_argument("--into", required=True, metavar="NAME")
    _day_argument(parser)


def _merge(context: Context, arguments: argparse.Namespace) -> Answer:
    begin: date = arguments.day
    with context.desk() as desk:
        villages = desk.ask.villages
        ended = [villages.named(text, begin) for text in arguments.village]
        value = _done(desk, villages.merged(ended, arguments.into, begin))
    names = ", ".join(arguments.village)
    said = {"old": names, "new": arguments.into, "day": format_date(begin)}
    return Answer(value, (context.say("cli.village.merged", **said),))


def _split_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("village", metavar="VILLAGE")
    parser.add_argument("--into", required=True, metavar="NAME,NAME")
    _day_argument(parser)


def _split(context: Context, arguments: argparse.Namespace) -> Answer:
    names, begin = arguments.into.split(","), arguments.day
    with context.desk() as desk:
        villages = desk.ask.villages
        ended = villages.named(arguments.village, begin)
        value = _done(desk, villages.split(ended, names, begin))
    new = ", ".join(name.strip() for name in names)
    said = {"old": arguments.village, "new": new, "day": format_date(begin)}
    return Answer(value, (context.say("cli.village.split", **said),))


def _done(desk: Desk, done: Finished) -> Json:
    """Who begins has no revision before it, and who ends has."""
    desk.act.finish(done)
    began = [c for c in done.contents if not c.base]
    return {
        "ended": [c.record for c in done.contents if c.base],
        "begun": [{"record": c.record, "name": c.data["unit_name"]} for c in began],
    }


VERBS = (
    Verb("village merge", _merge_arguments, _merge),
    Verb("village split", _split_arguments, _split),
)
