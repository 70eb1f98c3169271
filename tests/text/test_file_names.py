"""A file's name is one that every system takes."""

from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.text.file_names import LONGEST, file_name, is_portable

NAMES = {
    "Báo cáo tháng 6.pdf": "Báo cáo tháng 6.pdf",
    normalize("NFD", "Tiên Phước.pdf"): "Tiên Phước.pdf",
    "báo cáo: 6/2026?.pdf": "báo cáo- 6-2026-.pdf",
    'a<b>c"d\\e|f*g.docx': "a-b-c-d-e-f-g.docx",
    "dòng\n\tmới.pdf": "dòng-mới.pdf",
    "CON": "-CON",
    "con.pdf": "-con.pdf",
    "Aux.2026.pdf": "-Aux.2026.pdf",
    "nul .txt": "-nul .txt",
    "COM1.sph": "-COM1.sph",
    "com¹": "-com¹",
    "LPT³.pdf": "-LPT³.pdf",
    "CONOUT$": "-CONOUT$",
    "console.pdf": "console.pdf",
    "COM10.pdf": "COM10.pdf",
    "cuối dòng. . ": "cuối dòng",
    " đầu dòng": "đầu dòng",
    ".gitignore": ".gitignore",
    "...": "-",
    "": "-",
}


@pytest.mark.parametrize(("wanted", "made"), NAMES.items())
def test_each_becomes_the_nearest_that_may_be(wanted, made):
    assert file_name(wanted) == made
    assert is_portable(wanted) == (normalize("NFC", wanted) == made)


def test_a_long_one_keeps_its_ending_and_whole_letters():
    made = file_name("ế" * 300 + ".docx")
    assert made == "ế" * 78 + ".docx"
    assert file_name("a" * 300 + "." + "b" * 300) == "a" * LONGEST


@given(st.text(max_size=300))
def test_whatever_is_wanted_is_made_fit_once_and_for_all(wanted):
    made = file_name(wanted)
    assert is_portable(made) and file_name(made) == made
    assert 0 < len(made.encode("utf-16-le")) // 2 <= 255 and len(made.encode()) <= 255
    assert normalize("NFC", made) == made


@given(st.text(max_size=40))
def test_every_system_writes_it(tmp_path_factory, wanted):
    folder = tmp_path_factory.getbasetemp() / "names"
    folder.mkdir(exist_ok=True)
    file = folder / file_name(wanted)
    file.write_bytes(b"there")
    assert [found.name for found in folder.iterdir()] == [file.name]
    file.unlink()
