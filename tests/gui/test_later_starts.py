"""Started again, the program hands what it was given to the window that is open."""

import os
import shutil
import subprocess
import sys
import threading

import pytest

from desktop.desk import doorbell, training
from desktop.errors import Environment
from desktop.gui.pages.take_in import TakeInPage
from desktop.gui.places import NewRecord, TakeIn
from desktop.gui.words import say, say_error
from desktop.gui.worker import Job
from tests.gui import hands
from tests.gui.conftest import PASSWORD
from tests.gui.outside import START, Window, started


@pytest.fixture
def bundle(tmp_path):
    file = tmp_path / "Bàn giao.sph"
    file.write_text("Kính gửi")
    return file


def again(folder, *words):
    """Start it once more, with nobody at a terminal; how it ended and what it said."""
    pipe = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    with started(folder, *words, **pipe) as second:
        said, _ = second.communicate(timeout=START)
    return second.returncode, said.decode()


def waiting(folder):
    return sorted(one.name for one in (folder / doorbell.FOLDER).iterdir())


def test_the_file_of_a_later_start_stands_on_the_intake_page(folder, window, bundle):
    first = window()
    assert again(folder, bundle) == (0, "")
    shows = first.wait_page("TakeInPage")
    assert shows["folder"] == str(bundle.parent)
    first.wait(lambda shows: shows.get("strip"))  # read, and found to be no bundle
    assert waiting(folder) == ["lock"]


def test_a_start_without_a_file_changes_nothing(folder, window):
    first = window()
    assert again(folder) == (0, "")
    first.do("new")
    assert first.wait_page("EntryPage")


def test_a_window_that_was_killed_keeps_nobody_out(folder, window, bundle):
    window().end()
    second = window(bundle, shows="TakeInPage")
    assert second.process.poll() is None


def test_another_profile_has_a_window_of_its_own(folder, window, bundle, tmp_path):
    window()
    other = Window(shutil.copytree(folder, tmp_path / "other"), bundle)
    try:
        assert other.wait_page("TakeInPage")
    finally:
        other.end()


def test_whoever_rings_while_the_window_closes_opens_itself(folder, window, bundle):
    first = window()
    first.do("slow 5")  # it waits for this before it ends
    first.do("close")
    second = window(bundle, shows="TakeInPage")
    assert first.process.wait(START) == 0
    assert second.process.poll() is None
    assert waiting(folder) == ["lock"]


@pytest.mark.skipif(sys.platform == "win32", reason="a terminal of our own")
def test_a_window_that_does_not_answer_is_said(folder, window, bundle):
    first = window()
    first.tell("hang 60")
    first.wait(lambda shows: "hangs" in shows)
    ours, theirs = os.openpty()
    with started(folder, bundle, stderr=theirs) as second:
        assert second.wait(START) == 4
    said = os.read(ours, 4096).decode().replace("\r\n", "\n")
    assert say_error(Environment("window.silent")) in said
    assert waiting(folder) == ["lock"]


def test_without_a_terminal_a_box_says_so(folder, window):
    first = window()
    first.tell("hang 60")
    first.wait(lambda shows: "hangs" in shows)
    second = Window(folder, stderr=subprocess.DEVNULL)
    try:
        shows = second.wait(lambda shows: "box" in shows)
        assert shows["box"] == say_error(Environment("window.silent"))
    finally:
        second.end()


def test_a_question_is_answered_before_the_page_is_left(folder, window, bundle):
    first = window()
    first.do("ask")
    assert again(folder, bundle) == (0, "")
    first.wait(lambda shows: shows.get("asked"))
    assert first.shows["page"] == "RecordsPage"
    first.do("answer")
    assert first.wait_page("TakeInPage")


def test_what_is_being_typed_is_kept_and_said_to_be(start, bundle):
    seat = start()
    page = seat.go(NewRecord("mobilisation_event"))
    page.form.enter("/data/note")
    hands.plain("Họp tổ")
    seat.program.come_forward(bundle)
    assert isinstance(seat.page, TakeInPage)
    assert seat.page.strip.words() == say("gui.take_in.left")
    seat.done()
    (draft,) = seat.ask.records.drafts()
    kept = seat.ask.records.edit(draft.record)
    assert kept.instance.node("/data/note").value == "Họp tổ"


def test_a_file_on_a_stick_that_was_pulled_is_said(start, bundle):
    seat = start()
    stick = bundle.parent / "usb"
    seat.program.come_forward(stick / "mất.sph")
    seat.wait(lambda: seat.page.strip.words())
    assert "mất.sph" in seat.page.strip.words()
    assert not seat.page.take.isEnabled()


def test_a_file_that_comes_while_another_is_read_is_not_forgotten(start, bundle):
    seat, gate = start(), threading.Event()
    seat.program._worker.submit(Job(lambda act: gate.wait(), print, print))
    seat.go(TakeIn(bundle))
    seat.program.come_forward(bundle.with_name("thứ hai.sph"))
    assert seat.page.strip.words() == say("gui.take_in.busy", file="thứ hai.sph")
    gate.set()


def test_a_file_that_comes_before_the_password_is_opened_after_it(
    folder, bundle, qtbot, window
):
    (folder / training.PASSWORD).unlink()
    first = window(shows="SignInPage")
    assert again(folder, bundle) == (0, "")
    first.do(f"secret {PASSWORD}")
    assert first.wait_page("TakeInPage")


def test_a_window_that_lies_in_the_task_bar_comes_up(start):
    seat = start()
    seat.program.frame.showMinimized()
    seat.program.come_forward(None)
    assert not seat.program.frame.isMinimized()
    assert seat.program.frame.isVisible()


@pytest.mark.skipif(sys.platform != "win32", reason="Windows asks who may be in front")
def test_windows_lets_it_come_in_front_of_another_program(folder, window, tmp_path):
    first = window(platform="windows")
    other = Window(shutil.copytree(folder, tmp_path / "other"), platform="windows")
    try:
        other.wait_page("RecordsPage")
        first.wait(lambda shows: shows.get("active") is False)
        assert again(folder) == (0, "")
        first.wait(lambda shows: shows.get("active"))
        other.wait(lambda shows: shows.get("active") is False)
    finally:
        other.end()


@pytest.mark.parametrize("text", ["", "{", "[]", '{"file": 7}', "[" * 99_999])
def test_a_letter_that_makes_no_sense_only_calls(folder, text):
    (folder / doorbell.FOLDER).mkdir()
    (folder / doorbell.FOLDER / f"1{doorbell.LETTER}").write_text(text)
    assert list(doorbell.letters(folder)) == [None]
    assert list(doorbell.letters(folder)) == []
