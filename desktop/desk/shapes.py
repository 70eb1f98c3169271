"""From a form's definition to the shape of its tables."""

from collections.abc import Iterable

from desktop.desk import figure_defs
from desktop.desk.packs import Pack
from desktop.store.specs import (
    ColumnKind,
    ColumnSpec,
    EntitySpec,
    RepeatSpec,
    TableSpec,
)
from desktop.xforms.definition import (
    Definition,
    Group,
    Item,
    Itemset,
    Kind,
    Question,
    Repeat,
)
from desktop.xforms.sources import SecondaryInstance, TableTop

_KINDS = {
    Kind.INTEGER: ColumnKind.INTEGER,
    Kind.DECIMAL: ColumnKind.SCALED,
    Kind.SELECT_MULTIPLE: ColumnKind.MULTIPLE,
    Kind.RANK: ColumnKind.MULTIPLE,
}
_NO_COLUMN = {Kind.NOTE, Kind.TRIGGER}
_SCALE = "2"
_LONGEST_LABELLED = 300  # longer lists are looked up, not copied into the shape


def table_spec(definition: Definition, pack: Pack) -> TableSpec:
    """Columns by stable id; groups are flattened, repeats have their own tables."""
    flat = list(_questions(definition.root.children))
    return TableSpec(
        form=definition.form_id,
        columns=tuple(_column(question, (), pack) for question in flat),
        repeats=tuple(_repeats(definition.root.children, pack)),
        title=_role(flat, "title"),
        date=next(iter(_role(flat, "date")), ""),
        detail=_role(flat, "detail"),
        version=definition.version,
    )


def entity_spec(definition: Definition, table: TableSpec) -> EntitySpec | None:
    """The list that a form's records make up, shown by its title column."""
    declared = definition.entity
    if declared is None:
        return None
    known = {column.name for column in table.columns}
    named = _role(_questions(definition.root.children), "label") or table.title
    return EntitySpec(
        declared.list_name,
        table,
        label=named[0] if named else "record",
        properties=tuple(
            (name, question)
            for name, question in declared.properties.items()
            if question in known
        ),
    )


def list_of(question: Question) -> str:
    """The secondary instance that a select chooses from, "" when none."""
    if not isinstance(question.choices, Itemset):
        return ""
    nodeset = question.choices.nodeset
    start = nodeset.find("instance('")
    return nodeset[start + 10 :].partition("'")[0] if start >= 0 else ""


def choosing(definition: Definition, list_name: str) -> Iterable[tuple[str, str]]:
    """Table and column of each question that chooses from a list."""
    top, table = definition.root.children, f"f_{definition.form_id}"
    rows = [(f"{table}__{repeat.name}", repeat.children) for repeat in _rows(top)]
    for place, items in ((table, top), *rows):
        for question in _questions(items):
            if list_of(question) == list_name:
                yield place, question.stable_id or question.name


def list_inside(definition: Definition, name: str) -> SecondaryInstance | None:
    """A list of the form's own, by name."""
    found = (one.inside for one in definition.instances if one.id == name)
    inside = next(found, None)
    return inside.source if isinstance(inside, TableTop) else None


def _questions(items: Iterable[Item]) -> Iterable[Question]:
    for item in items:
        if isinstance(item, Group):
            yield from _questions(item.children)
        elif isinstance(item, Question) and item.kind not in _NO_COLUMN:
            yield item


def _rows(items: Iterable[Item]) -> Iterable[Repeat]:
    for item in items:
        if isinstance(item, Group):
            yield from _rows(item.children)
        elif isinstance(item, Repeat):
            yield item


def _repeats(items: Iterable[Item], pack: Pack) -> Iterable[RepeatSpec]:
    for item in _rows(items):
        above = _path(item.ref)
        columns = [_column(q, above, pack) for q in _questions(item.children)]
        yield RepeatSpec(item.name, above, tuple(columns))


def _path(ref: str) -> tuple[str, ...]:
    return tuple(ref.split("/")[2:])


def _column(question: Question, above: tuple[str, ...], pack: Pack) -> ColumnSpec:
    kind = _KINDS.get(question.kind, ColumnKind.TEXT)
    scaled = kind is ColumnKind.SCALED
    return ColumnSpec(
        name=question.stable_id or question.name,
        kind=kind,
        path=_path(question.ref)[len(above) :],
        scale=int(question.columns.get("scale", _SCALE)) if scaled else 0,
        labels=_labels(question, pack),
        shown=question.columns.get("shown", ""),
    )


def _labels(question: Question, pack: Pack) -> tuple[tuple[str, str], ...]:
    name = list_of(question)
    if name == figure_defs.LIST:
        named = figure_defs.list_rows(pack)
        return tuple((row["name"], row["label"]) for row in named)
    if not name or not pack.has_list(name):
        return ()
    rows = pack.rows("lists", f"{name}.csv")
    if len(rows) > _LONGEST_LABELLED:
        return ()
    return tuple((row["name"], row["label"]) for row in rows)


def _role(questions: Iterable[Question], role: str) -> tuple[str, ...]:
    return tuple(
        question.stable_id or question.name
        for question in questions
        if question.columns.get("role") == role
    )
