"""make race: three engines, the same forms and answers; exit 1 when a target is missed.

TABLES=DIR reads the forms of another folder; its "forms" is looked at.
"""

import json
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path

from desktop.xforms.engine import Form
from desktop.xforms.parse import parse
from tests.conformance.tables import TABLES
from tests.conformance.tools import CACHE
from tests.race import agreement, ours, script
from tests.race.figures import figures, ratios
from tests.race.lap import RUNS, race
from tests.race.racers import present

FORMS = (
    "javarosa__whova_form",
    "enketo__va_who_v1_5_3",
    "javarosa__nigeria_wards_internal_2ndry_instance",
    "javarosa__child_vaccination_VOL_tool_v12",
)


def main():
    starts = present(CACHE)
    found = []
    for name in FORMS:
        form = TABLES / "forms" / f"{name}.xml"
        if not form.exists():
            print(f"left out: {name}: it is not in {form.parent}")
            continue
        with tempfile.TemporaryDirectory() as folder:
            found.append(_raced(starts, form, Path(folder)))
    content = json.dumps(found, ensure_ascii=False, indent=1)
    Path("race.json").write_text(content + "\n", "utf-8")
    missed = [one for form in found for one in form["ratios"] if not one["kept"]]
    print(f"{len(missed)} targets missed")
    return 1 if missed or not found else 0


def _raced(starts, form, folder):
    """Run one form and print what came of it."""
    raw = form.read_bytes()
    steps = script.steps(ours.opened(raw))
    target = folder / "script.jsonl"
    target.write_text(script.written(steps), "utf-8")
    print(f"{form.stem}: {len(steps)} answers, {RUNS} runs", flush=True)
    results = race(starts, form.resolve(), target, folder)
    found = {name: figures(result) for name, result in results.items()}
    for name, one in found.items():
        told = "".join(f"  {figure} {ms:9.3f}" for figure, ms in one.items())
        print(f"  {name:10}{told}  ms")
    marked = [asdict(one) | {"kept": one.kept} for one in ratios(found)]
    for one in marked:
        mark = "kept  " if one["kept"] else "MISSED"
        print(f"  {mark} {one['figure']:5} ours / {one['against']:10}", end="")
        print(f" {one['ratio']:8.3f} (<= {one['target']})")
    _compare(results, raw)
    return {"form": form.stem, "answers": len(steps), "ms": found, "ratios": marked}


def _compare(results, raw):
    """Did they all run the same race?"""
    if "ours" not in results:
        return
    moving = agreement.moving(Form(parse(raw), tolerant=True))
    mine = results["ours"].values
    for name, result in results.items():
        if name != "ours":
            told = agreement.lines(name, mine, result.values, moving)
            print("\n".join(told), flush=True)


if __name__ == "__main__":
    sys.exit(main())
