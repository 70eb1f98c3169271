"""From a path and an expression of the compiled form back to the row and column."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from desktop.xforms.check.sheets import Line, Sheet, plain_header
from desktop.xforms.definition import Bind, Definition, Ref

_BEGIN, _END = ("begin_", "begin "), ("end_", "end ")
_RULES = (
    ("relevant", ("relevant", "relevance", "bind:relevant")),
    ("calculate", ("calculation", "calculate", "bind:calculate")),
    ("constraint", ("constraint", "bind:constraint")),
    ("required", ("required", "bind:required")),
    ("readonly", ("readonly", "read_only", "bind:readonly")),
)
_COUNT = ("repeat_count", "count", "jr:count")
_DEFAULT = ("default",)
_TRIGGERED = ("calculation", "calculate")
_OTHERS = ("choice_filter", "label", "hint", "constraint_message", "required_message")

_TOLD = 200  # characters of an expression that a refusal tells


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the table something is said."""

    sheet: str = ""
    row: int = 0
    column: str = ""
    text: str = ""  # of the cell


# What other sheets put into the form.
_OTHER_SHEETS = {
    "/meta/instanceName": Place("settings", 2, "instance_name"),
    "/meta/entity/label": Place("entities"),
}


@dataclass(frozen=True, slots=True)
class Places:
    """The survey's rows by the path they make."""

    survey: Sheet | None
    lines: Mapping[str, Line]
    definition: Definition

    def of(self, ref: str, expression: str = "") -> Place:
        """The cell that says ``expression`` about ``ref``."""
        line = self.lines.get(ref)
        counted = ref.removesuffix("_count")
        if line is None and counted in self.lines:
            return self._cell(self.lines[counted], _COUNT)
        if line is None or self.survey is None:
            return self._elsewhere(ref)
        bind = self.definition.binds.get(Ref(ref))
        for name, columns in _RULES:
            if expression and bind and _rule(bind, name)[:_TOLD] == expression[:_TOLD]:
                return self._cell(line, columns)
        for action in self.definition.actions:
            if action.ref == ref and action.expression[:_TOLD] == expression[:_TOLD]:
                return self._cell(line, _TRIGGERED if action.source else _DEFAULT)
        own = [name for name, text in _own(bind) if text[:_TOLD] == expression[:_TOLD]]
        return self._cell(line, (*(f"bind:sph:{n}" for n in own), *_OTHERS))

    def cell(self, ref: str, *columns: str) -> Place:
        """The cell of ``ref`` in the first of these columns that is filled in."""
        line = self.lines.get(ref)
        if line is None:
            return self._elsewhere(ref)
        return self._cell(line, columns)

    def _elsewhere(self, ref: str) -> Place:
        made = (place for end, place in _OTHER_SHEETS.items() if ref.endswith(end))
        return next(made, Place("survey" if self.survey else ""))

    def _cell(self, line: Line, columns: tuple[str, ...]) -> Place:
        """The first of these columns that is filled in (by the language, if many)."""
        filled = {plain_header(h).lower(): h for h in line.cells}
        wanted = (filled[name.lower()] for name in columns if name.lower() in filled)
        column = next(wanted, "")
        return Place("survey", line.number, column, line.cells.get(column, "")[:_TOLD])


def _rule(bind: Bind, name: str) -> str:
    return str(getattr(bind, name))


def _own(bind: Bind | None) -> Iterator[tuple[str, str]]:
    return iter(bind.columns.items() if bind else ())


def places(survey: Sheet | None, definition: Definition) -> Places:
    """Walk the survey as the compiler does, group by group."""
    if survey is None:
        return Places(None, {}, definition)
    kind = survey.header("type", "command")
    name = survey.header("name", "tag", "value")
    found: dict[str, Line] = {}
    groups = [f"/{definition.template.name}"]
    for line in survey.lines:
        word = line.of(kind).lower()
        if word.startswith(_END):
            del groups[max(1, len(groups) - 1) :]
            continue
        ref = f"{groups[-1]}/{line.of(name)}"
        found.setdefault(ref, line)
        if word.startswith(_BEGIN):
            groups.append(ref)
    return Places(survey, found, definition)
