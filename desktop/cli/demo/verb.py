"""demo: play the scenario into a folder and say what came of it."""

import argparse
import json
import shutil
from pathlib import Path

from desktop.cli.context import Answer, Context, Verb
from desktop.cli.demo.scenario import Shown, play
from desktop.cli.plain import figures
from desktop.errors import Environment, Fault, Usage
from desktop.ledger.canonical import Json

MARK = ".sophoihop-demo"
SUMMARY = "summary.json"


def _arguments(parser: argparse.ArgumentParser) -> None:
    """--dir is the folder to play into."""
    parser.set_defaults(demo=True)


def _run(context: Context, arguments: argparse.Namespace) -> Answer:
    folder: Path = getattr(arguments, "dir", None) or Path("demo")
    _clear(folder)
    shown: Shown | None = None
    for number, act in enumerate(play(folder, context.random), start=1):
        if isinstance(act, Shown):
            shown = act
        elif not getattr(arguments, "as_json", False):
            print(f"{number}. {context.say(act)}", flush=True)
    if shown is None:
        raise Fault("demo.unequal", code="summary")
    value = _summary(shown)
    content = json.dumps(value, ensure_ascii=False, indent=2)
    (folder / SUMMARY).write_text(content + "\n", "utf-8")
    lines = [context.say("demo.done", records=shown.records)]
    paths = {name: path for name, path in value.items() if isinstance(path, str)}
    lines += [f"  {name}: {path}" for name, path in paths.items()]
    return Answer(value, tuple(lines))


def _clear(folder: Path) -> None:
    """Only a folder that a demo made before is made anew."""
    if folder.exists() and any(folder.iterdir()):
        if not (folder / MARK).is_file():
            raise Usage("demo.not_empty", folder=folder.name)
        shutil.rmtree(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / MARK).touch()
    except OSError as error:
        raise Environment("file.unwritable", file=str(folder)) from error


def _summary(shown: Shown) -> dict[str, Json]:
    names = (
        "bundle", "container", "receipt", "report", "root_certificate",
        "province_identity", "province_profile", "volume",
    )  # fmt: skip
    value: dict[str, Json] = {n: str(Path(getattr(shown, n)).resolve()) for n in names}
    return value | {"records": shown.records, "figures": figures(shown.figures)}


VERBS = (Verb("demo", _arguments, _run),)
