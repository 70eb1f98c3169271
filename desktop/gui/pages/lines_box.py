"""By which calendar each receiving line asks for its report."""

from PySide6.QtWidgets import QWidget

from desktop.desk.calendars import Calendar
from desktop.gui.parts.box import Box
from desktop.gui.parts.choice_row import ChoiceRow
from desktop.gui.parts.label import Label
from desktop.gui.shell import Shell
from desktop.gui.words import say
from desktop.gui.worker import Job

_MONTHLY = "month"  # a line asks for months; calendars of years alone are no choice


class LinesBox(Box):
    """One question for each line; an answer is kept at once."""

    def __init__(self, shell: Shell, parent: QWidget) -> None:
        super().__init__(say("gui.lines"), parent)
        self._shell = shell
        self.say(say("gui.lines.how"))
        monthly = [c for c in shell.ask.period.calendars() if _MONTHLY in c.kinds]
        self.choices = {
            line.code: self._choice(line.code, line.label, monthly, line.calendar.code)
            for line in shell.ask.period.lines.all()
        }

    def _choice(
        self, code: str, label: str, monthly: list[Calendar], chosen: str
    ) -> ChoiceRow:
        found = ChoiceRow(label, self)
        found.show_choices([(c.code, c.label) for c in monthly], chosen)
        found.chosen.connect(lambda calendar: self._keep(code, calendar))
        self.add(Label(label, "muted"))
        self.add(found)
        return found

    def _keep(self, line: str, calendar: str) -> None:
        job = Job(
            lambda act: act.choose_calendar(line, calendar),
            lambda _: None,
            lambda _: None,
        )
        self._shell.worker.submit(job)
