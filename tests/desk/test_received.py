"""Which report came from whom: one table, on screen, in a spreadsheet, and the log."""

import io
from datetime import date

import openpyxl
import pypdfium2

from desktop.desk import act
from desktop.desk.period_views import Period
from desktop.desk.received_sheet import words
from desktop.desk.views import finish
from desktop.gui.words import say
from tests.desk.collecting import JUNE
from tests.desk.conftest import event
from tests.desk.test_many import verb

ASKED = Period("month", "nd09", date(2026, 6, 1), date(2026, 6, 30))
DAYS = ("--from", "2026-06-01", "--to", "2026-06-30")


def taken(one):
    finish(one.province.act.many.take_in(one.stick))


def table(one, asked=ASKED):
    return one.province.ask.handover.received(asked)


def told(one, asked=ASKED):
    """Unit -> its cell's words, of the units that are not like most."""
    found = table(one, asked)
    return {row.unit: [words(cell, say) for cell in row.cells] for row in found.rows}


def test_each_unit_stands_where_it_should(collecting, monkeypatch):
    good, twice, bad, late, none, *_ = collecting.units
    collecting.bring(good)
    with collecting.commune(twice) as desk:
        collecting.close_june(desk)
        monkeypatch.setattr(act, "may_close", lambda *_: None)
        collecting.close_june(desk)
        collecting.put(collecting.hand(desk))
    spoilt = collecting.cut_off(bad)
    taken(collecting)
    early = told(collecting)
    assert early[good] == ["nhận 16/06/2026"]
    assert early[twice] == ["trùng: hơn một báo cáo (16/06/2026)"]
    assert early[bad] == ["từ chối: tệp hỏng (16/06/2026)"]
    assert early[none] == early[late] == ["chưa đến hạn"]
    collecting.clock.turn_to(date(2026, 6, 25))
    collecting.bring(late)
    spoilt.unlink()
    taken(collecting)
    after = told(collecting)
    assert after[late] == ["trễ 8 ngày (25/06/2026)"]
    assert after[none] == ["thiếu"]
    assert (after[good], after[bad]) == (early[good], early[bad])


def test_a_refused_unit_that_sends_again_has_sent(collecting):
    unit = collecting.units[0]
    file = collecting.bring(unit)
    whole = file.read_bytes()
    file.write_bytes(whole[:150])
    taken_or_not = collecting.province.act.many.take_in(collecting.stick)
    assert finish(taken_or_not).counts["refused"] == 1
    file.write_bytes(whole)
    taken(collecting)
    assert told(collecting)[unit] == ["nhận 16/06/2026"]


def test_a_withdrawn_report_has_not_come(collecting):
    unit = collecting.units[0]
    with collecting.commune(unit) as desk:
        collecting.close_june(desk)
        (report,) = desk.ask.period.reports()
        desk.act.void(report.record, "sai số")
        collecting.put(collecting.hand(desk))
    taken(collecting)
    assert told(collecting)[unit] == ["chưa đến hạn"]


def test_periods_are_the_calendars_own_or_those_that_came(collecting):
    spans = table(
        collecting, Period("quarter", "calendar", JUNE.start, date(2026, 12, 31))
    ).spans
    assert [end for _, end in spans] == [
        date(2026, 6, 30), date(2026, 9, 30), date(2026, 12, 31),
    ]  # fmt: skip
    free = Period("thematic", "free", date(2026, 6, 2), date(2026, 6, 11))
    assert table(collecting, free).spans == ()
    with collecting.commune(collecting.units[0]) as desk:
        check = desk.ask.period.check(free)
        finish(desk.act.close_period(free, check.sentences))
        collecting.put(collecting.hand(desk))
    taken(collecting)
    assert table(collecting, free).spans == ((free.start, free.end),)
    assert told(collecting, free)[collecting.units[0]] == ["nhận 16/06/2026"]


def test_the_spreadsheet_says_what_the_table_says_and_computes_nothing(
    collecting, capsys
):
    collecting.bring(collecting.units[0])
    taken(collecting)
    out = collecting.folder / "bang.xlsx"
    code, answer = verb(collecting, capsys, "received", *DAYS, "--out", out)
    assert code == 0
    assert answer["periods"][0]["counts"] == {"received": 1, "open": 93}
    page = openpyxl.load_workbook(io.BytesIO(out.read_bytes())).active
    assert {c.data_type for line in page.iter_rows() for c in line if c.value} == {"s"}
    rows = [[cell.value for cell in line] for line in page.iter_rows()]
    assert rows[2] == ["Mã", "Đơn vị", "15/05–14/06/2026"]
    assert rows[3][0] == collecting.units[0] and rows[3][2] == "nhận 16/06/2026"
    assert rows[-1][1:] == ["Tổng", "1 nhận, 93 chưa đến hạn"]
    assert len(rows) == 3 + 94 + 1


def test_the_log_names_who_took_in_what_and_prints_the_codes(collecting, capsys):
    sent = collecting.bring(collecting.units[0])
    taken(collecting)
    out = collecting.folder / "danh-sach.pdf"
    code, answer = verb(collecting, capsys, "journal", *DAYS, "--out", out)
    assert code == 0
    came = [row for row in answer["journal"] if row["name"] == sent.name]
    assert [(row["direction"], row["by"]) for row in came] == [("in", "canbo")]
    commune = collecting.open(collecting.units[0])
    slip = next(r for r in commune.ask.handover.journal() if r.name == sent.name)
    commune.close()
    assert came[0]["check_code"] == slip.check_code
    pages = pypdfium2.PdfDocument(out.read_bytes())
    text = "".join(page.get_textpage().get_text_range() for page in pages)
    for row in answer["journal"]:
        assert len(row["check_code"]) == 14 and row["check_code"] in text


def test_the_slip_says_from_whom_to_whom_and_the_code(pair, tmp_path):
    pair.add("mobilisation_event", event(pair))
    handed = pair.hand(pair.commune)
    pages = pypdfium2.PdfDocument(pair.commune.ask.handover.print_slip(handed))
    text = pages[0].get_textpage().get_text_range()
    for said in (
        "PHIẾU BÀN GIAO", "Xã Tiên Phước", "Thành phố Đà Nẵng", handed.check_code,
        "NGƯỜI GIAO", "NGƯỜI NHẬN",
    ):  # fmt: skip
        assert said in text, said
    assert len(pages) == 1
