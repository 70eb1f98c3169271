"""Which page shows which place."""

from typing import TYPE_CHECKING

from desktop.gui.pages.entry import EntryPage
from desktop.gui.pages.hand_over import HandOverPage
from desktop.gui.pages.page import Page
from desktop.gui.pages.period import PeriodPage
from desktop.gui.pages.record import RecordPage
from desktop.gui.pages.records import RecordsPage
from desktop.gui.pages.settings import SettingsPage
from desktop.gui.pages.take_in import TakeInPage
from desktop.gui.places import (
    ClosePeriod,
    EditRecord,
    HandOver,
    NewRecord,
    Place,
    Records,
    Settings,
    ShowRecord,
    TakeIn,
)

if TYPE_CHECKING:
    from desktop.desk.desk import Ask

PAGES: dict[type[Place], type[Page]] = {
    Records: RecordsPage,
    NewRecord: EntryPage,
    EditRecord: EntryPage,
    ShowRecord: RecordPage,
    ClosePeriod: PeriodPage,
    HandOver: HandOverPage,
    TakeIn: TakeInPage,
    Settings: SettingsPage,
}


def start(ask: "Ask") -> Place:
    """Where a session begins: the first form's records."""
    return Records(ask.records.menu()[0].form_id)
