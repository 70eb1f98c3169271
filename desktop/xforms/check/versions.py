"""A form beside its previous version: ids that changed their meaning."""

from collections import Counter
from collections.abc import Iterator, Mapping

from desktop.xforms.check.finding import Finding
from desktop.xforms.check.places import Places
from desktop.xforms.definition import Definition, Kind, Question
from desktop.xforms.moving import FROM, Way, moves

_TEXT = "text"  # every answer stays readable as text
_WORDS = {"string": _TEXT, "": _TEXT, "int": "integer"}
_LISTS = frozenset((Kind.SELECT_ONE, Kind.SELECT_MULTIPLE, Kind.RANK))
# Changes under which every old answer is still one; others cut off or do not fit.
_WIDER = frozenset(
    (
        ("integer", "decimal"),
        ("date", "dateTime"),
        ("select_one", "select_multiple"),
        ("rank", "select_multiple"),
    )
)


def ids(definition: Definition, places: Places) -> Iterator[Finding]:
    """Two questions of one stable id would share a column."""
    counts = Counter(q.stable_id for q in _asked(definition))
    for question in _asked(definition):
        if counts[question.stable_id] > 1 and "id" in question.columns:
            place = places.of(question.ref)
            facts = {"id": question.stable_id}
            yield Finding("check.id_doubled", "survey", place.row, _ID, facts)
        for id_ in _sources(question):
            if id_ in counts:
                row = places.of(question.ref).row
                yield Finding("check.from_stands", "survey", row, _FROM, {"id": id_})


_ID = "bind::sph:id"
_FROM = "bind::sph:from"


def against(
    previous: Definition, definition: Definition, places: Places
) -> Iterator[Finding]:
    """Ids that were of another type, or stood for another question."""
    if previous.form_id == definition.form_id:
        if previous.version == definition.version:
            facts = {"version": definition.version or "—"}
            yield Finding("check.same_version", "settings", 2, "version", facts)
        before = _by_id(previous)
        for question in _asked(definition):
            old = before.get(question.stable_id)
            if old is not None:
                yield from _compared(old, question, places)
        yield from _strays(previous, definition, places)
        for move in moves(previous, definition):
            if move.way is Way.DROPPED and "/meta/" not in move.ref:
                facts = {"id": move.id, "was": move.ref}
                yield Finding("check.id_dropped", "survey", facts=facts, severe=False)


def _compared(old: Question, new: Question, places: Places) -> Iterator[Finding]:
    row = places.of(new.ref).row
    was, is_ = _sort(old), _sort(new)
    facts = {"id": new.stable_id, "was": was, "is": is_}
    fits = is_ == _TEXT or (was, is_) in _WIDER
    if was != is_ and not fits:
        yield Finding("check.id_retyped", "survey", row, "type", facts)
    elif was != is_:
        yield Finding("check.id_widened", "survey", row, "type", facts, severe=False)
    elif old.name != new.name and old.label != new.label:
        facts = {"id": new.stable_id, "was": old.name, "is": new.name}
        yield Finding("check.id_reused", "survey", row, _ID, facts, severe=False)


def _sort(question: Question) -> str:
    """What its answers are, in the words of a table."""
    if question.kind in _LISTS:
        return question.kind.value
    return _WORDS.get(question.type, question.type)


def _strays(
    previous: Definition, definition: Definition, places: Places
) -> Iterator[Finding]:
    """Parts of what the previous version did not ask, or asked in another row."""
    split = {m.id: m.to for m in moves(previous, definition) if m.way is Way.SPLIT}
    asked, still = _by_id(previous), _by_id(definition)
    older = {id_ for question in _asked(previous) for id_ in _sources(question)}
    for question in _asked(definition):
        for id_ in _sources(question):
            row = places.of(question.ref).row
            if id_ not in asked and id_ not in older:
                yield Finding("check.from_unknown", "survey", row, _FROM, {"id": id_})
            elif id_ in asked.keys() - still and question.ref not in split.get(id_, ()):
                yield Finding("check.from_elsewhere", "survey", row, _FROM, {"id": id_})


def _sources(question: Question) -> list[str]:
    return question.columns.get(FROM, "").split()


def _by_id(definition: Definition) -> Mapping[str, Question]:
    return {question.stable_id: question for question in _asked(definition)}


def _asked(definition: Definition) -> Iterator[Question]:
    for question in definition.questions:
        if "/meta/" not in question.ref and question.kind is not Kind.NOTE:
            yield question
