"""selftest: the main job in a folder of its own, step by step."""

import argparse
import tempfile
from pathlib import Path

from desktop.cli.context import Answer, Context, Verb
from desktop.cli.demo.scenario import Shown, play
from desktop.desk import doctor
from desktop.desk.desk import open_desk
from desktop.desk.training import training_password
from desktop.errors import Fault
from desktop.ledger.canonical import Json


def _nothing(_: argparse.ArgumentParser) -> None:
    """No arguments of its own."""


def _run(context: Context, _: argparse.Namespace) -> Answer:
    steps: list[Json] = []
    with tempfile.TemporaryDirectory(prefix="sophoihop-") as scratch:
        folder = Path(scratch) / "demo"
        for act in play(folder, context.random):
            if isinstance(act, Shown):
                steps.append({"step": "figures", "records": act.records})
            else:
                steps.append({"step": act})
        steps.append({"step": "doctor", "revisions": _examine(context, folder)})
    lines = tuple(context.say("cli.step", name=_name(step)) for step in steps)
    return Answer({"steps": steps}, (*lines, context.say("cli.selftest")))


def _name(step: Json) -> str:
    return str(step["step"]) if isinstance(step, dict) else ""


def _examine(context: Context, folder: Path) -> int:
    checked = 0
    for name in ("commune", "province"):
        password = training_password(folder / name)
        if password is None:
            raise Fault("demo.unequal", code="password")
        desk = open_desk(folder / name, password, context.clock, context.random)
        try:
            checked += doctor.examine(desk).revisions
        finally:
            desk.close()
    return checked


VERBS = (Verb("selftest", _nothing, _run),)
