"""Filling in a record; the only place where finished contents are made."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.desk.free_text import TYPED, FreeTexts, Rules
from desktop.desk.small_cells import Fold, folded
from desktop.desk.views import Kept, SmallCell
from desktop.errors import Refused
from desktop.ledger.canonical import Data, Json
from desktop.ledger.commitment import PrivateValue, commit
from desktop.ledger.ids import FormRef, RecordId, RevisionId, UnitCode, form_ref
from desktop.ledger.revision import Content, FileRef, Finished, Op, Reason, Revision
from desktop.ledger.world import Random
from desktop.store.values import PAPERS
from desktop.text.clean import clean

if TYPE_CHECKING:  # a desk opens without the form engine
    from desktop.desk.blank import Blank
    from desktop.xforms.choices import Choice
    from desktop.xforms.definition import Definition, Ref
    from desktop.xforms.engine import Form
    from desktop.xforms.instance import Changes, Instance, NodeState, Problem

PRIVATE = ("person", "text")
FIRST_POINT = "first_point"
WITH_FIRST_POINT = "with_first_point"
IS_NEW = "is_new"  # a new record asks whether there is one like it already
OWN_RECORD = "own_record"  # a form that looks for others like it knows its own
TOLD = (WITH_FIRST_POINT, IS_NEW, OWN_RECORD)  # to the form; no answers of its own
META = "@"
ROW = "_row"
ASIDE = "aside"  # in META: answers that the form has no question for
NO_RULES = Rules()


@dataclass(frozen=True, slots=True)
class Origin:
    """Whose record it will be, and what it replaces."""

    record: RecordId
    unit: UnitCode
    units: str
    base: tuple[RevisionId, ...] = ()
    files: tuple[FileRef, ...] = ()
    papers: tuple[str, ...] = ()  # commitments to where papers lie


@dataclass(frozen=True, slots=True)
class DraftContent:
    """Half-typed work, as it is kept."""

    record: RecordId
    form: FormRef
    data: Data
    base: tuple[RevisionId, ...]


class Entry:
    """A form being answered; nothing is read or written elsewhere."""

    def __init__(
        self,
        form: "Form",
        instance: "Instance",
        origin: Origin,
        point: "Blank | None",
        new_id: RecordId,
        random: Random,
        kept: "Callable[[Data], tuple[Kept, ...]]",
        folds: tuple[Fold, ...] = (),
        rules: Rules = NO_RULES,
    ) -> None:
        self.form = form
        self.instance = instance
        self.origin = origin
        self._point = point
        self._new_id = new_id
        self._random = random
        self._kept = kept
        self.folds = folds
        self._texts = FreeTexts(rules)
        self.begun: tuple[str, ...] = ()  # questions answered as in the record before
        self.given: Mapping[str, str] = {}  # what a new record is filled with

    @property
    def record(self) -> RecordId:
        """The record's name for ever."""
        return self.origin.record

    @property
    def form_id(self) -> str:
        """The form's id."""
        return self.form.definition.form_id

    @property
    def title(self) -> str:
        """The form's title."""
        return self.form.definition.title

    def nodes(self) -> "tuple[NodeState, ...]":
        """Every question, group, repeat and row, in form order."""
        return self.instance.nodes()

    def answer(self, ref: str, text: str) -> "Changes":
        """Answer in canonical text; returns what to paint again."""
        return self.instance.set(ref, text)

    def choices(self, ref: str) -> "Sequence[Choice]":
        """What may be chosen."""
        return self.instance.choices(ref)

    def add_row(self, ref: str, at: int | None = None) -> "Changes":
        """A new row: the last one, or the one that becomes number ``at`` (from 1)."""
        return self.instance.add_row(ref, at)

    def remove_row(self, ref: str) -> "Changes":
        """Take a row away."""
        return self.instance.remove_row(ref)

    def problems(self) -> "tuple[Problem, ...]":
        """What stands in the way, in form order; warnings too."""
        found = self.instance.problems()
        nodes = self.nodes()
        told = tuple(self._texts.problems(nodes))
        if not told:
            return found
        place = {node.ref: at for at, node in enumerate(nodes)}
        return tuple(sorted((*found, *told), key=lambda one: place[one.ref]))

    def hidden(self) -> "tuple[Ref, ...]":
        """Answers that finishing will leave out."""
        return self.instance.hidden()

    def left_out(self) -> "tuple[Ref, ...]":
        """Those of them that the officer gave; nobody misses what was filled in."""
        node = self.instance.node
        return tuple(r for r in self.hidden() if node(r).value != self.given.get(r))

    def kept(self) -> tuple[Kept, ...]:
        """Answers of earlier versions that have no place in this one."""
        return self._kept(self.instance.data(final=False))

    def small_cells(self) -> tuple[SmallCell, ...]:
        """Numbers of a few persons that finishing will move into another."""
        _, moved = folded(cleaned(self.instance.data(final=True)), self.folds)
        return tuple(
            SmallCell(self._named(m.by or m.ref, m.by), m.below) for m in moved
        )

    def _named(self, ref: str, by: str) -> str:
        node = self.instance.node(ref)
        labels = {c.value: c.label for c in self.choices(ref)} if by else {}
        return labels.get(node.value, node.label)

    def draft(self) -> DraftContent:
        """The present state, to be kept."""
        data = self.instance.data(final=False)
        return DraftContent(self.record, self._ref(), data, self.origin.base)

    def finish(self) -> "Finished | tuple[Problem, ...]":
        """Contents to be written, or what must be mended first."""
        self._tidy()
        blocking = in_the_way(self.problems())
        if blocking:
            return blocking
        data, _ = folded(cleaned(self.instance.data(final=True)), self.folds)
        point = data.pop(FIRST_POINT, None)
        for told in TOLD:
            data.pop(told, None)
        contents = [self._content(self.form, self.origin, data)]
        if isinstance(point, dict) and self._point is not None:
            contents.append(self._first_point(self._point, data, point))
        return Finished(tuple(contents))

    def _tidy(self) -> None:
        """Judge texts as they will be written: a text of nothing visible is none."""
        for node in self.nodes():
            question = node.question
            if question is None or question.kind.value not in TYPED or node.readonly:
                continue
            tidy = clean(node.value)
            if tidy != node.value:
                self.instance.set(node.ref, tidy)

    def _ref(self) -> FormRef:
        definition = self.form.definition
        return form_ref(definition.form_id, definition.version)

    def _content(self, form: "Form", origin: Origin, data: Data) -> Content:
        """What the form does not ask goes along unread, as commitments."""
        from desktop.xforms.aside import apart

        asked, rest = apart(data, form.top)
        values: list[PrivateValue] = []
        meta: Data = {}
        if rest:
            meta[ASIDE] = _hide(rest, _is_answer, (), values, self._random)
        if origin.papers:
            meta[PAPERS] = [{"#": name} for name in origin.papers]
        if meta:
            asked[META] = meta
        more = tuple(values)
        return put(form.definition, origin, asked, self._random, more=more)

    def _first_point(self, blank: "Blank", model: Data, point: Data) -> Content:
        """A model's first point is made with the model."""
        origin = Origin(self._new_id, self.origin.unit, self.origin.units)
        own: Data = {
            "unit_code": self.origin.unit,
            "model_id": self.record,
            "model_name": model.get("title"),
            "model_field": model.get("field"),
        }
        return self._content(blank.form, origin, blank.filled(own | point))


def put(
    definition: "Definition",
    origin: Origin,
    data: Data,
    random: Random,
    reason: Reason = Reason.TYPED,
    op: Op = Op.PUT,
    more: tuple[PrivateValue, ...] = (),
) -> Content:
    """Content of a record with its private leaves committed."""
    values: list[PrivateValue] = []
    private = private_paths(definition)
    hidden = _hide(data, private.__contains__, (), values, random)
    return Content(
        record=origin.record,
        form=form_ref(definition.form_id, definition.version),
        unit=origin.unit,
        units=origin.units,
        base=origin.base,
        op=op,
        data=hidden,
        reason=reason,
        files=origin.files,
        values=(*values, *more),
    )


def finished(*contents: Content) -> Finished:
    """Contents the desk itself composed: a closed period, a file, a withdrawal."""
    return Finished(contents)


def again(
    head: Revision,
    op: Op,
    data: Data,
    reason: Reason,
    files: tuple[FileRef, ...] | None = None,
    values: tuple[PrivateValue, ...] = (),
) -> Content:
    """A further revision of a record that keeps its commitments as they are."""
    return Content(
        record=head.record,
        form=head.form,
        unit=head.unit,
        units=head.units,
        base=(head.hash,),
        op=op,
        data=data,
        reason=reason,
        files=head.files if files is None else files,
        values=values,
    )


def in_the_way(problems: "Sequence[Problem]") -> "tuple[Problem, ...]":
    """Those that are more than a warning."""
    from desktop.xforms.instance import ProblemKind

    return tuple(one for one in problems if one.kind is not ProblemKind.WARNING)


def problems_or_finished(entry: Entry) -> Finished:
    """Finish, or Refused naming the first question to mend."""
    found = entry.finish()
    if isinstance(found, Finished):
        return found
    raise refusal(found)


def refusal(found: "Sequence[Problem]") -> Refused:
    """What stands in the way, by its first question."""
    name = found[0].ref.rpartition("/")[2]
    message = found[0].message or found[0].kind.value
    return Refused("entry.problems", count=len(found), question=name, why=message)


def private_paths(definition: "Definition") -> frozenset[tuple[str, ...]]:
    """Where private leaves stand in data, positions left out."""
    return frozenset(
        tuple(question.ref.split("/")[2:])
        for question in definition.questions
        if question.columns.get("privacy") in PRIVATE
    )


def _hide(
    data: Mapping[str, Json],
    private: Callable[[tuple[str, ...]], bool],
    above: tuple[str, ...],
    values: list[PrivateValue],
    random: Random,
) -> Data:
    hidden: Data = {}
    for name, node in data.items():
        path = (*above, name)
        if isinstance(node, str) and private(path):
            value = commit(node, random)
            values.append(value)
            hidden[name] = {"#": value.commitment}
        elif isinstance(node, dict):
            hidden[name] = _hide(node, private, path, values, random)
        elif isinstance(node, list):
            rows = [row for row in node if isinstance(row, dict)]
            hidden[name] = [_hide(row, private, path, values, random) for row in rows]
        else:
            hidden[name] = node
    return hidden


def _is_answer(path: tuple[str, ...]) -> bool:
    return path[-1] != ROW


def saying(head: Revision, said: Data) -> Data:
    """A head's data with another word of itself; what is kept in it stays."""
    meta = head.data.get(META)
    told = meta if isinstance(meta, dict) else {}
    kept: Data = {name: told[name] for name in (ASIDE, PAPERS) if told.get(name)}
    return dict(head.data) | {META: kept | said}


def cleaned(data: Mapping[str, Json]) -> Data:
    """NFC text without stray characters; empty answers are null."""
    return {name: _clean(node) for name, node in data.items()}


def _clean(node: Json) -> Json:
    if isinstance(node, str):
        return clean(node) or None
    if isinstance(node, dict):
        return cleaned(node)
    if isinstance(node, list):
        return [_clean(item) for item in node]
    return node
