"""Keeps half-typed work: half a second after the last answer, one write at a time."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.desk.entry import DraftContent
from desktop.desk.views import Changed
from desktop.errors import Error
from desktop.gui.worker import Job, Worker

IDLE = 500  # milliseconds


class DraftKeeper(QObject):
    """Says ``saved`` only when the worker has said so."""

    saved = Signal(object)
    waiting = Signal()
    failed = Signal(object)

    def __init__(self, worker: Worker, parent: QObject) -> None:
        super().__init__(parent)
        self._worker = worker
        self._draft: Callable[[], DraftContent] | None = None
        self._dirty = False
        self._writing = 0  # drafts on their way, in order
        self._idle = QTimer(self, singleShot=True, interval=IDLE)
        self._idle.timeout.connect(self.save)

    def watch(self, draft: Callable[[], DraftContent] | None) -> None:
        """Keep another entry's draft; the one before is saved first."""
        self.save()
        self._draft, self._dirty = draft, False

    def touched(self) -> None:
        """An answer changed."""
        self._dirty = True
        self._idle.start()
        self.waiting.emit()

    def save(self) -> None:
        """Write now what is not yet written."""
        self._idle.stop()
        if self._draft is None or not self._dirty:
            return
        draft = self._draft()
        self._dirty = False
        self._writing += 1
        self._worker.submit(
            Job(lambda act: act.save_draft(draft), self._done, self._error)
        )

    def forget(self) -> None:
        """The record is finished or given up: nothing to save any more."""
        self._idle.stop()
        self._draft, self._dirty = None, False

    @property
    def is_clean(self) -> bool:
        """Everything typed is on the disk."""
        return not self._dirty and not self._writing

    def _done(self, changed: Changed) -> None:
        self._writing -= 1
        if self.is_clean:
            self.saved.emit(changed)

    def _error(self, error: Error) -> None:
        self._writing -= 1
        self._dirty = self._draft is not None
        self.failed.emit(error)
