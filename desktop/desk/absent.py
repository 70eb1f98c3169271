"""What is shown where a value was destroyed, or stayed at another desk."""

from desktop.desk.standing import at_ref
from desktop.ledger.commitment import commitment_of, stands_for
from desktop.ledger.revision import Revision
from desktop.store import values
from desktop.store.connection import Connection
from desktop.store.homes import ELSEWHERE
from desktop.text.dates import format_iso


class Absent:
    """Values that lines name and this desk may not hold."""

    def __init__(self, reader: Connection) -> None:
        self._reader = reader

    def said(self, hidden: str) -> str:
        """The value, or what is shown in its place."""
        held = values.read(self._reader, hidden)
        return held.value if held else self.erased(hidden)

    def redacted(self, head: Revision, ref: str) -> str:
        """What is shown of an answer that was destroyed; "" for any other."""
        hidden = commitment_of(at_ref(head.data, ref))
        return self.erased(hidden) if hidden else ""

    def erased(self, hidden: str) -> str:
        """What is shown in place of a value that was destroyed."""
        at = values.redacted_at(self._reader, hidden)
        return f"(đã xóa theo yêu cầu ngày {format_iso(at)})" if at else ""

    def elsewhere(self, text: str) -> str:
        """What is shown where a value stayed at another desk."""
        name = stands_for(text)
        return (self.erased(name) or ELSEWHERE) if name else ""
