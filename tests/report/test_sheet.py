"""A spreadsheet of texts: what looks like a formula stays what was written."""

import io

import openpyxl
import pytest

from desktop.report.document import Column, Table
from desktop.report.sheet import render

HOSTILE = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1+1", '=HYPERLINK("x")', "a\x00b"]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_cell_is_a_formula(text):
    table = Table((Column(text),), ((text,),), total=(text,))
    page = openpyxl.load_workbook(io.BytesIO(render("a", (text,), table))).active
    kinds = [cell.data_type for line in page.iter_rows() for cell in line]
    assert kinds == ["s"] * 4


def test_numbers_that_are_codes_keep_their_zeros():
    table = Table((Column("Mã"),), (("00048",),))
    page = openpyxl.load_workbook(io.BytesIO(render("a", (), table))).active
    assert page["A2"].value == "00048"
