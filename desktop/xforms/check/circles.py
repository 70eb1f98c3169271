"""Circles that we can follow and ODK Collect refuses.

Collect orders questions, not rules: two answers of which each is required once the
other is given run in a circle for it, though nothing is ever computed twice.
"""

from collections.abc import Iterator

from desktop.xforms.check.finding import Finding
from desktop.xforms.check.places import Places
from desktop.xforms.form import Form
from desktop.xforms.model import Model, Sets

_ORDERED = frozenset((Sets.RELEVANT, Sets.VALUE, Sets.READONLY, Sets.REQUIRED))


def circles(form: Form, places: Places) -> Iterator[Finding]:
    """The first circle through each question that is in one."""
    after = {model.index: list(_after(model)) for model in form.listed}
    told: set[int] = set()
    for model in form.listed:
        line = _back_to(model, after) if model.index not in told else []
        if line:
            told.update(one.index for one in line)
            place = places.of(model.ref)
            names = " → ".join(one.ref for one in (*line, model))
            yield Finding(
                "check.circle",
                place.sheet,
                place.row,
                "",
                {"loop": names},
                severe=False,
            )


def _after(model: Model) -> Iterator[Model]:
    """The questions that wait for this one."""
    for reader in model.readers:
        target = reader.target
        if target.sets in _ORDERED and not target.circle:
            yield target.model


def _back_to(first: Model, after: dict[int, list[Model]]) -> list[Model]:
    """The shortest way from a question back to itself; empty where there is none."""
    came: dict[int, Model | None] = {first.index: None}
    line = [first]
    while line:
        here = line.pop(0)
        for other in after[here.index]:
            if other is first and here is not first:
                return _way(here, came)
            if other.index not in came:
                came[other.index] = here
                line.append(other)
    return []


def _way(last: Model, came: dict[int, Model | None]) -> list[Model]:
    way = [last]
    while (before := came[way[-1].index]) is not None:
        way.append(before)
    return way[::-1]
