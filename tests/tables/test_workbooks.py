"""Cells come out as they are shown; what is hostile is refused by name."""

import io
import random
import zipfile
from datetime import date, datetime

import pytest
import xlwt

from desktop.errors import Environment, Refused
from desktop.tables import parts
from desktop.tables.file import read, read_bytes, sheets
from desktop.tables.table import MAX_COLUMNS, MAX_ROWS, letters
from desktop.text.legacy import Coding
from tests.tables.made import changed, of_rows, old_workbook, workbook

SHEET = "xl/worksheets/sheet1.xml"


def all_kinds(book, sheet):
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    share = book.add_format({"num_format": "0,0%"})
    sheet.write(1, 1, "Ngày")
    sheet.write_datetime(2, 0, datetime(2025, 7, 5), day)
    sheet.write_datetime(2, 1, datetime(2025, 7, 5, 8, 30), day)
    sheet.write_number(2, 2, 45)
    sheet.write_number(2, 3, 0.746, share)
    sheet.write_formula(2, 4, "=1/0", None, "#DIV/0!")
    sheet.write_formula(2, 5, "=20+22", None, 42)
    sheet.write_formula(2, 6, '="a"&"b"', None, "ab")
    sheet.write_boolean(2, 7, True)
    sheet.write_string(2, 8, "8.686")


def test_each_kind_of_cell_is_read_as_it_is_shown():
    rows = read(workbook(all_kinds)).rows
    assert rows[0] == [""] * 9
    assert rows[1][:2] == ["", "Ngày"]
    assert rows[2] == [
        date(2025, 7, 5), datetime(2025, 7, 5, 8, 30), 45.0, "74,6%", "#DIV/0!", 42.0,
        "ab", True, "8.686",
    ]  # fmt: skip


def test_a_workbook_of_before_2007_is_read_likewise():
    def fill(_book, sheet):
        day = xlwt.easyxf(num_format_str="DD/MM/YYYY")
        sheet.write(1, 0, datetime(2025, 7, 5), day)
        sheet.write(1, 1, 45)
        sheet.write(1, 2, 0.746, xlwt.easyxf(num_format_str="0.0%"))
        sheet.write(1, 3, "Thôn 3")
        sheet.write(1, 4, True)
        sheet.row(1).set_cell_error(5, "#N/A!")
        sheet.write(1, 6, "Céng", xlwt.easyxf("font: name .VnTime"))
        sheet.write_merge(2, 3, 0, 0, "gộp")
        sheet.write(3, 1, "x")

    table = read(old_workbook(fill))
    assert table.rows[1] == [
        date(2025, 7, 5),
        45.0,
        "74,6%",
        "Thôn 3",
        True,
        "#N/A",
        "Céng",
    ]
    assert [row[0] for row in table.rows[2:]] == ["gộp", "gộp"]
    assert table.fonts == {(1, 6): Coding.TCVN3}


def test_a_value_merged_over_rows_stands_in_each_of_them():
    def fill(_book, sheet):
        sheet.merge_range(0, 0, 0, 1, "Số lượt")
        sheet.merge_range(1, 0, 3, 0, "01/07/2025")
        sheet.write_column(1, 1, ["a", "b", "c"])

    rows = read(workbook(fill)).rows
    assert [row[0] for row in rows[1:4]] == ["01/07/2025"] * 3
    assert rows[0] == ["Số lượt", ""]


def test_fonts_of_former_codings_are_told_cell_by_cell():
    def fill(book, sheet):
        sheet.write(0, 0, "Céng", book.add_format({"font_name": ".VnTime"}))
        sheet.write(0, 1, "Coäng", book.add_format({"font_name": "VNI-Times"}))
        sheet.write(0, 2, "Cộng")

    assert read(workbook(fill)).fonts == {(0, 0): Coding.TCVN3, (0, 1): Coding.VNI}


def test_hidden_sheets_are_named_as_such_and_not_taken_unasked():
    def fill(book, sheet):
        sheet.hide()
        sheet.write(0, 0, "ẩn")
        second = book.add_worksheet("Dữ liệu")
        second.write(0, 0, "thấy")
        second.activate()

    content = workbook(fill)
    assert [(s.name, s.hidden) for s in sheets(content)] == [
        ("Trang 1", True),
        ("Dữ liệu", False),
    ]
    assert read(content).rows == [["thấy"]]
    assert read(content, "Trang 1").rows == [["ẩn"]]
    with pytest.raises(Refused, match=r"table\.no_sheet"):
        read(content, "Trang 9")


def row_of(reference):
    cell = f'<row r="{reference.lstrip("ABCDFXIVWMQ")}"><c r="{reference}"><v>1</v></c></row>'
    return lambda part: part.replace(b"</sheetData>", cell.encode() + b"</sheetData>")


@pytest.mark.parametrize(
    ("place", "code"),
    [
        ("XFD1048576", "table.rows"), ("A50001", "table.rows"), ("A999999", "table.rows"),
        ("IW2", "table.columns"), ("AAA2", "table.columns"), ("MQ2", "table.columns"),
    ],
)  # fmt: skip
def test_a_cell_far_away_is_refused_before_room_is_made_for_it(place, code):
    content = changed(of_rows([["a"]]), SHEET, row_of(place))
    with pytest.raises(Refused) as refusal:
        read(content)
    assert refusal.value.code == code


def test_the_last_row_and_the_last_column_that_may_come_in_do():
    last = changed(of_rows([["a"]]), SHEET, row_of(f"A{MAX_ROWS}"))
    assert len(read(last).rows) == MAX_ROWS
    wide = changed(of_rows([["a"]]), SHEET, row_of("IV2"))
    assert len(read(wide).rows[0]) == MAX_COLUMNS


@pytest.mark.parametrize(
    "edit",
    [
        lambda p: p.replace(b"</sheetData>", b"<row/>" * 60_000 + b"</sheetData>"),
        lambda p: p.replace(b"</sheetData>", b"<row>" + b"<c><v>1</v></c>" * 400 + b"</row></sheetData>"),
        lambda p: p.decode().encode("utf-16"),
        lambda p: p[:200],
        lambda p: p.replace(b'r="A1"', b"r = 'XFD1048576'"),
    ],
)  # fmt: skip
def test_a_sheet_written_to_hurt_is_refused(edit):
    with pytest.raises(Refused, match=r"table\."):
        read(changed(of_rows([["a", 1]]), SHEET, edit))


def test_a_part_that_inflates_without_end_is_refused():
    content = changed(
        of_rows([["a"]]), SHEET, lambda p: p + b" " * (parts.MAX_INFLATED + 1)
    )
    assert len(content) < 2_000_000
    with pytest.raises(Refused, match=r"table\.bomb"):
        read(content)


def test_what_an_archive_says_of_its_sizes_is_not_believed():
    content = changed(
        of_rows([["a"]]), SHEET, lambda p: p + b" " * (parts.MAX_INFLATED + 1)
    )
    real = (parts.MAX_INFLATED + 1).to_bytes(4, "little")
    with zipfile.ZipFile(io.BytesIO(content)) as box:
        size = box.getinfo(SHEET).file_size.to_bytes(4, "little")
    lying = content.replace(size, (9).to_bytes(4, "little"))
    assert lying != content
    assert real
    with pytest.raises(Refused, match=r"table\.bomb"):
        read(lying)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"PK\x03\x04 rac", "table.damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 900, "table.damaged"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
            + "EncryptedPackage".encode("utf-16-le"),
            "table.password",
        ),
    ],
)
def test_what_is_no_workbook_is_refused(content, code):
    with pytest.raises(Refused) as refusal:
        read(content)
    assert refusal.value.code == code


def test_another_container_is_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as box:
        box.writestr("word/document.xml", "<w/>")
    with pytest.raises(Refused, match=r"table\.not_a_table"):
        read(out.getvalue())


@pytest.mark.parametrize(
    "made",
    [
        of_rows([["Ngày", 1.5], ["a", "b"]] * 20),
        old_workbook(lambda _, s: s.write(0, 0, "a")),
    ],
)
def test_damage_anywhere_is_refused_or_read_and_nothing_worse(made):
    chance = random.Random(5)
    for _ in range(150):
        broken = bytearray(made)
        for _ in range(chance.randint(1, 6)):
            broken[chance.randrange(8, len(broken))] = chance.randrange(256)
        try:
            read(bytes(broken))
        except Refused as refusal:
            assert refusal.code.startswith("table.")


def test_a_file_that_is_gone_and_one_too_large_are_told(tmp_path):
    with pytest.raises(Environment, match=r"table\.unreadable"):
        read_bytes(tmp_path / "không.xlsx")
    (tmp_path / "to.csv").write_bytes(b"a" * (32 * 1024 * 1024 + 1))
    with pytest.raises(Refused, match=r"table\.bytes"):
        read_bytes(tmp_path / "to.csv")


def test_columns_are_named_as_spreadsheets_name_them():
    assert [letters(n) for n in (0, 25, 26, 51, 52, 255)] == [
        "A",
        "Z",
        "AA",
        "AZ",
        "BA",
        "IV",
    ]
