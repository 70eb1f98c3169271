"""Rows that stand for the codes of a list: bound by code, never added or removed."""

from pathlib import Path

import pytest

from desktop.errors import Refused
from desktop.xforms.check.checker import check
from desktop.xforms.engine import Form, open_instance
from desktop.xforms.moving import carried
from desktop.xforms.parse import parse
from desktop.xforms.sources import Rows
from desktop.xforms.xlsform import compile_markdown
from tests.xforms.world import Counting, StillClock

TABLE = (Path(__file__).parent / "fixed_rows.md").read_text("utf-8")
NAMES = {"ca": "Công an", "mt": "Mặt trận", "pn": "Hội Phụ nữ", "tn": "Đoàn"}


def form(table=TABLE):
    return Form(parse(compile_markdown(table, "fixed_rows").xform))


FORM = form()


def offices(*codes, gone=()):
    listed = [*codes, *gone]
    rows = [
        {"name": c, "label": NAMES[c], "valid_to": "2026-01-01" if c in gone else ""}
        for c in listed
    ]
    return Rows(("name", "label", "valid_to"), rows)


def opened(rows, data=None, made=FORM, chance=None):
    return open_instance(made, lambda _: rows, StillClock(), chance or Counting(), data)


def told(record):
    """(code, answer) of each row."""
    return [
        (
            record.node(f"{row}/office").value,
            record.node(f"{row}/people").value,
        )
        for row in record.rows("/data/shares")
    ]


def answered(rows=None):
    record = opened(rows or offices("ca", "mt", "pn"))
    for number, people in enumerate(("10", "20", "30"), 1):
        record.set(f"/data/shares[{number}]/people", people)
    return record


def test_there_is_a_row_for_each_code_in_the_order_of_the_list():
    record = opened(offices("ca", "mt", "pn"))
    assert told(record) == [("ca", ""), ("mt", ""), ("pn", "")]
    node = record.node("/data/shares[2]/office")
    assert node.readonly and record.choices(node.ref)[1].label == "Mặt trận"


def test_rows_are_neither_added_nor_removed():
    record = answered()
    for change in (
        lambda: record.add_row("/data/shares"),
        lambda: record.add_row("/data/shares", 1),
        lambda: record.remove_row("/data/shares[1]"),
        lambda: record.set("/data/shares[1]/office", "pn"),
    ):
        with pytest.raises(Refused):
            change()
    assert told(record) == [("ca", "10"), ("mt", "20"), ("pn", "30")]


@pytest.mark.parametrize(
    ("now", "gone", "rows"),
    [
        (("ca", "mt", "pn"), (), [("ca", "10"), ("mt", "20"), ("pn", "30")]),
        (
            ("ca", "tn", "mt", "pn"),
            (),
            [("ca", "10"), ("tn", ""), ("mt", "20"), ("pn", "30")],
        ),
        (("pn", "ca", "mt"), (), [("pn", "30"), ("ca", "10"), ("mt", "20")]),
        (("ca", "pn"), ("mt",), [("ca", "10"), ("pn", "30"), ("mt", "20")]),
        (("tn", "pn"), (), [("tn", ""), ("pn", "30"), ("ca", "10"), ("mt", "20")]),
        ((), (), [("ca", "10"), ("mt", "20"), ("pn", "30")]),
    ],
    ids=["same", "grown", "reordered", "shrunk", "replaced", "emptied"],
)
def test_a_record_keeps_its_answers_by_code_whatever_became_of_the_list(
    now, gone, rows
):
    before = answered()
    data = before.data(final=True)
    ids = {row["office"]: row["_row"] for row in data["shares"]}
    again = opened(offices(*now, gone=gone), data)
    assert told(again) == rows
    kept = again.data(final=True)["shares"]
    assert {r["office"]: r["_row"] for r in kept if r["office"] in ids} == ids
    assert again.node("/data/all").value == "60"
    assert again.problems() == ()
    once_more = opened(offices(*now, gone=gone), again.data(final=False))
    assert told(once_more) == rows


def test_a_code_that_left_the_list_is_told_as_retired():
    data = answered().data(final=True)
    again = opened(offices("ca", "pn", gone=("mt",)), data)
    (retired,) = [c for c in again.choices("/data/shares[3]/office") if c.value == "mt"]
    assert retired.label == "Mặt trận"
    lost = opened(offices("ca", "pn"), data)
    choices = {c.value: c.retired for c in lost.choices("/data/shares[3]/office")}
    assert choices == {"ca": False, "pn": False, "mt": True}


def test_a_row_that_nobody_answered_stays_in_an_old_record():
    data = opened(offices("ca", "mt")).data(final=True)
    assert told(opened(offices("mt"), data)) == [("mt", ""), ("ca", "")]


def test_rows_from_before_there_were_codes_are_bound_in_their_order():
    bare = {"shares": [{"people": n} for n in ("1", "2", "3")]}
    assert told(opened(offices("ca", "mt"), bare)) == [
        ("ca", "1"), ("mt", "2"), ("", "3"),
    ]  # fmt: skip
    mixed = {"shares": [{"office": "mt", "people": "1"}, {"people": "2"}]}
    assert told(opened(offices("ca", "mt"), mixed)) == [("ca", "2"), ("mt", "1")]
    twice = {"shares": [{"office": "ca", "people": n} for n in ("1", "2")]}
    assert told(opened(offices("ca", "mt"), twice)) == [
        ("ca", "1"), ("mt", ""), ("ca", "2"),
    ]  # fmt: skip


def test_what_looks_at_the_rows_follows_them():
    data = answered().data(final=True)
    again = opened(offices("pn", "ca", "mt"), data)
    assert [again.node(f"{r}/number").value for r in again.rows("/data/shares")] == [
        "1", "2", "3",
    ]  # fmt: skip
    again.set("/data/shares[2]/people", "1")
    assert again.node("/data/all").value == "51"
    assert again.node("/data/shares[2]/said").relevant


CHOSEN = TABLE.replace(
    "count(instance('organisation_type')/root/item[valid_to = ''])",
    "count(instance('organisation_type')/root/item[starts-with(label, ${title})])",
)


def test_while_the_record_is_open_an_answered_row_stays_and_an_empty_one_goes():
    record = opened(offices("ca", "mt", "pn", "tn"), made=form(CHOSEN))
    assert len(told(record)) == 4
    record.set("/data/shares[3]/people", "30")
    changes = record.set("/data/title", "Công")
    assert told(record) == [("ca", ""), ("pn", "30")]
    assert "/data/shares" in changes.refs
    record.set("/data/title", "")
    assert told(record) == [("ca", ""), ("mt", ""), ("pn", "30"), ("tn", "")]


def test_another_version_of_the_form_takes_the_rows_by_code():
    renamed = TABLE.replace("| shares |", "| parts |").replace(
        "| fixed_rows | Phần của từng đơn vị | 1 |",
        "| fixed_rows | Phần của từng đơn vị | 2 |",
    )  # fmt: skip
    new = form(renamed)
    data = answered().data(final=True)
    moved = carried(data, FORM.definition, new.definition)
    record = opened(offices("pn", "tn", "ca"), moved.data, made=new)
    rows = record.rows("/data/parts")
    assert [
        (record.node(f"{r}/office").value, record.node(f"{r}/people").value)
        for r in rows
    ] == [("pn", "30"), ("tn", ""), ("ca", "10"), ("mt", "20")]


@pytest.mark.parametrize(
    "broken",
    [
        TABLE.replace(
            "item[valid_to = '']) | | | office |", "item) + 1 | | | office |"
        ),
        TABLE.replace("| | | office |", "| | | nobody |"),
    ],
    ids=["no count", "no question"],
)
def test_a_form_whose_rows_cannot_be_bound_is_refused(broken):
    with pytest.raises(Refused, match=r"form\.rows_by_code"):
        form(broken)
    found = check(broken.encode(), ".md", "fixed_rows")
    severe = [(f.code, f.sheet, f.row, f.column) for f in found if f.severe]
    assert severe == [("form.rows_by_code", "survey", 4, "bind::sph:rows")]


def test_the_form_itself_has_nothing_to_mend():
    assert check(TABLE.encode(), ".md", "fixed_rows") == ()
