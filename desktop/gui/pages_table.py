"""Which page shows which place; a page is loaded when it is first gone to."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from desktop.gui.actions import Id
from desktop.gui.pages.page import Page
from desktop.gui.pages.records import RecordsPage
from desktop.gui.places import (
    Certificates,
    ClosedReport,
    ClosePeriod,
    EditRecord,
    HandOver,
    ImportTable,
    NewRecord,
    OrganisationChain,
    OtherForms,
    Place,
    Privacy,
    RawRecord,
    Records,
    ReportsReceived,
    SameEvents,
    Settings,
    ShowRecord,
    TakeIn,
    UpdateProgram,
)

if TYPE_CHECKING:
    from desktop.desk.desk import Ask


def _entry() -> type[Page]:
    from desktop.gui.pages.entry import EntryPage

    return EntryPage


def _import() -> type[Page]:
    from desktop.gui.pages.importing import ImportPage

    return ImportPage


def _record() -> type[Page]:
    from desktop.gui.pages.record import RecordPage

    return RecordPage


def _raw() -> type[Page]:
    from desktop.gui.pages.raw import RawPage

    return RawPage


def _period() -> type[Page]:
    from desktop.gui.pages.period import PeriodPage

    return PeriodPage


def _closed() -> type[Page]:
    from desktop.gui.pages.closed import ClosedPage

    return ClosedPage


def _chain() -> type[Page]:
    from desktop.gui.pages.chain import ChainPage

    return ChainPage


def _same() -> type[Page]:
    from desktop.gui.pages.same import SamePage

    return SamePage


def _hand_over() -> type[Page]:
    from desktop.gui.pages.hand_over import HandOverPage

    return HandOverPage


def _take_in() -> type[Page]:
    from desktop.gui.pages.take_in import TakeInPage

    return TakeInPage


def _received() -> type[Page]:
    from desktop.gui.pages.received import ReceivedPage

    return ReceivedPage


def _certificates() -> type[Page]:
    from desktop.gui.pages.certificates import CertificatesPage

    return CertificatesPage


def _privacy() -> type[Page]:
    from desktop.gui.pages.privacy import PrivacyPage

    return PrivacyPage


def _others() -> type[Page]:
    from desktop.gui.pages.other_forms import OtherFormsPage

    return OtherFormsPage


def _settings() -> type[Page]:
    from desktop.gui.pages.settings import SettingsPage

    return SettingsPage


def _update() -> type[Page]:
    from desktop.gui.pages.update import UpdatePage

    return UpdatePage


PAGES: dict[type[Place], Callable[[], type[Page]]] = {
    Records: lambda: RecordsPage,
    NewRecord: _entry,
    ImportTable: _import,
    EditRecord: _entry,
    ShowRecord: _record,
    RawRecord: _raw,
    ClosePeriod: _period,
    ClosedReport: _closed,
    OrganisationChain: _chain,
    SameEvents: _same,
    OtherForms: _others,
    HandOver: _hand_over,
    TakeIn: _take_in,
    ReportsReceived: _received,
    Certificates: _certificates,
    Privacy: _privacy,
    Settings: _settings,
    UpdateProgram: _update,
}

BY_KEY: dict[Id, Place] = {
    Id.PERIOD: ClosePeriod(),
    Id.SAME: SameEvents(),
    Id.OTHERS: OtherForms(),
    Id.HAND_OVER: HandOver(),
    Id.TAKE_IN: TakeIn(),
    Id.RECEIVED: ReportsReceived(),
    Id.CERTIFICATES: Certificates(),
    Id.PRIVACY: Privacy(),
    Id.SETTINGS: Settings(),
}


def start(ask: "Ask") -> Place:
    """Where a session begins: the first form's records."""
    return Records(first(ask))


def first(ask: "Ask") -> str:
    """The form that stands first."""
    return ask.records.menu()[0].form_id
