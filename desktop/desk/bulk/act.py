"""Taking a table in: written whole, or not at all."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from desktop.desk.core import Core
from desktop.desk.entry import finished
from desktop.desk.views import Changed, Progress, Work
from desktop.ledger.revision import Finished
from desktop.store.connection import Connection, transaction

if TYPE_CHECKING:  # a desk is opened for writing without the readers of tables
    from desktop.desk.bulk.views import Look, Plan, TakenRows, Wish
    from desktop.tables.table import Table


class BulkAct:
    """Taking tables in."""

    def __init__(
        self, core: Core, writer: Connection, finish: Callable[[Finished], Changed]
    ) -> None:
        self._core = core
        self._writer = writer
        self._finish = finish

    def look(
        self, form_id: str, table: "Table", plan: "Plan", wish: "Wish"
    ) -> "Work[Look]":
        """What taking it in would do; writes nothing."""
        from desktop.desk.bulk.taking import Taking

        taking = Taking(self._core, self._writer, form_id, table, plan, wish)
        return (yield from taking.prepare()).look

    def take_in(
        self, form_id: str, table: "Table", plan: "Plan", wish: "Wish"
    ) -> "Work[TakenRows]":
        """All good rows in one transaction; nothing while a row is bad."""
        from desktop.desk.bulk import mapping
        from desktop.desk.bulk.taking import Taking
        from desktop.desk.bulk.views import TakenRows

        taking = Taking(self._core, self._writer, form_id, table, plan, wish)
        prepared = yield from taking.prepare()
        if prepared.look.grave:
            return TakenRows(prepared.look, 0, None)
        contents = prepared.contents
        yield Progress(len(contents), len(contents), "progress.write")
        changed = self._finish(finished(*contents)) if contents else None
        with transaction(self._writer):
            mapping.remember(self._writer, form_id, plan)
        return TakenRows(prepared.look, len(contents), changed)
