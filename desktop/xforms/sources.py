"""Secondary instances as tables: rows found by an index, nodes made when walked."""

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol, TypeAlias

from desktop.xforms.tree import ELEMENT, Node, element
from desktop.xforms.xpath.faults import Failed

Row: TypeAlias = Mapping[str, str]

MAX_MADE = 1_000_000  # nodes of a list that an expression walks: 300 MB


class SecondaryInstance(Protocol):
    """A list kept elsewhere: a CSV, a table of the store."""

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the columns."""
        ...

    def rows(self, equal: Mapping[str, str]) -> Sequence[Row]:
        """Rows whose columns equal these texts, in the list's order."""
        ...

    def count(self) -> int:
        """How many rows there are."""
        ...


Sources: TypeAlias = Callable[[str], SecondaryInstance]


class Rows:
    """A secondary instance held in memory, with an index per asked column."""

    def __init__(self, columns: Sequence[str], rows: Sequence[Row]) -> None:
        self.columns = tuple(columns)
        self._rows = rows
        self._indexes: dict[str, dict[str, list[Row]]] = {}

    def rows(self, equal: Mapping[str, str]) -> Sequence[Row]:
        """Rows whose columns equal these texts, in order."""
        if not equal:
            return self._rows
        wanted = equal.items()
        if len(equal) == 1:
            ((only, text),) = wanted
            return self._index(only).get(text, ())
        found = [self._index(name).get(text, ()) for name, text in wanted]
        best = min(found, key=len)
        return [row for row in best if all(row.get(n, "") == t for n, t in wanted)]

    def count(self) -> int:
        """How many rows there are."""
        return len(self._rows)

    def _index(self, column: str) -> dict[str, list[Row]]:
        index = self._indexes.get(column)
        if index is None:
            index = self._indexes[column] = {}
            for row in self._rows:
                index.setdefault(row.get(column, ""), []).append(row)
        return index


class _Root(Node):
    """The element above the items; its children are made when walked."""

    __slots__ = ("_items", "table")

    def __init__(self, name: str, table: "TableTop") -> None:
        self._items: list[Node] | None = None
        super().__init__(ELEMENT, name)
        self.table = table

    @property
    def children(self) -> list[Node]:
        """All items."""
        if self._items is None:
            self._items = self.table.select(())
        return self._items

    @children.setter
    def children(self, _value: list[Node]) -> None:
        """Only the table makes items."""


class TableTop(Node):
    """What ``instance('x')`` gives for a table."""

    __slots__ = ("columns", "item_name", "root", "source")

    def __init__(
        self, source: SecondaryInstance, root: str = "root", item: str = "item"
    ) -> None:
        super().__init__(ELEMENT, "instance")
        self.source = source
        self.columns = frozenset(source.columns)
        self.item_name = item
        self.root = self.append(_Root(root, self))

    def select(self, equal: Sequence[tuple[str, str]]) -> list[Node]:
        """Item nodes whose columns equal these texts."""
        wanted = dict(equal)
        if len(wanted) != len(set(equal)):
            return []  # one column, two different texts
        rows = self.source.rows(wanted)
        if len(rows) * (1 + len(self.columns)) > MAX_MADE:
            raise Failed("xpath.too_long_walk", limit=MAX_MADE)
        return [self.item(row) for row in rows]

    def item(self, row: Row) -> Node:
        """The node of one row."""
        made = element(self.item_name)
        made.parent = self.root
        for column in self.source.columns:
            made.append(element(column, row.get(column, "")))
        return made


def empty() -> SecondaryInstance:
    """A list without rows."""
    return Rows((), ())


def no_sources(_name: str) -> SecondaryInstance:
    """For forms that need no list from outside."""
    return empty()


def table_of(top: Node) -> TableTop | None:
    """The table of an instance written in the form, where its shape is regular."""
    roots = [child for child in top.children if child.kind == ELEMENT]
    if len(roots) != 1 or not roots[0].children:
        return None
    items = roots[0].children
    names = {item.name for item in items}
    if len(names) != 1 or not all(_regular(item) for item in items):
        return None
    rows = [{child.name: child.text for child in item.children} for item in items]
    columns = dict.fromkeys(name for row in rows for name in row)
    return TableTop(Rows(tuple(columns), rows), roots[0].name, names.pop())


def _regular(item: Node) -> bool:
    """A row: leaves of different names, nothing else."""
    if item.attributes or not item.children:
        return False
    leaves = all(not child.children and not child.attributes for child in item.children)
    return leaves and len({child.name for child in item.children}) == len(item.children)
