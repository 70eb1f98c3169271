"""What a control adds to a type: the ends of a range, the order of choices."""

from collections.abc import Sequence

from desktop.xforms.definition import Kind, Question
from desktop.xforms.model import Model
from desktop.xforms.xpath.values import to_number


def fitted(model: Model, text: str | None) -> str | None:
    """``text`` where the control lets it stand; None where not."""
    item = model.item
    if not text or not isinstance(item, Question):
        return text
    scale = item.columns.get("scale", "")
    if scale.isdigit() and len(text.partition(".")[2]) > int(scale):
        return None
    if item.kind is not Kind.RANGE:
        return text
    number = to_number(text)
    low, high = (_end(item, name) for name in ("start", "end"))
    return None if number < low or number > high else text


def _end(item: Question, name: str) -> float:
    return to_number(item.attributes.get(name, ""))  # NaN: no end, nothing is beyond it


def in_list_order(text: str, values: Sequence[str]) -> str:
    """Chosen codes in the order of their list; codes it lacks come last."""
    words = list(dict.fromkeys(text.split()))
    place = {value: number for number, value in enumerate(values)}
    return " ".join(sorted(words, key=lambda word: place.get(word, len(place))))


def in_rank(ranked: str, offered: Sequence[str]) -> str:
    """A ranking of what is offered now: as it was given, newcomers last."""
    if not ranked:
        return ""
    there, given = set(offered), ranked.split()
    kept = [word for word in given if word in there]
    known = set(kept)
    return " ".join([*kept, *(value for value in offered if value not in known)])
