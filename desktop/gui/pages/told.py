"""What was just finished, in a sentence; and what it may have been before."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from desktop.desk.views import RecordRow
from desktop.gui.parts.card import Strip
from desktop.gui.words import say
from desktop.ledger.ids import RecordId
from desktop.text.dates import format_iso

if TYPE_CHECKING:
    from desktop.desk.desk import Ask


def tell_done(strip: Strip, ask: "Ask", record: RecordId) -> None:
    """A finished record; the one that it may be the same as is named at once."""
    words = told(ask.records.rows((record,)))
    pairs = ask.pairs.of(record)
    if not pairs:
        strip.tell(words, "good", "good")
        return
    first = pairs[0]
    like = first.other if first.one.record == record else first.one
    named = say("gui.same.named", title=like.title, date=format_iso(like.date))
    more = say("gui.same.maybe", record=named)
    strip.tell(f"{words}. {more}", "warning", "warning")


def told(rows: Sequence[RecordRow]) -> str:
    """A finished record in a sentence."""
    return "; ".join(
        say("gui.records.done", title=row.title, date=format_iso(row.date))
        if row.date
        else say("gui.records.done_undated", title=row.title)
        for row in rows
    )
