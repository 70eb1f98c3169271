"""Lines held against the form they name, before they are stored and counted."""

import operator
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache, partial
from typing import TypeAlias

from desktop.desk.catalogue import Catalogue
from desktop.desk.entry import META
from desktop.desk.hiding import PRIVATE
from desktop.errors import Refused
from desktop.ledger.canonical import Json
from desktop.ledger.commitment import commitment_of
from desktop.ledger.fields import HASH
from desktop.ledger.ids import FormRef
from desktop.ledger.revision import Revision
from desktop.store.specs import is_newer
from desktop.xforms.casts import TYPES, cast
from desktop.xforms.definition import Bind, Definition, Group, Item, Ref, Repeat
from desktop.xforms.tree import ELEMENT, Node

ROW = "_row"
_ROW = re.compile(r"[0-9a-f]{16}")
_ALWAYS = ("", "true()")
_EXACT = {"int", "integer", "long", "date"}  # a cast would round "7.5", cut a time off
_LONGEST_NAME = 60
_SHORT = 40  # longer texts are not kept

Bounds: TypeAlias = tuple[tuple[Callable[[Decimal, Decimal], bool], Decimal], ...]
_COMPARE = {
    ">=": operator.ge,
    ">": operator.gt,
    "<=": operator.le,
    "<": operator.lt,
}
_BOUND = re.compile(r"\. *(>=|<=|>|<) *(-?\d+(?:\.\d+)?)")
_INNERMOST = re.compile(r"\([^()]*\)")


@dataclass(slots=True)
class Level:
    """What may stand in a group, or in a row of a repeat."""

    known: "dict[str, Rule]" = field(default_factory=dict)
    required: tuple[str, ...] = ()
    rows: bool = False


Takes: TypeAlias = Callable[[Json], bool]  # whether an answer may stand here
Rule: TypeAlias = Takes | Level


def _text(node: Json) -> bool:
    return node is None or isinstance(node, str)


def _hidden(node: Json) -> bool:
    hash_ = commitment_of(node)
    return node is None or (hash_ is not None and bool(HASH.fullmatch(hash_)))


def _of_type(kind: str, bounds: Bounds) -> Takes:
    """Texts of a type, within bounds; an office writes the same ones over and over."""
    fits = partial(_typed, kind, bounds)
    again = lru_cache(maxsize=1024)(fits)

    def takes(node: Json) -> bool:
        if not isinstance(node, str):
            return node is None
        return not node or (again if len(node) <= _SHORT else fits)(node)

    return takes


class Fitting:
    """The forms of a pack as tables of checks, each made when first needed."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._levels: dict[str, Level] = {}
        self._held_against = lru_cache(maxsize=64)(self._found)

    def check(self, line: Revision) -> None:
        """Refuse a line that its form does not allow; one past our forms may pass.

        It is held against the version it names. Where the pack has that no more, an
        older line may have answers that the form has dropped since, and lack new ones;
        what it shares with the form must fit.
        """
        held = self._held_against(line.form)
        wrong = held and _first_wrong(held[0], line.data, closed=held[1])
        if wrong:
            raise Refused("line.form", seq=line.seq, question=wrong[:_LONGEST_NAME])

    def _found(self, form: FormRef) -> tuple[Level, bool] | None:
        """The checks of lines of ``form``, and whether the form is the very one."""
        form_id, _, version = form.partition("@")
        index = self._catalogue.pack.forms.get(form_id)
        if index is None or is_newer(version, index.version):
            return None
        name = self._catalogue.pack.holds(form)
        level = self._levels.get(name)
        if level is None:
            level = compiled(self._catalogue.definition(name))
            self._levels[name] = level
        return level, name != form_id or version == index.version


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
        level.known[ROW] = _text
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


def _leaf(bind: Bind) -> Takes:
    if bind.columns.get("privacy") in PRIVATE:
        return _hidden
    if bind.type not in TYPES:
        return _text
    return _of_type(bind.type, _bounds(bind))


def _bounds(bind: Bind) -> Bounds:
    """The fixed bounds of a number; what depends on other answers is not asked."""
    rule = bind.constraint
    while (inside := _INNERMOST.sub("", rule)) != rule:
        rule = inside
    if bind.type in {"date", "dateTime", "time"} or " or " in rule:
        return ()
    found = (_BOUND.fullmatch(part.strip()) for part in rule.split(" and "))
    return tuple((_COMPARE[m[1]], Decimal(m[2])) for m in found if m)


def _typed(kind: str, bounds: Bounds, text: str) -> bool:
    """Whether a text is written as its type writes it, and within its bounds."""
    written = cast(kind, text)
    if not written or (kind in _EXACT and written != text):
        return False
    return all(holds(Decimal(text), bound) for holds, bound in bounds)


def _first_wrong(level: Level, data: Mapping[str, Json], *, closed: bool) -> str:
    """The name of the first answer that does not fit; "" when all do."""
    known = level.known
    for name, node in data.items():
        rule = known.get(name)
        if rule is _text and isinstance(node, str):
            continue  # most answers
        if rule is None or isinstance(rule, Level):
            wrong = _inner_wrong(rule, name, node, closed=closed)
            if wrong:
                return wrong
        elif not rule(node):
            return name
    if closed:
        for name in level.required:
            if not data.get(name):  # "", null, or not there
                return name
    return ""


def _inner_wrong(rule: Level | None, name: str, node: Json, *, closed: bool) -> str:
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
