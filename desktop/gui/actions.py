"""What can be done by key, as data; pages say how."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto

from desktop.desk.views import DeskView


class Id(Enum):
    """Every action's name."""

    NEW = auto()
    SEARCH = auto()
    SAVE = auto()
    FINISH = auto()
    NEXT_PROBLEM = auto()
    PREVIOUS_PROBLEM = auto()
    ROW_BELOW = auto()
    ROW_ABOVE = auto()
    MOVE = auto()
    RAW = auto()
    IMPORT = auto()
    PASTE = auto()
    BACK = auto()
    LARGER = auto()
    SMALLER = auto()
    KEYS = auto()
    HAND_OVER = auto()
    TAKE_IN = auto()
    RECEIVED = auto()
    PERIOD = auto()
    SAME = auto()
    OTHERS = auto()
    CERTIFICATES = auto()
    PRIVACY = auto()
    SETTINGS = auto()


When = Callable[[DeskView], bool]


def always(_: DeskView) -> bool:
    """At every desk."""
    return True


def has_other_desks(desk: DeskView) -> bool:
    """Someone above or below."""
    return desk.parent is not None or desk.has_children


def has_desks_below(desk: DeskView) -> bool:
    """Someone hands over to this desk."""
    return desk.has_children


@dataclass(frozen=True, slots=True)
class Action:
    """An id, the sentence that names it, its key, and the fact it needs."""

    id: Id
    title: str
    key: str
    when: When = always


ACTIONS = (
    Action(Id.NEW, "gui.action.new", "Ctrl+N"),
    Action(Id.SEARCH, "gui.action.search", "Ctrl+F"),
    Action(Id.SAVE, "gui.action.save", "Ctrl+S"),
    Action(Id.FINISH, "gui.action.finish", "F12"),
    Action(Id.NEXT_PROBLEM, "gui.action.next_problem", "F8"),
    Action(Id.PREVIOUS_PROBLEM, "gui.action.previous_problem", "Shift+F8"),
    Action(Id.ROW_BELOW, "gui.action.row_below", "Ctrl+Ins"),
    Action(Id.ROW_ABOVE, "gui.action.row_above", "Ctrl+Shift+Ins"),
    Action(Id.MOVE, "gui.action.move", "Ctrl+M"),
    Action(Id.RAW, "gui.action.raw", "Ctrl+Shift+D"),
    Action(Id.IMPORT, "gui.action.import", "Ctrl+E"),
    Action(Id.PASTE, "gui.action.paste", "Ctrl+D"),
    Action(Id.BACK, "gui.action.back", "Esc"),
    Action(Id.PERIOD, "gui.action.period", "Ctrl+B"),
    Action(Id.SAME, "gui.action.same", "Ctrl+G"),
    Action(Id.OTHERS, "gui.action.others", "Ctrl+O"),
    Action(Id.HAND_OVER, "gui.action.hand_over", "Ctrl+U", has_other_desks),
    Action(Id.TAKE_IN, "gui.action.take_in", "Ctrl+I", has_other_desks),
    Action(Id.RECEIVED, "gui.action.received", "Ctrl+T", has_desks_below),
    Action(Id.CERTIFICATES, "gui.action.certificates", "Ctrl+K", has_desks_below),
    Action(Id.PRIVACY, "gui.action.privacy", "Ctrl+L"),
    Action(Id.SETTINGS, "gui.action.settings", "Ctrl+,"),
    Action(Id.LARGER, "gui.action.larger", "Ctrl++"),
    Action(Id.SMALLER, "gui.action.smaller", "Ctrl+-"),
    Action(Id.KEYS, "gui.action.keys", "F1"),
)

# Keys that live inside a field; F1 lists them with the others.
FIELD_KEYS = (
    ("gui.key.next", "Enter"),
    ("gui.key.previous", "Shift+Enter"),
    ("gui.key.newline", "Ctrl+Enter"),
    ("gui.key.list", "F4"),
    ("gui.key.digit", "1 … 9"),
    ("gui.key.tick", "Space"),
    ("gui.key.today", "."),
    ("gui.key.side", "Alt+1 … Alt+9"),
)
