"""One record: looked into, filled in, or opened again."""

from collections.abc import Iterator
from functools import partial
from string import ascii_uppercase
from typing import TYPE_CHECKING, NamedTuple

from desktop.desk import clocks, forks, naming, small_cells
from desktop.desk.absent import Absent
from desktop.desk.core import Core
from desktop.desk.entry import (
    ASIDE,
    IS_NEW,
    META,
    OWN_RECORD,
    WITH_FIRST_POINT,
    Entry,
    Origin,
)
from desktop.desk.raw import RawView, lines
from desktop.desk.standing import at_ref, named, refuse_row_names
from desktop.desk.views import (
    FileView,
    Kept,
    RecordRow,
    RecordView,
    Side,
    WorkState,
)
from desktop.errors import Refused
from desktop.ledger.canonical import Data, Json
from desktop.ledger.commitment import commitment_of, stands_for
from desktop.ledger.ids import (
    FormRef,
    RecordId,
    UnitCode,
    form_id_of,
    form_ref,
    identity,
    new_record_id,
)
from desktop.ledger.revision import Revision
from desktop.store import drafts, files, history, values
from desktop.store.connection import Connection
from desktop.store.drafts import Draft
from desktop.store.homes import ELSEWHERE
from desktop.text.dates import format_iso
from desktop.text.numbers import format_lexical

if TYPE_CHECKING:  # a desk opens without the form engine
    from desktop.desk.move_views import Moving
    from desktop.xforms.definition import Definition, Question
    from desktop.xforms.engine import Form, Instance, SecondaryInstance

_SET_BACK = "set_back"


class _Line(NamedTuple):
    """An answer as it is shown; ``hidden`` is where a private one stands."""

    label: str
    shown: str
    hidden: str


class OneRecord:
    """What a desk can tell of one record; writes nothing."""

    def __init__(self, core: Core, reader: Connection) -> None:
        self._core = core
        self._reader = reader
        self._absent = Absent(reader)

    def new(self, form_id: str, data: Data | None = None) -> Entry:
        """An empty form, or one filled with strict ``data`` (record add)."""
        from desktop.xforms.engine import open_instance

        core = self._core
        form = core.catalogue.form(core.catalogue.pack.form(form_id).form_id)
        unit = core.profile.unit
        record = new_record_id(core.clock, core.random)
        told = {WITH_FIRST_POINT: "yes", IS_NEW: "yes", OWN_RECORD: str(record)}
        preset = {"unit_code": str(unit)} | told
        opened = (form, self._source, core.clock, core.random)
        named = identity(record)
        last = self._last(form, unit)
        begun = self._begun(form, last) if data is None else {}
        instance = open_instance(
            *opened, None, preset | begun, last=last, identity=named
        )
        if data is not None:
            if data.get("unit_code", unit) != unit:
                raise Refused("record.other_unit", unit=str(data["unit_code"])[:5])
            refuse_row_names(data)
            given = _over(instance.data(final=False), data)
            instance = open_instance(
                *opened, given, preset, strict=True, last=last, identity=named
            )
        origin = Origin(record, unit, core.catalogue.pack.units_version)
        entry = self._entry(form, instance, origin)
        entry.begun = tuple(begun)
        if data is None:
            entry.given = {node.ref: node.value for node in entry.nodes() if node.value}
        return entry

    def _begun(self, form: "Form", last: Data | None) -> dict[str, str]:
        """What a new record takes from the one before, as the form says."""
        from desktop.desk.last import same

        return same(form.definition, last) if last is not None else {}

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
            tuple(values.papers(head.data)),
        )
        return self._reopen(head.form, data, origin)

    def resume(self, record: RecordId) -> Entry:
        """A draft, as it was left."""
        draft = drafts.get(self._reader, record)
        if draft is None:
            raise Refused("record.no_draft")
        return self._resume(draft)

    def view(self, row: RecordRow) -> RecordView:
        """The record of a list's row, as it stands."""
        record = row.record
        if row.work is WorkState.DRAFT:
            return RecordView(row, (), (), (), ())
        head = self._head(record)
        told = tuple(map(self._told, history.of_record(self._reader, record)))
        if form_id_of(head.form) not in self._core.catalogue.pack.forms:
            return RecordView(row, (), (), self._files(head), told, gone=True)
        form, data = self._form(head.form), self.plain(head)
        lines = tuple(self._told_of(head, form, data))
        return RecordView(
            row,
            tuple((line.label, line.shown) for line in lines),
            self._kept(form, data),
            self._files(head),
            told,
            erasable=tuple(
                (line.label, named(head.data, line.hidden))
                for line in lines
                if line.hidden
            ),
            papers=self._papers(head),
            sides=self._sides(record) if row.flagged else (),
        )

    def _told(self, line: Revision) -> str:
        said = f"{line.at} · {line.by} · {line.op.value}"
        before = history.read(self._reader, line.prev)
        back = before is not None and clocks.goes_back(before.at, line.at)
        return f"{said} · {_SET_BACK}" if back else said

    def _sides(self, record: RecordId) -> tuple[Side, ...]:
        found = forks.heads(self._reader, record)
        return tuple(map(self._side, ascii_uppercase, found))

    def _side(self, letter: str, head: Revision) -> Side:
        lines = self._lines(head, self._form(head.form), self.plain(head))
        dev, op = head.stream.dev, head.op.value
        return Side(letter, head.hash, dev, head.by, head.at, op, lines)

    def raw(self, row: RecordRow) -> RawView:
        """A draft's or a record's answers, for which no form is needed."""
        draft = drafts.get(self._reader, row.record)
        if draft is not None:
            form, data = draft.form, draft.data
        else:
            head = self._head(row.record)
            form, data = head.form, self.plain(head)
        gone = form_id_of(form) not in self._core.catalogue.pack.forms
        return RawView(row.title or form, form, draft is not None, gone, lines(data))

    def plain(self, head: Revision) -> Data:
        """A revision's answers with private values put back."""
        from desktop.xforms.aside import together

        data = {
            name: self._reveal(node) for name, node in head.data.items() if name != META
        }
        meta = head.data.get(META)
        aside = self._reveal(meta.get(ASIDE)) if isinstance(meta, dict) else None
        return together(data, aside) if isinstance(aside, dict) else data

    def moved(self, entry: Entry) -> "Moving":
        """What the present version of its form would make of it; writes nothing."""
        from desktop.desk.move_views import Moving
        from desktop.desk.versions import move_lines
        from desktop.xforms.moving import carried

        before = entry.form.definition
        after = self._core.catalogue.definition(before.form_id)
        data = carried(entry.instance.data(final=False), before, after).data
        there = self._reopen(
            form_ref(before.form_id, after.version), data, entry.origin
        )
        told = tuple(move_lines(entry, after, self._shown))
        return Moving(before.version, after.version, told, there)

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

    def _source(self, name: str, units: str = "") -> "SecondaryInstance":
        if name == "units" and units:
            return self._core.catalogue.units(units)
        return self._core.catalogue.source(name, self._reader)

    def _resume(self, draft: Draft) -> Entry:
        before = history.read(self._reader, draft.base[0]) if draft.base else None
        origin = Origin(
            draft.record,
            self._core.profile.unit,
            before.units if before else self._core.catalogue.pack.units_version,
            draft.base,
            before.files if before else (),
            tuple(values.papers(before.data)) if before else (),
        )
        return self._reopen(draft.form, draft.data, origin)

    def _reopen(self, made_with: FormRef, data: Data, origin: Origin) -> Entry:
        """Under the version it was made with, as long as the pack holds that."""
        from desktop.xforms.engine import open_instance

        core = self._core
        form = self._form(made_with)
        preset = {"unit_code": str(origin.unit), OWN_RECORD: str(origin.record)}
        source = partial(self._source, units=origin.units)
        opened = (form, source, core.clock, core.random)
        last = self._last(form, origin.unit, origin.record)
        named = identity(origin.record)
        instance = open_instance(*opened, data, preset, last=last, identity=named)
        entry = self._entry(form, instance, origin)
        entry.gone = naming.withdrawn(core.catalogue.pack, self._reader, data)
        return entry

    def _last(
        self, form: "Form", unit: UnitCode, record: RecordId | None = None
    ) -> Data | None:
        """The answers of the record before, where the form asks for them."""
        from desktop.desk.last import asks_for_last, last_before
        from desktop.xforms.moving import carried

        now = form.definition
        if not asks_for_last(now):
            return None
        head = last_before(self._reader, now.form_id, unit, record)
        if head is None:
            return None
        before, data = self._form(head.form).definition, self.plain(head)
        return data if before is now else carried(data, before, now).data

    def _form(self, made_with: FormRef) -> "Form":
        catalogue = self._core.catalogue
        return catalogue.form(catalogue.pack.holds(made_with))

    def _entry(self, form: "Form", instance: "Instance", origin: Origin) -> Entry:
        from desktop.desk.blank import blank

        core, form_id = self._core, form.definition.form_id
        point = blank(core, self._reader, "model_point") if form_id == "model" else None
        new_id = new_record_id(core.clock, core.random)
        kept = partial(self._kept, form)
        stayed = partial(self._stayed, form.definition)
        few = small_cells.folds(core.catalogue.pack, form_id)
        texts = core.catalogue.free_texts
        said = (kept, stayed, few, texts)
        return Entry(form, instance, origin, point, new_id, core.random, *said)

    def _stayed(self, now: "Definition") -> frozenset[tuple[str, ...]]:
        from desktop.desk.versions import stayed

        return stayed(self._core.catalogue, now)

    def _kept(self, form: "Form", data: Data) -> tuple[Kept, ...]:
        from desktop.desk.versions import kept

        return kept(self._core.catalogue, self._shown, form, data)

    def _head(self, record: RecordId) -> Revision:
        names = history.heads(self._reader, record)
        head = history.read(self._reader, names[0]) if names else None
        if head is None:
            raise Refused("record.unknown")
        return head

    def _lines(
        self, head: Revision, form: "Form", data: Data
    ) -> tuple[tuple[str, str], ...]:
        """Labels and shown values of what was answered, in form order."""
        told = self._told_of(head, form, data)
        return tuple((line.label, line.shown) for line in told)

    def _told_of(self, head: Revision, form: "Form", data: Data) -> Iterator[_Line]:
        from desktop.xforms.definition import Kind
        from desktop.xforms.engine import open_instance

        core = self._core
        opened = (form, self._source, core.clock, core.random)
        instance = open_instance(*opened, data, identity=identity(head.record))
        for node in instance.nodes():
            question = node.question
            if question is None or not node.label or question.kind is Kind.NOTE:
                continue
            gone = self._absent.redacted(head, node.ref) or self._absent.elsewhere(
                node.value
            )
            if node.value or gone:
                shown = gone or self._shown(form.definition, question, node.value)
                hidden = "" if gone else commitment_of(at_ref(head.data, node.ref))
                yield _Line(node.label, shown, node.ref if hidden else "")

    def _shown(self, definition: "Definition", question: "Question", value: str) -> str:
        from desktop.desk.shapes import list_inside, list_of
        from desktop.xforms.definition import Kind

        name = list_of(question)
        if stands_for(value):
            return ELSEWHERE
        if name:
            source = list_inside(definition, name) or self._source(name)
            found = [source.rows({"name": code}) for code in value.split()]
            return ", ".join(
                rows[0].get("label", code) if rows else self._former(code)
                for rows, code in zip(found, value.split(), strict=True)
            )
        if question.kind is Kind.DATE:
            return format_iso(value)
        numbers = question.kind in (Kind.INTEGER, Kind.DECIMAL)
        if numbers and "year" not in question.appearance:
            return format_lexical(value)
        return value

    def _former(self, code: str) -> str:
        """What stood under a code that its list has no more."""
        pack = self._core.catalogue.pack
        return naming.withdrawn(pack, self._reader, code).shown(code)

    def _papers(self, head: Revision) -> tuple[str, ...]:
        return tuple(map(self._absent.said, values.papers(head.data)))

    def _files(self, head: Revision) -> tuple[FileView, ...]:
        owner = head.unit if head.unit != self._core.profile.unit else None
        terms = files.terms(self._reader) if head.files else {}
        return tuple(
            FileView(
                self._absent.said(f.name),
                f.sha256,
                f.bytes,
                f.media,
                here=files.get(self._reader, f.sha256) is not None,
                asked=owner is not None
                and f.sha256 in files.asked(self._reader, owner, "out", "open"),
                until=terms.get(f.sha256, ""),
                gone=bool(self._absent.erased(f.name)),
            )
            for f in head.files
        )


def _over(defaults: Data, given: Data) -> Data:
    """What was given over what a new form would hold; groups are merged."""
    merged = dict(defaults)
    for name, node in given.items():
        under = merged.get(name)
        both = isinstance(node, dict) and isinstance(under, dict)
        merged[name] = _over(under, node) if both else node  # type: ignore[arg-type]
    return merged
