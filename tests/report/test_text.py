"""What is written comes back as it was written."""

import hashlib
import os
import re
import subprocess
import sys
import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab import rl_config

from desktop.errors import Environment
from desktop.report.document import Column, FigureLine, Heading, Paragraph, Table
from desktop.report.pdf import render
from tests.report.reading import FONTS, on_one_line, printed, whole_text
from tests.report.sample import HEAD, JOINT, REPORT

_VOWELS = "aăâeêioôơuưy"
_TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
_LOWER = [unicodedata.normalize("NFC", v + t) for v in _VOWELS for t in _TONES] + ["đ"]
LETTERS = [c for c in (*_LOWER, *(c.upper() for c in _LOWER)) if not c.isascii()]

HOSTILE = (
    '<img src="http://127.0.0.1/x.png"/>',
    '<img src="file:///etc/hostname" width="9" height="9"/>',
    '<a href="http://127.0.0.1/">bấm</a>',
    "<font color=red size=40>to</font>",
    "&lt;b&gt; &amp; &#65; &nbsp; A&B <br/> </para>",
    "<onDraw name=x/> <seq/> {x} %s %(a)s \\n",
    "<b><i><u>chưa đóng",
)


def only(*blocks):
    return replace(
        REPORT, blocks=blocks, appendices=(), training=False, note="", recipients=()
    )


def signs(text: str) -> str:
    return "".join(text.split())


def test_there_are_134_letters():
    assert len(set(LETTERS)) == 134


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_every_vietnamese_letter_comes_back_composed(form):
    text = unicodedata.normalize(form, " ".join(LETTERS))
    paper = whole_text(printed(only(Paragraph(text), Heading(text))))
    assert on_one_line(paper).count(" ".join(LETTERS)) == 2
    assert unicodedata.is_normalized("NFC", paper)


@pytest.mark.parametrize("text", HOSTILE)
def test_markup_in_an_officers_text_is_shown_and_never_obeyed(text):
    table = Table((Column(text), Column("b")), ((text, "1"),), caption=text)
    report = replace(
        only(Paragraph(text), Heading(text), FigureLine(text, text), table),
        head=replace(HEAD, summary=text, place="x", addressees=(text, text)),
        recipients=(text,),
        signature=replace(REPORT.signature, post=text, name=text),
        note=text,
        appendices=(replace(REPORT.appendices[0], title=text, reference=text),),
    )
    data = render(report, FONTS)
    shown = signs(whole_text(printed(report)))
    assert shown.count(signs(text)) >= 10
    assert b"/Annot" not in data
    assert b"/URI" not in data
    assert b"/XObject" not in data


def test_the_typesetter_trusts_no_address():
    assert rl_config.trustedSchemes == []


@settings(max_examples=40, deadline=None)
@given(st.text(st.sampled_from([*LETTERS, *"<>&;#/\"'%=! az09.,()"]), max_size=120))
def test_any_text_is_shown_sign_by_sign(text):
    paper = printed(only(Paragraph(f"[{text}]")))
    assert signs(f"[{text}]") in signs(whole_text(paper))


@pytest.mark.parametrize(
    "text", ["a\x00b", "a\ud800b", "a\u202eb", "a\uffffb", "📎", ""]
)
def test_signs_no_font_has_do_not_stop_the_print(text):
    head = replace(HEAD, summary=text, bodies=(replace(HEAD.bodies[0], name=(text,)),))
    report = replace(only(Paragraph(text), Heading(text)), head=head, note=text)
    assert "Nguyễn Văn Thử" in whole_text(printed(report))


def test_n_of_d_and_percent_stand_on_one_line_with_a_plain_space():
    for pad in range(40, 80):
        text = whole_text(printed(only(FigureLine("a" * pad, "34/39, đạt 87,2 %"))))
        assert "87,2 %" in text


def test_equal_values_give_equal_bytes_in_any_process():
    first = render(REPORT, FONTS)
    assert render(JOINT, FONTS) != first
    assert render(REPORT, FONTS) == first
    script = (
        "import hashlib; from desktop.report.pdf import render;"
        "from tests.report.reading import FONTS; from tests.report.sample import REPORT;"
        "print(hashlib.sha256(render(REPORT, FONTS)).hexdigest())"
    )
    again = subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, "PYTHONHASHSEED": "77", "TZ": "Asia/Tokyo"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert again.stdout.strip() == hashlib.sha256(first).hexdigest()


def test_only_tinos_is_named_and_all_of_it_is_embedded():
    data = render(REPORT, FONTS)
    named = set(re.findall(rb"/BaseFont /([^\s/]+)", data))
    assert named
    assert all(re.fullmatch(rb"[A-Z]{6}\+Tinos(-\w+)?", name) for name in named)
    assert data.count(b"/FontFile2") == len(named)


def test_the_file_says_what_it_is_and_in_which_language():
    paper = printed(REPORT)
    facts = paper.get_metadata_dict()
    assert facts["Title"].startswith("BÁO CÁO Kết quả thực hiện")
    assert facts["Author"] == "ỦY BAN NHÂN DÂN XÃ TIÊN PHƯỚC"
    assert b"/Lang (vi-VN)" in render(REPORT, FONTS)


def test_missing_fonts_are_named(tmp_path):
    with pytest.raises(Environment) as refused:
        render(REPORT, tmp_path)
    assert refused.value.code == "report.font"
    assert refused.value.facts == {"file": "Tinos-Regular.ttf"}
