"""The whole form: cards from the outline, answers to the entry, paint by ref."""

from collections.abc import Callable, Iterable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget
from shiboken6 import isValid

from desktop.gui import theme
from desktop.gui.form.builder import Builder
from desktop.gui.form.field import Field
from desktop.gui.form.rows import RowHead
from desktop.gui.form.sheet import Sheet
from desktop.gui.parts.tab_order import put_in_order
from desktop.xforms.definition import Ref
from desktop.xforms.instance import Changes, Problem

if TYPE_CHECKING:
    from desktop.desk.entry import Entry

QUIET = 300  # milliseconds without a key before an answer counts (typing by bursts)
_NARROW = 92  # letters; below, words stand above the controls


class FormView(QWidget):
    """Says ``changed`` after each answer, ``problems`` after each check."""

    changed = Signal()
    problems = Signal(object)
    went_past = Signal()

    def __init__(self, today: Callable[[], date], parent: QWidget) -> None:
        super().__init__(parent)
        self._today = today
        self._entry: Entry | None = None
        self._sheets: list[Sheet] = []
        self._fields: dict[Ref, Field] = {}
        self._order: list[Field] = []
        self._typed_in: Field | None = None
        self._area: QScrollArea | None = None  # the page that scrolls it
        self._strict = False
        self._quiet = QTimer(self, singleShot=True, interval=QUIET)
        self._quiet.timeout.connect(self.take_typed)
        gap = theme.unit()
        self._inside = QVBoxLayout(self)
        self._inside.setContentsMargins(0, 0, 2 * gap, 4 * gap)
        self._inside.setSpacing(3 * gap)

    # showing

    def show_entry(self, entry: "Entry", *, unfolded: bool) -> None:
        """Build the page for an entry."""
        self._entry, self._strict = entry, False
        self._order, self._fields = [], {}  # nobody has been in this one yet
        self._rebuild(unfolded=unfolded)
        self.check()

    def field(self, ref: str) -> Field | None:
        """The field of a question, where it has one."""
        return self._fields.get(Ref(ref))

    def fields(self) -> tuple[Field, ...]:
        """All fields, in the order of the page."""
        return tuple(self._order)

    def place(self, ref: Ref) -> tuple[int, ...]:
        """Where a question stands on the page, first to last; a part by its first."""
        inside = f"{ref}/"
        for at, field in enumerate(self._order):
            if field.ref == ref or field.ref.startswith(inside):
                return (at,)
        return (len(self._order),)

    def paint(self, changes: Changes) -> None:
        """Paint just these refs; rows that came or went rebuild the page."""
        if self._entry is None:
            return
        if any(
            ref not in self._fields and self._is_repeat(ref) for ref in changes.refs
        ):
            self._rebuild(unfolded=True)
        else:
            for ref in changes.refs:
                field = self._fields.get(ref)
                if field is not None:
                    self._show(field)
            for sheet in self._sheets:
                sheet.settle()
        self.check()
        self.changed.emit()

    def check(self) -> None:
        """Ask for the problems and let each field say its own."""
        if self._entry is None:
            return
        found = self._entry.problems()
        by_ref: dict[Ref, list[Problem]] = {}
        for problem in found:
            by_ref.setdefault(problem.ref, []).append(problem)
        for field in self._order:
            own = tuple(by_ref.get(field.ref, ()))
            field.complain(own, always=self._strict)
        self.problems.emit(found)

    def be_strict(self) -> None:
        """Finishing was asked for: every field may complain now."""
        self._strict = True
        self.check()

    # answering

    def take_typed(self) -> None:
        """The officer paused or left: the answer counts."""
        self._quiet.stop()
        field, self._typed_in = self._typed_in, None
        if field is not None:
            self._answer(field)

    def settle(self) -> None:
        """Before saving, leaving or closing: nothing stays half-typed."""
        QGuiApplication.inputMethod().commit()
        self.take_typed()
        field = next((field for field in self._order if field.owns_focus), None)
        if field is not None and field.control is not None and field.control.fault():
            self._left(field)  # words on a line that are no choice are no answer

    def add_row(self, ref: str, at: int | None = None) -> None:
        """A row at the end, or as number ``at``; the cursor goes to its first field."""
        if self._entry is None:
            return
        self.settle()
        self.paint(self._entry.add_row(ref, at))
        row = self._entry.instance.rows(ref)[at - 1 if at else -1]
        first = next((f for f in self._order if f.ref.startswith(f"{row}/")), None)
        if first is not None:
            first.enter()

    def drop_rows(self) -> None:
        """Rows that were crossed out go now."""
        gone = [ref for sheet in self._sheets for ref in sheet.crossed_out()]
        if self._entry is None or not gone:
            return
        for ref in gone:
            self._entry.remove_row(ref)
        self._rebuild(unfolded=True)
        self.check()

    # moving

    def enter(self, ref: str) -> None:
        """Put the cursor into a question, opening what is folded."""
        field = self._fields.get(Ref(ref))
        if field is None:
            return
        for sheet in self._sheets:
            if field in sheet.fields and sheet.door is not None:
                sheet.unfold()
        field.enter()

    def enter_first(self) -> None:
        """The first field that can take the cursor."""
        first = next((field for field in self._order if field.can_enter), None)
        if first is not None:
            first.enter()

    def step(self, by: int) -> None:
        """To the next or the previous stop; past the last one says so."""
        stops = self._stops()
        at = next((i for i, (here, _) in enumerate(stops) if here()), None)
        if at is None:
            return
        if at + by >= len(stops):
            self.went_past.emit()
        elif at + by >= 0:
            stops[at + by][1]()

    def here(self) -> Ref | None:
        """The question with the cursor."""
        return next((field.ref for field in self._order if field.owns_focus), None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Shift+Enter walk through the fields."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self.step(-1 if back else 1)
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Words above the controls where it is narrow."""
        super().resizeEvent(event)
        self._arrange()

    # inside

    def _stops(self) -> list["Stop"]:
        stops: list[Stop] = []
        for sheet in self._sheets:
            if not sheet.isVisibleTo(self):
                continue
            door = sheet.door
            if door is not None:
                stops.append((door.hasFocus, partial(self._enter_door, door)))
            stops += [_stop(field) for field in sheet.fields if field.can_enter]
        return stops

    def _rebuild(self, *, unfolded: bool) -> None:
        if self._entry is None:
            return
        here = self.here()
        for sheet in self._sheets:
            self._inside.removeWidget(sheet)
            sheet.hide()
            sheet.deleteLater()
        visited = {f.known_as for f in self._order if f.visited}
        crossed = {head.row for head in self._heads() if head.is_crossed}
        builder = Builder(self._entry, self._today, self, unfolded=unfolded)
        self._sheets = builder.sheets()
        self._order = [field for sheet in self._sheets for field in sheet.fields]
        self._fields = {field.ref: field for field in self._order}
        self._typed_in = None
        for field in self._order:
            field.visited = field.known_as in visited
            self._wire(field)
        for place, sheet in enumerate(self._sheets):
            self._inside.insertWidget(place, sheet)
            sheet.row_wanted.connect(self.add_row)
            sheet.opened.connect(self._go_in)
            sheet.settle()
        for head in self._heads():
            if head.row in crossed:
                head.turn()
        if self._inside.count() == len(self._sheets):
            self._inside.addStretch(1)
        self._arrange()
        put_in_order(self)
        if here is not None and here in self._fields:
            self._fields[here].enter()

    def _heads(self) -> list[RowHead]:
        return [head for sheet in self._sheets for head in sheet.heads]

    def _wire(self, field: Field) -> None:
        control = field.control
        field.entered.connect(self._entered)
        if control is None:
            return
        control.typed.connect(lambda: self._typing(field))
        control.chosen.connect(lambda: self._answer(field))
        control.left.connect(lambda: self._left(field))

    def _arrange(self) -> None:
        stacked = self.width() < theme.letters(_NARROW)
        for sheet in self._sheets:
            sheet.arrange(stacked=stacked)

    def _typing(self, field: Field) -> None:
        if self._typed_in is not field:
            self.take_typed()
        self._typed_in = field
        self._quiet.start()

    def _left(self, field: Field) -> None:
        control = field.control
        if control is None or self._fields.get(field.ref) is not field:
            return
        field.visited = True
        if self._typed_in is field:
            self._quiet.stop()
            self._typed_in = None
        control.tidy()
        if not self._answer(field):
            self.check()

    def _answer(self, field: Field) -> bool:
        """Give the entry what the control reads, if it is new."""
        entry, control = self._entry, field.control
        if entry is None or control is None or field.node.readonly:
            return False
        text = control.reading()
        if text == (field.node.value or field.node.invalid):
            return False
        changes = entry.answer(field.ref, text)
        field.node = entry.node(field.ref)
        self.paint(Changes(changes.refs - {field.ref}))
        return True

    def _show(self, field: Field) -> None:
        entry = self._entry
        if entry is not None:
            node = entry.node(field.ref)
            field.show_node(node, lambda: entry.choices(field.ref))

    def _is_repeat(self, ref: Ref) -> bool:
        entry = self._entry
        if entry is None:
            return False
        return entry.instance.node(ref).repeat is not None

    def _entered(self, field: Field) -> None:
        """Keep the field and its words in sight."""
        if field.control is not None:
            self._show_up(field.control.widget)

    def _enter_door(self, door: QWidget) -> None:
        door.setFocus(Qt.FocusReason.TabFocusReason)
        self._show_up(door)

    def _go_in(self) -> None:
        """A door that was opened: its first question is the next."""
        if any(s.door is not None and s.door.hasFocus() for s in self._sheets):
            self.step(1)

    def _show_up(self, widget: QWidget) -> None:
        viewport = self.parentWidget()
        area = viewport.parentWidget() if viewport is not None else None
        if not isinstance(area, QScrollArea):
            return
        if self._area is not area:
            self._area = area
            area.verticalScrollBar().rangeChanged.connect(self._stay_in_sight)
        area.ensureWidgetVisible(widget, 0, 6 * theme.unit())
        # Once more when what was just unfolded has its place.
        QTimer.singleShot(0, area, lambda: _reveal(area, widget))

    def _stay_in_sight(self) -> None:
        """Rows came, words were wrapped: what has the cursor may have moved away."""
        field = next((field for field in self._order if field.owns_focus), None)
        if field is not None and field.control is not None and self._area is not None:
            _reveal(self._area, field.control.widget)


def _reveal(area: QScrollArea, widget: QWidget) -> None:
    if isValid(widget):
        area.ensureWidgetVisible(widget, 0, 6 * theme.unit())


Stop = tuple[Callable[[], bool], Callable[[], None]]  # is the cursor here; put it here


def _stop(field: Field) -> Stop:
    return (lambda: field.owns_focus), field.enter


def owed(problems: Iterable[Problem]) -> int:
    """How many problems stand in the way of finishing."""
    return sum(problem.kind.value != "warning" for problem in problems)
