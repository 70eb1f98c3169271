"""One thread owns the desk's writing half; answers come back to the window's thread."""

import queue
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar, cast

from PySide6.QtCore import QObject, QThread, Signal

from desktop.desk.views import Changed, Progress, Work
from desktop.errors import Error, Fault, Refused

if TYPE_CHECKING:
    from desktop.desk.act import Act
    from desktop.desk.desk import Desk

T = TypeVar("T")


class Told(Protocol):
    """Someone who hears of an error."""

    def __call__(self, error: Error, /) -> None:
        """It went wrong."""


@dataclass(eq=False)
class Job(Generic[T]):
    """Something to do in the worker, and who hears of it in the window."""

    work: Callable[["Act"], "T | Work[T]"]
    done: Callable[[T], None]
    failed: Told
    progress: Callable[[Progress], None] | None = None
    cancelled: bool = field(default=False)
    bare: bool = False  # needs no writer

    def cancel(self) -> None:
        """Stop at the next step; what was begun is undone."""
        self.cancelled = True


@dataclass(frozen=True, slots=True)
class _Report:
    job: Job[object]
    done: object = None
    error: Error | None = None
    progress: Progress | None = None


class Worker(QThread):
    """Takes jobs in order; ``changed`` follows every write."""

    changed = Signal(object)
    crashed = Signal(object)
    _reported = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._desk: Desk | None = None
        self._begun: Job[object] | None = None
        self._reported.connect(self._deliver)

    # from the window's thread

    def open(
        self,
        open_desk: Callable[[], "Desk"],
        done: Callable[["Desk"], None],
        failed: Told,
    ) -> None:
        """Unlock the desk; its writing half stays in this thread.

        Unless tables must be made to fit, that half comes later: see ``make_writer``.
        """
        work = self._opened
        self._put(Job(lambda _: work(open_desk), done, failed, bare=True))

    def make_writer(self, made: Callable[[None], None], failed: Told) -> None:
        """Make the writing half ready for the first save; else the desk is closed."""
        work = self._made_writer
        self._put(Job(lambda _: work(), made, failed, bare=True))

    def give_way(
        self, work: Callable[["Desk"], None], done: Callable[[None], None], failed: Told
    ) -> None:
        """The desk to somebody who closes it; here it is not used any more."""
        self._put(Job(lambda _: self._given_way(work), done, failed, bare=True))

    def submit(self, job: Job[T]) -> Job[T]:
        """Do it after what was submitted before."""
        self._put(job)
        return job

    def settle(self, seconds: float) -> bool:
        """Wait, but not for ever, until what was submitted is done."""
        done = threading.Event()
        self._jobs.put(done.set)
        return done.wait(seconds)

    def hurry(self) -> None:
        """Undo the long work that runs: what was typed waits behind it."""
        if self._begun is not None:
            self._begun.cancel()

    def stop(self) -> None:
        """Finish what was submitted, close the desk, end the thread."""
        self._jobs.put(None)
        self.wait()

    def run(self) -> None:
        """The thread."""
        for do in iter(self._jobs.get, None):
            do()
        if self._desk is not None:
            self._desk.close()

    # in the worker's thread

    def _put(self, job: Job[T]) -> None:
        plain = cast("Job[object]", job)
        self._jobs.put(lambda: self._reported.emit(self._do(plain)))

    def _opened(self, open_desk: Callable[[], "Desk"]) -> "Desk":
        self._desk = desk = open_desk()
        with self._closed_at_an_error(desk):
            _ = desk.held
            if not desk.ask.tables_fit():
                _ = desk.act
        return desk

    def _made_writer(self) -> None:
        if self._desk is not None:
            with self._closed_at_an_error(self._desk):
                _ = self._desk.act

    def _given_way(self, work: Callable[["Desk"], None]) -> None:
        desk, self._desk = self._desk, None
        if desk is not None:
            work(desk)

    @contextmanager
    def _closed_at_an_error(self, desk: "Desk") -> Iterator[None]:
        try:
            yield
        except Error:
            desk.close()
            self._desk = None
            raise

    def _do(self, job: Job[object]) -> _Report:
        self._begun = job
        try:
            act = self._desk.act if self._desk and not job.bare else None
            found = job.work(cast("Act", act))
            if isinstance(found, _GENERATOR):
                found = self._steps(job, cast("Work[object]", found))
        except Error as error:
            return _Report(job, error=error)
        except Exception as error:  # noqa: BLE001 - the last resort must hear of it
            self.crashed.emit(error)
            return _Report(job, error=Fault("gui.crash"))
        return _Report(job, done=found)

    def _steps(self, job: Job[object], work: "Work[object]") -> object:
        while not job.cancelled:
            try:
                step = next(work)
            except StopIteration as end:
                return end.value
            self._reported.emit(_Report(job, progress=step))
        work.close()
        raise Refused("gui.cancelled")

    # back in the window's thread

    def _deliver(self, report: _Report) -> None:
        job = report.job
        if report.progress is not None:
            if job.progress is not None:
                job.progress(report.progress)
        elif report.error is not None:
            job.failed(report.error)
        else:
            job.done(report.done)
            if isinstance(report.done, Changed):
                self.changed.emit(report.done)


_GENERATOR = type(_ for _ in ())
