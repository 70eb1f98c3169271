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
    more = say("gui.same.maybe", record=named(like))
    strip.tell(f"{words}. {more}", "warning", "warning")


def named(row: RecordRow) -> str:
    """``Buổi tuyên truyền tập trung · 118 lượt người, ngày 30/06/2026``."""
    return say("gui.same.named", title=short(row), date=format_iso(row.date))


def short(row: RecordRow) -> str:
    """Title and detail, as far as there are."""
    return " · ".join(filter(None, (row.title, row.detail)))


def told(rows: Sequence[RecordRow]) -> str:
    """A finished record in a sentence."""
    return "; ".join(
        say("gui.records.done", title=row.title, date=format_iso(row.date))
        if row.date
        else say("gui.records.done_undated", title=row.title)
        for row in rows
    )
