"""Tables on their way in: what a desk can tell of them."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from desktop.desk.bulk import mapping, rules
from desktop.desk.bulk.views import Look, Offer, Plan
from desktop.desk.core import Core
from desktop.errors import Refused
from desktop.store.connection import Connection
from desktop.tables import delimited, file
from desktop.tables.table import Place, Sheet, Table
from desktop.xforms.definition import Definition


class BulkAsk:
    """Looking at tables; writes nothing."""

    def __init__(self, core: Core, reader: Connection) -> None:
        self._core = core
        self._reader = reader

    def offers(self, form_id: str) -> tuple[Offer, ...]:
        """The questions a column may answer."""
        return mapping.offers(self._definition(form_id))

    def plan(self, form_id: str, table: Table, header: int | None = None) -> Plan:
        """How a table would be read; as the last one with this header, if any."""
        definition = self._definition(form_id)
        rule = rules.rule(self._core.catalogue.pack, form_id)
        if not any(any(cell != "" for cell in row) for row in table.rows):
            raise Refused("import.empty")
        found = mapping.plan(table, definition, rule, header)
        return mapping.recalled(self._reader, form_id, found, definition)

    def mapped(self, form_id: str, plan: Plan, given: Mapping[str, str]) -> Plan:
        """The plan with other questions for some columns, by letter or header."""
        return mapping.mapped(plan, given, self._definition(form_id))

    def _definition(self, form_id: str) -> Definition:
        rules.rule(self._core.catalogue.pack, form_id)
        return self._core.catalogue.form(form_id).definition


def opened(chosen: Path) -> tuple[bytes, Sequence[Sheet]]:
    """A file's bytes and its sheets."""
    content = file.read_bytes(chosen)
    return content, file.sheets(content)


def table_of(content: bytes, sheet: str | None = None) -> Table:
    """One sheet of it."""
    return file.read(content, sheet)


def pasted(text: str) -> Table:
    """A block of cells from the clipboard."""
    return delimited.pasted(text)


def sure_places(look: Look) -> frozenset[Place]:
    """The cells that are surely in a coding of before Unicode."""
    return frozenset(one.place for one in look.former if one.sure)
