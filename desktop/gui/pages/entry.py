"""Filling in a record."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from desktop.desk.views import Changed
from desktop.errors import Error, Refused
from desktop.gui import theme
from desktop.gui.actions import Id
from desktop.gui.form.form_view import FormView, owed
from desktop.gui.form.rows import row_of
from desktop.gui.pages.draft_keeper import DraftKeeper
from desktop.gui.pages.move_offer import MoveOffer
from desktop.gui.pages.mover import Mover
from desktop.gui.pages.page import Deeds, Page
from desktop.gui.pages.problem_panel import Line, ProblemPanel
from desktop.gui.parts.button import Button, Weight
from desktop.gui.parts.card import Scroll, Strip
from desktop.gui.parts.foot import Foot
from desktop.gui.parts.label import Label
from desktop.gui.parts.tab_order import put_in_order
from desktop.gui.places import Back, EditRecord, NewRecord, Place, RawRecord, Records
from desktop.gui.shell import Shell, clock_time
from desktop.gui.words import say, say_error
from desktop.gui.worker import Job
from desktop.ledger.ids import RecordId
from desktop.ledger.revision import Finished
from desktop.xforms.definition import Ref
from desktop.xforms.instance import Problem, ProblemKind

if TYPE_CHECKING:
    from desktop.desk.entry import Entry
    from desktop.desk.move_views import Moving


_ROOMY = 124  # letters; from here on the problems stand beside the form
_TALL = 30  # lines; from here on a list of problems has room below the form


class EntryPage(Page):
    """The form, its problems beside it, and below when it was last saved."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._entry: Entry | None = None
        self._finishing = False
        self._kept = False
        self._sure = ""  # what a second press would do
        self._owing = 0  # how many problems the strip has told of
        self._moving: Moving | None = None  # while the officer looks at what moves
        self.form = FormView(shell.today, self)
        self.panel = ProblemPanel(self)
        self.strip = Strip(self)
        self.offer = MoveOffer(self)
        self.mover = Mover(self)
        self.keeper = DraftKeeper(shell.worker, self)
        self.saved = Label("", "muted", wrap=True, parent=self)
        self.saved.setObjectName("saved")
        self.finish_button = Button(say("gui.entry.finish"), Weight.MAIN, "good", self)
        self._lay_out()
        self._wire()

    def _lay_out(self) -> None:
        gap = theme.unit()
        self._work = QWidget(self)
        work = QVBoxLayout(self._work)
        work.setContentsMargins(0, 0, 0, 0)
        work.setSpacing(3 * gap)
        work.addWidget(self.strip)
        work.addWidget(self.offer)
        self._middle = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._middle.setSpacing(3 * gap)
        self._scroll = Scroll(self.form, self)
        self._middle.addWidget(self._scroll, 1)
        self._middle.addWidget(self.panel)
        work.addLayout(self._middle, 1)
        back = Button(say("gui.entry.back"), Weight.PLAIN, "back", self)
        back.clicked.connect(self._back)
        self.drop = Button(say("gui.entry.drop"), Weight.QUIET, "trash", self)
        self.drop.clicked.connect(self._drop)
        bottom = QWidget(self)
        foot = Foot(bottom)
        for part in (self.saved, self.drop, back, self.finish_button):
            foot.addWidget(part)
        work.addWidget(bottom)
        self.body.addWidget(self._work, 1)
        self.body.addWidget(self.mover, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The problems stand beside the form, or below it where it is narrow."""
        super().resizeEvent(event)
        beside = self.width() >= theme.letters(_ROOMY)
        directions = QBoxLayout.Direction
        way = directions.LeftToRight if beside else directions.TopToBottom
        self._middle.setDirection(way)
        tall = self.height() >= _TALL * self.fontMetrics().lineSpacing()
        self.panel.stand(beside=beside, listed=beside or tall)

    def _wire(self) -> None:
        self.form.changed.connect(self._touched)
        self.form.problems.connect(self._problems)
        self.form.went_past.connect(self.finish_button.setFocus)
        self.panel.chosen.connect(self.form.enter)
        self.finish_button.clicked.connect(self.finish)
        self.offer.button.clicked.connect(self._look)
        self.mover.declined.connect(self._stay)
        self.mover.agreed.connect(self._move)
        self.keeper.saved.connect(self._saved)
        self.keeper.waiting.connect(lambda: self.saved.setText(say("gui.entry.typing")))
        self.keeper.failed.connect(self._failed)

    # the page

    @property
    def record(self) -> RecordId | None:
        """The record on the page, once something of it is kept."""
        return self._entry.record if self._entry and self._kept else None

    def again(self) -> Place | None:
        """What is kept of the record."""
        return EditRecord(self.record) if self.record is not None else None

    def home(self) -> Place | None:
        """Under the form's records."""
        return Records(self._entry.form_id) if self._entry else None

    def arrive(self, place: Place) -> None:
        """A new record, a draft, or a finished one to be revised."""
        records = self.shell.ask.records
        if isinstance(place, NewRecord):
            self._show(records.new(place.form_id), say("gui.entry.new"), new=True)
        elif isinstance(place, EditRecord):
            self._show(records.edit(place.record), say("gui.entry.opened"), new=False)

    def leave(self) -> None:
        """Everything typed goes to the worker before the page is left."""
        self.form.settle()
        self.form.drop_rows()
        self.keeper.save()

    def deeds(self) -> Deeds:
        """Save, finish, walk through problems, rows, move, back."""
        if self._moving is not None:
            return {Id.BACK: self._stay}
        return {
            Id.ROW_BELOW: partial(self._row, 1),
            Id.ROW_ABOVE: partial(self._row, 0),
            Id.MOVE: self._look,
            Id.RAW: self._raw,
            Id.SAVE: self.save,
            Id.FINISH: self.finish,
            Id.NEXT_PROBLEM: lambda: self.step(1),
            Id.PREVIOUS_PROBLEM: lambda: self.step(-1),
            Id.BACK: self._back,
            Id.NEW: self._new,
        }

    def save(self) -> None:
        """Keep the draft now."""
        self.form.settle()
        self.form.drop_rows()
        self.keeper.save()

    def step(self, by: int) -> None:
        """To the next problem below the cursor, or above it."""
        self.form.settle()
        self.form.be_strict()
        if self._owing:
            self._tell_owed("gui.entry.cannot_step", self._owing)
        self.panel.step(by, self.form.here(), self.form.place)

    def finish(self) -> None:
        """Write the record, or show what is in the way."""
        if self._entry is None or self._finishing:
            return
        self.form.settle()
        self.form.drop_rows()
        found = self._entry.finish()
        if not isinstance(found, Finished):
            self.form.be_strict()
            many = len(found) > 1
            code = "gui.entry.cannot" if many else "gui.entry.cannot_one"
            self._tell_owed(code, len(found))
            self.panel.choose_first()
            return
        to_know = self._to_know()
        if to_know and not self._is_sure("finish"):
            self._owing = 0
            self.strip.tell(f"{to_know} {say('gui.entry.sure')}", "warning")
            return
        self.keeper.save()  # should finishing fail, the draft stands
        self._finishing = True
        self.form.setEnabled(False)
        self.finish_button.setEnabled(False)
        self.shell.worker.submit(
            Job(lambda act: act.finish(found), self._finished, self._failed)
        )

    def _look(self) -> None:
        """Show what the form's present version would make of the record."""
        if self._entry is None or self._finishing or self.offer.isHidden():
            return
        self.form.settle()
        self.form.drop_rows()
        self._moving = self.shell.ask.records.moved(self._entry)
        self._work.hide()
        self.mover.show_moving(self._moving)
        put_in_order(self)

    def _stay(self) -> None:
        """Nothing was changed."""
        self._moving = None
        self.mover.hide()
        self._work.show()
        self.form.enter_first()

    def _move(self) -> None:
        """Go on under the present version; from here on it is the draft."""
        moving = self._moving
        if moving is None:
            return
        self._show(moving.entry, say("gui.entry.typing"), new=False)
        self._touched()
        count = len(moving.entry.kept())
        code = "gui.move.moved_kept" if count else "gui.move.moved"
        words = say(code, after=moving.after, count=count)
        self.strip.tell(words, "good", "good")

    def _touched(self) -> None:
        self._kept = True
        if self._sure:  # what was asked for is no longer meant
            self._sure = ""
            self.strip.tell("")
        self.keeper.touched()

    def _drop(self) -> None:
        """Give the draft up, at the second press."""
        record = self.record
        if record is None:
            self.go.emit(Back())
        elif not self._is_sure("drop"):
            self._owing = 0
            self.strip.tell(say("gui.entry.drop_sure"), "warning", "warning")
        else:
            self.keeper.forget()
            self._entry = None
            self.shell.worker.submit(
                Job(lambda act: act.drop_draft(record), self._dropped, self._failed)
            )

    def _is_sure(self, what: str) -> bool:
        """Whether this is the second press in a row."""
        self._sure, before = what, self._sure
        return before == what

    def _to_know(self) -> str:
        """What finishing leaves out of what was typed, and what it adds together."""
        if self._entry is None:
            return ""
        left_out, few = self._labels(self._entry.left_out()), self._entry.small_cells()
        told = [say("gui.entry.left_out", what=left_out)] if left_out else []
        if few:
            facts = {"below": max(cell.below for cell in few)}
            what = "; ".join(cell.label for cell in few)
            told.append(say("gui.entry.folded", what=what, **facts))
        return " ".join(told)

    def _labels(self, refs: Sequence[str]) -> str:
        fields = (self.form.field(ref) for ref in refs)
        return ", ".join(field.node.label for field in fields if field is not None)

    def _dropped(self, _: Changed) -> None:
        self.go.emit(Back())

    # answers from the worker

    def _saved(self, changed: Changed) -> None:
        if self._entry is not None and self._entry.record in changed.records:
            self.saved.setText(say("gui.entry.saved", time=clock_time(changed.at)))

    def _finished(self, changed: Changed) -> None:
        done = self._entry.record if self._entry else None
        self.keeper.forget()
        self._ready()
        self.saved.setText(say("gui.entry.finished", time=clock_time(changed.at)))
        self.go.emit(Back(done))
        self._entry = None

    def _failed(self, error: Error) -> None:
        self._ready()
        self.strip.tell(say_error(error), "danger", "danger")

    def _ready(self) -> None:
        self._finishing = False
        self.form.setEnabled(True)
        self.finish_button.setEnabled(True)

    # inside

    def _show(self, entry: "Entry", status: str, *, new: bool) -> None:
        self._entry = entry
        self._kept = not new
        self._sure, self._owing = "", 0
        self._moving = None
        self.mover.hide()
        self._work.show()
        newer = self.shell.ask.records.newer(entry)
        self.offer.offer(entry.form.definition.version, newer)
        self.title.setText(entry.title)
        self.strip.tell("")
        self.saved.setText(status)
        self._ready()
        self.form.show_entry(entry, unfolded=not new)
        begun = self._labels(entry.begun)
        if begun:
            self.strip.tell(say("gui.entry.begun", what=begun), "accent", "info")
        self.keeper.watch(entry.draft)
        self._scroll.verticalScrollBar().setValue(0)
        self.form.enter_first()

    def _problems(self, problems: Sequence[Problem]) -> None:
        if self._entry is None:
            return
        found = sorted(problems, key=lambda problem: self.form.place(problem.ref))
        self.panel.show_lines([self._line(problem) for problem in found])
        count = owed(problems)
        words = say("gui.entry.finish_left", count=count) if count else ""
        self.finish_button.setText(words or say("gui.entry.finish"))
        self.finish_button.updateGeometry()
        if not count:
            self._owing = 0
            self.strip.tell("")
        elif self._owing not in (0, count):
            self._tell_owed("gui.entry.cannot_step", count)

    def _tell_owed(self, code: str, count: int) -> None:
        self._owing = count
        self.strip.tell(say(code, count=count), "danger", "danger")

    def _line(self, problem: Problem) -> Line:
        field = self.form.field(problem.ref)
        soft = problem.kind is ProblemKind.WARNING
        mood = "warning" if soft else "danger"
        if field is None:
            return Line(problem.ref, self._label(problem.ref), problem.message, mood)
        return Line(problem.ref, field.node.label, field.sentence(problem), mood)

    def _label(self, ref: Ref) -> str:
        node = self._entry.instance.node(ref) if self._entry else None
        return node.label if node and node.label else ref.rpartition("/")[2]

    def _row(self, step: int) -> None:
        """A new row above the one with the cursor, or below it."""
        repeat, number = row_of(self.form.here() or "")
        if not number:
            self.strip.tell(say("gui.entry.no_row"), "warning", "warning")
            return
        try:
            self.form.add_row(repeat, number + step)
        except Refused as error:
            self.strip.tell(say_error(error), "warning", "warning")

    def _raw(self) -> None:
        if self.record is not None:
            self.go.emit(RawRecord(self.record))

    def _back(self) -> None:
        self.go.emit(Back())

    def _new(self) -> None:
        if self._entry is not None:
            self.go.emit(NewRecord(self._entry.form_id))
