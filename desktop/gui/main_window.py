"""The frame: the side list, one page at a time, keys, and the training mark."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QCloseEvent, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.desk.views import Changed
from desktop.errors import Error
from desktop.gui import menu, pages_table
from desktop.gui.actions import ACTIONS, Id
from desktop.gui.key_watch import KeyWatch
from desktop.gui.keys_sheet import KeysSheet
from desktop.gui.pages.page import Page
from desktop.gui.parts.tab_order import put_in_order
from desktop.gui.parts.training import TrainingMark
from desktop.gui.places import (
    Back,
    EditRecord,
    NewRecord,
    Place,
    Records,
    ShowRecord,
)
from desktop.gui.shell import Shell
from desktop.gui.side import Side, SideHead
from desktop.gui.words import say, say_error
from desktop.ledger.ids import RecordId

_SIDE_KEYS = 9
_PASSING = (NewRecord, EditRecord)  # not gone back to
_SHOWING = (Records, ShowRecord)  # where a finished record is seen


class MainWindow(QWidget):
    """Shows places; knows pages only by the table."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.shell = shell
        self.trail: list[Place] = []
        self._pages: dict[type[Page], Page] = {}
        self._listed: set[str] = set()  # forms that stand at the left
        self.setWindowTitle(say("gui.window", unit=shell.desk.unit_name))
        self.side = Side(self)
        self.side.setAccessibleName(say("gui.side.name"))
        self.stack = QStackedWidget(self)
        self._lay_out()
        self._bind_keys()
        self.refresh_side()
        self.side.chosen.connect(self.go)
        shell.worker.changed.connect(self.changed)

    @property
    def page(self) -> Page | None:
        """The page in sight."""
        shown = self.stack.currentWidget()
        return shown if isinstance(shown, Page) else None

    def go(self, place: Place) -> None:
        """Leave the page in sight and arrive at ``place``."""
        if self.page is not None:
            self.page.leave()
        done = place.done if isinstance(place, Back) else None
        if isinstance(place, Back):
            place = self._before(done)
        kind = pages_table.PAGES[type(place)]()
        page = self._page(kind)
        self.trail = [*self.trail[-20:], place]
        self.stack.setCurrentWidget(page)
        try:
            page.arrive(place)
        except Error as error:
            page.title.setText(say_error(error))
        self.side.select(page.home() or place)
        self.watch.look_again()
        put_in_order(page)
        if done is not None:
            page.came_back(done)

    def changed(self, what: Changed) -> None:
        """Let every page decide whether to fetch again."""
        for page in self._pages.values():
            page.changed(what)
        if not what.forms <= self._listed:
            self.refresh_side()

    def refresh_side(self) -> None:
        """The forms and what the desk may do."""
        forms = self.shell.ask.records.menu()
        self._listed = {f.form_id for f in forms if f.first or f.used}
        self.side.show_items(menu.items(self.shell.desk, forms))

    def do(self, action: Id) -> None:
        """A key was pressed: the page's deed first, else the window's."""
        QGuiApplication.inputMethod().commit()
        if self._keys.isVisible():  # it lies over the page and goes first
            self._keys.turn()
            if action in (Id.BACK, Id.KEYS):
                return
        deed = self.page.deeds().get(action) if self.page is not None else None
        deed = deed or self._own_deeds().get(action)
        if deed is not None:
            deed()

    def leave_for_restyle(self) -> list[Place]:
        """Save what is typed; where to begin again."""
        page = self.page
        if page is not None:
            page.leave()
        again = page.again() if page is not None else None
        if again is not None and self.trail:
            return [*self.trail[:-1], again]
        return list(self.trail)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Nothing typed is lost, and no field asks a book that is closed."""
        focus = self.focusWidget()
        if focus is not None:
            focus.clearFocus()
        if self.page is not None:
            self.page.leave()
        super().closeEvent(event)

    def _own_deeds(self) -> dict[Id, Callable[[], None]]:
        return {
            **{key: partial(self.go, to) for key, to in pages_table.BY_KEY.items()},
            Id.NEW: lambda: self.go(NewRecord(pages_table.first(self.shell.ask))),
            Id.BACK: lambda: self.go(Back()),
            Id.LARGER: lambda: self._resize_text(1),
            Id.SMALLER: lambda: self._resize_text(-1),
            Id.KEYS: self._keys.turn,
        }

    def _lay_out(self) -> None:
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.setSpacing(0)
        if self.shell.desk.training:
            outside.addWidget(TrainingMark(self))
        inside = QHBoxLayout()
        inside.setSpacing(0)
        inside.addLayout(self._left())
        inside.addWidget(self.stack, 1)
        outside.addLayout(inside, 1)
        self._keys = KeysSheet(self, self.shell.desk)

    def _left(self) -> QVBoxLayout:
        desk = self.shell.desk
        left = QVBoxLayout()
        left.setSpacing(0)
        self.who = SideHead(desk.unit_name, desk.shown_name, self)
        self.watch = KeyWatch(self.shell, self.who)
        left.addWidget(self.who)
        left.addWidget(self.side, 1)
        return left

    def _bind_keys(self) -> None:
        for action in ACTIONS:
            if action.when(self.shell.desk):
                self._bind(action.key, partial(self.do, action.id))
        for number in range(1, _SIDE_KEYS + 1):
            self._bind(f"Alt+{number}", partial(self._go_side, number))

    def _bind(self, key: str, deed: Callable[[], None]) -> None:
        bound = QAction(self)
        bound.setShortcut(QKeySequence(key))
        bound.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        bound.triggered.connect(lambda _checked: deed())
        self.addAction(bound)

    def _go_side(self, number: int) -> None:
        place = self.side.place(number)
        if place is not None:
            self.go(place)

    def _page(self, kind: type[Page]) -> Page:
        if kind not in self._pages:
            page = self._pages[kind] = kind(self.shell)
            page.go.connect(self.go)
            self.stack.addWidget(page)
        return self._pages[kind]

    def _before(self, done: RecordId | None) -> Place:
        """The last place that is worth going back to; one that shows what is done."""
        here, trail = self.trail[-1:], self.trail[:-1]
        while trail and (isinstance(trail[-1], _PASSING) or trail[-1:] == here):
            trail.pop()
        if done is not None and trail and not isinstance(trail[-1], _SHOWING):
            home = self.page.home() if self.page is not None else None
            trail += [home] if home is not None else []
        self.trail = trail[:-1]
        return trail[-1] if trail else pages_table.start(self.shell.ask)

    def _resize_text(self, step: int) -> None:
        self.shell.looks.resize(step)
        self.shell.restyle()
