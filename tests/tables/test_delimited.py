"""Text in columns comes in whatever program saved it."""

import codecs
import unicodedata

import pytest

from desktop.errors import Refused
from desktop.tables.delimited import pasted, read
from desktop.text.legacy import TCVN3

TEXT = "Ngày,Tên khu dân cư\n05/07/2025,Thôn Đông Hòa\n"
ROWS = [["Ngày", "Tên khu dân cư"], ["05/07/2025", "Thôn Đông Hòa"]]


def in_1258(text):
    """As Windows writes Vietnamese: some letters whole, tones behind their letter."""
    tones = dict.fromkeys(map(ord, "\u0300\u0301\u0303\u0309\u0323"))
    out = b""
    for char in text:
        try:
            out += char.encode("cp1258")
        except UnicodeEncodeError:
            marks = unicodedata.normalize("NFD", char)
            tone = "".join(mark for mark in marks if ord(mark) in tones)
            bare = unicodedata.normalize("NFC", marks.translate(tones))
            out += (bare + tone).encode("cp1258")
    return out


@pytest.mark.parametrize(
    "content",
    [
        TEXT.encode(),
        codecs.BOM_UTF8 + TEXT.encode(),
        TEXT.encode("utf-16"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        TEXT.encode("utf-16-le"),
        in_1258(TEXT),
        TEXT.replace("\n", "\r\n").encode(),
        TEXT.replace(",", ";").encode(),
        TEXT.replace(",", "\t").encode("utf-16"),
        ("sep=;\n" + TEXT.replace(",", ";")).encode(),
    ],
)
def test_every_way_of_saving_gives_the_same_cells(content):
    assert read(content).rows == ROWS


def test_text_in_tcvn3_comes_as_its_codes_to_be_converted_cell_by_cell():
    codes = {letter: code for code, letter in TCVN3.items()}
    old = "".join(codes.get(char, char) for char in TEXT)
    rows = read(old.encode("latin-1")).rows
    assert rows[1] == ["05/07/2025", "Th«n §«ng Hßa"]


def test_what_is_no_vietnamese_in_any_encoding_is_refused():
    with pytest.raises(Refused, match=r"table\.encoding"):
        read("Привет мир, как дела".encode("cp1251") * 3)


def test_a_picture_with_another_name_is_refused():
    with pytest.raises(Refused, match=r"table\."):
        read(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)) * 4)


def test_a_pasted_block_keeps_line_breaks_inside_a_cell():
    block = 'Ngày\tGhi chú\n05/07/2025\t"Dòng một\nDòng ""hai"""\n'
    assert pasted(block).rows == [
        ["Ngày", "Ghi chú"],
        ["05/07/2025", 'Dòng một\nDòng "hai"'],
    ]


def test_numbers_with_a_decimal_comma_do_not_hide_the_sign_between_columns():
    assert read("Tên;Số\nA;8,5\nB;1.000,5\n".encode()).rows[1] == ["A", "8,5"]


def test_more_than_may_come_in_is_refused():
    with pytest.raises(Refused, match=r"table\.rows"):
        read(b"a,b\n" * 50_001)
    with pytest.raises(Refused, match=r"table\.columns"):
        read(b"," * 300)
    with pytest.raises(Refused, match=r"table\.cell"):
        read(b"a" * 40_000 + b",b\n")
