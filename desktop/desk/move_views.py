"""What a screen shows before a record goes to another version of its form."""

from dataclasses import dataclass

from desktop.desk.entry import Entry
from desktop.xforms.moving import Way


@dataclass(frozen=True, slots=True)
class MoveLine:
    """One answer: what becomes of it, and the new questions by their labels."""

    way: Way
    label: str
    value: str
    row: int  # its number in a repeat, else 0
    to: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Moving:
    """A record as another version would hold it; nothing is written yet."""

    before: str
    after: str
    lines: tuple[MoveLine, ...]
    entry: Entry
