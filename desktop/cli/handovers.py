"""handoff, verify, unpack, intake: what leaves, what comes."""

import argparse
from pathlib import Path

from desktop.cli.certificates import stale
from desktop.cli.context import Answer, Context, Verb, finish
from desktop.cli.plain import plain
from desktop.desk.desk import Desk
from desktop.desk.handover_views import TakenIn
from desktop.errors import Error, Refused, Usage
from desktop.ledger.canonical import Json
from desktop.ledger.ids import UnitCode


def _handoff_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--to", type=Path, required=True, metavar="DIR")
    parser.add_argument("--unit", type=UnitCode, default=None, metavar="CODE")
    parser.add_argument("--give-back", action="store_true")


def _handoff(context: Context, arguments: argparse.Namespace) -> Answer:
    if arguments.give_back and arguments.unit is None:
        raise Usage("cli.give_back_unit")
    with context.desk() as desk:
        if arguments.give_back:
            desk.act.enrol.give_back(arguments.unit)
        handed = finish(desk.act.hand_over(arguments.to, arguments.unit))
    lines = (
        str(handed.path),
        context.say("cli.handed_over", n=handed.n, revisions=handed.revisions),
        context.say("cli.bundle_code", code=handed.check_code),
    )
    return Answer(plain(handed), lines)


def _file_argument(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE")


def _verify(context: Context, arguments: argparse.Namespace) -> Answer:
    with context.desk() as desk:
        taken = _joined(finish(desk.ask.handover.verify(arguments.file)))
    return Answer(plain(taken), (_sentence(context, taken),))


def _joined(taken: TakenIn) -> TakenIn:
    """Refused by the receipt's own code where lines do not join what is here."""
    if taken.result == "gap" and taken.refused:
        raise Refused("GAP", unit=taken.unit_name, n=taken.n, refused=taken.refused)
    return taken


def _sentence(context: Context, taken: TakenIn) -> str:
    """The verdict, and how much of it is only kept."""
    kept = context.say("cli.unread", n=taken.unread) if taken.unread else ""
    told = context.say("cli.receipts", n=taken.receipts) if taken.receipts else ""
    return " ".join(filter(None, (_verdict(context, taken), kept, told)))


def _verdict(context: Context, taken: TakenIn) -> str:
    return context.say(
        f"cli.verdict.{taken.result}",
        unit=taken.unit_name,
        n=taken.n,
        new=taken.new,
        same=taken.same,
        code=taken.check_code,
    )


def _unpack_arguments(parser: argparse.ArgumentParser) -> None:
    _file_argument(parser)
    parser.add_argument("--out", type=Path, required=True, metavar="CONTAINER")


def _unpack(context: Context, arguments: argparse.Namespace) -> Answer:
    with context.desk() as desk:
        out = desk.act.unpack(arguments.file, arguments.out)
    return Answer({"container": str(out)}, (str(out),))


def _intake_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("path", type=Path, metavar="FILE|DIR")
    parser.add_argument("--late", action="store_true")


def _intake(context: Context, arguments: argparse.Namespace) -> Answer:
    path: Path = arguments.path
    if arguments.late and path.is_dir():
        raise Usage("cli.late_one")
    with context.desk() as desk:
        if not path.is_dir():
            taken = _joined(finish(desk.act.take_in(path, late=arguments.late)))
            aside = stale(context, desk.ask.keys())
            return Answer(plain(taken), (_sentence(context, taken), *aside))
        return _intake_all(context, desk, path)


def _intake_all(context: Context, desk: Desk, folder: Path) -> Answer:
    """Every bundle of a folder, past the bad ones; refused when none was good."""
    told: list[Json] = []
    any_taken = False
    lines: list[str] = []
    for found in desk.ask.handover.scan(folder):
        try:
            taken = _joined(finish(desk.act.take_in(found.path)))
        except Refused as error:
            why = _why(context, error)
            name, code = found.path.name, error.code
            told.append({"file": name, "refused": code, "message": why})
            lines.append(f"{name}: {why}")
            continue
        any_taken = True
        told.append({"file": found.path.name, "taken": plain(taken)})
        lines.append(f"{found.path.name}: {_sentence(context, taken)}")
    lines.append(context.say("cli.scanned", n=len(told)))
    lines.extend(stale(context, desk.ask.keys()))
    exit_code = Refused.exit_code if told and not any_taken else 0
    return Answer({"bundles": told}, tuple(lines), exit_code)


def _why(context: Context, error: Error) -> str:
    return context.messages.say(error.code, error.facts)


VERBS = (
    Verb("handoff", _handoff_arguments, _handoff),
    Verb("verify", _file_argument, _verify),
    Verb("unpack", _unpack_arguments, _unpack),
    Verb("intake", _intake_arguments, _intake),
)
