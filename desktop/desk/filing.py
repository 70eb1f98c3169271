"""Hanging files on records, or noting where a paper lies that must not be copied."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.desk import keeping, owned
from desktop.desk.core import Core
from desktop.desk.entry import META, again, finished, saying
from desktop.desk.free_text import broken
from desktop.desk.period_views import SUBMISSION
from desktop.desk.views import Changed
from desktop.errors import Refused, Usage
from desktop.ledger.canonical import Json
from desktop.ledger.commitment import commit
from desktop.ledger.ids import RecordId, form_id_of
from desktop.ledger.revision import Finished, Op, Reason, Revision
from desktop.store import files, search, values
from desktop.store.connection import Connection, transaction
from desktop.text.clean import clean

if TYPE_CHECKING:
    from desktop.desk.attachments import Looked

_MOST = {"number": 60, "place": 200}  # letters


class Filing:
    """The writing of files and of where papers lie."""

    def __init__(
        self, core: Core, writer: Connection, finish: Callable[[Finished], Changed]
    ) -> None:
        self._core = core
        self._writer = writer
        self._finish = finish

    def look(self, path: Path, name: str) -> "Looked":
        """A file as it would be kept; writes nothing."""
        from desktop.desk import attachments

        return attachments.look(path, name, self._core.catalogue.stamp)

    def attach(
        self,
        record: RecordId,
        path: Path,
        name: str,
        *,
        shows_people: bool | None,
        keep: str = "",
    ) -> Changed:
        """Hang a file on a record; its bytes stay on this computer.

        ``shows_people`` is the officer's answer to the one question; a report's PDF
        needs none. ``keep`` is how long: a term of the pack, "" the usual one.
        """
        from desktop.desk import attachments

        core, writer = self._core, self._writer
        head = owned.standing(core, writer, record)
        if shows_people or (shows_people is None and not _is_report(head, path)):
            raise Refused("attach.people")
        last = keeping.until(core.catalogue.pack, self._day(record), keep)
        looked = self.look(path, name)
        kept = attachments.keep(core, looked.content, looked.media, looked.name)
        if kept.ref.sha256 in {file.sha256 for file in head.files}:
            raise Refused("attach.already")
        with transaction(writer):
            files.keep(writer, kept.blob)
            if not _is_report(head, path):
                files.keep_until(writer, kept.ref.sha256, last.isoformat())
        more = (*head.files, kept.ref)
        data = dict(head.data)
        return self._finish(
            finished(again(head, Op.PUT, data, Reason.TYPED, more, (kept.name,)))
        )

    def note_paper(self, record: RecordId, number: str, place: str) -> Changed:
        """In place of a file: a document's number, and where the paper lies."""
        core = self._core
        head = owned.standing(core, self._writer, record)
        told = {"number": clean(number), "place": clean(place)}
        for name, text in told.items():
            if not text or len(text) > _MOST[name]:
                raise Usage(f"paper.{name}", most=_MOST[name])
            for rule in broken(text, core.catalogue.free_texts):
                if rule.reasons:
                    raise Refused("paper.tells", why=rule.says)
        value = commit("{number} · {place}".format(**told), core.random)
        noted: list[Json] = [{"#": one} for one in values.papers(head.data)]
        noted.append({"#": value.commitment})
        data = dict(head.data) | {META: saying(head, {values.PAPERS: noted})[META]}
        return self._finish(
            finished(again(head, Op.PUT, data, Reason.TYPED, values=(value,)))
        )

    def _day(self, record: RecordId) -> date:
        """The record's date; today where it has none."""
        (row,) = search.rows(self._writer, [record])
        return date.fromisoformat(row.date or self._core.now()[:10])


def _is_report(head: Revision, path: Path) -> bool:
    return form_id_of(head.form) == SUBMISSION and path.suffix.lower() == ".pdf"
