"""Looking at records: menus, lists, and the way to each of them."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from desktop.desk.core import Core
from desktop.desk.succession import meant
from desktop.desk.views import Delivery, FormView, RecordRow, RecordView, WorkState
from desktop.errors import Refused
from desktop.ledger.canonical import Data, Json
from desktop.ledger.ids import RecordId, UnitCode, form_id_of
from desktop.store import drafts, history, journal, search, streams
from desktop.store.connection import Connection
from desktop.store.drafts import Draft
from desktop.store.search import Listed
from desktop.text.dates import format_iso
from desktop.text.sort_key import sort_key

if TYPE_CHECKING:  # a list is shown before any record is looked into
    from desktop.desk.entry import Entry
    from desktop.desk.move_views import Moving
    from desktop.desk.one import OneRecord
    from desktop.desk.raw import RawView
    from desktop.ledger.revision import Finished, Revision

_UNREAD = "(ghi bằng biểu mẫu bản mới hơn, chưa tính)"


class RecordsAsk:
    """What a desk can tell of its records; writes nothing."""

    def __init__(self, core: Core, reader: Connection) -> None:
        self._core = core
        self._reader = reader

    def menu(self) -> tuple[FormView, ...]:
        """The forms: those shown from the start, then the others by their names."""
        pack = self._core.catalogue.pack
        entries = pack.toml("start", "entries.toml")
        first, hidden = _names(entries.get("first")), _names(entries.get("hidden"))
        others = sorted(pack.forms, key=lambda name: sort_key(pack.form(name).title))
        order = [*first, *(name for name in others if name not in first)]
        used = set(self._used())
        known = (
            FormView(name, pack.form(name).title, name in first, used=name in used)
            for name in order
            if name in pack.forms and name not in hidden
        )
        gone = (FormView(name, name, first=False, gone=True) for name in self._gone())
        return (*known, *gone)

    def from_tables(self) -> tuple[str, ...]:
        """The forms whose records may be taken in from a table."""
        pack = self._core.catalogue.pack
        return tuple(f for f in pack.toml("start", "imports.toml") if f in pack.forms)

    def _gone(self) -> Sequence[str]:
        """Forms that only records are left of."""
        return sorted(self._used().difference(self._core.catalogue.pack.forms))

    def _used(self) -> set[str]:
        """Forms that a record or a draft is here of."""
        begun = {form_id_of(form) for form in drafts.forms(self._reader)}
        return begun.union(search.forms(self._reader))

    def ids(self, form_id: str, query: str = "") -> Sequence[RecordId]:
        """Records of a form, drafts first, then newest first."""
        if form_id not in self._gone():
            self._core.catalogue.pack.form(form_id)
        found = search.ids(self._reader, form_id, query)
        waiting = [d.record for d in drafts.listed(self._reader, form_id)]
        if query or not waiting:
            return found
        listed = set(found)
        return [record for record in waiting if record not in listed] + found

    def rows(self, records: Sequence[RecordId]) -> tuple[RecordRow, ...]:
        """The named records as a list shows them."""
        known = {row.record: row for row in search.rows(self._reader, records)}
        found = (
            self._row(known[record]) if record in known else self._draft_row(record)
            for record in records
        )
        return tuple(row for row in found if row is not None)

    def drafts(self) -> tuple[RecordRow, ...]:
        """Unfinished work, last touched first."""
        found = (self._draft_row(d.record) for d in drafts.listed(self._reader))
        return tuple(row for row in found if row is not None)

    def new(self, form_id: str, data: Data | None = None) -> "Entry":
        """An empty form, or one filled with strict ``data`` (record add)."""
        return self._one.new(form_id, data)

    def edit(self, record: RecordId) -> "Entry":
        """A finished record, to be followed by a further revision."""
        return self._one.edit(record)

    def resume(self, record: RecordId) -> "Entry":
        """A draft, as it was left."""
        return self._one.resume(record)

    def newer(self, entry: "Entry") -> str:
        """The form's present version, where the entry is of one before; else ""."""
        definition = entry.form.definition
        index = self._core.catalogue.pack.form(definition.form_id)
        return "" if definition.version == index.version else index.version

    def moved(self, entry: "Entry") -> "Moving":
        """What the form's present version would make of it; writes nothing."""
        return self._one.moved(entry)

    def view(self, record: RecordId) -> RecordView:
        """A record as it stands."""
        row = self._listed(record)
        name = self.unit_name(record, row.unit)
        return replace(self._one.view(row), unit_name=name)

    def _listed(self, record: RecordId) -> RecordRow:
        row = next(iter(self.rows([record])), None)
        if row is None:
            raise Refused("record.unknown")
        return row

    def joined(self, record: RecordId, take: str) -> "Finished":
        """Of a record's several states the one that is to stand; it names them all."""
        from desktop.desk import forks

        return forks.joined(self._core, self._reader, record, take)

    def raw(self, record: RecordId) -> "RawView":
        """A record's answers as they are kept, whatever became of its form."""
        return self._one.raw(self._listed(record))

    def plain(self, head: "Revision") -> Data:
        """A revision's answers with private values put back."""
        return self._one.plain(head)

    def unit_name(self, record: RecordId, unit: UnitCode) -> str:
        """What the unit was called that wrote a record; its code may be another's."""
        pack = self._core.catalogue.pack
        try:
            again = len(pack.bearing(unit)) > 1
        except Refused:
            return unit  # of a list that is not here yet
        names = history.heads(self._reader, record) if again else ()
        head = history.read(self._reader, names[0]) if names else None
        return meant(pack, unit, head.units if head else "").unit.label

    @cached_property
    def _one(self) -> "OneRecord":
        """Looking into a record; loaded when the first is opened."""
        from desktop.desk.one import OneRecord

        return OneRecord(self._core, self._reader)

    def _row(self, listed: Listed) -> RecordRow:
        delivery, n = self._delivery(listed)
        state = WorkState.VOID if listed.state == "void" else WorkState.COMPLETE
        if drafts.get(self._reader, listed.record) is not None:
            state = WorkState.DRAFT
        return RecordRow(
            listed.record,
            listed.form,
            listed.title,
            listed.date,
            _UNREAD if listed.state == "unread" else listed.detail,
            listed.unit,
            state,
            delivery,
            n,
            listed.flagged,
        )

    def _delivery(self, listed: Listed) -> tuple[Delivery, int]:
        stream, seq = listed.stream, listed.seq
        if stream.dev != self._core.profile.device:
            return Delivery.RECEIVED, 0
        n = journal.first_carrying(self._reader, stream.to, stream.epoch, seq)
        if seq <= streams.acknowledged(self._reader, stream):
            return Delivery.RECEIVED, n
        return (Delivery.EXPORTED if n else Delivery.LOCAL), n

    def _draft_row(self, record: RecordId) -> RecordRow | None:
        draft = drafts.get(self._reader, record)
        if draft is None:
            return None
        form_id = form_id_of(draft.form)
        title, day = self._said(draft) if self._knows(form_id) else ("", "")
        return RecordRow(
            record,
            form_id,
            title or form_id,
            day,
            f"lưu ngày {format_iso(draft.touched)}",
            self._core.profile.unit,
            WorkState.DRAFT,
            Delivery.LOCAL,
            0,
            flagged=False,
        )

    def _knows(self, form_id: str) -> bool:
        return form_id in self._core.catalogue.pack.forms

    def _said(self, draft: Draft) -> tuple[str, str]:
        """A draft's title, or its form's; and its date."""
        catalogue = self._core.catalogue
        spec = catalogue.spec(catalogue.pack.holds(draft.form))
        shown = {
            name: str(draft.data.get(name) or "") for name in (*spec.title, spec.date)
        }
        labels = {c.name: dict(c.labels) for c in spec.columns}
        words = [labels[n].get(shown[n], shown[n]) for n in spec.title if shown[n]]
        title = " ".join(words) or catalogue.pack.form(spec.form).title
        return title, shown.get(spec.date, "")


def _names(found: Json) -> tuple[str, ...]:
    return tuple(str(name) for name in found) if isinstance(found, list) else ()
