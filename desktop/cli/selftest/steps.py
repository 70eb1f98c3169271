"""The steps, in the order of a year: data, window, signature, papers, forms."""

import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

from desktop import assets
from desktop.cli.demo.clock import TrainingClock
from desktop.cli.demo.scenario import Shown, play
from desktop.cli.demo.year import LAST
from desktop.cli.selftest import documents
from desktop.cli.selftest.stage import Play, Rehearse, Said, Stage
from desktop.desk import doctor
from desktop.desk.desk import Desk
from desktop.desk.views import finish
from desktop.errors import Fault, Refused
from desktop.ledger.world import Random
from desktop.xforms.definition import Definition
from desktop.xforms.parse import parse
from desktop.xforms.xlsform import compile_table

Say = Callable[..., str]
_AFTER = LAST + timedelta(days=4)  # what was played has ended
_AGE = b"age-encryption.org/v1\n"
_DESKS = ("commune", "new", "province")


def steps(folder: Path, random: Random, rehearse: Rehearse, say: Say) -> Play:
    """What begins, and what it has found; an error is that of what began last."""
    stage = Stage(folder, TrainingClock(_AFTER), random)
    yield from _played(stage)
    stage.stick.mkdir()
    yield from rehearse(stage)
    with stage.desk("province") as province:
        yield from _sealed(stage, province)
    yield from documents.steps(stage, say)
    yield "selftest.forms"
    yield {"questions": sum(len(form.questions) for form in _compiled())}
    yield "selftest.doctor"
    for name in _DESKS:
        with stage.desk(name) as desk:
            yield {name: doctor.examine(desk).revisions}


def _played(stage: Stage) -> Iterator[Said]:
    for act in play(stage.played, stage.random):
        yield {"records": act.records} if isinstance(act, Shown) else act


def _sealed(stage: Stage, province: Desk) -> Iterator[Said]:
    """What the window handed over: nobody else reads it, no byte of it may change."""
    (file,) = stage.stick.glob("*.sph")
    content = file.read_bytes()
    yield "selftest.encrypt"
    if not content.startswith(_AGE):
        raise Fault("selftest.unlike", what="age")
    changed = stage.folder / file.name
    changed.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    with suppress(Refused):
        finish(province.ask.handover.verify(changed))
        raise Fault("selftest.unlike", what="byte")
    yield "selftest.sign"
    inside = province.act.unpack(file, stage.folder / "opened.asice")
    with zipfile.ZipFile(inside) as opened:
        names: list[str] = [n for n in opened.namelist() if n.startswith("META-INF/")]
    told = finish(province.ask.handover.verify(file))
    yield {"inside": [*sorted(names)], "result": told.result, "new": told.new}


def _compiled() -> Iterator[Definition]:
    for source in sorted((assets.forms() / "xlsform").glob("*.md")):
        made = compile_table(source.read_bytes(), source.suffix, source.stem)
        yield parse(made.xform)
