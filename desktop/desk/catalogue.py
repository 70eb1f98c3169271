"""Forms made ready when first asked for, and the lists they choose from.

The form engine is imported with the first form, not when a desk is opened.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from desktop.desk import figure_defs
from desktop.desk.packs import Pack
from desktop.desk.succession import meant
from desktop.ledger.ids import UnitCode
from desktop.store.connection import Connection

if TYPE_CHECKING:
    from desktop.desk.free_text import Rules
    from desktop.desk.stamps import Stamp
    from desktop.store.specs import EntitySpec, TableSpec
    from desktop.xforms.definition import Definition
    from desktop.xforms.engine import Form
    from desktop.xforms.sources import Row, Rows, SecondaryInstance

# Raised whenever the same form gets other tables than before: a desk that knows its
# pack and this number opens without reading a form.
SHAPE = 3


class Catalogue:
    """The pack's forms, tables and lists; nothing is read before it is needed."""

    def __init__(self, pack: Pack, own: UnitCode | None = None) -> None:
        self.pack = pack
        self._own = own
        self._definitions: dict[str, Definition] = {}
        self._forms: dict[str, Form] = {}
        self._lists: dict[str, SecondaryInstance] = {}
        self._specs: dict[str, TableSpec] = {}

    def definition(self, name: str) -> "Definition":
        """A form as it is written; ``model``, or ``model@2`` for a version before."""
        if name not in self._definitions:
            from desktop.xforms.parse import parse

            self._definitions[name] = parse(self.pack.xform(name))
        return self._definitions[name]

    def form(self, name: str) -> "Form":
        """A form ready to be filled in."""
        if name not in self._forms:
            from desktop.xforms.engine import Form

            self._forms[name] = Form(self.definition(name))
        return self._forms[name]

    def spec(self, name: str) -> "TableSpec":
        """The shape of one form's tables."""
        if name not in self._specs:
            from desktop.desk.shapes import table_spec

            known = self.pack.forms.get(name)  # none for a version before
            earlier = tuple(known.earlier) if known else ()
            self._specs[name] = replace(
                table_spec(self.definition(name), self.pack),
                past=tuple(
                    self._past(f"{name}@{version}") for version in reversed(earlier)
                ),
            )
        return self._specs[name]

    def _past(self, name: str) -> "TableSpec":
        from desktop.desk.shapes import table_spec

        return table_spec(self.definition(name), self.pack)

    def specs(self) -> "Mapping[str, TableSpec]":
        """The shape of every form's tables, each made when it is looked up."""
        return _Specs(self)

    @property
    def mark(self) -> str:
        """Stands for all of ``specs``."""
        return f"{self.pack.sha256}/{SHAPE}"

    @cached_property
    def stamp(self) -> "Stamp":
        """How secret papers are known."""
        from desktop.desk.stamps import stamp

        return stamp(self.pack)

    @cached_property
    def free_texts(self) -> "Rules":
        """What free texts may not tell."""
        from desktop.desk.free_text import rules

        return rules(self.pack)

    def source(self, name: str, reader: Connection) -> "SecondaryInstance":
        """A list by the name a form gives it; records, codes, or units."""
        maker = self.pack.maker_of(name)
        if maker is not None:
            from desktop.desk.shapes import entity_spec

            entity = entity_spec(self.definition(maker), self.spec(maker))
            if entity is not None:
                return EntityList(reader, entity)
        if name not in self._lists:
            self._lists[name] = self._read(name)
        return self._lists[name]

    def units(self, version: str) -> "SecondaryInstance":
        """The unit list for a record made with a version of it."""
        return UnitList(self.pack, self._own, version)

    def _read(self, name: str) -> "SecondaryInstance":
        from desktop.xforms.sources import Rows, empty

        if name == "units":
            return UnitList(self.pack, self._own)
        if name == figure_defs.LIST:
            found = figure_defs.list_rows(self.pack)
            return Rows(tuple(found[0]) if found else (), found)
        if not self.pack.has_list(name):
            return empty()
        rows = self.pack.rows("lists", f"{name}.csv")
        return Rows(tuple(rows[0]), rows)


class _Specs(Mapping[str, "TableSpec"]):
    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def __getitem__(self, form_id: str) -> "TableSpec":
        if form_id not in self._catalogue.pack.forms:
            raise KeyError(form_id)
        return self._catalogue.spec(form_id)

    def __iter__(self) -> Iterator[str]:
        return iter(self._catalogue.pack.forms)

    def __len__(self) -> int:
        return len(self._catalogue.pack.forms)


class EntityList:
    """Records of a form as a list to choose from."""

    def __init__(self, reader: Connection, spec: "EntitySpec") -> None:
        self._reader = reader
        self._spec = spec

    @property
    def columns(self) -> tuple[str, ...]:
        """name, label, and what the form saves to the list."""
        from desktop.store import entities

        return entities.columns(self._spec)

    def rows(self, equal: Mapping[str, str]) -> "Sequence[Row]":
        """Entities whose columns equal what is asked."""
        from desktop.store import entities

        return entities.rows(self._reader, self._spec, equal)

    def count(self) -> int:
        """How many there are."""
        from desktop.store import entities

        return entities.count(self._reader, self._spec)


class UnitList:
    """The unit list; one unit is found without reading all of them.

    Of the desk's own code it knows only the desk's own unit: codes were used again, and
    what a former unit of the same code did is not this desk's to record. ``version``: a
    record made with that list is mended as its unit's.
    """

    def __init__(
        self, pack: Pack, own: UnitCode | None = None, version: str = ""
    ) -> None:
        self._pack = pack
        self._own = own
        self._version = version
        self._known: dict[str, list[dict[str, str]]] = {}  # by code, as asked for

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """name (the code), label, level, parent, valid_from, valid_to …"""
        return self._pack.unit_columns

    def rows(self, equal: Mapping[str, str]) -> "Sequence[Row]":
        """Units whose columns equal what is asked, in the list's order."""
        code = equal.get("name")
        if code is None:
            return self._all.rows(equal)
        wanted = equal.items()
        if code not in self._known:
            self._known[code] = self._pack.unit_rows(code) if code else []
        found = self._known[code]
        if code == self._own:
            since = meant(self._pack, self._own, self._version).unit.valid_from
            found = [row for row in found if row["valid_from"] == since]
        return [row for row in found if all(row.get(n, "") == t for n, t in wanted)]

    def count(self) -> int:
        """How many rows there are."""
        return self._all.count()

    @cached_property
    def _all(self) -> "Rows":
        from desktop.xforms.sources import Rows

        rows = self._pack.rows("units", "units.csv")
        return Rows(tuple(rows[0]), rows)
