"""Whoever cannot see the page can still use it: the accessibility tree, page by page."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QApplication,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from desktop.gui.places import (
    ClosePeriod,
    HandOver,
    ImportTable,
    NewRecord,
    OrganisationChain,
    Records,
    SameEvents,
    Settings,
    TakeIn,
    UpdateProgram,
)

PLACES = [
    Records("organisation"),
    Records("model"),
    NewRecord("mobilisation_event"),
    NewRecord("coordination_programme"),
    NewRecord("model"),
    NewRecord("commune_profile"),
    NewRecord("task_assignment"),
    NewRecord("task_progress"),
    NewRecord("residential_unit"),
    NewRecord("organisation"),
    NewRecord("model_point"),
    ImportTable("mobilisation_event"),
    ClosePeriod(),
    OrganisationChain("2026-01-01", "2026-06-30"),
    HandOver(),
    TakeIn(),
    SameEvents(),
    Settings(),
    UpdateProgram(),
]
ROLES = {
    QAccessible.Role.EditableText,
    QAccessible.Role.Button,
    QAccessible.Role.CheckBox,
    QAccessible.Role.RadioButton,
    QAccessible.Role.List,
    QAccessible.Role.Table,
    QAccessible.Role.ComboBox,
}


def walk(interface):
    yield interface
    if interface.role() in (QAccessible.Role.List, QAccessible.Role.Table):
        return  # its items are rows of data
    for at in range(interface.childCount()):
        child = interface.child(at)
        if child is not None and child.isValid():
            yield from walk(child)


def nameless(root):
    found = []
    for interface in walk(QAccessible.queryAccessibleInterface(root)):
        state = interface.state()
        if interface.role() not in ROLES or state.invisible:
            continue
        if not interface.text(QAccessible.Text.Name).strip():
            thing = interface.object()
            found.append(f"{type(thing).__name__} in {type(thing.parent()).__name__}")
    return found


@pytest.mark.parametrize("place", PLACES, ids=str)
def test_every_input_has_a_name(start, place):
    seat = start()
    page = seat.go(place)
    for sheet in getattr(getattr(page, "form", None), "_sheets", ()):
        if sheet.door is not None:
            sheet.unfold()
    QApplication.processEvents()
    assert nameless(seat.window) == []


def test_the_walk_sees_inputs(start):
    seat = start()
    seat.go(NewRecord("mobilisation_event"))
    roles = [i.role() for i in walk(QAccessible.queryAccessibleInterface(seat.window))]
    assert roles.count(QAccessible.Role.EditableText) >= 5
    assert QAccessible.Role.RadioButton in roles


def test_the_walk_would_see_a_nameless_input(qtbot):
    box = QWidget()
    line = QLineEdit(box)
    qtbot.addWidget(box)
    box.show()
    assert nameless(box) == ["QLineEdit in QWidget"]
    line.setAccessibleName("Tên")
    assert nameless(box) == []


def test_a_field_tells_its_problem_to_a_screen_reader(start):
    seat = start()
    page = seat.go(NewRecord("mobilisation_event"))
    page.form.be_strict()
    line = page.form.field("/data/event_date").control.line
    told = QAccessible.queryAccessibleInterface(line).text(QAccessible.Text.Description)
    assert "Cần trả lời" in told and "Hãy nhập ngày" in told


def focusable(page):
    return [
        widget
        for widget in page.findChildren(QWidget)
        if widget.isVisible()
        and widget.isEnabled()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.focusProxy() is None
        and not (isinstance(widget, QLineEdit) and widget.isReadOnly())
    ]


@pytest.mark.parametrize(
    "place",
    [Records("organisation"), ClosePeriod(), HandOver(), TakeIn(), Settings()],
    ids=str,
)
def test_tab_reaches_everything(start, place):
    seat = start()
    page = seat.go(place)
    wanted = {w for w in focusable(page) if not _inside_group(w)}
    seen = set()
    for _ in range(120):
        seen.add(QApplication.focusWidget())
        QApplication.focusWidget().focusNextChild()
        if wanted <= seen:
            break
    missing = [f"{type(w).__name__} {w.accessibleName()}" for w in wanted - seen]
    assert missing == []


def _inside_group(widget):
    """Of a row of dots one takes the cursor; inner views are not stops."""
    if isinstance(widget.parent(), QAbstractScrollArea):
        return True
    group = getattr(widget, "group", lambda: None)()
    return group is not None and group.checkedButton() not in (None, widget)


@pytest.mark.parametrize("percent", [100, 200])
@pytest.mark.parametrize("place", PLACES, ids=str)
def test_no_control_is_lost_at_1366_by_768(start, place, percent):
    seat = start(percent=percent)
    page = seat.go(place)
    QApplication.processEvents()
    QApplication.processEvents()
    assert seat.program.frame.size().width() <= 1366
    assert seat.program.frame.size().height() <= 768
    lost = []
    for widget in focusable(page):
        area = _area_of(widget)
        home = area.widget() if area is not None else seat.program.frame
        corner = widget.mapTo(home, widget.rect().topLeft())
        room = area.viewport().width() if area is not None else home.width()
        if corner.x() < 0 or corner.x() + widget.width() > max(room, home.width()) + 1:
            lost.append(f"{type(widget).__name__} {widget.accessibleName()}")
        if area is None and corner.y() + widget.height() > home.height() + 1:
            lost.append(f"{type(widget).__name__} {widget.accessibleName()} below")
        if isinstance(widget, (QLineEdit, QPlainTextEdit)):
            line = widget.fontMetrics().height()
            assert widget.height() >= line, type(widget).__name__
    assert lost == []


def _area_of(widget):
    from desktop.gui.parts.card import Scroll

    up = widget.parent()
    while up is not None and not isinstance(up, Scroll):
        up = up.parent()
    return up


def test_after_a_change_of_text_size_the_page_and_the_words_are_still_there(start):
    seat = start()
    page = seat.go(NewRecord("mobilisation_event"))
    line = page.form.field("/data/attendance").control.line
    line.setFocus()
    line.setText("12")
    seat.program.looks.keep("dark", 150)
    seat.program.restyle()
    seat.wait(lambda: seat.page is not page)
    assert seat.page.form.field("/data/attendance").control.line.text() == "12"
    assert seat.window.font().pointSizeF() > 14
