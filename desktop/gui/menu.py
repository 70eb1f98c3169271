"""What stands in the side list, from what the desk is."""

from collections.abc import Iterator, Sequence

from desktop.desk.views import DeskView, FormView
from desktop.gui.places import (
    Certificates,
    ClosePeriod,
    HandOver,
    OtherForms,
    Privacy,
    Records,
    ReportsReceived,
    SameEvents,
    Settings,
    TakeIn,
)
from desktop.gui.side import Item
from desktop.gui.words import say

_ICONS = {
    "mobilisation_event": "event",
    "task_assignment": "task",
    "task_progress": "progress",
    "model": "model",
    "model_point": "point",
    "coordination_programme": "programme",
    "organisation": "organisation",
    "residential_unit": "village",
    "commune_profile": "book",
}


def items(desk: DeskView, forms: Sequence[FormView]) -> list[Item]:
    """Forms from the start, the others, those that are gone, then the desk's work."""
    return list(_items(desk, forms))


def _items(desk: DeskView, forms: Sequence[FormView]) -> Iterator[Item]:
    yield Item(say("gui.side.work"))
    yield from (_form(form) for form in forms if form.first)
    yield Item(say("gui.side.lists"))
    yield from (_form(f) for f in forms if f.used and not (f.first or f.gone))
    yield Item(say("gui.others"), "book", OtherForms())
    gone = [form for form in forms if form.gone]
    if gone:
        yield Item(say("gui.side.gone"))
        yield from (Item(f.title, "book", Records(f.form_id)) for f in gone)
    yield Item(say("gui.side.desk"))
    yield Item(say("gui.side.period"), "chart", ClosePeriod())
    yield Item(say("gui.side.same"), "same", SameEvents())
    if desk.parent is not None or desk.has_children:
        yield Item(say("gui.side.hand_over"), "usb", HandOver())
        yield Item(say("gui.side.take_in"), "intake", TakeIn())
    if desk.has_children:
        yield Item(say("gui.side.received"), "received", ReportsReceived())
        yield Item(say("gui.side.certificates"), "lock", Certificates())
    yield Item(say("gui.side.privacy"), "search", Privacy())
    yield Item(say("gui.side.settings"), "settings", Settings())


def _form(form: FormView) -> Item:
    icon = _ICONS.get(form.form_id, "book")
    return Item(form.title, icon, Records(form.form_id))
