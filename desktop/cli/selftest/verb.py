"""selftest: each step is told as it ends; the first that fails ends the test."""

import argparse
import json
import sys
import tempfile
import traceback
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from desktop import assets
from desktop.cli.context import Answer, Context, Verb
from desktop.cli.line import place
from desktop.cli.selftest.stage import Play
from desktop.cli.selftest.steps import steps
from desktop.desk.saving import save
from desktop.errors import Error, Fault
from desktop.ledger.canonical import Json

_FAILED = Fault.exit_code
_DEPTH = 8  # places of a fault that are told


@dataclass
class _Step:
    name: str
    told: dict[str, Json] = field(default_factory=dict)
    error: Error | None = None


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--out", type=place, metavar="F.json")


def _run(context: Context, arguments: argparse.Namespace) -> Answer:
    done: list[_Step] = []
    # What a failing step left open Windows cannot remove; it is the step that is told.
    with tempfile.TemporaryDirectory(
        prefix="sophoihop-", ignore_cleanup_errors=True
    ) as scratch:
        said = steps(Path(scratch), context.random, context.rehearse, context.say)
        for step in _ended(said):
            done.append(step)
            if not arguments.as_json:
                print(_line(context, len(done), step), flush=True)
    sound = all(step.error is None for step in done)
    value: dict[str, Json] = {
        "ok": sound,
        "version": assets.version(),
        "program": sys.executable,
        "steps": [_plain(context, step) for step in done],
    }
    if arguments.out is not None:
        text = json.dumps(value, ensure_ascii=False, indent=2) + "\n"
        save(arguments.out, text.encode())
    last = context.say("cli.selftest" if sound else "cli.selftest_failed")
    return Answer(value, (last,), 0 if sound else _FAILED)


def _ended(said: Play) -> Iterator[_Step]:
    """Steps as they end; one that fails is the last."""
    step = _Step("selftest.begin")
    try:
        with closing(said):
            for one in said:
                if isinstance(one, dict):
                    step.told |= one
                    continue
                yield step
                step = _Step(one)
    except Error as error:
        step.error = error
    except Exception as error:  # noqa: BLE001 - whatever went wrong is the answer
        step.error = Fault("selftest.fault", kind=type(error).__name__)
        step.error.__traceback__ = error.__traceback__
    yield step


def _line(context: Context, number: int, step: _Step) -> str:
    name = context.say(step.name)
    if step.error is None:
        return context.say("cli.step", n=number, name=name)
    why = context.say(step.error.code, **step.error.facts)
    return context.say("cli.step_failed", n=number, name=name, why=why)


def _plain(context: Context, step: _Step) -> Json:
    if step.error is None:
        return {"step": step.name, "ok": True, **step.told}
    error = step.error
    why = context.say(error.code, **error.facts)
    at: list[Json] = [*_places(error)]
    told: dict[str, Json] = {"code": error.code, "message": why, "at": at}
    return {"step": step.name, "ok": False, **told}


def _places(error: Error) -> Iterator[str]:
    """Where it went wrong, the innermost last; names and lines, never a value."""
    for frame in traceback.extract_tb(error.__traceback__)[-_DEPTH:]:
        yield f"{Path(frame.filename).name}:{frame.lineno} {frame.name}"


VERBS = (Verb("selftest", _arguments, _run),)
