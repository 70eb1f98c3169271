"""Location paths to closures."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import TypeAlias

from desktop.xforms.tree import (
    ATTRIBUTE,
    COMMENT,
    ELEMENT,
    NAMESPACE,
    PI,
    TEXT,
    Node,
    in_order,
    top,
)
from desktop.xforms.xpath.ast import NameTest, Path, Step, TypeTest
from desktop.xforms.xpath.axes import AXES, ORDERED, REVERSE
from desktop.xforms.xpath.context import Context, Run
from desktop.xforms.xpath.faults import Failed
from desktop.xforms.xpath.lookup import table_start
from desktop.xforms.xpath.ports import Compiles
from desktop.xforms.xpath.predicates import chosen
from desktop.xforms.xpath.values import Hidden

Stage: TypeAlias = Callable[[list[Node], Context], list[Node]]
Matches: TypeAlias = Callable[[Node], bool]
Start: TypeAlias = Callable[[Context], list[Node]]
Begin: TypeAlias = Callable[[Context], Node | None]
Names: TypeAlias = tuple[str, ...]

XHTML = "http://www.w3.org/1999/xhtml"
PREFIXES = {  # what forms call these without saying so
    "h": XHTML,
    "xhtml": XHTML,
    "jr": "http://openrosa.org/javarosa",
    "orx": "http://openrosa.org/xforms",
    "xf": "http://www.w3.org/2002/xforms",
}

_TYPES = {"text": TEXT, "comment": COMMENT, "processing-instruction": PI}
_PRINCIPAL = {"attribute": ATTRIBUTE, "namespace": NAMESPACE}


def path_run(compiler: Compiles, path: Path) -> Run:
    """The closure of a location path."""
    if path.up and path.names and path.base is None:
        return _named_run(_parent(path.up), list, path.names)
    if path.absolute and path.names and not path.up:
        up, saved = compiler.scope.narrow(path.steps) if compiler.scope else (0, 0)
        if saved < len(path.names):
            begin = _climb(up) if saved else _root
            return _named_run(begin, Hidden, path.names[saved:])
    start, used = _start(compiler, path)
    steps = _merged(path.steps[used:])
    stages = [_stage(step, compiler.runs(step.predicates)) for step in steps]

    def run(context: Context) -> list[Node]:
        found = start(context)
        for stage in stages:
            if not found:
                return found
            found = stage(found, context)
            context.world.visited(len(found))
        return found

    return run


def _named_run(begin: Begin, absent: Callable[[], list[Node]], names: Names) -> Run:
    """Nearly all paths: names, one below the other; where they lead is remembered."""
    stages = [_children_named(name) for name in names]

    def run(context: Context) -> list[Node]:
        first = begin(context)
        if first is None:
            return absent()
        every = first.known.get(names) if first.known is not None else None
        if every is None:
            every = first.remembered()[names] = _below([first], names)
        if len(every) == 1:
            return every if every[0].live else Hidden()
        context.world.visited(len(every))
        live = [node for node in every if node.live]
        if live:
            return live
        if every:
            return Hidden()
        found = [first]
        for stage in stages:
            found = stage(found, context)
        return found

    return run


def _below(nodes: list[Node], names: Names) -> list[Node]:
    """The elements at the end of the names, relevant or not."""
    for name in names:
        nodes = [
            child
            for node in nodes
            for child in node.likes(name)
            if child.kind == ELEMENT and child.uri != XHTML
        ]
    return nodes


def _merged(steps: Sequence[Step]) -> list[Step]:
    """``//x`` walks the descendants once, unless x counts its siblings."""
    found: list[Step] = []
    for step in steps:
        deep = found and found[-1].axis == "descendant-or-self"
        if deep and step.axis == "child" and not step.predicates:
            last = found[-1]
            if isinstance(last.test, TypeTest) and not last.predicates:
                found[-1] = Step("descendant", step.test)
                continue
        found.append(step)
    return found


# where a path begins


def _start(compiler: Compiles, path: Path) -> tuple[Start, int]:
    if path.base is not None:
        table = table_start(compiler, path)
        if table is not None:
            return table, 2
        return _base_start(compiler.run(path.base)), 0
    if not path.absolute:
        return lambda context: [context.node], 0
    if compiler.scope is not None:
        up, saved = compiler.scope.narrow(path.steps)
        if saved:
            return _listed(_climb(up)), saved
    return _listed(_root), 0


def _listed(begin: Begin) -> Start:
    def start(context: Context) -> list[Node]:
        node = begin(context)
        return Hidden() if node is None else [node]

    return start


def _base_start(base: Run) -> Start:
    def start(context: Context) -> list[Node]:
        value = base(context)
        if not isinstance(value, list):
            raise Failed("xpath.needs_nodes", name="/")
        return value

    return start


def _climb(levels: int) -> Begin:
    """The row that a path is bound to; None where it is hidden."""

    def begin(context: Context) -> Node | None:
        node = context.current
        for _ in range(levels):
            if node.parent is not None:
                node = node.parent
        return node if node.live else None

    return begin


def _parent(levels: int) -> Begin:
    """``..``, so many times; None where there is none, or it is hidden."""

    def begin(context: Context) -> Node | None:
        node = context.node.parent
        if node is None or not node.live:
            return None
        for _ in range(levels - 1):
            node = node.parent
            if node is None:
                return None
        return node

    return begin


def _root(context: Context) -> Node:
    main = context.world.main
    return top(context.node) if main is None else main


# one step


def _stage(step: Step, predicates: Sequence[Run]) -> Stage:
    plain = step.plain_child
    if plain and isinstance(step.test, NameTest) and not step.test.prefix:
        return _children_named(plain)
    axis, matches = AXES[step.axis], _matches(step)
    ordered = step.axis in ORDERED

    def stage(nodes: list[Node], context: Context) -> list[Node]:
        found: list[Node] = []
        for node in nodes:
            others = axis(node)
            context.world.visited(len(others))
            kept = [other for other in others if matches(other)]
            found += chosen(kept, predicates, context) if predicates else kept
        if len(nodes) == 1:
            return found[::-1] if step.axis in REVERSE else found
        return found if ordered else in_order(found)

    return stage


@lru_cache(4096)
def _children_named(name: str) -> Stage:
    def stage(nodes: list[Node], _context: Context) -> list[Node]:
        found = [
            child
            for node in nodes
            for child in node.likes(name)
            if child.live and child.kind == ELEMENT and child.uri != XHTML
        ]
        return found or _none(nodes, name)

    return stage


def _none(nodes: list[Node], name: str) -> list[Node]:
    """No child of that name; whether for want of it, or because it is hidden."""
    hidden = any(not child.live for node in nodes for child in node.likes(name))
    return Hidden() if hidden else []


def _matches(step: Step) -> Matches:
    test = step.test
    if isinstance(test, TypeTest):
        return _type_matches(test)
    kind = _PRINCIPAL.get(step.axis, ELEMENT)
    name, prefix = test.name, test.prefix
    if name == "*" and not prefix:
        return lambda node: node.kind == kind and node.live
    if not prefix:
        return lambda node: (
            node.name == name and node.kind == kind and node.live and node.uri != XHTML
        )
    uri = PREFIXES.get(prefix, prefix)
    return lambda node: (
        node.kind == kind
        and node.live
        and name in ("*", node.name)
        and (node.uri == uri or node.prefix == prefix)
    )


def _type_matches(test: TypeTest) -> Matches:
    if test.kind == "node":
        return lambda node: node.live
    kind, target = _TYPES[test.kind], test.target
    return lambda node: node.kind == kind and target in ("", node.name)
