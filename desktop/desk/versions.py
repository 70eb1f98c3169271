"""A record beside the versions of its form: what it kept, and what would move."""

from collections.abc import Callable, Iterator

from desktop.desk.catalogue import Catalogue
from desktop.desk.entry import Entry
from desktop.desk.hiding import HOME, Path, private_paths
from desktop.desk.move_views import MoveLine
from desktop.desk.views import Kept
from desktop.ledger.canonical import Data
from desktop.store import homes
from desktop.xforms.aside import Stray, strays
from desktop.xforms.casts import cast
from desktop.xforms.definition import Definition, Question, Ref, generic
from desktop.xforms.engine import Form
from desktop.xforms.moving import Move, Origin, Way, moves, origins

Shown = Callable[[Definition, Question, str], str]


def kept(
    catalogue: Catalogue, shown: Shown, form: Form, data: Data
) -> tuple[Kept, ...]:
    """The answers that ``form`` does not ask, by what they once answered."""
    return tuple(
        _kept(stray, catalogue, shown, form.definition)
        for stray in strays(data, form.top)
    )


def _kept(stray: Stray, catalogue: Catalogue, shown: Shown, now: Definition) -> Kept:
    for before in _earlier(catalogue, now):
        origin = origins(before, now).get((generic(stray.row), stray.names))
        if origin is not None:
            return _of(stray, origin, shown(before, origin.question, stray.value))
    return Kept("/".join(stray.names), homes.shown(stray.value), row=number(stray.row))


def _of(stray: Stray, origin: Origin, value: str) -> Kept:
    label = words(origin.question) or "/".join(stray.names)
    beside = tuple(Ref("/".join((stray.row, *names))) for names in origin.beside)
    return Kept(label, value, beside, number(stray.row))


def stayed(catalogue: Catalogue, now: Definition) -> frozenset[Path]:
    """Where this version or one before asks what stays at the desk."""
    asked = (private_paths(one) for one in (now, *_earlier(catalogue, now)))
    return frozenset(p for paths in asked for p, how in paths.items() if how == HOME)


def _earlier(catalogue: Catalogue, now: Definition) -> Iterator[Definition]:
    index = catalogue.pack.form(now.form_id)
    for version in index.earlier:
        if version != now.version:
            yield catalogue.definition(f"{now.form_id}@{version}")


def move_lines(entry: Entry, after: Definition, shown: Shown) -> Iterator[MoveLine]:
    """What becomes of each answer, in the order of the version it was made with."""
    before = entry.form.definition
    told = {move.ref: move for move in moves(before, after)}
    asked = {question.ref: question for question in after.questions}
    for node in entry.nodes():
        question = node.question
        if question is None or not node.value or not node.label:
            continue
        move = told.get(question.ref)
        if move is not None:
            to = [asked[ref] for ref in move.to]
            way = _way(move, node.value, to)
            value = shown(before, question, node.value)
            labels = tuple(words(new) for new in to)
            yield MoveLine(way, node.label, value, number(node.ref), labels)


def _way(move: Move, value: str, to: list[Question]) -> Way:
    """Of another type, but this value is of both: it goes along."""
    if move.way is not Way.UNFIT or cast(to[0].type, value) is None:
        return move.way
    return Way.SAME if move.ref == to[0].ref else Way.RENAMED


def words(question: Question) -> str:
    """Its label in the form's first language."""
    return next(iter(question.label.values()), "")


def number(ref: str) -> int:
    """Of the innermost row that a path stands in."""
    found = ref.rpartition("[")[2].partition("]")[0]
    return int(found) if found.isdecimal() else 0
