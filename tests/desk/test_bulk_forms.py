"""Each form that comes from a table; headers in two rows; rows that say nothing."""

from datetime import date

import pytest
import xlwt

from desktop.desk.bulk.ask import table_of
from desktop.desk.bulk.mapping import questions
from desktop.desk.bulk.rules import rule
from desktop.desk.bulk.views import Wish
from desktop.desk.views import finish
from tests.desk.tables_of import HEADER, event_row, look, take
from tests.tables.made import old_workbook, workbook

EVENT, VILLAGE, MODEL, CARRIED = (
    "mobilisation_event", "residential_unit", "model", "carried_figure",
)  # fmt: skip


@pytest.fixture
def desk(bench):
    bench.clock.turn_to(date(2027, 6, 1))
    return bench.commune


def test_every_key_alias_and_implied_answer_names_a_question_of_its_form(desk):
    catalogue = desk.core.catalogue
    for form in desk.ask.records.from_tables():
        known = questions(catalogue.form(form).definition)
        said = rule(catalogue.pack, form)
        named = {
            *said.key,
            *said.headers,
            *(i.question for i in said.implies),
            *(i.answered for i in said.implies),
        }
        assert named <= set(known), form
    assert set(desk.ask.records.from_tables()) == {EVENT, VILLAGE, MODEL, CARRIED}


def test_a_model_comes_in_with_its_first_point(desk):
    header = [
        "Tên mô hình", "Lĩnh vực", "Ngày ra mắt", "Chủ trì", "Cấp công nhận", "Trạng thái",
        "Nơi thực hiện", "Ngày bắt đầu tại điểm này", "Số tổ thực hiện", "Số thành viên",
        "Có ứng dụng số?", "Từ ngân sách",
    ]  # fmt: skip
    row = [
        "Camera an ninh", "Camera an ninh", "10/07/2025", "Công an", "Cấp xã",
        "Đang hoạt động", "Cơ quan", "10/07/2025", 2, 30, "Không", "12,5",
    ]  # fmt: skip
    told = take(desk, MODEL, [header, row])
    assert told.look.grave == ()
    assert (told.look.new, told.written) == (1, 2)
    assert len(desk.ask.records.ids("model_point")) == 1
    assert look(desk, MODEL, [header, row]).same == 1


def test_totals_come_in_and_overlapping_ones_are_refused(desk):
    header = ["Mã chỉ tiêu", "Từ ngày", "Đến ngày", "Con số", "Theo báo cáo số"]
    row = ["I12", "01/07/2025", "31/07/2025", "1.250", "12/BC-UBND"]
    told = take(desk, CARRIED, [header, row])
    assert (told.look.grave, told.written) == ((), 1)
    assert look(desk, CARRIED, [header, row]).same == 1
    other = [row[0], "15/07/2025", "31/07/2025", *row[3:]]
    (trouble,) = look(desk, CARRIED, [header, other]).grave
    assert (trouble.header, trouble.words != "") == ("Từ ngày", True)


def test_a_header_in_two_merged_rows_and_its_numbers_are_read(desk):
    def fill(book, sheet):
        sheet.merge_range(0, 0, 1, 0, "Ngày")
        sheet.merge_range(0, 1, 1, 1, "Hình thức")
        sheet.merge_range(0, 2, 1, 2, "Chủ trì")
        sheet.merge_range(0, 3, 0, 4, "Người dự")
        sheet.write_row(1, 3, ["Số lượt người", "Trong đó: nữ"])
        sheet.merge_range(0, 5, 1, 5, "Nội dung")
        sheet.merge_range(0, 6, 1, 6, "Đối tượng")
        sheet.merge_range(0, 7, 1, 7, "Số buổi")
        sheet.write_row(2, 0, [f"({n})" for n in range(1, 9)])
        told = [
            "Buổi tuyên truyền tập trung",
            "Công an",
            120,
            60,
            "Ma túy",
            "Nhân dân khu dân cư",
            1,
        ]
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        sheet.merge_range(3, 0, 4, 0, None)
        sheet.write_datetime(3, 0, date(2025, 7, 5), day)
        sheet.write_row(3, 1, told)
        sheet.write_row(4, 1, [*told[:2], 80, 40, *told[4:]])
        sheet.write(6, 0, "")

    table = table_of(workbook(fill))
    plan = desk.ask.bulk.plan(EVENT, table)
    assert plan.header == 1
    found = finish(desk.act.bulk.take_in(EVENT, table, plan, Wish()))
    assert (found.look.grave, found.look.rows, found.written) == ((), 2, 2)
    rows = desk.ask.records.rows(desk.ask.records.ids(EVENT))
    assert {row.date for row in rows} == {"2025-07-05"}


def test_an_old_workbook_in_an_old_font_comes_in(desk):
    def fill(_book, sheet):
        old = xlwt.easyxf("font: name .VnTime")
        day = xlwt.easyxf(num_format_str="DD/MM/YYYY")
        for at, header in enumerate(["Tên thôn", "Loại", "Số hộ", "Ngày thành lập"]):
            sheet.write(0, at, header)
        sheet.write(1, 0, "Th«n §«ng", old)
        sheet.write(1, 1, "Thôn")
        sheet.write(1, 2, 120)
        sheet.write(1, 3, date(2025, 7, 1), day)

    table = table_of(old_workbook(fill))
    plan = desk.ask.bulk.plan(VILLAGE, table)
    seen = finish(desk.act.bulk.look(VILLAGE, table, plan, Wish()))
    assert [(f.after, f.sure) for f in seen.former] == [("Thôn Đông", True)]
    wish = Wish(converted=frozenset(f.place for f in seen.former))
    assert finish(desk.act.bulk.take_in(VILLAGE, table, plan, wish)).written == 1


def test_an_answer_that_does_not_apply_is_told_and_not_lost_in_silence(desk):
    row = event_row(0, **{"Hình thức": "zalo", "Số buổi": ""})
    head = [*HEADER, "Số tin, bài, hình ảnh"]
    found = look(desk, EVENT, [head, [*row, 3]])
    told = [(one.header, one.code, one.grave) for one in found.troubles]
    assert told == [("Số lượt người", "import.left_out", False)]


def test_a_place_that_had_ended_on_the_day_is_refused(desk):
    header = ["Tên thôn", "Loại", "Ngày thành lập", "Ngày kết thúc"]
    take(desk, VILLAGE, [header, ["Thôn cũ", "Thôn", "01/07/2025", "31/12/2025"]])
    head = [*HEADER, "Thôn"]
    assert look(desk, EVENT, [head, [*event_row(0), "Thôn cũ"]]).grave == ()
    late = event_row(0, **{"Ngày tháng": "05/01/2026"})
    (trouble,) = look(desk, EVENT, [head, [*late, "Thôn cũ"]]).grave
    assert (trouble.header, trouble.code) == ("Thôn", "import.choice_ended")


def test_a_draft_of_the_record_is_not_overwritten(desk):
    take(desk, EVENT, [HEADER, event_row(0)])
    (record,) = desk.ask.records.ids(EVENT)
    desk.act.save_draft(desk.ask.records.edit(record).draft())
    edited = [HEADER, event_row(0, **{"Số lượt người": 99})]
    told = take(desk, EVENT, edited, Wish(update=True))
    assert [one.code for one in told.look.grave] == ["import.draft"]
    assert told.written == 0


def test_what_an_update_would_break_keeps_all_out(desk):
    take(desk, EVENT, [HEADER, event_row(0), event_row(1)])
    edited = [
        HEADER,
        event_row(0, **{"Số buổi": 0}),
        event_row(1, **{"Số lượt người": 9}),
    ]
    told = take(desk, EVENT, edited, Wish(update=True))
    assert [(one.row, one.words) for one in told.look.grave] == [
        (2, "Ít nhất là 1 buổi hoặc đợt.")
    ]
    assert told.written == 0
