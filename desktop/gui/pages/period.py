"""Closing a period: days, figures with their records, the text, the printed report."""

from dataclasses import replace
from datetime import date

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.desk.calendars import MONTHS, Calendar, is_whole, whole_in
from desktop.desk.period_views import Closed, Period, PeriodCheck
from desktop.errors import Error
from desktop.gui import theme
from desktop.gui.form.day import DayControl
from desktop.gui.pages.page import Page
from desktop.gui.pages.period_asks import AsksBox
from desktop.gui.pages.period_figures import FiguresBox, WorkingBox
from desktop.gui.pages.period_text import TextBox
from desktop.gui.pages.reports import ReportsBox, open_file
from desktop.gui.parts.box import Box, row
from desktop.gui.parts.button import Button, Weight
from desktop.gui.parts.card import Scroll, Strip
from desktop.gui.parts.choice_row import ChoiceRow
from desktop.gui.parts.flow import Flow
from desktop.gui.parts.label import Label
from desktop.gui.parts.running import Running
from desktop.gui.places import Place
from desktop.gui.shell import Shell
from desktop.gui.words import say, say_error
from desktop.gui.worker import Job
from desktop.text.dates import format_date


def _is_free(calendar: Calendar) -> bool:
    """Whether its days are chosen one by one."""
    return calendar.days is None and calendar.kinds[0] not in MONTHS


class PeriodPage(Page):
    """From the choice of days to the printed report, on one page."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.title.setText(say("gui.side.period"))
        self._calendars: tuple[Calendar, ...] = ()
        self._check: PeriodCheck | None = None
        self._job: Job[Closed] | None = None
        self._regular: tuple[Calendar, str] | None = None  # before days of one's own
        self._asked: Period | None = None  # the days that are being counted
        self._then_figures = False  # go to the figures once they stand
        self._stale = False  # days were typed and nothing was counted since
        self._sure: Period | None = None  # what a second press would close
        inner = QWidget(self)
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(0, 0, 2 * theme.unit(), 0)
        self._column.setSpacing(3 * theme.unit())
        self.strip = Strip(self)
        self.body.addWidget(self.strip)
        self.body.addWidget(Scroll(inner, self), 1)
        self.reminders = Strip(inner)
        self._column.addWidget(self.reminders)
        self._column.addWidget(self._days_box(inner))
        self.notices = Strip(inner)
        self._column.addWidget(self.notices)
        self.missing = AsksBox(shell, "gui.asks.missing", "gui.asks.how", inner)
        self.questions = AsksBox(shell, "gui.asks.look", "gui.asks.look_how", inner)
        for asks in (self.missing, self.questions):
            asks.go.connect(self.go)
        self.figures = FiguresBox(shell, inner)
        self.figures.go.connect(self.go)
        self.working = WorkingBox(shell, inner)
        self.working.go.connect(self.go)
        self.text = TextBox(inner)
        self.reports = ReportsBox(shell, inner)
        self.reports.go.connect(self.go)
        for box in (self.missing, self.figures, self.text, self.working):
            self._column.addWidget(box)
        self._column.addWidget(self.questions)
        self._column.addWidget(self.reports)
        self._column.addStretch(1)
        self.running = Running(self)
        self.running.cancelled.connect(self._cancel)
        self.body.addWidget(self.running)
        self.close_button = Button(say("gui.period.close"), Weight.MAIN, "chart", self)
        self.close_button.clicked.connect(self.close_period)
        self.body.addLayout(row(None, self.close_button))

    def arrive(self, place: Place) -> None:  # noqa: ARG002 - one place only
        """The period that has just ended is proposed."""
        self.strip.tell("")
        if not self._calendars:
            self._calendars = self.shell.ask.period.calendars()
            labels = [(c.code, c.label) for c in self._calendars]
            lines = self.shell.ask.period.lines.all()
            usual = next((one.calendar.code for one in lines), labels[0][0])
            self.calendar.show_choices(labels, usual)
            self._show_kinds()
        told = [say(n.code, **n.facts) for n in self.shell.ask.period.lines.reminders()]
        self.reminders.tell("\n".join(told), "accent", "info")
        self.fetch()
        self.start.line.setFocus()

    def leave(self) -> None:
        """What is typed is counted on arrival."""
        self._stale = False

    def period(self) -> Period | None:
        """The days on the page, where both are days."""
        start, end = self.start.day(), self.end.day()
        if start is None or end is None:
            return None
        return Period(self.kind.code(), self.calendar.code(), start, end)

    def fetch(self) -> None:
        """Look at the days on the page."""
        period = self.period()
        self.reports.fetch()
        self._check, self._sure, self._stale = None, None, False
        self._asked = period
        self._show()
        if period is not None:
            self.notices.tell(say("gui.period.counting"), "accent")
            self.shell.worker.submit(
                Job(
                    lambda act: act.period().check(period),
                    self._counted,
                    self._failed,
                )
            )

    def _counted(self, check: PeriodCheck) -> None:
        """Shown if somebody still looks at the days that were counted."""
        if check.period != self._asked or not self.isVisible():
            return
        self._check = check
        self._show()
        if self._then_figures:
            self._then_figures = False
            self.figures.table.setFocus()

    def close_period(self) -> None:
        """Freeze, print, and keep the report."""
        check = self._check
        if check is None or self._job is not None:
            return
        if self._sure != check.period and not check.already_closed:
            self._sure = check.period
            self._ask_sure(check)
            return
        self._sure = None
        self.strip.tell("")
        sentences, chosen = self.text.sentences(), self.working.chosen()
        self._job = Job(
            lambda act: act.close_period(check.period, sentences, chosen),
            self._closed,
            self._failed,
            self.running.show_progress,
        )
        self.running.start()
        self.close_button.setEnabled(False)
        self.shell.worker.submit(self._job)

    # inside

    def _days_box(self, parent: QWidget) -> Box:
        box = Box(say("gui.period.days"), parent)
        self.calendar = ChoiceRow(say("gui.period.calendar"), box)
        self.kind = ChoiceRow(say("gui.period.kind"), box)
        self.calendar.chosen.connect(lambda _: self._show_kinds())
        self.kind.chosen.connect(lambda _: self._kind_chosen())
        box.add(self.calendar)
        box.add(self.kind)
        self.start = DayControl(self.shell.today, box)
        self.end = DayControl(self.shell.today, box)
        for day, code in ((self.start, "gui.period.from"), (self.end, "gui.period.to")):
            day.line.setAccessibleName(say(code))
            day.left.connect(self._days_left)
            day.typed.connect(self._days_typed)
            day.chosen.connect(self._days_typed)
            day.chosen.connect(self._days_left)
        self.start.line.returnPressed.connect(self.end.line.setFocus)
        self.end.line.returnPressed.connect(self._days_done)
        days = QWidget(box)
        flow = Flow(days)
        for day, code in ((self.start, "gui.period.from"), (self.end, "gui.period.to")):
            pair = QWidget(days)
            line = row(Label(say(code)), day.widget)
            line.setContentsMargins(0, 0, 0, 0)
            pair.setLayout(line)
            flow.addWidget(pair)
        box.add(days)
        return box

    def _show_kinds(self) -> None:
        self._regular = None
        kinds = self._calendar(self.calendar.code()).kinds
        labels = [(kind, say(f"gui.period.kind.{kind}")) for kind in kinds]
        self.kind.show_choices(labels, kinds[0])
        self._guess()

    def _kind_chosen(self) -> None:
        self._regular = None
        self._guess()

    def _guess(self) -> None:
        try:
            found = self.shell.ask.period.guess(self.kind.code(), self.calendar.code())
        except Error:  # free days: those on the page, or the month so far
            today = self.shell.today()
            month = Period("", "", date(today.year, today.month, 1), today)
            found = self.period() or month
        self.start.write(found.start)
        self.end.write(found.end)
        self.fetch()

    def _days_typed(self) -> None:
        """Until both days stand again, no figure stands beside them."""
        self._check, self._sure, self._stale = None, None, True
        self._show()
        self.strip.tell("")
        self.notices.tell(say("gui.period.typing"), "accent")

    def _days_left(self) -> None:
        self.start.tidy()
        self.end.tidy()
        self._fit_calendar()
        if self._stale:
            self.fetch()

    def _days_done(self) -> None:
        self._days_left()
        if self._check is not None:
            self.figures.table.setFocus()
        else:
            self._then_figures = self._asked is not None

    def _fit_calendar(self) -> None:
        """Days that are no whole period of the calendar are days of one's own."""
        found = self.period()
        if found is None:
            return
        now = self._calendar(self.calendar.code())
        regular, kind = self._regular or (now, found.kind)
        free = next((c for c in self._calendars if _is_free(c)), now)
        others = whole_in(found, self._calendars)
        if is_whole(replace(found, kind=kind), regular):
            self._choose(regular, kind)
        elif len(others) == 1:  # two of the same days: the officer chooses
            self._choose(*others[0])
        elif now.kinds[0] in MONTHS:
            self._regular = (now, found.kind)
            self._choose(free, free.kinds[0])

    def _choose(self, calendar: Calendar, kind: str) -> None:
        if (calendar.code, kind) != (self.calendar.code(), self.kind.code()):
            self.calendar.choose(calendar.code)
            labels = [(code, say(f"gui.period.kind.{code}")) for code in calendar.kinds]
            self.kind.show_choices(labels, kind)

    def _calendar(self, code: str) -> Calendar:
        return next(c for c in self._calendars if c.code == code)

    def _ask_sure(self, check: PeriodCheck) -> None:
        """What closing does, before it is done."""
        period = check.period
        words = say(
            "gui.period.sure",
            kind=say(f"gui.period.kind.{period.kind}").lower(),
            start=format_date(period.start),
            end=format_date(period.end),
        )
        self.strip.tell(words, "warning", "warning")

    def _show(self) -> None:
        check = self._check
        for box in (self.figures, self.text, self.working):
            box.setVisible(check is not None)
        self.close_button.setEnabled(check is not None)
        if check is None:
            self.missing.show_asks(())
            self.questions.show_asks(())
            self.notices.tell(say("gui.period.no_days"), "warning", "warning")
            return
        self.missing.show_asks([n for n in check.notices if n.records])
        self.questions.show_asks(check.questions)
        self.figures.show_check(check)
        self.working.show_check(check)
        self.text.show_sentences(check.sentences)
        told = [say(n.code, **n.facts) for n in check.notices if not n.records]
        if told:
            self.notices.tell("\n".join(told), "warning", "warning")
        else:
            self.notices.tell(say("gui.period.complete"), "good", "good")

    def _closed(self, closed: Closed) -> None:
        self._idle()
        words = say("gui.period.closed", file=closed.pdf.name)
        self.strip.tell(words, "good", "good")
        self.fetch()
        open_file(closed.pdf)

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _failed(self, error: Error) -> None:
        self._idle()
        self.strip.tell(say_error(error), "danger", "danger")

    def _idle(self) -> None:
        self._job = None
        self.running.hide()
        self.close_button.setEnabled(self._check is not None)
