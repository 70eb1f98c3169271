"""What becomes of each answer when a record goes to another version of its form."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QScrollBar, QVBoxLayout, QWidget

from desktop.desk.move_views import MoveLine, Moving
from desktop.gui import theme
from desktop.gui.form.kept import in_row
from desktop.gui.parts.box import Box, clear, row
from desktop.gui.parts.button import Button, Weight
from desktop.gui.parts.card import Scroll
from desktop.gui.parts.foot import Foot
from desktop.gui.parts.label import Icon, Label
from desktop.gui.words import say
from desktop.xforms.moving import Way

# In the order in which they are shown: what asks for the officer's eye comes first.
_MARKS = {
    Way.SPLIT: ("warning", "warning"),
    Way.UNFIT: ("warning", "warning"),
    Way.DROPPED: ("info", "accent"),
    Way.RENAMED: ("right", "good"),
    Way.SAME: ("good", "good"),
}
_SCROLLS = {
    Qt.Key.Key_PageDown: QScrollBar.SliderAction.SliderPageStepAdd,
    Qt.Key.Key_PageUp: QScrollBar.SliderAction.SliderPageStepSub,
    Qt.Key.Key_Home: QScrollBar.SliderAction.SliderToMinimum,
    Qt.Key.Key_End: QScrollBar.SliderAction.SliderToMaximum,
}


class Mover(QWidget):
    """What stays, moves, is split or kept aside; it changes nothing by itself."""

    agreed = Signal()
    declined = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        gap = theme.unit()
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.setSpacing(3 * gap)
        self.heading = Label("", scale=1.2, bold=True, wrap=True, parent=self)
        outside.addWidget(self.heading)
        inner = QWidget(self)
        self._boxes = QVBoxLayout(inner)
        self._boxes.setContentsMargins(0, 0, 2 * gap, 0)
        self._boxes.setSpacing(3 * gap)
        self._scroll = Scroll(inner, self)
        outside.addWidget(self._scroll, 1)
        bottom = QWidget(self)
        foot = Foot(bottom)
        self.how = Label("", "muted", wrap=True, parent=bottom)
        self.keep = Button("", Weight.PLAIN, "back", bottom)
        self.agree = Button("", Weight.MAIN, "right", bottom)
        for part in (self.how, self.keep, self.agree):
            foot.addWidget(part)
        outside.addWidget(bottom)
        self.keep.clicked.connect(self.declined)
        self.agree.clicked.connect(self.agreed)
        self.hide()

    def show_moving(self, moving: Moving) -> None:
        """Lay the answers out by what becomes of them."""
        before, after = moving.before, moving.after
        self.heading.setText(say("gui.move.title", before=before, after=after))
        self.how.setText(say("gui.move.how", before=before))
        self.keep.setText(say("gui.move.keep", before=before))
        self.agree.setText(say("gui.move.agree", after=after))
        clear(self._boxes)
        for way in _MARKS:
            lines = [line for line in moving.lines if line.way is way]
            if lines:
                self._boxes.addWidget(_box(way, lines))
        if not moving.lines:
            self._boxes.addWidget(Label(say("gui.move.nothing"), wrap=True))
        self._boxes.addStretch(1)
        self.show()
        self._scroll.verticalScrollBar().setValue(0)
        self.agree.setFocus(Qt.FocusReason.TabFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A long list is read with the keys that turn pages."""
        action = _SCROLLS.get(Qt.Key(event.key()))
        if action is None:
            super().keyPressEvent(event)
        else:
            self._scroll.verticalScrollBar().triggerAction(action)


def _box(way: Way, lines: Sequence[MoveLine]) -> Box:
    box = Box("")
    title = say(f"gui.move.{way.value}", count=len(lines))
    box.add(row(Icon(*_MARKS[way], box), Label(title, bold=True), None))
    if way not in (Way.SAME, Way.RENAMED):
        box.say(say(f"gui.move.{way.value}_how"))
    grid = QGridLayout()
    grid.setHorizontalSpacing(4 * theme.unit())
    grid.setVerticalSpacing(theme.unit())
    for column, share in enumerate((3, 4, 4)):
        grid.setColumnStretch(column, share)
    for place, line in enumerate(lines):
        for column, label in enumerate(_words(line)):
            grid.addWidget(label, place, column, Qt.AlignmentFlag.AlignTop)
    box.add(grid)
    return box


def _words(line: MoveLine) -> tuple[Label, Label, Label]:
    to = " " if line.way is Way.SAME else _to(line)
    return (
        Label(in_row(line.label, line.row), "muted", wrap=True),
        Label(line.value, wrap=True),
        Label(to, "muted", wrap=True),
    )


def _to(line: MoveLine) -> str:
    labels = ", ".join(f"“{label}”" for label in line.to)
    if not labels:
        return ""
    return say("gui.move.beside" if line.way in _BESIDE else "gui.move.to", to=labels)


_BESIDE = (Way.SPLIT, Way.UNFIT)
