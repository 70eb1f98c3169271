"""Paths that lead to no question: a name misspelled, a text without its quotes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

from desktop.errors import Refused
from desktop.xforms.check.finding import Finding
from desktop.xforms.check.places import Places
from desktop.xforms.form import Form, expression
from desktop.xforms.model import Model
from desktop.xforms.sources import TableTop
from desktop.xforms.xpath.ast import (
    Call,
    Expr,
    Filter,
    Literal,
    NameTest,
    Path,
    Step,
    TypeTest,
    inner,
)


@dataclass(frozen=True, slots=True)
class _List:
    """A list inside the form, so many steps from its items."""

    name: str
    columns: frozenset[str]
    above: int = 2

    def child(self, name: str) -> "_Level | None":
        """One step down; None where its items lack the column."""
        if not self.above:
            return _ANYWHERE if name in self.columns else None
        return replace(self, above=self.above - 1)


@dataclass(frozen=True, slots=True)
class _Document:
    """What an absolute path begins at."""

    top: Model

    def child(self, name: str) -> Model | None:
        """The root element, by its name."""
        return self.top if name == self.top.name else None


@dataclass(frozen=True, slots=True)
class _Anywhere:
    """A place we know nothing of: all may be there."""

    def child(self, _: str) -> "_Anywhere":
        """Anywhere still."""
        return self


_ANYWHERE = _Anywhere()
_Level: TypeAlias = Model | _List | _Document | _Anywhere


def nowhere(form: Form, places: Places) -> Iterator[Finding]:
    """Each expression's paths whose plain names are in no form and in no list."""
    tops = ((one.id, one.inside) for one in form.definition.instances)
    lists = {
        name: _List(name, top.columns)
        for name, top in tops
        if isinstance(top, TableTop)
    }
    for source, model in form.sources():
        try:
            expr = expression(source, model)
        except Refused:
            continue  # told as broken
        place = places.of(model.ref, source)
        for code, facts in _Walk(form.top, model, lists).lost(expr, model):
            yield Finding(
                code, place.sheet, place.row, place.column, facts, severe=False
            )


@dataclass(frozen=True, slots=True)
class _Walk:
    top: Model
    start: Model
    lists: Mapping[str, _List]

    def lost(
        self, expr: Expr, level: _Level
    ) -> Iterator[tuple[str, dict[str, str | int]]]:
        """The paths in ``expr``, seen from ``level``, that end before their names."""
        if isinstance(expr, Path):
            yield from self._path(expr, level)
        elif isinstance(expr, Filter):
            yield from self.lost(expr.base, level)
            for predicate in expr.predicates:
                yield from self.lost(predicate, _ANYWHERE)
        else:
            for part in inner(expr):
                yield from self.lost(part, level)

    def _path(
        self, path: Path, level: _Level
    ) -> Iterator[tuple[str, dict[str, str | int]]]:
        if path.base is not None:
            yield from self.lost(path.base, level)
        here = self._begun(path, level)
        for at, step in enumerate(path.steps, 1):
            found = _after(here, step)
            if found is None:
                yield _told(here, path, at)
            here = found or _ANYWHERE
            for predicate in step.predicates:
                yield from self.lost(predicate, here)

    def _begun(self, path: Path, level: _Level) -> _Level:
        if path.absolute:
            return _Document(self.top)
        match path.base:
            case None:
                return level
            case Call(name="current"):
                return self.start
            case Call(name="instance", arguments=(Literal(text=name),)):
                return self.lists.get(name, _ANYWHERE)
        return _ANYWHERE


def _after(level: _Level, step: Step) -> _Level | None:
    """Where a step leads; None where its name is not there."""
    if step.axis == "child" and isinstance(step.test, NameTest):
        return _ANYWHERE if step.test.name == "*" else level.child(step.test.name)
    if step.test == TypeTest("node") and isinstance(level, Model):
        if step.axis == "self":
            return level
        if step.axis == "parent" and level.parent is not None:
            return level.parent
    return _ANYWHERE


def _told(level: _Level, path: Path, at: int) -> tuple[str, dict[str, str | int]]:
    names = [_name(step) for step in path.steps[:at]]
    if isinstance(level, _List):
        return "check.no_column", {"name": names[-1], "list": level.name}
    return "check.nowhere", {"path": "/" * path.absolute + "/".join(names)}


def _name(step: Step) -> str:
    if isinstance(step.test, NameTest):
        return step.test.name
    return ".." if step.axis == "parent" else "."
