"""Typed tables follow the lines, whatever the forms become."""

from dataclasses import replace

import pytest

from desktop.errors import Refused
from desktop.ledger.revision import Op
from desktop.store import entities, history, projections, search, wording
from desktop.store.dump import dump
from desktop.store.specs import ColumnKind, ColumnSpec, EntitySpec, TableSpec
from tests.store.conftest import SPEC, SPECS, add, content

A, B, C = "a" * 32, "b" * 32, "c" * 32


def form(*columns, **changed):
    return {"event": replace(TableSpec("event", tuple(columns)), **changed)}


def column(name, path=None, kind=ColumnKind.TEXT, **more):
    return ColumnSpec(name, kind, path or (name,), **more)


def cells(writer, name):
    return [
        row[0]
        for row in writer.execute(f'SELECT "{name}" FROM f_event ORDER BY record')
    ]


def test_a_column_that_is_gone_keeps_its_answers(writer):
    projections.ensure(writer, form(column("a"), column("b")))
    add(writer, content(A, a="1", b="2"), specs=form(column("a"), column("b")))
    narrow = form(column("a"))
    projections.ensure(writer, narrow)
    add(writer, content(B, a="3", b="4"), content(C, a="5"), specs=narrow)
    assert cells(writer, "b") == ["2", "4", None]


def test_a_question_that_moved_keeps_its_column(writer):
    projections.ensure(writer, form(column("a", ("old", "a"))))
    add(writer, content(A, old={"a": "1"}), specs=form(column("a", ("old", "a"))))
    moved = form(column("a", ("new", "a")))
    projections.ensure(writer, moved)
    add(writer, content(B, new={"a": "2"}), content(C, old={"a": "3"}), specs=moved)
    assert cells(writer, "a") == ["1", "2", "3"]


def test_specs_of_a_known_mark_are_not_even_read(writer):
    assert projections.ensure(writer, form(column("a")), "pack/1") == ["event"]
    unread = {"event": None}
    assert projections.ensure(writer, unread, "pack/1") == []
    assert projections.ensure(writer, form(column("b")), "pack/2") == ["event"]


def test_a_repeat_that_is_gone_keeps_its_rows(writer):
    add(writer, content(A, title="x", parties=[{"_row": "0" * 16, "org": "y"}]))
    projections.ensure(writer, {"event": replace(SPEC, repeats=())})
    assert writer.execute("SELECT org FROM f_event__parties").fetchall() == [("y",)]


def test_a_living_column_may_change_its_kind(writer):
    projections.ensure(writer, form(column("a")))
    add(writer, content(A, a="12.5"), specs=form(column("a")))
    scaled = form(column("a", kind=ColumnKind.SCALED, scale=1))
    projections.ensure(writer, scaled)
    assert cells(writer, "a") == [125]


def test_a_name_that_is_gone_never_means_another_kind(writer):
    projections.ensure(writer, form(column("a"), column("b")))
    projections.ensure(writer, form(column("a")))
    before = list(dump(writer))
    with pytest.raises(Refused) as refused:
        projections.ensure(
            writer, form(column("a"), column("b", kind=ColumnKind.INTEGER))
        )
    assert refused.value.code == "store.column_reused"
    assert list(dump(writer)) == before
    projections.ensure(writer, form(column("a"), column("b")))


def test_rebuilding_changes_nothing(writer):
    (first,) = add(writer, content(A, title="Một", note="riêng", topics="x y"))
    add(writer, content(A, title="Hai", base=[first.hash]), content(B, title="Ba"))
    before = list(dump(writer, but=("f_event",)))
    projections.rebuild(writer, SPECS, "event")
    assert [
        r for r in dump(writer, but=("f_event",)) if not r[0].startswith("search")
    ] == [r for r in before if not r[0].startswith("search")]
    assert search.find(writer, "rieng") == [] and search.find(writer, "hai") == [A]


def test_another_form_of_a_like_name_is_left_alone(writer):
    specs = SPECS | {
        "event_x": TableSpec("event_x", (column("a"),)),
        "eventx": TableSpec("eventx", (column("a"),)),
    }
    projections.ensure(writer, specs)
    one = replace(content(A, a="1"), form="event_x@1")
    add(writer, one, specs=specs)
    projections.rebuild(writer, specs, "event")
    assert writer.execute("SELECT a FROM f_event_x").fetchall() == [("1",)]


def test_a_line_of_an_unknown_form_is_kept_and_shown_when_the_form_comes(writer):
    later = TableSpec("later", (column("a"),), title=("a",))
    add(writer, replace(content(A, a="Tên"), form="later@1"))
    assert search.rows(writer, [A])[0].title == ""
    projections.ensure(writer, SPECS | {"later": later})
    assert search.rows(writer, [A])[0].title == "Tên"


@pytest.mark.parametrize(
    ("typed", "held"),
    [("74.6", 746), ("7", 70), ("-0.5", -5), ("x", None), ("", None), ("NaN", None),
     ("1e30", None), ("Infinity", None), (["1"], None), ({"a": "1"}, None)],
)  # fmt: skip
def test_a_decimal_is_held_scaled_or_not_at_all(writer, typed, held):
    add(writer, content(A, place={"area": typed}))
    assert cells(writer, "area") == [held]


def test_a_record_of_many_fields_has_the_head_of_its_newest(writer):
    records = [f"{n:032x}" for n in range(1200)]
    add(writer, *(content(r, title=f"Bản {n}") for n, r in enumerate(records)))
    assert search.ids(writer, "event", "ban 1199") == [records[1199]]
    first = [history.heads(writer, r)[0] for r in records]
    add(
        writer,
        *(
            content(r, title="Mới", base=[h])
            for r, h in zip(records, first, strict=True)
        ),
    )
    assert search.ids(writer, "event", "ban") == []
    assert cells(writer, "title") == ["Mới"] * 1200


def test_a_new_record_and_an_edited_one_are_written_in_any_order(writer):
    (first,) = add(writer, content(B, title="Cũ"))
    both = content(A, title="Mới"), content(B, title="Đã sửa", base=[first.hash])
    add(writer, *both)
    assert cells(writer, "title") == ["Mới", "Đã sửa"]


def test_a_redacted_record_says_so(writer):
    (first,) = add(writer, content(A, title="Một", note="Tên"))
    assert not search.rows(writer, [A])[0].redacted
    gone = {"@": {"redacted": [first.data["note"]["#"]], "why": "x"}}
    add(
        writer, content(A, op=Op.REDACT, base=[first.hash], **(dict(first.data) | gone))
    )
    add(writer, content(B, title="Hai", note="Khác"))
    row = writer.execute(
        "SELECT title, note, redacted FROM f_event WHERE record = ?", (A,)
    )
    assert row.fetchone() == ("Một", None, 1)
    assert [r.redacted for r in search.rows(writer, [A, B])] == [True, False]


ENTITIES = EntitySpec(
    "events", SPEC, "title", (("day", "event_date"), ("area", "area"))
)


def test_an_entity_list_is_what_the_heads_say(writer):
    add(
        writer,
        content(A, title="Một", event_date="2026-01-02", place={"area": "7.5"}),
        content(B, title="Hai", place={"area": "10"}),
    )
    own = {"unit": "20854"}
    one = {"name": A, "label": "Một", "day": "2026-01-02", "area": "7.5"} | own
    two = {"name": B, "label": "Hai", "day": "", "area": "10"} | own
    assert entities.rows(writer, ENTITIES, {}) == [one, two]
    for equal in (
        {"name": A},
        {"area": "7.5"},
        {"area": "7.50"},
        {"day": "2026-01-02"},
        {"unit": "20854", "area": "7.5"},
    ):
        assert entities.rows(writer, ENTITIES, equal) == [one]
    assert entities.rows(writer, ENTITIES, {"day": ""}) == [two]
    assert entities.rows(writer, ENTITIES, {"day": "", "label": "Một"}) == []
    assert entities.rows(writer, ENTITIES, {"nothing": "x"}) == []
    assert entities.count(writer, ENTITIES) == 2
    assert entities.columns(ENTITIES) == ("name", "label", "unit", "day", "area")


def test_an_edited_entity_keeps_its_place(writer):
    first, _ = add(writer, content(A, title="Một"), content(B, title="Hai"))
    add(writer, content(A, title="Đổi", base=[first.hash]))
    assert [e["label"] for e in entities.rows(writer, ENTITIES, {})] == ["Đổi", "Hai"]


def test_labels_are_shown_and_found_in_place_of_codes(writer):
    labels = (("ma_tuy", "Phòng, chống ma túy"), ("atgt", "An toàn giao thông"))
    specs = form(
        column("topics", kind=ColumnKind.MULTIPLE, labels=labels),
        column("size", kind=ColumnKind.SCALED, scale=2),
        title=("topics",), detail=("size",),
    )  # fmt: skip
    projections.ensure(writer, specs)
    add(writer, content(A, topics="ma_tuy atgt", size="7.50"), specs=specs)
    (row,) = search.rows(writer, [A])
    assert row.title == "Phòng, chống ma túy, An toàn giao thông"
    assert row.detail == "7,5"
    assert search.find(writer, "giao tho") == [A]


def test_a_list_row_words_its_answers_as_people_write_them():
    spec = TableSpec(
        "report",
        (
            column("title"),
            column("heads", kind=ColumnKind.INTEGER, shown="… lượt người"),
            column("due", shown="hạn …"),
            column("place"),
        ),
        title=("title",),
        detail=("heads", "due", "place"),
    )
    said = {"title": "A", "heads": "8686", "due": "2026-04-30", "place": ""}
    assert list(
        wording.detail({c.name: c for c in spec.columns}, spec.detail, said)
    ) == [
        "8.686 lượt người",
        "hạn 30/04/2026",
    ]
