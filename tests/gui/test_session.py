"""The session ends or the computer sleeps: what was typed is there afterwards."""

import signal
import sys
from itertools import count

import pytest

from desktop.app import SystemClock, SystemRandom
from desktop.desk import doctor
from desktop.desk.desk import open_desk
from desktop.desk.views import Progress
from desktop.gui.places import NewRecord
from desktop.gui.worker import Job
from tests.gui import hands
from tests.gui.conftest import PASSWORD
from tests.gui.outside import START
from tests.gui.test_pin import asking
from tests.gui.watched import FORM, HOUR

WINDOWS = sys.platform == "win32"
ENDS = () if WINDOWS else (signal.SIGTERM, signal.SIGHUP, signal.SIGINT)
posix = pytest.mark.skipif(WINDOWS, reason="signals of other systems")


@pytest.fixture
def register(folder):
    """The book as the next start finds it."""
    opened = []

    def _register():
        opened.append(open_desk(folder, PASSWORD, SystemClock(), SystemRandom()))
        assert opened[-1].act
        doctor.examine(opened[-1])
        return opened[-1].ask.records

    yield _register
    for desk in opened:
        desk.close()


def notes(records):
    """What stands in the drafts."""
    drafts = [records.edit(row.record) for row in records.drafts()]
    return [draft.instance.node("/data/note").value for draft in drafts]


def note(seat, text):
    """Half-typed: nothing of it is kept yet."""
    page = seat.go(NewRecord(FORM))
    page.keeper._idle.setInterval(HOUR)
    page.form.enter("/data/note")
    hands.plain(text)
    assert seat.ask.records.drafts() == ()


def endless(_):
    for step in count():
        yield Progress("check", step, step + 1)


@pytest.mark.parametrize("end", ENDS, ids=lambda end: end.name)
def test_what_was_typed_is_there_after_the_system_ended_it(window, register, end):
    first = window()
    first.do("new")
    first.do("note Họp tổ tự quản")
    first.process.send_signal(end)
    assert first.process.wait(START) == 0
    assert notes(register()) == ["Họp tổ tự quản"]


@posix
def test_a_record_that_is_being_saved_is_whole(window, register):
    first = window()
    first.do("slow 3")
    first.do("event Tổ 7")
    first.process.send_signal(signal.SIGTERM)
    assert first.process.wait(START) == 0
    records = register()
    (record,) = records.ids(FORM)
    assert records.edit(record).instance.node("/data/note").value == "Tổ 7"
    assert notes(records) == []


@posix
def test_an_open_question_keeps_nobody_from_logging_off(window, register):
    first = window()
    first.do("new")
    first.do("note Họp tổ")
    first.do("ask")
    first.process.send_signal(signal.SIGTERM)
    assert first.process.wait(START) == 0
    assert notes(register()) == ["Họp tổ"]


def test_what_is_typed_is_written_before_the_answer_is_given(start):
    seat = start()
    note(seat, "Họp tổ")
    seat.program.keep(START, ends=True)
    assert notes(seat.ask.records) == ["Họp tổ"]


def test_a_pin_that_is_asked_for_is_given_up_and_asked_for_again_later(start):
    seat = start()
    told = asking(seat)
    seat.program.keep(START, ends=True)
    seat.wait(lambda: told)
    assert told[0].code == "token.no_pin"
    assert seat.program.pin.sheet is None
    again = asking(seat)
    hands.plain("271828")
    seat.program.pin.sheet.sign.click()
    seat.wait(lambda: again)
    assert again == ["271828"]


def test_long_work_is_undone_where_the_typed_would_wait_behind_it(start):
    seat, told = start(), []
    seat.program._worker.submit(Job(endless, told.append, told.append))
    note(seat, "Họp tổ")
    seat.program.keep(2, ends=True)
    assert notes(seat.ask.records) == ["Họp tổ"]
    seat.wait(lambda: told)
    assert told[0].code == "gui.cancelled"


def test_long_work_goes_on_after_sleep(start):
    seat, told = start(), []
    job = seat.program._worker.submit(Job(endless, told.append, told.append))
    note(seat, "Họp tổ")
    seat.program.keep(0.2, ends=False)
    assert not job.cancelled
    job.cancel()
    seat.done()
    assert notes(seat.ask.records) == ["Họp tổ"]


if WINDOWS:
    import ctypes
    from ctypes import wintypes

    QUERY_END, LOGS_OFF = 0x0011, 0x80000000  # WM_QUERYENDSESSION, ENDSESSION_LOGOFF
    POWER, SUSPENDS = 0x0218, 4  # WM_POWERBROADCAST, PBT_APMSUSPEND

    def send(window, message, first, second):
        """What the window answers to the system."""
        sending = ctypes.WinDLL("user32").SendMessageW
        sending.argtypes = (
            wintypes.HWND, wintypes.UINT, ctypes.c_size_t, ctypes.c_ssize_t
        )  # fmt: skip
        sending.restype = ctypes.c_ssize_t
        return sending(window.shows["window"], message, first, second)

    @pytest.mark.parametrize(
        "told", [(QUERY_END, 0, LOGS_OFF), (POWER, SUSPENDS, 0)], ids=["ends", "sleeps"]
    )
    def test_windows_is_answered_when_what_was_typed_is_written(window, register, told):
        first = window(platform="windows")
        first.do("new")
        first.wait_page("EntryPage")
        first.tell("note Họp tổ")
        first.wait(lambda shows: "did" in shows)
        first.wait_page("EntryPage")
        assert send(first, *told) == 1 or told[0] == POWER
        first.end()
        assert notes(register()) == ["Họp tổ"]
