"""One thread writes; the window's thread hears of it, in order."""

import threading

import pytest

from desktop.desk.views import Changed, Progress
from desktop.errors import Refused
from desktop.gui.worker import Job, Worker


class Desk:
    """A small real desk: a list that is written to."""

    def __init__(self):
        self.ask = self
        self.act = self
        self.written = []
        self.closed_in = None

    def write(self, word):
        self.written.append((word, threading.get_ident()))
        return Changed(frozenset(), frozenset(), word)

    def close(self):
        self.closed_in = threading.get_ident()


@pytest.fixture
def worker(qtbot):
    desk, made = Desk(), Worker()
    made.start()
    opened = []
    made.open(lambda: desk, opened.append, opened.append)
    qtbot.waitUntil(lambda: bool(opened))
    made.desk = desk
    yield made
    if made.isRunning():
        made.stop()


def test_jobs_are_done_in_order_in_one_other_thread(worker, qtbot):
    told = []
    for word in "abc":
        worker.submit(Job(lambda act, w=word: act.write(w), told.append, told.append))
    qtbot.waitUntil(lambda: len(told) == 3)
    assert [word for word, _ in worker.desk.written] == ["a", "b", "c"]
    threads = {thread for _, thread in worker.desk.written}
    assert len(threads) == 1 and threading.get_ident() not in threads


def test_every_write_is_told_to_all(worker, qtbot):
    with qtbot.waitSignal(worker.changed) as heard:
        worker.submit(Job(lambda act: act.write("x"), lambda _: None, lambda _: None))
    assert heard.args[0].at == "x"


def test_a_refusal_comes_back_as_it_is(worker, qtbot):
    def refuse(_):
        raise Refused("record.unknown")

    told = []
    worker.submit(Job(refuse, told.append, told.append))
    qtbot.waitUntil(lambda: bool(told))
    assert told[0].code == "record.unknown"


def test_long_work_tells_its_steps_and_its_end(worker, qtbot):
    def work(_):
        yield Progress(0, 2, "one")
        yield Progress(1, 2, "two")
        return "end"

    steps, told = [], []
    worker.submit(Job(work, told.append, told.append, steps.append))
    qtbot.waitUntil(lambda: bool(told))
    assert [step.what for step in steps] == ["one", "two"] and told == ["end"]


def test_long_work_can_be_stopped_and_is_undone(worker, qtbot):
    undone, go_on = [], threading.Event()

    def work(_):
        try:
            yield Progress(0, 9, "begun")
            go_on.wait(5)
            yield Progress(1, 9, "never seen by the end")
            undone.append("too late")
        except GeneratorExit:
            undone.append("undone")
            raise

    told = []
    job = worker.submit(Job(work, told.append, told.append))
    job.cancel()
    go_on.set()
    qtbot.waitUntil(lambda: bool(told))
    assert told[0].code == "gui.cancelled" and undone in (["undone"], [])


def test_a_fault_of_the_program_reaches_the_last_resort(worker, qtbot):
    told = []
    with qtbot.waitSignal(worker.crashed) as heard:
        worker.submit(Job(lambda _: 1 / 0, told.append, told.append))
    qtbot.waitUntil(lambda: bool(told))
    assert isinstance(heard.args[0], ZeroDivisionError)
    assert told[0].code == "gui.crash"


def test_stopping_finishes_what_was_submitted_and_closes_the_desk(worker):
    for word in "abc":
        worker.submit(
            Job(lambda act, w=word: act.write(w), lambda _: None, lambda _: None)
        )
    worker.stop()
    assert len(worker.desk.written) == 3
    assert worker.desk.closed_in == worker.desk.written[0][1]
