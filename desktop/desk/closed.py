"""What a desk can tell of a period that was closed; writes nothing."""

from dataclasses import replace

from desktop.desk import as_then
from desktop.desk.core import Core
from desktop.desk.outline import place
from desktop.desk.period_views import Registered
from desktop.errors import Refused
from desktop.ledger.ids import RecordId
from desktop.signing.atrest import unseal
from desktop.store import history
from desktop.store.connection import Connection


class ClosedAsk:
    """By the record of its report."""

    def __init__(self, core: Core, reader: Connection) -> None:
        self._core = core
        self._reader = reader

    def signed_figures(self, record: RecordId) -> dict[str, tuple[str, str, str]]:
        """What a report_submission says: code -> (value, n, d) as signed."""
        names = history.heads(self._reader, record)
        head = history.read(self._reader, names[0]) if names else None
        rows = head.data.get("figures") if head else None
        return {
            str(row["code"]): tuple(str(row.get(k) or "") for k in ("value", "n", "d"))  # type: ignore[misc]
            for row in (rows if isinstance(rows, list) else [])
            if isinstance(row, dict)
        }

    def as_signed(self, record: RecordId) -> as_then.AsSigned:
        """Its figures as signed, as of then, and as of now."""
        pack = self._core.catalogue.pack
        found = as_then.as_signed(self._core, self._reader, record)
        told = sorted(found.figures, key=lambda one: place(pack, one.code))
        return replace(found, figures=tuple(told))

    def pdf_of(self, record: RecordId) -> bytes:
        """The report that it was signed with."""
        names = history.heads(self._reader, record)
        head = history.read(self._reader, names[0]) if names else None
        sha256 = str(head.data.get("pdf_sha256")) if head else ""
        sealed = self._core.folder / "attachments" / sha256
        if not sha256 or not sealed.is_file():
            raise Refused("report.not_here")
        return unseal(self._core.key, sha256, sealed.read_bytes())

    def reprint(self, record: RecordId) -> bytes:
        """The report under the number that it was given."""
        from desktop.desk.registering import reprinted

        return reprinted(self._core, self._reader, record)

    def registered(self, record: RecordId) -> Registered:
        """Number, day, signer and post, as far as they are known."""
        from desktop.desk import registering

        return registering.told(self._core, self._reader, record)
