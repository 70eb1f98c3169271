"""Several of many: arrows inside, Space ticks; a long list can be searched."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.gui import theme
from desktop.gui.form.control import Choices, Control
from desktop.gui.form.finder import Finder
from desktop.gui.form.tick_view import TickModel, TickView
from desktop.gui.parts.label import Label
from desktop.gui.parts.line import Line
from desktop.gui.words import say
from desktop.xforms.instance import NodeState

_LONG = 12  # from here on a line to search in


class CheckListControl(Control):
    """Boxes; above a long list a line to search in."""

    def __init__(self, parent: QWidget, *, ordered: bool = False) -> None:
        self._box = QWidget(parent)
        super().__init__(self._box)
        self._ordered = ordered
        self._order: list[str] = []
        self.model = TickModel(self._box)
        self.view = TickView(self.model, self._box)
        self._search: Line | None = None
        self._empty: Label | None = None
        self._is_new = True  # an empty list looks like none shown yet
        self._inside = QVBoxLayout(self._box)
        self._inside.setContentsMargins(0, 0, 0, 0)
        self._inside.setSpacing(theme.unit())
        self._inside.addWidget(self.view)
        self._finder = Finder(())
        self.view.turned.connect(self._turned)
        self.view.left.connect(self.left)

    def entrance(self) -> QWidget:
        """The search line of a long list, else the boxes."""
        return self._search if self._search is not None else self.view

    def inputs(self) -> tuple[QWidget, ...]:
        """The boxes, and the line where there is one."""
        return (self.view,) if self._search is None else (self._search, self.view)

    def show_node(self, node: NodeState, choices: Choices) -> None:
        """The choices as they are now, with their ticks."""
        self._order = node.value.split()
        self.model.ticked = set(self._order)
        now = choices()
        if self._is_new or list(now) != list(self._finder.choices):
            self._is_new = False
            self._finder = Finder(now)
            self._dress(len(now))
            self.model.show(now, self._finder.find(""))
        self._box.setEnabled(not node.readonly)
        self.view.viewport().update()

    def reading(self) -> str:
        """The ticked codes, in the list's order (or in the order of ticking)."""
        if self._ordered:
            return " ".join(self._order)
        ticked = self.model.ticked
        return " ".join(c.value for c in self._finder.choices if c.value in ticked)

    def set_mark(self, mark: str) -> None:
        """The border of the boxes."""
        self.view.mark = mark
        self.view.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """In the search line Down goes to the boxes, Enter ticks the first found."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Down:
                self.view.setFocus(Qt.FocusReason.OtherFocusReason)
                return True
            enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if enter and self._search is not None and self._search.text().strip():
                self._tick_found()
                return True
        return super().eventFilter(watched, event)

    def _tick_found(self) -> None:
        if self.model.rowCount() and self._search is not None:
            self.model.turn(0)
            self._turned(0)
            self._search.clear()

    def _dress(self, count: int) -> None:
        if count > _LONG and self._search is None:
            self._search = Line(self._box)
            self._search.setPlaceholderText(say("gui.form.search_list"))
            self._search.installEventFilter(self)
            self._search.textChanged.connect(self._filter)
            self._inside.insertWidget(0, self._search)
        if self._search is not None:
            self._search.setVisible(count > _LONG)
        if not count and self._empty is None:
            self._empty = Label(say("gui.form.empty_list"), "muted", wrap=True)
            self._inside.addWidget(self._empty)
        if self._empty is not None:
            self._empty.setVisible(not count)
        self.view.setVisible(count > 0)

    def _filter(self, typed: str) -> None:
        self.model.show(self._finder.choices, self._finder.find(typed))

    def _turned(self, row: int) -> None:
        value = self.model.choice(row).value
        if value in self._order:
            self._order.remove(value)
        else:
            self._order.append(value)
        self.chosen.emit()
