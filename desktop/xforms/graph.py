"""The order of computing, and the loops that have none."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple

from desktop.errors import Refused
from desktop.xforms.model import Model, Read, Sets, Target

MAX_LOOPS = 100  # that are looked for: a form has none
MAX_TOLD = 12  # questions of a loop by name


class Edge(NamedTuple):
    """``before`` must be computed first; a soft edge may close a loop."""

    before: Target
    soft: bool


Edges = Mapping[int, Sequence[Edge]]  # by the target's place in the list


def put_in_order(
    reads: Sequence[tuple[Target, Sequence[Read]]],
) -> tuple[list[Target], list[Refused]]:
    """Targets in the order of dependence, numbered; and the loops, by name."""
    targets = [target for target, _ in reads]
    for place, target in enumerate(targets):
        target.order = place
    writers = _writers(targets)
    after = _After(writers)
    edges = {t.order: list(after.edges(t, found)) for t, found in reads}
    loops = _loops(targets, edges)
    for target in targets:
        target.loops = target.sets is Sets.COUNT and _reaches_itself(target, edges)
    ordered = sorted(_postorder(targets, edges), key=lambda target: target.loops)
    for place, target in enumerate(ordered):
        target.order = place
    return ordered, loops


def _writers(targets: Sequence[Target]) -> dict[tuple[int, Sets], Target]:
    stored = (Sets.RELEVANT, Sets.COUNT, Sets.VALUE)
    return {(t.model.index, t.sets): t for t in targets if t.sets in stored}


@dataclass(slots=True)
class _After:
    """What must be computed before a node is looked at, by the node's index."""

    writers: Mapping[tuple[int, Sets], Target]
    known: dict[int, list[Edge]] = field(default_factory=dict)
    lines: dict[tuple[int, Sets, bool], list[Edge]] = field(default_factory=dict)

    def edges(self, target: Target, reads: Sequence[Read]) -> Iterator[Edge]:
        """The edges of one computation."""
        for read in reads:
            found = self.known.get(read.model.index)
            if found is None:
                found = self.known[read.model.index] = list(self._of(read.model))
            yield from found
        if target.sets is Sets.VALUE:
            yield from self._lines(target.model, Sets.RELEVANT, soft=False)

    def _of(self, model: Model) -> Iterator[Edge]:
        value = self.writers.get((model.index, Sets.VALUE))
        if value is not None:
            yield Edge(value, soft=False)
        yield from self._lines(model, Sets.RELEVANT, soft=model.is_repeat)
        yield from self._lines(model, Sets.COUNT, soft=True)

    def _lines(self, model: Model, sets: Sets, *, soft: bool) -> list[Edge]:
        """From the node itself and all above."""
        key = (model.index, sets, soft)
        found = self.lines.get(key)
        if found is None:
            above = model.parent
            found = self._lines(above, sets, soft=soft) if above is not None else []
            own = self.writers.get((model.index, sets))
            found = [Edge(own, soft), *found] if own is not None else found
            self.lines[key] = found
        return found


def _postorder(targets: Sequence[Target], edges: Edges) -> list[Target]:
    """Depth first, without recursion; an edge back into the line is passed over."""
    done: list[Target] = []
    seen: set[int] = set()
    for first in targets:
        stack = [(first, iter(edges[first.order]))] if first.order not in seen else []
        seen.add(first.order)
        while stack:
            rest = stack[-1][1]
            after = next((e.before for e in rest if e.before.order not in seen), None)
            if after is None:
                done.append(stack.pop()[0])
            else:
                seen.add(after.order)
                stack.append((after, iter(edges[after.order])))
    return done


def _reaches_itself(first: Target, edges: Edges) -> bool:
    """Whether a computation depends on what it writes, soft edges included."""
    seen: set[int] = set()
    rest = [first]
    while rest:
        for edge in edges[rest.pop().order]:
            if edge.before is first:
                return True
            if edge.before.order not in seen:
                seen.add(edge.before.order)
                rest.append(edge.before)
    return False


def _loops(targets: Sequence[Target], edges: Edges) -> list[Refused]:
    hard = {place: [e for e in found if not e.soft] for place, found in edges.items()}
    finished: set[int] = set()
    loops: list[Refused] = []
    for first in targets:
        if first.order not in finished:
            room = MAX_LOOPS - len(loops)
            loops += islice(_search(first, hard, finished), room)
            if len(loops) == MAX_LOOPS:
                break
    return loops


def _search(first: Target, hard: Edges, finished: set[int]) -> Iterator[Refused]:
    line = [first]
    rest = [iter(hard[first.order])]
    on_line = {first.order}
    while line:
        edge = next(rest[-1], None)
        if edge is None:
            finished.add(line[-1].order)
            on_line.discard(line.pop().order)
            rest.pop()
        elif edge.before.order in on_line:
            yield _loop(line, edge.before)
        elif edge.before.order not in finished:
            line.append(edge.before)
            on_line.add(edge.before.order)
            rest.append(iter(hard[edge.before.order]))


def _loop(line: Sequence[Target], closing: Target) -> Refused:
    start = next(i for i, target in enumerate(line) if target is closing)
    circle = line[start:]
    members = frozenset(target.model.index for target in circle)
    for target in circle:
        target.circle = target.circle | members if target.circle else members
    names = list(dict.fromkeys(target.model.ref for target in circle))
    told = names if len(names) <= MAX_TOLD else [*names[:MAX_TOLD], "…"]
    return Refused("form.loop", loop=" → ".join((*told, names[0])))
