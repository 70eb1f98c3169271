"""From a first start to the province, with keys only."""

import os
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from desktop.errors import Fault
from desktop.gui.application import Doors, application
from desktop.gui.pages.entry import EntryPage
from desktop.gui.pages.hand_over import HandOverPage
from desktop.gui.pages.period import PeriodPage
from desktop.gui.pages.record import RecordPage
from desktop.gui.pages.records import RecordsPage
from desktop.gui.pages.take_in import TakeInPage
from desktop.gui.places import Records
from desktop.gui.rehearsal.hands import ctrl, here, plain, press
from desktop.gui.rehearsal.seat import Seat, seated
from desktop.gui.sign_in import FirstRunPage, SignInPage
from desktop.ledger.canonical import Json

_Said = str | dict[str, Json]  # a step begins, or what it has found

EVENT = "mobilisation_event"
NOTE = "Nhân dân đề nghị bổ sung đèn đường ở tổ 5."
_SOUGHT = "den duong"  # as many type it
_ENTER, _TAB = Qt.Key.Key_Return, Qt.Key.Key_Tab
_MANY = 150  # more keys than any page asks for
_SOME_INKS = 12  # a blank window has one, text alone brings more


def rehearse(
    commune: Doors, province: Doors, unit: str, secret: str, stick: Path
) -> Iterator[_Said]:
    """A new desk's first evening; the same password opens both desks."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    with application() as app:
        with seated(app, commune) as seat:
            yield from _first_start(seat, unit, secret)
        with seated(app, commune) as seat:
            yield from _sign_in(seat, secret)
            yield from _enter(seat)
            yield from _close(seat)
            yield from _hand_over(seat, stick)
            code = seat.ask.desk().check_code
        (file,) = stick.glob("*.sph")
        with seated(app, replace(province, bundle=file)) as seat:
            yield from _take_in(seat, secret, code)


def _first_start(seat: Seat, unit: str, secret: str) -> Iterator[_Said]:
    yield "selftest.window"
    page = seat.on(FirstRunPage)
    for line, text in zip(page.lines, (unit, "Cán bộ", secret, secret), strict=True):
        line.setFocus()
        plain(text)
    press(_ENTER)
    seat.on(RecordsPage)
    seat.wait(lambda: seat.inks() > _SOME_INKS)
    yield {"books": sum(one.first for one in seat.ask.records.menu())}


def _sign_in(seat: Seat, secret: str) -> Iterator[_Said]:
    yield "selftest.sign_in"
    seat.on(SignInPage)
    plain(secret)
    press(_ENTER)
    seat.on(RecordsPage)


def _enter(seat: Seat) -> Iterator[_Said]:
    yield "selftest.enter"
    seat.go(Records(EVENT))
    ctrl(Qt.Key.Key_N)
    page = seat.on(EntryPage)
    for answer in ("Diễn đàn", "1/6", "Hội Liên hiệp Phụ nữ"):
        plain(answer)
        press(_ENTER)
    for _ in range(_MANY):
        if page.form.here() == "/data/attendance":
            break
        press(_ENTER)
    plain("86")
    page.form.enter("/data/note")
    plain(NOTE)
    yield "selftest.save"
    ctrl(Qt.Key.Key_S)
    press(Qt.Key.Key_F12)
    listed = seat.on(RecordsPage)
    seat.wait(lambda: listed.model.rowCount() == 1)
    yield {"records": len(seat.ask.records.ids(EVENT))}
    yield "selftest.search"
    yield {"found": [_found(listed, seat, query) for query in ("khong co", _SOUGHT)]}
    press(_ENTER)
    seat.on(RecordPage)


def _found(page: RecordsPage, seat: Seat, query: str) -> int:
    """How many rows are left by a search."""
    ctrl(Qt.Key.Key_F)
    ctrl(Qt.Key.Key_A)
    plain(query)
    press(_ENTER)
    seat.wait(lambda: page.search.text() == query)
    return page.model.rowCount()


def _close(seat: Seat) -> Iterator[_Said]:
    yield "selftest.close"
    ctrl(Qt.Key.Key_B)
    page = seat.on(PeriodPage)
    seat.wait(page.close_button.isEnabled)
    _tab_to(page.close_button)
    press(_ENTER)
    press(_ENTER)
    seat.wait(lambda: bool(seat.opened.files))
    (report,) = seat.ask.period.reports()
    printed = Path(seat.opened.files[0]).read_bytes()
    yield {"printed": printed == seat.ask.period.closed.pdf_of(report.record)}


def _tab_to(widget: QWidget) -> None:
    for _ in islice(iter(here, widget), _MANY):
        press(_TAB)
    if QApplication.focusWidget() is not widget:
        raise Fault("selftest.no_cursor")


def _hand_over(seat: Seat, stick: Path) -> Iterator[_Said]:
    yield "selftest.hand_over"
    ctrl(Qt.Key.Key_U)
    page = seat.on(HandOverPage)
    plain(str(stick))
    press(_ENTER)
    seat.wait(page.button.hasFocus)
    press(_ENTER)
    seat.wait(page.done.isVisible)
    yield {"bundles": len(list(stick.glob("*.sph")))}


def _take_in(seat: Seat, secret: str, code: str) -> Iterator[_Said]:
    """The file was opened from outside: it stands checked, and waits for the code."""
    yield "selftest.take_in"
    seat.on(SignInPage)
    plain(secret)
    press(_ENTER)
    page = seat.on(TakeInPage)
    seat.wait(page.preview.code.hasFocus)
    plain(code)
    press(_ENTER)
    seat.wait(lambda: bool(seat.ask.records.ids(EVENT, NOTE)))
    yield {"found": len(seat.ask.records.ids(EVENT, NOTE))}
