"""regex(): patterns read by a machine that never backtracks.

Python's own matcher takes years for ``(a+)+$`` on forty letters. Here all ways through
a pattern are walked side by side (Thompson 1968), so that a form's author, by slip or
by intent, cannot stop an officer's desk.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache

from desktop.xforms.xpath.faults import Failed

MAX_PATTERN = 2_000  # characters of a pattern
MAX_STATES = 5_000  # of its machine: a{1000} needs a thousand
MAX_WORK = 2_000_000  # states times characters of the text: about a second
MAX_KNOWN = 50_000  # states in the steps that a machine remembers: a few megabytes

_Places = frozenset[int]
_Step = tuple[bool, _Places]

Test = Callable[[str], bool]


@dataclass(slots=True)
class State:
    """One instruction: take a character, go two ways, look around, or stop."""

    kind: str  # char, split, look, edge, end
    test: Test | None = None
    to: int = -1
    other: int = -1
    edge: str = ""
    inner: "Machine | None" = None
    negative: bool = False


@dataclass(slots=True)
class Machine:
    """A compiled pattern."""

    states: list[State] = field(default_factory=list)
    looks: bool = False  # further than one character
    _known: dict[tuple[_Places | None, str], _Step] = field(default_factory=dict)
    _room: int = MAX_KNOWN

    def add(self, state: State) -> int:
        """Put an instruction last; return its place."""
        if len(self.states) >= MAX_STATES:
            raise Failed("xpath.regex_long", name="{ }")
        self.looks = self.looks or state.kind == "look"
        self.states.append(state)
        return len(self.states) - 1

    def work(self, length: int) -> int:
        """At most so many steps; who looks ahead walks the text from each place."""
        inner = (state.inner.work(length) for state in self.states if state.inner)
        return (length + 1) * (len(self.states) + sum(inner))

    def found(self, text: str) -> bool:
        """Whether the pattern fits somewhere in ``text``."""
        if self.looks:
            return self._run(text, 0, anywhere=True)
        here: _Places | None = None  # not begun
        for at, beside in enumerate(_beside(text)):
            step = self._known.get((here, beside)) or self._new(here, beside, text, at)
            ended, here = step
            if ended:
                return True
        return False

    def _new(self, here: _Places | None, beside: str, text: str, at: int) -> _Step:
        """A step that is remembered by all that it looks at: rows are much alike."""
        step = self._taken(here, text, at, anywhere=True)
        if self._room > 0:
            self._room -= 1 + len(step[1])
            self._known[here, beside] = step
        return step

    def _run(self, text: str, start: int, *, anywhere: bool) -> bool:
        here: _Places | None = None
        for at in range(start, len(text) + 1):
            ended, here = self._taken(here, text, at, anywhere=anywhere)
            if ended:
                return True
            if not (here or anywhere):
                return False
        return False

    def _taken(
        self, here: _Places | None, text: str, at: int, *, anywhere: bool
    ) -> _Step:
        """Whether it has ended before a character, and where one is after it.

        A way may begin at every place, or only here.
        """
        begun = anywhere or here is None
        reached = self._reached({*(here or ()), *((0,) if begun else ())}, text, at)
        states = [self.states[place] for place in reached]
        ended = any(state.kind == "end" for state in states)
        char = text[at : at + 1]
        on = (state.to for state in states if char and state.test and state.test(char))
        return ended, frozenset(on)

    def _reached(self, start: set[int], text: str, at: int) -> set[int]:
        """Where one can be without taking a character."""
        seen: set[int] = set()
        rest = list(start)
        while rest:
            place = rest.pop()
            if place in seen:
                continue
            seen.add(place)
            state = self.states[place]
            if state.kind == "split":
                rest += [one for one in (state.to, state.other) if one >= 0]
            elif state.kind in ("edge", "look") and _holds(state, text, at):
                rest.append(state.to)
        return seen


def _beside(text: str) -> list[str]:
    """The characters before and behind each place; the last two places say so."""
    found = [text[:1], *(text[at : at + 2] for at in range(len(text)))]
    found[-2:] = [f"{beside}$$" for beside in found[-2:]]
    return found


def _holds(state: State, text: str, at: int) -> bool:
    if state.inner is not None:
        found = state.inner._run(text, at, anywhere=False)  # noqa: SLF001 - its own kind
        return found != state.negative
    return _EDGES[state.edge](text, at)


def _is_word(text: str, at: int) -> bool:
    return 0 <= at < len(text) and (text[at].isalnum() or text[at] == "_")


def _at_word_edge(text: str, at: int) -> bool:
    return _is_word(text, at - 1) != _is_word(text, at)


def _at_end(text: str, at: int) -> bool:
    return at == len(text) or (at == len(text) - 1 and text[at] == "\n")


_EDGES: dict[str, Callable[[str, int], bool]] = {
    "^": lambda _text, at: at == 0,
    "\\A": lambda _text, at: at == 0,
    "$": _at_end,
    "\\Z": lambda text, at: at == len(text),
    "\\z": lambda text, at: at == len(text),
    "\\b": _at_word_edge,
    "\\B": lambda text, at: not _at_word_edge(text, at),
}

_QUANTITY = re.compile(r"\{(\d{1,4})?(,)?(\d{1,4})?\}")
_SET = re.compile(r"\[\^?\]?(?:\\.|[^\]\\])*\]", re.DOTALL)
_PLAIN_GROUP = re.compile(r"\?:|\?P?<[A-Za-z_]\w*>")
_UNKNOWN = re.compile(r"\\[1-9]")

Piece = Callable[[Machine, int], int]  # builds itself before a state; its own entry


class _Reader:
    """Reads a pattern by recursive descent; each piece can be built many times."""

    def __init__(self, pattern: str) -> None:
        self._text = pattern
        self._at = 0

    def whole(self) -> Piece:
        """The whole pattern."""
        found = self._ways()
        if self._at < len(self._text):
            raise self._broken()
        return found

    def _broken(self) -> Failed:
        return Failed("xpath.regex", name=self._text[:80])

    def _next(self) -> str:
        return self._text[self._at : self._at + 1]

    def _ways(self) -> Piece:
        ways = [self._row()]
        while self._next() == "|":
            self._at += 1
            ways.append(self._row())
        return ways[0] if len(ways) == 1 else _either(ways)

    def _row(self) -> Piece:
        pieces: list[Piece] = []
        while self._next() and self._next() not in "|)":
            pieces.append(self._counted(self._one()))
        return _in_a_row(pieces)

    def _counted(self, piece: Piece) -> Piece:
        while True:
            sign = self._next()
            quantity = _QUANTITY.match(self._text, self._at)
            if sign and sign in "*+?":
                self._at += 1
                piece = _times(
                    piece, 1 if sign == "+" else 0, 1 if sign == "?" else None
                )
            elif sign == "{" and quantity and (quantity[1] or quantity[2]):
                self._at = quantity.end()
                piece = _times(piece, *self._bounds(quantity))
            else:
                return piece
            if self._next() == "?":  # lazy or not is the same to "is it there"
                self._at += 1

    def _bounds(self, quantity: re.Match[str]) -> tuple[int, int | None]:
        least = int(quantity[1] or 0)
        most = int(quantity[3]) if quantity[3] else None
        if most is not None and most < least:
            raise self._broken()
        return least, most if quantity[2] else least

    def _one(self) -> Piece:
        sign = self._next()
        if sign == "(":
            return self._group()
        if sign == "[":
            return _character(self._taken(_SET.match(self._text, self._at)))
        if sign == "\\":
            return self._escaped()
        self._at += 1
        if sign in "^$":
            return _edge(sign)
        if sign in "*+?":
            raise self._broken()
        return _character(sign if sign == "." else re.escape(sign))

    def _taken(self, match: re.Match[str] | None) -> str:
        if match is None:
            raise self._broken()
        self._at = match.end()
        return match.group()

    def _escaped(self) -> Piece:
        pair = self._text[self._at : self._at + 2]
        if len(pair) < 2 or _UNKNOWN.fullmatch(pair):
            raise self._broken()
        self._at += 2
        return _edge(pair) if pair in _EDGES else _character(pair)

    def _group(self) -> Piece:
        self._at += 1
        look = self._text[self._at : self._at + 2]
        plain = _PLAIN_GROUP.match(self._text, self._at)
        if look in ("?=", "?!"):
            self._at += 2
        elif plain:
            self._at = plain.end()
        elif self._next() == "?":
            raise self._broken()
        inner = self._ways()
        if self._next() != ")":
            raise self._broken()
        self._at += 1
        return _look(inner, look == "?!") if look in ("?=", "?!") else inner


def _character(source: str) -> Piece:
    test = _test(source)
    return lambda machine, after: machine.add(State("char", test, after))


@lru_cache(maxsize=1024)
def _test(source: str) -> Test:
    try:
        one = re.compile(source)
    except (re.error, OverflowError) as error:
        raise Failed("xpath.regex", name=source[:80]) from error
    return lambda character: one.fullmatch(character) is not None


def _edge(sign: str) -> Piece:
    return lambda machine, after: machine.add(State("edge", edge=sign, to=after))


def _look(inner: Piece, negative: bool) -> Piece:  # noqa: FBT001 - which of the two looks
    def build(machine: Machine, after: int) -> int:
        looked = _machine(inner)
        state = State("look", to=after, inner=looked, negative=negative)
        return machine.add(state)

    return build


def _in_a_row(pieces: list[Piece]) -> Piece:
    def build(machine: Machine, after: int) -> int:
        for piece in reversed(pieces):
            after = piece(machine, after)
        return after

    return build


def _either(ways: list[Piece]) -> Piece:
    def build(machine: Machine, after: int) -> int:
        entry = ways[-1](machine, after)
        for way in reversed(ways[:-1]):
            entry = machine.add(State("split", to=way(machine, after), other=entry))
        return entry

    return build


def _times(piece: Piece, least: int, most: int | None) -> Piece:
    def build(machine: Machine, after: int) -> int:
        if most is None:
            again = machine.add(State("split", other=after))
            machine.states[again].to = piece(machine, again)
            after = again
        else:
            last = after
            for _ in range(max(0, most - least)):
                after = machine.add(
                    State("split", to=piece(machine, after), other=last)
                )
        for _ in range(least):
            after = piece(machine, after)
        return after

    return build


def _machine(whole: Piece) -> Machine:
    """The machine of a piece, entered at its state 0."""
    machine = Machine()
    entry = machine.add(State("split"))
    end = machine.add(State("end"))
    machine.states[entry].to = whole(machine, end)
    return machine


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> Machine:
    if len(pattern) > MAX_PATTERN:
        raise Failed("xpath.regex_long", name=pattern[:80])
    try:
        return _machine(_Reader(pattern).whole())
    except RecursionError as error:
        raise Failed("xpath.regex_long", name=pattern[:80]) from error


def found(
    pattern: str, text: str, spend: Callable[[int], None] = lambda _: None
) -> bool:
    """Whether ``pattern`` fits somewhere in ``text``; ``spend`` hears of the work."""
    machine = _compiled(pattern)
    work = machine.work(len(text))
    if work > MAX_WORK:
        raise Failed("xpath.regex_long", name=text[:20])
    spend(work)
    return machine.found(text)
