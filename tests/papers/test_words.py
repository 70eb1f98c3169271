"""What papers say is read out of them, within limits."""

from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from desktop.errors import Refused
from desktop.papers import docx, pdf
from desktop.papers.words import Limits
from tests.papers import made

LIMITS = Limits(pages=3, letters=1000)


def test_the_words_of_a_pdf_come_with_their_marks():
    said = pdf.read(made.pdf("TỐI MẬT", "Số: 12/BC-CAX"), LIMITS)
    assert said.text.split() == ["TỐI", "MẬT", "Số:", "12/BC-CAX"]
    assert said.told == ()


def test_a_pdf_without_words_tells_that_nobody_could_look():
    assert pdf.read(made.pdf(), LIMITS).told == ("attach.told.no_words",)


def test_of_a_long_pdf_the_first_pages_are_read_and_that_is_told():
    said = pdf.read(made.pdf("trang", pages=5), LIMITS)
    assert said.text.split() == ["trang"] * 3
    assert said.told == ("attach.told.long",)


def test_a_text_without_end_is_read_up_to_the_limit():
    said = pdf.read(made.pdf("chữ " * 500), LIMITS)
    assert len(said.text) <= 1000
    assert said.told == ("attach.told.long",)


def test_who_wrote_a_paper_is_told():
    assert pdf.read(made.pdf("a", author=made.OWNER), LIMITS).told == (
        "attach.told.author",
    )
    assert docx.read(made.docx("a", author=made.OWNER), LIMITS).told == (
        "attach.told.author",
    )


def test_a_locked_pdf_is_refused_since_nobody_can_look():
    with pytest.raises(Refused) as found:
        pdf.read(made.pdf("a", password="x"), LIMITS)
    assert found.value.code == "attach.locked"


@pytest.mark.parametrize(
    "content", [b"%PDF-1.4", b"%PDF-1.4 bien ban", b"%PDF-\0" * 50]
)
def test_a_broken_pdf_is_refused(content):
    with pytest.raises(Refused) as found:
        pdf.read(content, LIMITS)
    assert found.value.code == "attach.broken"


def test_the_words_of_a_docx_come_whole_whatever_runs_they_stand_in():
    said = docx.read(
        made.docx("Kế hoạch phối hợp", "số 12", header="TUYỆT MẬT"), LIMITS
    )
    lines = [line.strip() for line in said.text.splitlines() if line.strip()]
    assert sorted(lines) == ["Kế hoạch phối hợp", "TUYỆT MẬT", "số 12"]


def test_a_picture_in_a_docx_that_says_where_it_was_taken_is_told():
    told = docx.read(made.docx("a", picture=made.jpeg()), LIMITS).told
    assert told == ("attach.told.place",)


@pytest.mark.parametrize(
    "part",
    [
        "<!DOCTYPE x [<!ENTITY a 'aaaa'>]><x>&a;</x>",
        "<!DOCTYPE x SYSTEM 'file:///etc/passwd'><x/>",
        "<not closed",
    ],
)
def test_hostile_xml_is_refused(part):
    content = made.docx("a", parts={"word/header9.xml": part})
    with pytest.raises(Refused) as found:
        docx.read(content, LIMITS)
    assert found.value.code == "attach.broken"


def test_a_bomb_of_one_part_is_refused_while_it_is_unpacked():
    content = made.docx("a", parts={"word/header9.xml": b"<x>" + b" " * docx.MAX_PART})
    assert len(content) < 100_000
    with pytest.raises(Refused) as found:
        docx.read(content, LIMITS)
    assert found.value.code == "attach.bomb_parts"


def test_a_bomb_of_many_parts_is_refused():
    many = {f"word/media/{n}.bin": b"" for n in range(docx.MAX_PARTS)}
    with pytest.raises(Refused) as found:
        docx.read(made.docx("a", parts=many), LIMITS)
    assert found.value.code == "attach.bomb_parts"


def test_another_zip_is_no_docx(tmp_path):
    with ZipFile(tmp_path / "x.zip", "w", ZIP_DEFLATED) as file:
        file.writestr("a.txt", "a")
    with pytest.raises(Refused) as found:
        docx.read((tmp_path / "x.zip").read_bytes(), LIMITS)
    assert found.value.code == "attach.broken"


@pytest.mark.parametrize("cut", [4, 30, 100, 200])
def test_a_torn_docx_is_refused(cut):
    with pytest.raises(Refused):
        docx.read(made.docx("a")[:cut], LIMITS)
