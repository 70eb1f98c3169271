"""Between the password and the list: who else writes, and who cannot write."""

import pytest
from PySide6.QtWidgets import QApplication

from desktop.desk import lock
from desktop.desk.act import Act
from desktop.desk.desk import open_desk
from desktop.errors import Environment
from desktop.gui.application import Doors, Program
from desktop.gui.sign_in import SignInPage
from desktop.gui.words import say_error
from tests.gui.conftest import PASSWORD, TODAY, Chance, TrainingClock


@pytest.fixture
def begin(qtbot, folders, vietnamese):
    """A program given its password at the start, as with a training desk."""
    folder, clock = folders / "20854", TrainingClock(TODAY)
    doors = Doors(
        folder, lambda secret: open_desk(folder, secret, clock, Chance()), None, clock
    )
    program = Program(QApplication.instance(), doors)

    def _begin():
        program.start(PASSWORD)
        return program

    yield _begin
    program.stop()
    program.frame.deleteLater()


def front(program):
    page = program.frame.currentWidget()
    return page if isinstance(page, SignInPage) else None


def test_a_desk_that_another_holds_is_asked_for_again(begin, qtbot, folders):
    with lock.take(folders / "20854"):
        program = begin()
        qtbot.waitUntil(lambda: front(program) is not None, timeout=10_000)
        told = say_error(Environment("profile.locked"))
        qtbot.waitUntil(lambda: front(program).fault.text() == told)
        assert program.window is None
    program.sign_in(PASSWORD)
    qtbot.waitUntil(lambda: program.window is not None, timeout=10_000)


def test_a_desk_that_cannot_write_is_not_left_open(begin, qtbot, monkeypatch):
    """The list was there already; nobody types into a desk that keeps nothing."""

    def fail(act, core):
        raise Environment("store.disk")

    with monkeypatch.context() as patch:
        patch.setattr(Act, "__init__", fail)
        program = begin()
        qtbot.waitUntil(lambda: program.window is not None, timeout=10_000)
        qtbot.waitUntil(lambda: front(program) is not None, timeout=10_000)
        told = say_error(Environment("store.disk"))
        qtbot.waitUntil(lambda: front(program).fault.text() == told)
        assert program.window is None
    program.sign_in(PASSWORD)  # its lock was let go
    qtbot.waitUntil(lambda: program.window is not None, timeout=10_000)
    qtbot.waitUntil(lambda: "act" in program._desk.__dict__, timeout=10_000)


def test_the_writer_is_made_without_waiting_for_a_save(start):
    seat = start()
    seat.wait(lambda: "act" in seat.program._desk.__dict__)


def test_tables_that_do_not_fit_are_made_before_anything_is_read(begin, qtbot, folders):
    from desktop.store import settings

    desk = open_desk(folders / "20854", PASSWORD, TrainingClock(TODAY), Chance())
    settings.put(desk.act._writer, settings.TABLES, "of another program")
    assert not desk.ask.tables_fit()
    desk.close()
    program = begin()
    qtbot.waitUntil(lambda: program.window is not None, timeout=20_000)
    assert program._desk.ask.tables_fit()
