"""Defaults that do not fit their type: a record would begin with a blank instead."""

from collections.abc import Iterator

from desktop.xforms.casts import cast, loses
from desktop.xforms.check.finding import Finding
from desktop.xforms.check.places import Places
from desktop.xforms.form import Form

_EXAMPLES = {
    "int": "12",
    "decimal": "1.5",
    "date": "2026-04-30",
    "time": "08:30",
    "dateTime": "2026-04-30T08:30:00",
    "boolean": "true",
}


def defaults(form: Form, places: Places) -> Iterator[Finding]:
    """Static defaults only: what an expression gives is not known before it runs."""
    for model in form.listed:
        kind, text = model.bind.type, model.template.text
        example = _EXAMPLES.get(kind)
        if example and (cast(kind, text) is None or loses(kind, text)):
            place = places.cell(model.ref, "default")
            facts = {"value": text[:80], "type": kind, "example": example}
            yield Finding(
                "check.default_unfit", place.sheet, place.row, place.column, facts
            )
