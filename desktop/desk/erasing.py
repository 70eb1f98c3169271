"""Destroying what a person asks for, or what has been kept long enough; signed.

A line that names commitments destroys their values here, at the province, and wherever
a backup is restored. Chains, old signatures and figures stay as they are.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from desktop.desk import keeping, outbox, owned, staying
from desktop.desk.core import Core
from desktop.desk.entry import again, finished, saying
from desktop.desk.incoming import forget_files
from desktop.desk.standing import leaf
from desktop.desk.views import Changed
from desktop.errors import Refused
from desktop.ledger.canonical import Json
from desktop.ledger.commitment import commitment_of, commitments_in
from desktop.ledger.ids import RecordId
from desktop.ledger.revision import Content, Finished, Op, Reason, Revision
from desktop.store import drafts, files, history, values
from desktop.store.connection import Connection, transaction, wipe_free_space


class Erasing:
    """The destroying of values and files of this unit's records."""

    def __init__(
        self, core: Core, writer: Connection, finish: Callable[[Finished], Changed]
    ) -> None:
        self._core = core
        self._writer = writer
        self._finish = finish
        self.forget()  # a power cut may have come between

    def question(self, record: RecordId, question: str, why: str) -> Changed:
        """Every answer that this question ever had, wherever the record holds it."""
        told = self._lines(record)
        hidden = [commitment_of(leaf(line.data, question)) for line in told]
        gone = self._same(told, filter(None, hidden))
        if not gone:
            raise Refused("redact.nothing", question=question[:60])
        return self._destroy([self._content(record, gone, why)])

    def record(self, record: RecordId, why: str) -> Changed:
        """Every private text of a record, of all its versions; its files stay."""
        told = self._lines(record)
        hidden = [name for line in told for name in _texts(line)]
        gone = self._same(told, hidden)
        if not gone:
            raise Refused("redact.no_texts")
        return self._destroy([self._content(record, gone, why)])

    def file(self, sha256: str, why: str) -> Changed:
        """A file's bytes and its name, on every record of this unit that holds it."""
        held = [
            (record, name)
            for record, name in files.holders(self._writer, sha256)
            if values.read(self._writer, name) is not None
        ]
        if not held:
            raise Refused("redact.no_file")
        return self._destroy(
            [
                self._content(record, self._same(self._lines(record), [name]), why)
                for record, name in held
            ]
        )

    def past(self, sha256s: Iterable[str]) -> tuple[Changed, ...]:
        """Files whose time is over; where one's is not, none is destroyed."""
        ask = keeping.FilesAsk(self._core, self._writer)
        named = {file.sha256 for file in ask.named(tuple(sha256s))}
        why = keeping.terms(self._core.catalogue.pack).reason
        return tuple(self.file(sha256, why) for sha256 in sorted(named))

    def stayed(self) -> None:
        """What has stayed at this desk its time; half-typed work goes on without."""
        core, writer = self._core, self._writer
        due = tuple(staying.due(core, writer))
        if not due:
            return
        open_ = staying.drafts_without(core.catalogue, writer, due)
        why = staying.stay(core.catalogue.pack).reason
        self._destroy([self._content(one.record, [*one.gone], why) for one in due])
        for draft in open_:
            base = history.heads(writer, draft.record)
            drafts.save(writer, replace(draft, base=base))

    def forget(self) -> None:
        """Destroy the bytes of files whose names are destroyed."""
        gone = files.erased(self._writer)
        if not gone:
            return
        forget_files(self._core, gone)
        with transaction(self._writer):
            for sha256 in gone:
                files.drop(self._writer, sha256)

    # inside

    def _lines(self, record: RecordId) -> list[Revision]:
        owned.head_of(self._core, self._writer, record)
        return history.of_record(self._writer, record)

    def _same(self, told: list[Revision], hidden: Iterable[str]) -> list[str]:
        """All commitments of these lines that hide what one of ``hidden`` does."""
        held = (values.read(self._writer, name) for name in dict.fromkeys(hidden))
        said = dict.fromkeys(value.value for value in held if value is not None)
        found = (values.same_value(self._writer, told, text) for text in said)
        return list(dict.fromkeys(name for names in found for name in names))

    def _content(self, record: RecordId, gone: list[str], why: str) -> Content:
        head = owned.head_of(self._core, self._writer, record)
        reason = owned.reason(self._core, why)
        named: list[Json] = list(gone)
        data = saying(head, {"redacted": named, "why": {"#": reason.commitment}})
        return again(head, Op.REDACT, data, Reason.REDACTED, values=(reason,))

    def _destroy(self, contents: list[Content]) -> Changed:
        changed = self._finish(finished(*contents))
        outbox.forget_redacted(self._core, self._writer)
        self.forget()
        wipe_free_space(self._writer)
        return changed


def _texts(line: Revision) -> Iterator[str]:
    """What a line's answers hide, and its papers; not why something was done."""
    data = {name: node for name, node in line.data.items() if name != values.META}
    yield from commitments_in(data)
    meta = line.data.get(values.META)
    if isinstance(meta, dict):
        yield from commitments_in({k: node for k, node in meta.items() if k != "why"})
