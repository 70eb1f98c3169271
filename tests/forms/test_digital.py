"""What is digital is told anew under the record that told of it first."""

from tests.forms.pack import answer, blocked, opened, ref


def item(name, kind="zalo_group", earlier="", **more):
    told = {"item_type": kind, "earlier": earlier, "label": f"Nhóm {name}"}
    return {"name": name} | told | more


def record(*known):
    """A later telling, in a book that knows these items."""
    return answer(
        opened("digital_item", {"digital_items": list(known)}),
        item_type="zalo_group", managed_by_org="ca", as_of_date="2026-04-20",
    )  # fmt: skip


def asks(entry, name):
    return next(n.relevant for n in entry.nodes() if n.ref == ref(entry, name))


def test_the_first_of_its_kind_is_asked_for_its_name_alone():
    entry = record(item("page", "fanpage"))
    assert not asks(entry, "earlier")
    assert blocked(entry) == {"title"}


def test_a_later_one_goes_by_the_name_of_the_first():
    entry = answer(record(item("one"), item("two")), earlier="two")
    assert not blocked(entry) and not asks(entry, "title")
    final = entry.data(final=True)
    assert final["item_name"] == "Nhóm two" and "title" not in final


def test_only_first_records_of_the_own_unit_are_offered():
    entry = record(
        item("one"), item("later", earlier="one"), item("page", "fanpage"),
        item("theirs", unit="20194"), item("new"),
    )  # fmt: skip
    assert [c.value for c in entry.choices(ref(entry, "earlier"))] == ["one"]
