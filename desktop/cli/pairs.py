"""record same|unite|keep-apart: two records that may tell of one event."""

import argparse

from desktop.cli.context import Answer, Context, Verb
from desktop.cli.plain import plain
from desktop.desk.pair_views import Pair, Verdict
from desktop.ledger.ids import RecordId, UnitCode
from desktop.text.dates import format_iso


def _no_arguments(_: argparse.ArgumentParser) -> None:
    """Of the whole desk."""


def _same(context: Context, _: argparse.Namespace) -> Answer:
    with context.desk() as desk:
        found = desk.ask.pairs.all()
        units = {UnitCode(pair.one.unit) for pair in found}
        names = {unit: desk.core.name_of(unit) for unit in units}
    lines = [
        line for pair in found for line in _told(context, pair, names[pair.one.unit])
    ]
    count = sum(pair.verdict is Verdict.OPEN for pair in found)
    total = context.say("cli.same.count", n=count)
    none = context.say("cli.same.none")
    return Answer(
        {"open": count, "pairs": plain(found)}, (*lines, total if count else none)
    )


def _told(context: Context, pair: Pair, unit: str) -> tuple[str, ...]:
    signs = "; ".join(context.say(sign.code, **sign.facts) for sign in pair.signs)
    head = f"cli.same.{pair.verdict}"
    return (
        context.say(head, unit=unit, why=signs or pair.reason),
        *(
            f"  {row.record}  {format_iso(row.date)}  {row.title} · {row.detail}"
            for row in (pair.one, pair.other)
        ),
    )


def _two(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("record")
    parser.add_argument("other")


def _unite(context: Context, arguments: argparse.Namespace) -> Answer:
    kept, other = RecordId(arguments.record), RecordId(arguments.other)
    with context.desk() as desk:
        changed = desk.act.pairs.unite(kept, other)
    line = context.say("cli.united", kept=kept, other=other)
    return Answer(plain(changed), (line,))


def _apart_arguments(parser: argparse.ArgumentParser) -> None:
    _two(parser)
    parser.add_argument("--reason", required=True)


def _keep_apart(context: Context, arguments: argparse.Namespace) -> Answer:
    one, other = RecordId(arguments.record), RecordId(arguments.other)
    with context.desk() as desk:
        changed = desk.act.pairs.keep_apart(one, other, arguments.reason)
    return Answer(plain(changed), (context.say("cli.kept_apart"),))


VERBS = (
    Verb("record same", _no_arguments, _same),
    Verb("record unite", _two, _unite),
    Verb("record keep-apart", _apart_arguments, _keep_apart),
)
