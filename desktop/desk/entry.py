"""Filling in a record; the only place where finished contents are made."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from desktop.desk.free_text import TYPED, FreeTexts, Rules
from desktop.desk.hiding import HOME, Hiding, Path, private_paths
from desktop.desk.naming import NOTHING
from desktop.desk.small_cells import Fold, folded
from desktop.desk.views import Kept, SmallCell
from desktop.errors import Refused
from desktop.ledger.canonical import Data, Json
from desktop.ledger.commitment import PrivateValue, stands_for
from desktop.ledger.ids import FormRef, RecordId, RevisionId, UnitCode, form_ref
from desktop.ledger.revision import Content, FileRef, Finished, Op, Reason, Revision
from desktop.ledger.world import Random
from desktop.store.homes import ELSEWHERE
from desktop.store.values import PAPERS
from desktop.text.clean import clean

if TYPE_CHECKING:  # a desk opens without the form engine
    from desktop.desk.blank import Blank
    from desktop.xforms.choices import Choice
    from desktop.xforms.definition import Definition, Ref
    from desktop.xforms.engine import Form
    from desktop.xforms.instance import Changes, Instance, NodeState, Problem

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
        stayed: Callable[[], frozenset[Path]],
        folds: tuple[Fold, ...] = (),
        rules: Rules = NO_RULES,
    ) -> None:
        self.form = form
        self.form_id, self.title = form.definition.form_id, form.definition.title
        self.instance = instance
        self.origin = origin
        self._point = point
        self._new_id = new_id
        self._random = random
        self._kept = kept
        self._stayed = stayed
        self.folds = folds
        self._texts = FreeTexts(rules)
        self._held = _held(instance) if origin.base else {}
        self.begun: tuple[str, ...] = ()  # questions answered as in the record before
        self.gone = NOTHING  # withdrawn records that its answers named when opened
        self.given: Mapping[str, str] = {}  # what a new record is filled with

    @property
    def record(self) -> RecordId:
        """The record's name for ever."""
        return self.origin.record

    def nodes(self) -> "tuple[NodeState, ...]":
        """Every question, group, repeat and row, in form order."""
        return tuple(map(_seen, self.instance.nodes()))

    def node(self, ref: str) -> "NodeState":
        """One of them."""
        return _seen(self.instance.node(ref))

    def answer(self, ref: str, text: str) -> "Changes":
        """Answer in canonical text; returns what to paint again."""
        return self.instance.set(ref, text)

    def choices(self, ref: str) -> "Sequence[Choice]":
        """What may be chosen; what was withdrawn is told as that."""
        found = self.instance.choices(ref)
        if not self.gone.titles or not found or not found[-1].retired:
            return found
        return [replace(one, label=self.gone.shown(one.label)) for one in found]

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
        told = (*self._texts.problems(nodes), *self.gone.problems(nodes))
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
        blocking = in_the_way(self.problems()) or self._outdated()
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

    def _outdated(self) -> "tuple[Problem, ...]":
        from desktop.desk.outdated import outdated

        return tuple(outdated(self.instance, self._held))

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
        hiding = Hiding(self._random)
        meta: Data = {}
        if rest:
            meta[ASIDE] = hiding.hide(rest, self._privacy_aside)
        if origin.papers:
            meta[PAPERS] = [{"#": name} for name in origin.papers]
        if meta:
            asked[META] = meta
        aside = (hiding.values, hiding.home)
        return put(form.definition, origin, asked, self._random, *aside)

    def _privacy_aside(self, path: Path) -> str:
        """What stayed here as an answer stays here aside."""
        if path[-1] == ROW:
            return ""
        return HOME if path in self._stayed() else "text"

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


def _held(instance: "Instance") -> dict[str, frozenset[str]]:
    from desktop.desk.outdated import held

    return held(instance)


def put(
    definition: "Definition",
    origin: Origin,
    data: Data,
    random: Random,
    more: Sequence[PrivateValue] = (),
    home: Sequence[PrivateValue] = (),
) -> Content:
    """Content of a record with its private leaves committed."""
    hiding = Hiding(random, [*more], [*home])
    private = private_paths(definition)
    hidden = hiding.hide(data, lambda path: private.get(path, ""))
    return Content(
        record=origin.record,
        form=form_ref(definition.form_id, definition.version),
        unit=origin.unit,
        units=origin.units,
        base=origin.base,
        op=Op.PUT,
        data=hidden,
        reason=Reason.TYPED,
        files=origin.files,
        values=tuple(hiding.values),
        home=tuple(hiding.home),
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


def _seen(node: "NodeState") -> "NodeState":
    """Of a value that stayed elsewhere, that it did; it is not typed over."""
    if node.question is None or not stands_for(node.value):
        return node
    return node._replace(value=ELSEWHERE, readonly=True)


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
