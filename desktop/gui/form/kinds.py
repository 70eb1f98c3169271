"""Which control a kind of question gets."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QWidget

from desktop.gui.form.check_list import CheckListControl
from desktop.gui.form.control import Choices, Control
from desktop.gui.form.day import DayControl
from desktop.gui.form.pick_few import FEW, PickFewControl
from desktop.gui.form.pick_one import PickOneControl
from desktop.gui.form.typed import (
    DECIMAL,
    INTEGER,
    TEXT,
    TIME,
    YEAR,
    LineControl,
    ParagraphControl,
)
from desktop.gui.words import say
from desktop.xforms.choices import Choice
from desktop.xforms.definition import Kind, Question


@dataclass(frozen=True, slots=True)
class Asked:
    """What a control is made for."""

    question: Question
    choices: Choices
    today: Callable[[], date]
    parent: QWidget


Make = Callable[[Asked], Control]
_LISTED = frozenset(("minimal", "autocomplete", "search"))


def _text(asked: Asked) -> Control:
    return LineControl(TEXT, asked.parent)


def _paragraph(asked: Asked) -> Control:
    return ParagraphControl(asked.parent)


def _integer(asked: Asked) -> Control:
    year = "year" in asked.question.appearance
    return LineControl(YEAR if year else INTEGER, asked.parent)


def _decimal(asked: Asked) -> Control:
    return LineControl(DECIMAL, asked.parent)


def _range(asked: Asked) -> Control:
    whole = asked.question.type == "int"
    return LineControl(INTEGER if whole else DECIMAL, asked.parent)


def _time(asked: Asked) -> Control:
    return LineControl(TIME, asked.parent)


def _day(asked: Asked) -> Control:
    return DayControl(asked.today, asked.parent)


def _one(asked: Asked) -> Control:
    listed = asked.question.appearance & _LISTED
    if listed or not 0 < len(asked.choices()) <= FEW:
        return PickOneControl(asked.parent)
    return PickFewControl(asked.parent)


def _several(asked: Asked) -> Control:
    return CheckListControl(asked.parent)


def _ranked(asked: Asked) -> Control:
    return CheckListControl(asked.parent, ordered=True)


def _yes_no(asked: Asked) -> Control:
    yes = Choice("true", say("gui.form.yes"))
    no = Choice("false", say("gui.form.no"))
    return PickFewControl(asked.parent, (yes, no))


def _done(asked: Asked) -> Control:
    return PickFewControl(asked.parent, (Choice("OK", say("gui.form.seen")),))


CONTROLS: dict[Kind, Make] = {
    Kind.TEXT: _text,
    Kind.MULTILINE: _paragraph,
    Kind.INTEGER: _integer,
    Kind.DECIMAL: _decimal,
    Kind.RANGE: _range,
    Kind.DATE: _day,
    Kind.DATETIME: _day,
    Kind.TIME: _time,
    Kind.SELECT_ONE: _one,
    Kind.SELECT_MULTIPLE: _several,
    Kind.RANK: _ranked,
    Kind.BOOLEAN: _yes_no,
    Kind.TRIGGER: _done,
}
SILENT = frozenset((Kind.CALCULATE, Kind.HIDDEN, Kind.FILE))  # nothing on the page


def make(asked: Asked) -> Control:
    """The control for a question that has one."""
    return CONTROLS[asked.question.kind](asked)
