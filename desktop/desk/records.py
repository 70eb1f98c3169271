"""Looking at records: menus, lists, one record, and opening a form."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from desktop.desk.core import Core
from desktop.desk.entry import IS_NEW, WITH_FIRST_POINT, Entry, Origin
from desktop.desk.standing import at_ref, refuse_row_names
from desktop.desk.views import (
    Delivery,
    FileView,
    FormView,
    RecordRow,
    RecordView,
    WorkState,
)
from desktop.errors import Refused
from desktop.ledger.canonical import Data, Json
from desktop.ledger.commitment import commitment_of
from desktop.ledger.ids import (
    RecordId,
    form_id_of,
    new_record_id,
)
from desktop.ledger.revision import Revision
from desktop.store import drafts, files, history, journal, search, streams, values
from desktop.store.connection import Connection
from desktop.store.drafts import Draft
from desktop.store.search import Listed
from desktop.text.dates import format_iso
from desktop.text.numbers import format_lexical

if TYPE_CHECKING:  # a desk opens without the form engine
    from desktop.xforms.definition import Question
    from desktop.xforms.engine import Instance, SecondaryInstance

_UNREAD = "(ghi bằng biểu mẫu bản mới hơn, chưa tính)"


class RecordsAsk:
    """What a desk can tell of its records; writes nothing."""

    def __init__(self, core: Core, reader: Connection) -> None:
        self._core = core
        self._reader = reader

    def menu(self) -> tuple[FormView, ...]:
        """The forms, those shown from the start first."""
        pack = self._core.catalogue.pack
        entries = pack.toml("start", "entries.toml")
        first, hidden = _names(entries.get("first")), _names(entries.get("hidden"))
        order = [*first, *(name for name in sorted(pack.forms) if name not in first)]
        return tuple(
            FormView(name, pack.form(name).title, name in first)
            for name in order
            if name in pack.forms and name not in hidden
        )

    def ids(self, form_id: str, query: str = "") -> Sequence[RecordId]:
        """Records of a form, drafts first, then newest first."""
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

    def new(self, form_id: str, data: Data | None = None) -> Entry:
        """An empty form, or one filled with strict ``data`` (record add)."""
        from desktop.xforms.engine import open_instance

        core = self._core
        form = core.catalogue.form(core.catalogue.pack.form(form_id).form_id)
        unit = core.profile.unit
        preset = {"unit_code": str(unit), WITH_FIRST_POINT: "yes", IS_NEW: "yes"}
        opened = (form, self._source, core.clock, core.random)
        instance = open_instance(*opened, None, preset)
        if data is not None:
            if data.get("unit_code", unit) != unit:
                raise Refused("record.other_unit", unit=str(data["unit_code"])[:5])
            refuse_row_names(data)
            given = _over(instance.data(final=False), data)
            instance = open_instance(*opened, given, preset, strict=True)
        origin = Origin(
            new_record_id(core.clock, core.random),
            unit,
            core.catalogue.pack.units_version,
        )
        return self._entry(form_id, instance, origin)

    def edit(self, record: RecordId) -> Entry:
        """A finished record, to be followed by a further revision."""
        draft = drafts.get(self._reader, record)
        if draft is not None:
            return self._resume(draft)
        head = self._head(record)
        data = self.plain(head)
        origin = Origin(
            record,
            head.unit,
            head.units,
            history.heads(self._reader, record),
            head.files,
        )
        return self._reopen(form_id_of(head.form), data, origin)

    def resume(self, record: RecordId) -> Entry:
        """A draft, as it was left."""
        draft = drafts.get(self._reader, record)
        if draft is None:
            raise Refused("record.no_draft")
        return self._resume(draft)

    def view(self, record: RecordId) -> RecordView:
        """A record as it stands."""
        row = next(iter(self.rows([record])), None)
        if row is None:
            raise Refused("record.unknown")
        if row.work is WorkState.DRAFT:
            return RecordView(row, (), (), ())
        head = self._head(record)
        told = tuple(
            f"{line.at} · {line.by} · {line.op.value}"
            for line in history.of_record(self._reader, record)
        )
        return RecordView(row, self._lines(head), self._files(head), told)

    def plain(self, head: Revision) -> Data:
        """A revision's answers with private values put back."""
        return {
            name: self._reveal(node) for name, node in head.data.items() if name != "@"
        }

    def _reveal(self, node: Json) -> Json:
        hidden = commitment_of(node)
        if hidden is not None:
            held = values.read(self._reader, hidden)
            return held.value if held else None
        if isinstance(node, dict):
            return {name: self._reveal(inner) for name, inner in node.items()}
        if isinstance(node, list):
            return [self._reveal(item) for item in node]
        return node

    def _source(self, name: str) -> "SecondaryInstance":
        return self._core.catalogue.source(name, self._reader)

    def _resume(self, draft: Draft) -> Entry:
        unit, units = self._core.profile.unit, self._core.catalogue.pack.units_version
        origin = Origin(draft.record, unit, units, draft.base)
        return self._reopen(form_id_of(draft.form), draft.data, origin)

    def _reopen(self, form_id: str, data: Data, origin: Origin) -> Entry:
        from desktop.xforms.engine import open_instance

        core = self._core
        form = core.catalogue.form(form_id)
        preset = {"unit_code": str(origin.unit)}
        instance = open_instance(
            form, self._source, core.clock, core.random, data, preset
        )
        return self._entry(form_id, instance, origin)

    def _entry(self, form_id: str, instance: "Instance", origin: Origin) -> Entry:
        from desktop.desk.blank import blank

        core = self._core
        point = blank(core, self._reader, "model_point") if form_id == "model" else None
        new_id = new_record_id(core.clock, core.random)
        form = core.catalogue.form(form_id)
        return Entry(form, instance, origin, point, new_id, core.random)

    def _head(self, record: RecordId) -> Revision:
        names = history.heads(self._reader, record)
        head = history.read(self._reader, names[0]) if names else None
        if head is None:
            raise Refused("record.unknown")
        return head

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
        spec = self._core.catalogue.spec(form_id)
        shown = {
            name: str(draft.data.get(name) or "") for name in (*spec.title, spec.date)
        }
        labels = {c.name: dict(c.labels) for c in spec.columns}
        title = " ".join(
            labels[n].get(shown[n], shown[n]) for n in spec.title if shown[n]
        )
        return RecordRow(
            record,
            form_id,
            title or self._core.catalogue.pack.form(form_id).title,
            shown.get(spec.date, ""),
            format_iso(draft.touched),
            self._core.profile.unit,
            WorkState.DRAFT,
            Delivery.LOCAL,
            0,
            flagged=False,
        )

    def _lines(self, head: Revision) -> tuple[tuple[str, str], ...]:
        """Labels and shown values of what was answered, in form order."""
        from desktop.xforms.definition import Kind
        from desktop.xforms.engine import open_instance

        form = self._core.catalogue.form(form_id_of(head.form))
        core, data = self._core, self.plain(head)
        instance = open_instance(form, self._source, core.clock, core.random, data)
        lines = []
        for node in instance.nodes():
            question = node.question
            if question is None or not node.label or question.kind is Kind.NOTE:
                continue
            gone = self._redacted(head, node.ref)
            if node.value or gone:
                lines.append((node.label, gone or self._shown(question, node.value)))
        return tuple(lines)

    def _shown(self, question: "Question", value: str) -> str:
        from desktop.desk.shapes import list_of
        from desktop.xforms.definition import Kind

        name = list_of(question)
        if name:
            source = self._source(name)
            found = [source.rows({"name": code}) for code in value.split()]
            return ", ".join(
                rows[0].get("label", code) if rows else code
                for rows, code in zip(found, value.split(), strict=True)
            )
        if question.kind is Kind.DATE:
            return format_iso(value)
        if question.kind in (Kind.INTEGER, Kind.DECIMAL):
            return format_lexical(value)
        return value

    def _redacted(self, head: Revision, ref: str) -> str:
        hidden = commitment_of(at_ref(head.data, ref))
        at = values.redacted_at(self._reader, hidden) if hidden else None
        return f"(đã xóa theo yêu cầu ngày {format_iso(at)})" if at else ""

    def _files(self, head: Revision) -> tuple[FileView, ...]:
        owner = head.unit if head.unit != self._core.profile.unit else None
        return tuple(
            FileView(
                held.value if (held := values.read(self._reader, f.name)) else "",
                f.sha256,
                f.bytes,
                f.media,
                here=files.get(self._reader, f.sha256) is not None,
                asked=owner is not None
                and f.sha256 in files.asked(self._reader, owner, "out", "open"),
            )
            for f in head.files
        )


def _names(found: Json) -> tuple[str, ...]:
    return tuple(str(name) for name in found) if isinstance(found, list) else ()


def _over(defaults: Data, given: Data) -> Data:
    """What was given over what a new form would hold; groups are merged."""
    merged = dict(defaults)
    for name, node in given.items():
        under = merged.get(name)
        both = isinstance(node, dict) and isinstance(under, dict)
        merged[name] = _over(under, node) if both else node  # type: ignore[arg-type]
    return merged
