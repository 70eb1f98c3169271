"""Expressions that are broken, call what is not there, or run in a circle."""

from collections.abc import Iterator

from desktop.errors import Refused
from desktop.xforms.check.circles import circles
from desktop.xforms.check.defaults import defaults
from desktop.xforms.check.finding import Finding
from desktop.xforms.check.headers import close
from desktop.xforms.check.nowhere import nowhere
from desktop.xforms.check.places import Places
from desktop.xforms.check.sheets import plain_header
from desktop.xforms.definition import Definition
from desktop.xforms.form import Form, Lapse
from desktop.xforms.xpath.registry import FUNCTIONS

_ROWS = "bind::sph:rows"


def expressions(definition: Definition, places: Places) -> Iterator[Finding]:
    """Open the form as a tolerant one, and tell what it had to pass over."""
    form = Form(definition, tolerant=True)
    lapses = form.lapses()
    for refusal in form.findings:
        yield _broken(refusal, places)
    for lapse in lapses:
        yield _lapse(lapse, places)
    yield from circles(form, places)
    yield from defaults(form, places)
    yield from nowhere(form, places)


def _broken(refusal: Refused, places: Places) -> Finding:
    facts = dict(refusal.facts)
    if refusal.code == "form.loop":
        ref = str(facts["loop"]).partition(" → ")[0]
        place = places.of(ref)
        return Finding(
            "check.loop", place.sheet, place.row, "", {"loop": str(facts["loop"])}
        )
    if refusal.code == "form.rows_by_code":
        place = places.of(str(facts["repeat"]))
        return Finding(refusal.code, place.sheet, place.row, _ROWS, facts)
    place = places.of(str(facts["question"]), str(facts["expression"]))
    told = {"part": facts["part"], "expression": place.text or facts["expression"]}
    default = plain_header(place.column) == "default"
    code = "check.default_broken" if default else f"check.{facts['reason']}"
    return Finding(code, place.sheet, place.row, place.column, told)


def _lapse(lapse: Lapse, places: Places) -> Finding:
    place = places.of(lapse.ref, lapse.expression)
    fault = lapse.fault
    facts: dict[str, str | int] = {"name": fault.name}
    known = FUNCTIONS.get(fault.name)
    near = close(fault.name, frozenset(FUNCTIONS)) if known is None else []
    code = f"check.{fault.code}"
    if near:
        facts["meant"] = ", ".join(near)
        code = "check.xpath.unknown_function_near"
    elif known is not None:
        facts["takes"] = _takes(known.least, known.most)
    return Finding(code, place.sheet, place.row, place.column, facts)


def _takes(least: int, most: int | None) -> str:
    if most is None:
        return f"≥ {least}"
    return str(least) if least == most else f"{least}–{most}"
