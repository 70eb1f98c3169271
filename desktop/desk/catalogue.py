"""Forms made ready when first asked for, and the lists they choose from."""

from collections.abc import Mapping, Sequence

from desktop.desk.packs import Pack
from desktop.desk.shapes import entity_spec, table_spec
from desktop.store import entities
from desktop.store.connection import Connection
from desktop.store.specs import EntitySpec, TableSpec
from desktop.xforms.engine import Form
from desktop.xforms.parse import parse
from desktop.xforms.sources import Row, Rows, SecondaryInstance, empty


class Catalogue:
    """The pack's forms, tables and lists; nothing is read before it is needed."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self._forms: dict[str, Form] = {}
        self._lists: dict[str, SecondaryInstance] = {}
        self._entities: dict[str, EntitySpec] | None = None
        self._specs: dict[str, TableSpec] | None = None

    def form(self, form_id: str) -> Form:
        """A form ready to be filled in."""
        if form_id not in self._forms:
            self._forms[form_id] = Form(parse(self.pack.xform(form_id)))
        return self._forms[form_id]

    def specs(self) -> dict[str, TableSpec]:
        """The shape of every form's tables."""
        if self._specs is None:
            self._specs = {
                form_id: table_spec(self.form(form_id).definition, self.pack)
                for form_id in self.pack.forms
            }
        return self._specs

    def entities(self) -> Mapping[str, EntitySpec]:
        """The lists made of records, by name."""
        if self._entities is None:
            found = (
                entity_spec(self.form(form_id).definition, spec)
                for form_id, spec in self.specs().items()
            )
            self._entities = {e.list_name: e for e in found if e is not None}
        return self._entities

    def source(self, name: str, reader: Connection) -> SecondaryInstance:
        """A list by the name a form gives it; records, codes, or units."""
        entity = self.entities().get(name)
        if entity is not None:
            return EntityList(reader, entity)
        if name not in self._lists:
            self._lists[name] = self._read(name)
        return self._lists[name]

    def _read(self, name: str) -> SecondaryInstance:
        if name == "units":
            rows = self.pack.rows("units", "units.csv")
        elif self.pack.has_list(name):
            rows = self.pack.rows("lists", f"{name}.csv")
        else:
            return empty()
        return Rows(tuple(rows[0]), rows)


class EntityList:
    """Records of a form as a list to choose from."""

    def __init__(self, reader: Connection, spec: EntitySpec) -> None:
        self._reader = reader
        self._spec = spec

    @property
    def columns(self) -> tuple[str, ...]:
        """name, label, and what the form saves to the list."""
        return entities.columns(self._spec)

    def rows(self, equal: Mapping[str, str]) -> Sequence[Row]:
        """Entities whose columns equal what is asked."""
        return entities.rows(self._reader, self._spec, equal)

    def count(self) -> int:
        """How many there are."""
        return entities.count(self._reader, self._spec)
