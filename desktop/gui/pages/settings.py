"""Who and where, how it looks, and the set-up file."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from desktop import assets
from desktop.desk.key_views import Keys
from desktop.desk.views import DeskView
from desktop.errors import Error
from desktop.gui import theme
from desktop.gui.key_watch import renewal, warning
from desktop.gui.looks import LOOKS
from desktop.gui.pages.lines_box import LinesBox
from desktop.gui.pages.page import Page
from desktop.gui.parts.box import Box, Facts, row
from desktop.gui.parts.button import Button, Weight
from desktop.gui.parts.card import Scroll, Strip
from desktop.gui.parts.choice_row import ChoiceRow
from desktop.gui.parts.label import Label
from desktop.gui.parts.twice import Twice
from desktop.gui.places import Place, Settings, UpdateProgram
from desktop.gui.shell import Shell
from desktop.gui.words import say, say_error
from desktop.gui.worker import Job
from desktop.signing.disk import reachable
from desktop.text.dates import format_iso

_LOOK = "look"


class SettingsPage(Page):
    """A box for each kind of question."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.title.setText(say("gui.side.settings"))
        inner = QWidget(self)
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 2 * theme.unit(), 0)
        column.setSpacing(3 * theme.unit())
        self.strip = Strip(self)
        self._twice = Twice(self.strip)
        self.body.addWidget(self.strip)
        self._scroll = Scroll(inner, self)
        self.body.addWidget(self._scroll, 1)
        column.addWidget(self._who_box(inner))
        column.addWidget(LinesBox(shell, inner))
        column.addWidget(self._looks_box(inner))
        column.addWidget(self._setup_box(inner))
        column.addWidget(self._program_box(inner))
        column.addStretch(1)

    def arrive(self, place: Place) -> None:
        """As things stand; the cursor where it was before a change of looks."""
        self._twice.forget()
        self.strip.tell("")
        self._show(self.shell.ask.desk())
        self._warn(self.shell.ask.keys())
        at = place.at if isinstance(place, Settings) else ""
        if isinstance(place, Settings) and place.fault:
            self.strip.tell(place.fault, "danger", "danger")
        (self.look if at == _LOOK else self.text_size).enter()

    def home(self) -> Place:
        """Its line, wherever the cursor is."""
        return Settings()

    def again(self) -> Place:
        """The same question."""
        return Settings(_LOOK if self.look.has_cursor() else "")

    # inside

    def _who_box(self, parent: QWidget) -> Box:
        box = Box(say("gui.settings.who"), parent)
        self._facts = Facts(box)
        box.add(self._facts)
        asked = self.shell.desk.parent is not None
        how = "gui.settings.code_how" if asked else "gui.settings.code_own"
        box.say(say(how))
        self.code = Label("", scale=1.5, bold=True, parent=box)
        box.add(self.code)
        self.again_how = Label(say("gui.settings.again_how"), "muted", wrap=True)
        self.begin = Button(say("gui.settings.again"), Weight.PLAIN, "lock", box)
        self.begin.clicked.connect(self.begin_again)
        box.add(self.again_how)
        box.add(row(self.begin, None))
        return box

    def _looks_box(self, parent: QWidget) -> Box:
        box = Box(say("gui.settings.looks"), parent)
        looks = self.shell.looks
        self.text_size = ChoiceRow(say("gui.settings.size"), box)
        sizes = [(str(size), f"{size} %") for size in theme.TEXT_SIZES]
        self.text_size.show_choices(sizes, str(looks.percent))
        self.look = ChoiceRow(say("gui.settings.look"), box)
        names = [(look, say(f"gui.settings.look.{look}")) for look in LOOKS]
        self.look.show_choices(names, looks.look)
        for choice in (self.text_size, self.look):
            choice.chosen.connect(lambda _: self._restyle())
        box.add(Label(say("gui.settings.size"), "muted"))
        box.add(self.text_size)
        box.add(Label(say("gui.settings.look"), "muted"))
        box.add(self.look)
        return box

    def _setup_box(self, parent: QWidget) -> Box:
        box = Box(say("gui.settings.setup"), parent)
        desk = self.shell.desk
        if desk.parent is not None:
            box.say(say("gui.settings.install_how"))
            install = Button(say("gui.settings.install"), Weight.PLAIN, "file", box)
            install.clicked.connect(self._choose_setup)
            box.add(row(install, None))
        if desk.has_children:
            box.say(say("gui.settings.write_how"))
            write = Button(say("gui.settings.write"), Weight.PLAIN, "folder", box)
            write.clicked.connect(self._choose_folder)
            box.add(row(write, None))
        box.setVisible(desk.parent is not None or desk.has_children)
        return box

    def _program_box(self, parent: QWidget) -> Box:
        box = Box(say("gui.settings.program"), parent)
        self._program = Facts(box)
        box.add(self._program)
        self.update_program = Button(
            say("gui.settings.update"), Weight.PLAIN, "usb", box
        )
        self.update_program.clicked.connect(lambda: self.go.emit(UpdateProgram()))
        box.add(row(self.update_program, None))
        return box

    def _show(self, desk: DeskView) -> None:
        self._facts.show_facts(
            (
                (say("gui.settings.officer"), desk.shown_name),
                (say("gui.settings.unit"), f"{desk.unit_name} ({desk.unit})"),
                (say("gui.settings.province"), desk.province_name),
                (say("gui.settings.device"), desk.device),
                *self._certificate(desk),
            )
        )
        here = (say("gui.update.here"), assets.version())
        self._program.show_facts((here, *self._newer()))
        self.code.setText(desk.check_code)
        may = desk.certified and desk.parent is not None
        self.again_how.setVisible(may)
        self.begin.setVisible(may)

    def _newer(self) -> tuple[tuple[str, str], ...]:
        """A program that the province told of."""
        found = self.shell.ask.update()
        if found is None:
            return ()
        told = say("gui.settings.update_told", version=found.version)
        return ((say("gui.settings.newer"), told),)

    def _warn(self, keys: Keys) -> None:
        """Nothing stops; a list past its date and a request are told of."""
        has_parent = self.shell.desk.parent is not None
        over = keys.crl_days_over
        old = say("keys.crl_old", days=over) if over else ""
        words = " ".join(filter(None, (old, warning(keys, has_parent=has_parent))))
        if words:
            self.strip.tell(words, "warning", "warning")
        elif keys.asked:
            self.strip.tell(say("keys.asked"), "accent")

    def _certificate(self, desk: DeskView) -> tuple[tuple[str, str], ...]:
        named = say("gui.settings.certificate")
        if not desk.certified:
            return ((named, say("gui.settings.not_yet")),)
        keys = self.shell.ask.keys()
        how = renewal(keys, has_parent=desk.parent is not None)
        until = say("gui.settings.certified", until=format_iso(keys.until))
        new = (say("gui.settings.renewal"), say(f"gui.settings.renewal.{how}"))
        return ((named, until), new)

    def begin_again(self) -> None:
        """Said twice: a new key and a new code, to be accepted by phone."""
        if not self._twice.said("again", say("gui.settings.again_sure")):
            return
        self.shell.worker.submit(
            Job(lambda act: act.enrol.begin_again(), self._began, self._failed)
        )

    def _began(self, _: None) -> None:
        self._show(self.shell.ask.desk())
        self.strip.tell(say("gui.settings.began_again"), "good", "good")

    def _restyle(self) -> None:
        self.shell.looks.keep(self.look.code(), int(self.text_size.code()))
        self.shell.restyle()

    def _choose_setup(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self, say("gui.settings.install"), "", say("gui.settings.setup_files")
        )
        if name:
            self.install(reachable(Path(name)))

    def install(self, file: Path) -> None:
        """Install the province's set-up file."""
        self.shell.worker.submit(
            Job(lambda act: act.enrol.read_setup(file), self._installed, self._failed)
        )

    def _installed(self, _: object) -> None:
        self.strip.tell(say("gui.settings.installed"), "good", "good")
        self._show(self.shell.ask.desk())

    def _choose_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self, say("gui.settings.write"))
        if name:
            self.write(Path(name))

    def write(self, folder: Path) -> None:
        """Write the set-up file for the communes."""
        self.shell.worker.submit(
            Job(lambda act: act.enrol.write_setup(folder), self._written, self._failed)
        )

    def _written(self, file: Path) -> None:
        self.strip.tell(say("gui.settings.written", file=str(file)), "good", "good")

    def _failed(self, error: Error) -> None:
        self.strip.tell(say_error(error), "danger", "danger")
