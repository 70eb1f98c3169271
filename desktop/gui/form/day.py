"""A day: typed freely, or taken from a calendar."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QDate, QEvent, QLocale, QObject, QPoint, Qt
from PySide6.QtGui import QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QHBoxLayout, QWidget

from desktop.gui import theme
from desktop.gui.form.control import Choices, Control
from desktop.gui.form.typed import LineControl, dates
from desktop.gui.parts.button import Button, Weight
from desktop.gui.words import say
from desktop.xforms.instance import NodeState

_VIETNAMESE = QLocale(QLocale.Language.Vietnamese, QLocale.Country.Vietnam)


class DayControl(Control):
    """A tolerant line; beside it a button that opens the calendar (F4)."""

    wide = False

    def __init__(self, today: Callable[[], date], parent: QWidget) -> None:
        self._box = QWidget(parent)
        super().__init__(self._box)
        self._today = today
        self._typed = LineControl(dates(today), self._box)
        self.line = self._typed.line
        self.line.setPlaceholderText(say("gui.form.day_hint"))
        self._button = Button("", Weight.QUIET, "calendar", self._box)
        self._button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._button.setAccessibleName(say("gui.form.calendar"))
        self._button.setToolTip(say("gui.form.calendar"))
        self._button.clicked.connect(self.open_calendar)
        row = QHBoxLayout(self._box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.unit())
        row.addWidget(self.line)
        row.addWidget(self._button)
        row.addStretch(1)
        self._calendar: QCalendarWidget | None = None
        self.line.installEventFilter(self)
        self._typed.typed.connect(self.typed)
        self._typed.left.connect(self.left)

    def entrance(self) -> QWidget:
        """The line."""
        return self.line

    def show_node(self, node: NodeState, choices: Choices) -> None:
        """Write the day."""
        self._typed.show_node(node, choices)
        self._button.setEnabled(not node.readonly)

    def reading(self) -> str:
        """ISO, or what was typed."""
        return self._typed.reading()

    def fault(self) -> str:
        """Why it is no day."""
        return self._typed.fault()

    def tidy(self) -> None:
        """dd/mm/yyyy."""
        self._typed.tidy()

    def set_mark(self, mark: str) -> None:
        """The line's border."""
        self._typed.set_mark(mark)

    def write(self, day: date) -> None:
        """Put a day on the line."""
        self._typed.write(day.isoformat())

    def day(self) -> date | None:
        """The day on the line, if it is one."""
        if self.fault() or not self.reading():
            return None
        return date.fromisoformat(self.reading())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """F4 opens the calendar."""
        pressed = event.type() == QEvent.Type.KeyPress
        if pressed and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_F4:
            self.open_calendar()
            return True
        return super().eventFilter(watched, event)

    def open_calendar(self) -> None:
        """A month to choose from, starting at the day on the line."""
        if self._calendar is None:
            self._calendar = self._made()
        shown = self.day() or self._today()
        self._calendar.setSelectedDate(QDate(shown.year, shown.month, shown.day))
        place = self.line.mapToGlobal(QPoint(0, self.line.height() + 2))
        self._calendar.move(place)
        self._calendar.show()
        self._calendar.setFocus()

    def _made(self) -> QCalendarWidget:
        calendar = QCalendarWidget(self._box)
        calendar.setWindowFlag(Qt.WindowType.Popup)
        calendar.setLocale(_VIETNAMESE)
        calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        calendar.setVerticalHeaderFormat(
            QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader
        )
        plain = QTextCharFormat()
        plain.setForeground(theme.color("text"))
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            calendar.setWeekdayTextFormat(day, plain)
        calendar.setAccessibleName(say("gui.form.calendar"))
        calendar.activated.connect(self._taken)
        calendar.clicked.connect(self._taken)
        return calendar

    def _taken(self, day: QDate) -> None:
        self._typed.write(date(day.year(), day.month(), day.day()).isoformat())
        if self._calendar is not None:
            self._calendar.hide()
        self.line.setFocus(Qt.FocusReason.PopupFocusReason)
        self.chosen.emit()
