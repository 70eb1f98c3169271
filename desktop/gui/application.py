"""The program's window: sign in first, everything else after the first paint."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Slot
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from desktop import assets
from desktop.errors import Error
from desktop.gui import qt_words
from desktop.gui.frame import Frame
from desktop.gui.last_resort import LastResort
from desktop.gui.looks import Looks
from desktop.gui.pin import PinAsker
from desktop.gui.session import Session
from desktop.gui.words import say, say_error
from desktop.ledger.world import Clock

if TYPE_CHECKING:
    from desktop.desk.crashes import Crashes
    from desktop.desk.desk import Desk
    from desktop.desk.newer.taking import Taken
    from desktop.gui.main_window import MainWindow
    from desktop.gui.places import Place
    from desktop.gui.sign_in import FirstRunPage, SignInPage
    from desktop.gui.worker import Worker

_LATER = 200  # milliseconds that the list has for itself before the writer is made
_AGAIN = 500  # milliseconds until a question in front is looked at again


@dataclass(frozen=True, slots=True)
class NewDesk:
    """What the first run asks for."""

    unit: str
    account: str
    shown: str
    password: str


@dataclass(frozen=True, slots=True)
class Doors:
    """How a desk is opened and made; both are called in the worker's thread."""

    folder: Path
    open_desk: "Callable[[str], Desk]"
    create: Callable[[NewDesk], None]
    clock: Clock
    training: bool = False
    bundle: Path | None = None  # a file that the program was started with
    beside: Path | None = None  # the program's folder: what was brought along with it
    crashes: "Crashes | None" = None  # where faults of the program are written down


class Program(QObject):
    """From the sign-in page to the last save."""

    def __init__(self, app: QApplication, doors: Doors) -> None:
        super().__init__()
        self._app = app
        self._doors = doors
        self._worker: Worker | None = None
        self._desk: Desk | None = None
        self._file = doors.bundle  # opened as soon as there is a window for it
        self._front: SignInPage | FirstRunPage | None = None
        self.window: MainWindow | None = None
        self.looks = Looks(doors.folder)
        self.looks.apply()
        self.frame = Frame()
        self.pin = PinAsker(self.frame)
        self.last_resort = LastResort(doors.crashes)
        self._following = app.styleHints().colorSchemeChanged.connect(self.repaint)
        app.aboutToQuit.connect(self.stop)

    def start(self, secret: str | None) -> None:
        """Show the first page; with a secret in hand nobody is asked."""
        if not (self._doors.folder / "keyring.json").is_file():
            self._ask_all()
        elif secret is None:
            self._ask_password()
        else:
            QTimer.singleShot(0, lambda: self.sign_in(secret))
        self.frame.show()
        if self._front is not None:
            self._front.setFocus()
        QTimer.singleShot(0, lambda: self.last_resort.tell_of_the_last_run(self.frame))

    def sign_in(self, secret: str) -> None:
        """Try a password in the worker."""
        self._hands().open(lambda: self._desk_of(secret), self._opened, self._refused)

    def _desk_of(self, secret: str) -> "Desk":
        """In the worker's thread; a PIN is asked for in the window's."""
        desk = self._doors.open_desk(secret)
        desk.ask_pin_by(self.pin)
        return desk

    def come_forward(self, file: Path | None) -> None:
        """The program was started again, perhaps with a file: this one shows it."""
        from desktop.gui.later_starts import bring_forward

        bring_forward(self.frame)
        self._file = file or self._file
        self._open_file()

    @Slot()
    def stop(self) -> None:
        """Save what is typed, finish what was begun, close the desk."""
        if self.window is not None:
            self.window.close()
        self.pin.end()
        QObject.disconnect(self._following)
        if self._worker is not None:
            self._worker.stop()
            self._worker = None

    def keep(self, seconds: float, *, ends: bool) -> None:
        """What is typed is written now, in so many seconds; nobody is asked anything.

        Where the session ``ends``, long work that stays in the way is undone.
        """
        if self.window is not None and self.window.page is not None:
            self.window.page.leave()
        if self._worker is not None:
            with self.pin.given_up():
                done = self._worker.settle(seconds / 2)
                if ends and not done:
                    self._worker.hurry()
                    self._worker.settle(seconds / 2)

    def end(self) -> None:
        """Whatever is in front: no question may keep a computer from shutting down."""
        self._app.exit(0)

    def dress(self) -> None:
        """Put the looks on; the frame is told at once, Qt would tell it later."""
        self.looks.apply()
        self.frame.setFont(QApplication.font())

    @Slot(Qt.ColorScheme)
    def repaint(self, scheme: Qt.ColorScheme) -> None:
        """The system turned dark or light: the same page in other colours."""
        self.looks.follow(scheme)
        if self.window is not None:
            self.window.side.restyle()

    def crashed(self, error: BaseException) -> None:
        """The last resort: keep the draft, tell, go on."""
        try:
            if self.window is not None and self.window.page is not None:
                self.window.page.leave()
        finally:  # a page that cannot even be left is told of by itself
            self.last_resort.tell(error)

    # inside

    def _ask_password(self) -> "SignInPage":
        from desktop.gui.sign_in import SignInPage

        page = self._front = SignInPage(training=self._doors.training)
        page.given.connect(self.sign_in)
        self._show(page)
        return page

    def _ask_all(self) -> None:
        from desktop.gui.sign_in import FirstRunPage

        page = self._front = FirstRunPage()
        page.given.connect(self._make)
        self._show(page)

    def _hands(self) -> "Worker":
        """The worker; its module brings in what the first paint did not need."""
        if self._worker is None:
            from desktop.gui.worker import Worker

            self._worker = Worker(self)
            self._worker.crashed.connect(self.crashed)
            self._worker.start()
        return self._worker

    def _make(self, unit: str, shown: str, password: str) -> None:
        create = self._doors.create
        wanted = NewDesk(unit, "canbo", shown or say("gui.first.officer"), password)

        def make() -> "Desk":
            create(wanted)
            return self._desk_of(password)

        self._hands().open(make, self._opened, self._refused)

    def _opened(self, desk: "Desk") -> None:
        self._desk, self._front = desk, None
        self._build(self._told(desk))
        QTimer.singleShot(_LATER, self._make_writer)

    def _told(self, desk: "Desk") -> "Sequence[Place] | None":
        """Where to begin: after an update, with what became of it."""
        if desk.judged is None:
            return None
        from desktop.gui.pages_table import start
        from desktop.gui.places import UpdateProgram

        return start(desk.ask), UpdateProgram(desk.judged.after)

    @Slot()
    def _make_writer(self) -> None:
        """So that no save waits for it; a desk that cannot write is not open."""
        if self._worker is not None:  # else it was stopped meanwhile
            self._worker.make_writer(self._at_work, self._refused)

    def _at_work(self, _: None) -> None:
        """The desk can write: it may learn of its province before anybody asks."""
        from desktop.gui.worker import Job

        self._looked_after()
        beside = self._doors.beside
        if self._worker is not None and beside is not None:
            self._worker.submit(
                Job(
                    lambda act: act.enrol.read_beside(beside),
                    lambda _: None,
                    self._not_set_up,
                )
            )

    def _not_set_up(self, error: Error) -> None:
        from desktop.gui.places import Settings

        if self.window is not None:
            self.window.go(Settings(fault=say_error(error)))

    def _looked_after(self, _: None = None) -> None:
        """Once somebody can work: what the officer should know from the start."""
        if self.window is not None:
            self.window.watch.look()

    def _build(self, at: "Sequence[Place] | None") -> None:
        """The main window, from here or where it was before a change of looks."""
        from desktop.gui.main_window import MainWindow
        from desktop.gui.pages_table import start
        from desktop.gui.shell import Shell

        if self._desk is None:
            return
        ask = self._desk.ask
        shell = Shell(
            ask,
            self._hands(),
            self._doors.clock,
            ask.desk(),
            self.looks,
            self.restyle,
            self.give_way,
        )
        self.window = MainWindow(shell)
        self.frame.setWindowTitle(self.window.windowTitle())
        self._show(self.window)
        if at:
            self.window.trail = list(at[:-1])
        self.window.go(at[-1] if at else start(ask))
        self._open_file()

    @Slot()
    def _open_file(self) -> None:
        """On the intake page, once whatever asks something has been answered."""
        from desktop.gui.later_starts import is_asking, way_to

        if self.window is None or self._file is None:
            return
        if is_asking():
            QTimer.singleShot(_AGAIN, self, self._open_file)
            return
        file, self._file = self._file, None
        self.window.go(way_to(file, self.window.page))

    def give_way(self, taken: "Taken") -> None:
        """Save and close everything; then a newer program is put in our place."""
        QTimer.singleShot(0, lambda: self._give_way(taken))

    def _give_way(self, taken: "Taken") -> None:
        if self.window is None or self._desk is None:
            return
        from desktop.desk.newer import starting
        from desktop.gui.parting import ClosingPage

        self.window.close()
        self.window, self._desk = None, None
        self._show(ClosingPage(taken.manifest.version))
        self._hands().give_way(
            lambda desk: starting.give_way(desk, taken, assets.version()),
            self._given_way,
            self._refused,
        )

    def _given_way(self, _: None = None) -> None:
        self.frame.close()

    def _end(self, words: str) -> None:
        """Opened again by this program, the desk would only go back once more."""
        from desktop.gui.parting import EndPage

        page = EndPage(words)
        page.closed.connect(self._given_way)
        self._front = None
        self._show(page)
        page.setFocus()

    def restyle(self) -> None:
        """Other colours or text size: build the window again where it stands."""
        QTimer.singleShot(0, self._restyle)

    @Slot()
    def _restyle(self) -> None:
        if self.window is None:
            return
        from desktop.gui.worker import Job

        trail = self.window.leave_for_restyle()

        def again(_: None) -> None:
            self.dress()
            self._build(trail)
            self._looked_after()

        # Behind whatever was just saved, so that it is there to be opened.
        self._hands().submit(Job(lambda _: None, again, self._refused))

    def _refused(self, error: Error) -> None:
        self.window = None
        if error.code == "update.stepped_back":
            self._end(say_error(error))
            return
        front = self._front or self._ask_password()
        front.refuse(say_error(error))

    def _show(self, page: QWidget) -> None:
        before = self.frame.currentWidget()
        self.frame.addWidget(page)
        self.frame.setCurrentWidget(page)
        if before is not None:
            self.frame.removeWidget(before)
            before.deleteLater()


@contextmanager
def application() -> Iterator[QApplication]:
    """Qt itself, with the program's name, mark and words."""
    found = QApplication.instance()
    app = found if isinstance(found, QApplication) else QApplication(["sophoihop"])
    app.setApplicationName("sophoihop")
    app.setApplicationDisplayName(say("gui.name"))
    app.setWindowIcon(QIcon(str(assets.resources() / "icons" / "program.ico")))
    words = qt_words.install(app)
    try:
        yield app
    finally:
        app.removeTranslator(words)


def run(doors: Doors, secret: str | None = None) -> int:
    """Open the window; returns the exit code when it is closed."""
    with application() as app:
        try:
            program = Program(app, doors)
            program.last_resort.catch(program.crashed)
            program.start(secret)
        except Exception as error:  # noqa: BLE001 - a window's program has no terminal
            LastResort(doors.crashes).tell(error)
            return 1
        session = Session(app, program)
        listening = QTimer(program, singleShot=True, interval=_LATER)
        listening.timeout.connect(lambda: _listen(program, doors))
        listening.start()
        try:
            return app.exec()
        finally:
            session.close()


def _listen(program: Program, doors: Doors) -> None:
    from desktop.gui.later_starts import LaterStarts

    LaterStarts(doors.folder, program.come_forward, program.frame).look()


def tell(error: Error) -> None:
    """In a box of its own, for somebody who sees no terminal."""
    with application():
        box = QMessageBox(QMessageBox.Icon.Warning, say("gui.name"), say_error(error))
        box.exec()
