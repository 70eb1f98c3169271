"""Text of the fonts before Unicode is read, and never changed unasked."""

import shutil
import subprocess
import unicodedata

import pytest

from desktop.text.clean import clean
from desktop.text.legacy import TCVN3, VNI, Coding, convert, of_font, reading
from desktop.text.syllables import is_syllable

NATION = "Cộng hoà xã hội chủ nghĩa Việt Nam"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
PRINTED = [
    ("Céng hoµ x· héi chñ nghÜa ViÖt Nam", Coding.TCVN3, NATION),
    ("§éc lËp - Tù do - H¹nh phóc", Coding.TCVN3, MOTTO),
    (
        "COÄNG HOØA XAÕ HOÄI CHUÛ NGHÓA VIEÄT NAM",
        Coding.VNI,
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    ),
    ("Ñoäc laäp - Töï do - Haïnh phuùc", Coding.VNI, MOTTO),
    ("tæ d©n phè cã 12 ng­êi dù", Coding.TCVN3, "tổ dân phố có 12 người dự"),
    ("CéNG HOµ X· HéI", Coding.TCVN3, "CỘNG HOÀ XÃ HỘI"),
]
LOWER = [
    unicodedata.normalize("NFC", vowel + tone)
    for vowel in "aăâeêioôơuưy"
    for tone in ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
] + ["đ"]


@pytest.mark.parametrize(("old", "coding", "new"), PRINTED)
def test_the_texts_that_offices_have_are_read(old, coding, new):
    found = reading(old)
    assert (found.coding, found.text, found.sure) == (coding, new, True)


def test_every_letter_of_tcvn3_comes_back():
    back = {letter: code for code, letter in TCVN3.items()}
    marked = [letter for letter in LOWER if not letter.isascii()]
    assert {letter: convert(back[letter], Coding.TCVN3) for letter in marked} == {
        letter: letter for letter in marked
    }


@pytest.mark.parametrize("case", [str.lower, str.upper])
def test_every_letter_of_vni_comes_back(case):
    back = {letter: code for code, letter in VNI.items()}
    marked = [letter for letter in LOWER if not letter.isascii()]
    for letter in marked:
        assert convert(case(back[letter]), Coding.VNI) == case(letter)


def test_capitals_may_be_followed_by_small_marks_in_vni():
    assert convert("Aán ÑÖÔøNG Ñöôøng", Coding.VNI) == "Ấn ĐƯỜNG Đường"


def test_each_code_of_tcvn3_is_what_iconv_says():
    if shutil.which("iconv") is None:
        pytest.skip("iconv is not installed")
    for code, letter in TCVN3.items():
        told = subprocess.run(
            ["iconv", "-f", "TCVN-5712", "-t", "UTF-8"],
            input=code.encode("latin-1"), capture_output=True,
        )  # fmt: skip
        if told.returncode:
            pytest.skip("this iconv does not know TCVN-5712")
        assert unicodedata.normalize("NFC", told.stdout.decode()) == letter


@pytest.mark.parametrize(
    "good",
    [
        NATION, "Nhà văn hóa thôn Bình Hòa", "xã Trà Sơn", "Lý Thái Tổ", "Số hộ", "abc 12",
        "Hội LHPN; ĐTN", "“Dân vận khéo” – 2025", "thú", "ông Hà", "", "máy tính", "Sơn",
        unicodedata.normalize("NFD", "Nhà sàn"),
    ],
)  # fmt: skip
def test_unicode_text_is_left_as_it_is(good):
    assert reading(good) is None


@pytest.mark.parametrize("one", ["Céng", "hoµ", "HuÕ", "Ñoäi"])
def test_a_single_word_is_offered_and_not_sure(one):
    found = reading(one)
    assert found is not None
    assert not found.sure


def test_the_fonts_name_decides_what_text_alone_cannot():
    assert not reading("Céng").sure
    assert reading("Céng", of_font(".VnTime")).text == "Cộng"
    assert reading("Céng", of_font(".VnTime")).sure
    assert of_font("VNI-Times") is Coding.VNI
    assert of_font("Times New Roman") is None


def test_the_font_does_not_make_unicode_into_something_else():
    assert reading(NATION, Coding.TCVN3) is None
    assert reading("Nhà văn hoá", Coding.VNI) is None


def test_foreign_words_are_no_syllables_and_stay():
    assert reading("Café Müller, naïve") is None


def test_after_cleaning_the_text_can_still_be_read():
    assert reading(clean("ng­êi d©n")).text == "người dân"


@pytest.mark.parametrize(
    "word", ["nghĩa", "giếng", "gì", "quyết", "khuỷu", "ươn", "Đắk"]
)
def test_spelling_knows_syllables(word):
    assert is_syllable(word) is (word != "Đắk")


@pytest.mark.parametrize("word", ["céng", "kộ", "tát̀", "tạpa", "hôc", "strong", "hoµ"])
def test_spelling_knows_what_is_none(word):
    assert not is_syllable(word)
