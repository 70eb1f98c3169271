"""What was just finished, in a sentence."""

from collections.abc import Sequence

from desktop.desk.views import RecordRow
from desktop.gui.words import say
from desktop.text.dates import format_iso


def told(rows: Sequence[RecordRow]) -> str:
    """A finished record in a sentence."""
    return "; ".join(
        say("gui.records.done", title=row.title, date=format_iso(row.date))
        if row.date
        else say("gui.records.done_undated", title=row.title)
        for row in rows
    )
