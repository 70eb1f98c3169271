"""Lines held against the form they name, before they are stored and counted."""

import operator
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from typing import TypeAlias

from desktop.desk.catalogue import Catalogue
from desktop.desk.entry import META, PRIVATE
from desktop.errors import Refused
from desktop.ledger.canonical import Json
from desktop.ledger.commitment import commitment_of
from desktop.ledger.fields import HASH
from desktop.ledger.revision import Revision
from desktop.store.specs import is_newer
from desktop.xforms.casts import TYPES, cast
from desktop.xforms.definition import Bind, Definition, Group, Item, Ref, Repeat
from desktop.xforms.tree import ELEMENT, Node

ROW = "_row"
_ROW = re.compile(r"[0-9a-f]{16}")
_NOT_ANSWERED = (None, "")
_ALWAYS = ("", "true()")
_EXACT = {"int", "integer", "long", "date"}  # a cast would round "7.5", cut a time off
_LONGEST_NAME = 60

Bounds: TypeAlias = tuple[tuple[Callable[[Decimal, Decimal], bool], Decimal], ...]
_COMPARE = {
    ">=": operator.ge,
    ">": operator.gt,
    "<=": operator.le,
    "<": operator.lt,
}
_BOUND = re.compile(r"\. *(>=|<=|>|<) *(-?\d+(?:\.\d+)?)")
_INNERMOST = re.compile(r"\([^()]*\)")


@dataclass(frozen=True, slots=True)
class Leaf:
    """An answer: of any text, or of a type and its bounds; or a commitment."""

    kind: str = ""
    private: bool = False
    bounds: Bounds = ()

    def takes(self, node: Json) -> bool:
        """Whether ``node`` may stand here."""
        if self.private:
            hidden = commitment_of(node)
            return node is None or (hidden is not None and bool(HASH.fullmatch(hidden)))
        if node is None:
            return True
        return isinstance(node, str) and self._fits(node)

    def _fits(self, text: str) -> bool:
        return not self.kind or not text or _typed(self.kind, self.bounds, text)


@dataclass(slots=True)
class Level:
    """What may stand in a group, or in a row of a repeat."""

    known: "dict[str, Leaf | Level]" = field(default_factory=dict)
    required: tuple[str, ...] = ()
    rows: bool = False


_TEXT = Leaf()


class Fitting:
    """The forms of a pack as tables of checks, each made when first needed."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._levels: dict[str, Level] = {}

    def check(self, line: Revision) -> None:
        """Refuse a line that its form does not allow; one past our forms may pass.

        It is held against the version it names. Where the pack has that no more, an
        older line may have answers that the form has dropped since, and lack new ones;
        what it shares with the form must fit.
        """
        form_id, _, version = line.form.partition("@")
        index = self._catalogue.pack.forms.get(form_id)
        if index is None or is_newer(version, index.version):
            return
        name = self._catalogue.pack.holds(line.form)
        level = self._levels.get(name)
        if level is None:
            level = compiled(self._catalogue.definition(name))
            self._levels[name] = level
        closed = name != form_id or version == index.version
        wrong = _first_wrong(level, line.data, closed=closed)
        if wrong:
            raise Refused("line.form", seq=line.seq, question=wrong[:_LONGEST_NAME])


def compiled(definition: Definition) -> Level:
    """The checks of a form."""
    repeats = set(_repeats(definition.root.children))
    return _level(definition, definition.template, definition.root.ref, repeats)


def _repeats(items: Iterable[Item]) -> Iterator[Ref]:
    for item in items:
        if isinstance(item, Repeat):
            yield item.ref
        if isinstance(item, (Group, Repeat)):
            yield from _repeats(item.children)


def _level(definition: Definition, node: Node, ref: str, repeats: set[Ref]) -> Level:
    level = Level(rows=Ref(ref) in repeats)
    required: list[str] = []
    if level.rows:
        level.known[ROW] = _TEXT
    for child in node.children:
        inner = Ref(f"{ref}/{child.name}")
        if child.kind != ELEMENT or inner == f"{definition.root.ref}/meta":
            continue
        bind = definition.binds.get(inner, Bind(inner))
        if any(below.kind == ELEMENT for below in child.children):
            level.known[child.name] = _level(definition, child, inner, repeats)
        else:
            level.known[child.name] = _leaf(bind)
            if bind.required == "true()" and bind.relevant in _ALWAYS:
                required.append(child.name)
    level.required = tuple(dict.fromkeys(required))
    return level


def _leaf(bind: Bind) -> Leaf:
    if bind.columns.get("privacy") in PRIVATE:
        return Leaf(private=True)
    if bind.type not in TYPES:
        return _TEXT
    return Leaf(bind.type, bounds=_bounds(bind))


def _bounds(bind: Bind) -> Bounds:
    """The fixed bounds of a number; what depends on other answers is not asked."""
    rule = bind.constraint
    while (inside := _INNERMOST.sub("", rule)) != rule:
        rule = inside
    if bind.type in {"date", "dateTime", "time"} or " or " in rule:
        return ()
    found = (_BOUND.fullmatch(part.strip()) for part in rule.split(" and "))
    return tuple((_COMPARE[m[1]], Decimal(m[2])) for m in found if m)


@lru_cache(maxsize=4096)
def _typed(kind: str, bounds: Bounds, text: str) -> bool:
    """Whether a text is written as its type writes it, and within its bounds."""
    written = cast(kind, text)
    if not written or (kind in _EXACT and written != text):
        return False
    return all(holds(Decimal(text), bound) for holds, bound in bounds)


def _first_wrong(level: Level, data: Mapping[str, Json], *, closed: bool) -> str:
    """The name of the first answer that does not fit; "" when all do."""
    for name, node in data.items():
        rule = level.known.get(name)
        if node is None and type(rule) is Leaf:  # most questions of a form
            continue
        if rule is _TEXT and isinstance(node, str):
            continue
        wrong = _wrong(rule, name, node, closed=closed)
        if wrong:
            return wrong
    if not closed:
        return ""
    missing = (n for n in level.required if data.get(n) in _NOT_ANSWERED)
    return next(missing, "")


def _wrong(rule: Leaf | Level | None, name: str, node: Json, *, closed: bool) -> str:
    if isinstance(rule, Leaf):
        return "" if rule.takes(node) else name
    if rule is not None:
        return _inside(rule, name, node, closed=closed)
    if name == META:
        return "" if _is_meta(node) else name
    return name if closed else ""


def _inside(level: Level, name: str, node: Json, *, closed: bool) -> str:
    if not level.rows:
        if not isinstance(node, dict) or commitment_of(node) is not None:
            return name
        return _first_wrong(level, node, closed=closed)
    if not isinstance(node, list) or not _named_apart(node):
        return name
    wrong = (_first_wrong(level, r, closed=closed) for r in node if isinstance(r, dict))
    return next(filter(None, wrong), "")


def _named_apart(rows: list[Json]) -> bool:
    """Objects, each with a ``_row`` of its own."""
    names = [row.get(ROW) if isinstance(row, dict) else None for row in rows]
    right = all(isinstance(one, str) and _ROW.fullmatch(one) for one in names)
    return right and len({str(one) for one in names}) == len(names)


def _is_meta(node: Json) -> bool:
    """What a line says of itself; the commitments it destroys are hashes."""
    if not isinstance(node, dict):
        return False
    gone = node.get("redacted", [])
    return isinstance(gone, list) and all(
        isinstance(one, str) and HASH.fullmatch(one) for one in gone
    )
