"""verify, intake: one bundle, or every bundle of a folder."""

import argparse
import sys
from pathlib import Path

from desktop.cli.certificates import stale
from desktop.cli.context import Answer, Context, Verb
from desktop.cli.line import place
from desktop.cli.plain import plain
from desktop.desk.desk import Desk
from desktop.desk.handover_views import STORED, Intake, Met, Receipt, Step, TakenIn
from desktop.desk.many import joined
from desktop.desk.views import Progress, Work, finish
from desktop.errors import Environment, Refused, Usage
from desktop.ledger.canonical import Json


def _verify_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=place, metavar="FILE")


def _verify(context: Context, arguments: argparse.Namespace) -> Answer:
    with context.desk() as desk:
        taken = joined(finish(desk.ask.handover.verify(arguments.file)))
    return Answer(plain(taken), (_sentence(context, taken),))


def _intake_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("path", type=place, metavar="FILE|DIR")
    parser.add_argument("--receipts", type=place, metavar="DIR")
    parser.add_argument("--late", action="store_true")


def _intake(context: Context, arguments: argparse.Namespace) -> Answer:
    path: Path = arguments.path
    if arguments.receipts is not None and not path.is_dir():
        raise Usage("cli.receipts_folder")
    if arguments.late and path.is_dir():
        raise Usage("cli.late_one")
    with context.desk() as desk:
        if path.is_dir():
            return _many(context, desk, path, arguments.receipts)
        taken = joined(finish(desk.act.take_in(path, late=arguments.late)))
        aside = stale(context, desk.ask.keys())
    return Answer(plain(taken), (_sentence(context, taken), *aside))


def _many(context: Context, desk: Desk, folder: Path, receipts: Path | None) -> Answer:
    """Each told by name with its reason; refused when none was good."""
    done, stopped = _run(desk.act.many.take_in(folder, receipts))
    counts = done.counts
    lines = [f"{_name(folder, one)}: {_told(context, one)}" for one in done.met]
    lines += [_receipt_line(context, one) for one in done.receipts]
    lines.append(_sum(context, done))
    lines += stale(context, desk.ask.keys())
    if stopped:
        lines.append(context.say("cli.stopped"))
    value: dict[str, Json] = {
        "bundles": [_plain_met(context, folder, one) for one in done.met],
        "receipts": [_plain_receipt(context, one) for one in done.receipts],
        "counts": dict(counts),
        "stopped": stopped,
    }
    refused = done.met and counts["refused"] == len(done.met)
    code = Environment.exit_code if stopped else Refused.exit_code if refused else 0
    return Answer(value, tuple(lines), code)


def _run(work: Work[Intake]) -> tuple[Intake, bool]:
    """To its end, or until Ctrl+C: then what was met so far."""
    met: dict[Path, Met] = {}
    try:
        while True:
            step = next(work)
            _show(step)
            if isinstance(step, Step) and step.met:
                met[step.met.file] = step.met
    except StopIteration as end:
        done: Intake = end.value
        return done, False
    except KeyboardInterrupt:
        work.close()
        return Intake(tuple(met.values()), ()), True


def _show(step: Progress) -> None:
    if sys.stderr.isatty():
        end = "\n" if step.done == step.total else ""
        print(f"\r{step.done}/{step.total}", end=end, file=sys.stderr, flush=True)


def _name(folder: Path, met: Met) -> str:
    return met.file.relative_to(folder).as_posix()


def _told(context: Context, met: Met) -> str:
    if met.error is not None:
        why = context.messages.say(met.error.code, met.error.facts)
        return context.say("cli.refused", why=why)
    if met.taken is None:
        return context.say("cli.own")
    return _sentence(context, met.taken)


def _plain_met(context: Context, folder: Path, met: Met) -> dict[str, Json]:
    found: dict[str, Json] = {"file": _name(folder, met), "check_code": met.check_code}
    if met.error is not None:
        why = context.messages.say(met.error.code, met.error.facts)
        return found | {"refused": met.error.code, "message": why}
    return found | ({"taken": plain(met.taken)} if met.taken else {"own": True})


def _receipt_line(context: Context, one: Receipt) -> str:
    if one.error is not None:
        why = context.messages.say(one.error.code, one.error.facts)
        return context.say("cli.receipt_failed", unit=one.unit_name, why=why)
    return context.say(
        "cli.receipt", unit=one.unit_name, file=str(one.path), code=one.check_code
    )


def _plain_receipt(context: Context, one: Receipt) -> dict[str, Json]:
    found: dict[str, Json] = {"unit": one.unit, "unit_name": one.unit_name}
    if one.error is not None:
        why = context.messages.say(one.error.code, one.error.facts)
        return found | {"refused": one.error.code, "message": why}
    return found | {"file": str(one.path), "check_code": one.check_code}


def _sum(context: Context, done: Intake) -> str:
    counts = done.counts
    return context.say(
        "cli.scanned",
        n=len(done.met),
        taken=sum(counts[result] for result in STORED),
        known=counts["known"],
        pending=counts["pending"],
        own=counts["own"],
        refused=counts["refused"],
    )


def _sentence(context: Context, taken: TakenIn) -> str:
    """The verdict, and how much of it is only kept."""
    kept = context.say("cli.unread", n=taken.unread) if taken.unread else ""
    told = context.say("cli.receipts", n=taken.receipts) if taken.receipts else ""
    clock = context.say("cli.set_back") if taken.clock else ""
    pack = context.say("cli.pack", n=taken.pack) if taken.pack else ""
    said = (_verdict(context, taken), kept, told, clock, pack)
    return " ".join(filter(None, said))


def _verdict(context: Context, taken: TakenIn) -> str:
    return context.say(
        f"cli.verdict.{taken.result}",
        unit=taken.unit_name,
        n=taken.n,
        new=taken.new,
        same=taken.same,
        code=taken.check_code,
    )


def _waiting_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--confirm", nargs=2, metavar=("DEVICE", "EPOCH"))


def _waiting(context: Context, arguments: argparse.Namespace) -> Answer:
    """Lines of copied or restored desks, until somebody has called about them."""
    with context.desk() as desk:
        if arguments.confirm:
            desk.act.confirm(*arguments.confirm)
        found = desk.ask.handover.waiting()
    lines = (
        context.say(
            f"cli.waiting.{one.mark}",
            unit=one.unit_name,
            device=one.device,
            epoch=one.epoch,
            n=one.lines,
        )
        for one in found
    )
    return Answer({"waiting": plain(found)}, tuple(lines))


VERBS = (
    Verb("verify", _verify_arguments, _verify),
    Verb("intake", _intake_arguments, _intake),
    Verb("waiting", _waiting_arguments, _waiting),
)
