"""What stands in a cell, as the form keeps it; what is doubtful is refused."""

from datetime import date, datetime

import pytest

from desktop.desk.bulk.cells import cells, is_turned
from desktop.desk.bulk.choices import Lookup
from desktop.errors import Refused
from desktop.xforms.definition import Kind

DAY = date(2025, 7, 5)
LIST = [
    {"name": "toi_pham", "label": "Phòng, chống tội phạm"},
    {"name": "ma_tuy", "label": "Ma túy"},
    {"name": "atgt", "label": "Trật tự an toàn giao thông"},
    {"name": "v1", "label": "Thôn 1", "valid_to": "2024-12-31"},
    {"name": "v1moi", "label": "Thôn 1", "valid_to": ""},
    {"name": "a", "label": "Đông"},
    {"name": "b", "label": "Đông"},
]


@pytest.mark.parametrize(
    ("kind", "value", "answer"),
    [
        (Kind.INTEGER, 45.0, "45"),
        (Kind.INTEGER, "8.686", "8686"),
        (Kind.INTEGER, " 1.120 ", "1120"),
        (Kind.INTEGER, "", ""),
        (Kind.INTEGER, 0.0, "0"),
        (Kind.DECIMAL, 12.5, "12.5"),
        (Kind.DECIMAL, "8,5", "8.5"),
        (Kind.DECIMAL, 0.1 + 0.2, "0.3"),
        (Kind.DECIMAL, 1200.0, "1200"),
        (Kind.DECIMAL, "-0,5", "-0.5"),
        (Kind.DATE, DAY, "2025-07-05"),
        (Kind.DATE, datetime(2025, 7, 5, 8, 30), "2025-07-05"),
        (Kind.DATE, "5/7/2025", "2025-07-05"),
        (Kind.DATE, "05-07-25", "2025-07-05"),
        (Kind.DATE, "2025-07-05 00:00:00", "2025-07-05"),
        (Kind.TEXT, "  Thôn   3\u200b ", "Thôn 3"),
        (Kind.TEXT, 12.0, "12"),
        (Kind.TEXT, DAY, "05/07/2025"),
        (Kind.TEXT, 12.5, "12,5"),
        (Kind.TEXT, True, "Có"),
    ],
)
def test_a_cell_becomes_the_forms_own_answer(kind, value, answer):
    assert cells(kind, None).answer(value) == answer


@pytest.mark.parametrize(
    ("kind", "value", "code"),
    [
        (Kind.INTEGER, "8.68", "import.number_doubtful"),
        (Kind.INTEGER, 8.686, "import.not_whole"),
        (Kind.INTEGER, "8,5", "import.not_whole"),
        (Kind.INTEGER, "74,6%", "import.percent"),
        (Kind.INTEGER, "hai", "import.number"),
        (Kind.INTEGER, True, "import.number"),
        (Kind.INTEGER, DAY, "import.number"),
        (Kind.INTEGER, "#N/A", "import.cell_error"),
        (Kind.TEXT, "#DIV/0!", "import.cell_error"),
        (Kind.DATE, 45843.0, "import.date"),
        (Kind.DATE, "31/02/2025", "import.date"),
        (Kind.DATE, "07/25/2025", "import.date"),
        (Kind.DATE, "5/7", "import.date"),
        (Kind.DATE, "tháng 7", "import.date"),
    ],
)
def test_a_doubtful_cell_is_refused_by_name(kind, value, code):
    column = cells(kind, None)
    for _ in range(2):  # the second time it is remembered
        with pytest.raises(Refused) as refusal:
            column.answer(value)
        assert refusal.value.code == code


def test_a_column_whose_days_and_months_were_turned_round_is_refused():
    mixed = [date(2025, 5, 7), "13/05/2025", date(2025, 1, 2)]
    assert is_turned(mixed)
    with pytest.raises(Refused, match=r"import\.date_turned"):
        cells(Kind.DATE, None, turned=True).answer(mixed[0])
    assert cells(Kind.DATE, None, turned=True).answer(mixed[1]) == "2025-05-13"
    assert not is_turned([date(2025, 5, 17), "13/05/2025"])
    assert not is_turned([date(2025, 5, 7), "03/05/2025"])
    assert not is_turned(["13/05/2025"])


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Ma túy", "ma_tuy"),
        ("MA TUY", "ma_tuy"),
        ("ma_tuy", "ma_tuy"),
        ("thôn 1", "v1moi"),
        ("v1", "v1"),
    ],
)
def test_a_choice_is_known_by_code_or_by_label_however_it_is_written(text, code):
    assert cells(Kind.SELECT_ONE, Lookup("Chủ đề", LIST)).answer(text) == code


@pytest.mark.parametrize(
    "text",
    [
        "Phòng, chống tội phạm, Ma túy", "Ma túy; Phòng chống tội phạm",
        "Ma túy\nPhòng, chống tội phạm", "ma_tuy, toi_pham, Ma túy",
    ],
)  # fmt: skip
def test_several_choices_are_told_apart_though_labels_have_commas(text):
    column = cells(Kind.SELECT_MULTIPLE, Lookup("Chủ đề", LIST))
    assert column.answer(text) == "toi_pham ma_tuy"


@pytest.mark.parametrize(
    ("text", "code", "facts"),
    [
        ("Đông", "import.choice_several", {"label": "Chủ đề"}),
        ("Ma tuýp", "import.choice_like", {"label": "Chủ đề", "like": "Ma túy"}),
        ("Bóng đá", "import.choice", {"label": "Chủ đề"}),
    ],
)
def test_what_is_on_no_list_is_refused_with_what_is_near(text, code, facts):
    with pytest.raises(Refused) as refusal:
        cells(Kind.SELECT_ONE, Lookup("Chủ đề", LIST)).answer(text)
    assert (refusal.value.code, refusal.value.facts) == (code, facts)


@pytest.mark.parametrize("short", ["Đoàn Thanh niên", "ĐTNCS", "đoàn thanh"])
def test_a_short_name_is_refused_with_the_one_name_it_is_short_for(short):
    names = ("Đoàn Thanh niên Cộng sản Hồ Chí Minh", "Hội Nông dân", "Hội Phụ nữ")
    lookup = Lookup(
        "Đơn vị", [{"name": str(at), "label": n} for at, n in enumerate(names)]
    )
    with pytest.raises(Refused) as refusal:
        lookup.one(short)
    assert refusal.value.facts.get("like") == names[0]
    with pytest.raises(Refused) as refusal:  # two are called so
        lookup.one("Hội")
    assert "like" not in refusal.value.facts
