"""Workbooks as offices have them, and as nobody should."""

import io
import zipfile

import xlsxwriter
import xlwt


def workbook(fill):
    """The bytes of an .xlsx; ``fill`` gets the book and its first sheet."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        fill(book, book.add_worksheet("Trang 1"))
    return out.getvalue()


def of_rows(rows):
    def fill(_book, sheet):
        for at, row in enumerate(rows):
            sheet.write_row(at, 0, row)

    return workbook(fill)


def old_workbook(fill):
    """The bytes of an .xls."""
    book = xlwt.Workbook()
    fill(book, book.add_sheet("Trang 1"))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def changed(content, name, edit):
    """An archive with one part made otherwise."""
    with zipfile.ZipFile(io.BytesIO(content)) as source:
        kept = {one.filename: source.read(one) for one in source.infolist()}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for part, inside in kept.items():
            target.writestr(part, edit(inside) if part == name else inside)
    return out.getvalue()
