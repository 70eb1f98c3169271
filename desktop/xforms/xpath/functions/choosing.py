"""Selected values, and lists put in another order."""

from desktop.xforms.tree import Node
from desktop.xforms.xpath.context import Context
from desktop.xforms.xpath.registry import contextual, function, nodes
from desktop.xforms.xpath.values import Value, to_number, to_string

_MASK = 2**31 - 1  # the modulus of Park and Miller's generator, as in XForms engines
_STEP = 16807


@function("selected", 2)
def _selected(value: Value, choice: Value) -> Value:
    sought, words = to_string(choice).strip(), to_string(value).split()
    return sought in words if sought else not words


@function("count-selected", 1)
def _count_selected(value: Value) -> Value:
    return float(len(to_string(value).split()))


@function("selected-at", 2)
def _selected_at(value: Value, place: Value) -> Value:
    words, index = to_string(value).split(), to_number(place)
    return words[int(index)] if 0 <= index < len(words) else ""


@contextual("randomize", 1, 2)
def _randomize(context: Context, value: Value, *seed: Value) -> Value:
    # Without a seed the record's own: a list may not jump while somebody reads it.
    found = list(nodes(value, "randomize"))
    if seed:
        return shuffled(found, seed_of(seed[0]))
    return shuffled(found, context.world.seed)


def seed_of(value: Value) -> int:
    """The whole number of a seed; text without a number is digested."""
    number = to_number(value)
    if number == number and abs(number) < 2**63:
        return int(number)
    return int.from_bytes(to_string(value).encode(errors="replace")[:8])


def shuffled(found: list[Node], seed: int) -> list[Node]:
    """Fisher-Yates with Park and Miller's numbers: the same in every ODK engine."""
    state = seed % _MASK
    if state <= 0:
        state += _MASK - 1
    for place in range(len(found) - 1, 0, -1):
        state = state * _STEP % _MASK
        other = int((state - 1) / (_MASK - 1) * (place + 1))
        found[place], found[other] = found[other], found[place]
    return found
