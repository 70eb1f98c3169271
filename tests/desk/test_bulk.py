"""A table comes in whole or not at all, and only once."""

import os
from datetime import date

import pytest

from desktop.desk.bulk.views import Wish
from tests.desk.tables_of import HEADER, event_row, events, look, take

EVENT, VILLAGE = "mobilisation_event", "residential_unit"
ROWS, BAD = int(os.environ.get("ROWS", "1000")), int(os.environ.get("BAD", "30"))


@pytest.fixture
def desk(bench):
    """A commune's desk in the summer of 2027, two years after the reform."""
    bench.clock.turn_to(date(2027, 6, 1))
    return bench.commune


def count(desk, form=EVENT):
    return len(desk.ask.records.ids(form))


def lines(desk):
    return desk.ask._reader.execute("SELECT count(*) FROM revisions").fetchone()[0]


def test_bad_rows_keep_all_out_and_once_mended_all_come_in_and_only_once(desk):
    before = lines(desk)
    rows, wrong = events(ROWS, BAD)
    told = take(desk, EVENT, rows)
    assert {one.row for one in told.look.grave} == wrong
    assert (told.written, lines(desk)) == (0, before)

    mended, _ = events(ROWS)
    told = take(desk, EVENT, mended)
    assert told.look.grave == ()
    assert (told.written, count(desk), lines(desk)) == (ROWS, ROWS, before + ROWS)

    again = take(desk, EVENT, mended)
    assert (again.written, again.look.same, lines(desk)) == (0, ROWS, before + ROWS)


def test_a_row_comes_in_as_the_screen_would_have_written_it(desk):
    take(desk, EVENT, [HEADER, event_row(0)])
    (record,) = desk.ask.records.ids(EVENT)
    lines_shown = dict(desk.ask.records.view(record).lines)
    assert lines_shown["Hình thức"] == "Buổi tuyên truyền tập trung"
    assert lines_shown["Ngày"] == "01/07/2025"
    assert lines_shown["Đơn vị chủ trì"] == "Công an"
    assert lines_shown["Số lượt người tham dự"] == "20"
    assert lines_shown["Ghi chú"] == "Buổi thứ 0, có lồng ghép sinh hoạt thôn."
    assert desk.ask.records.edit(record).problems() == ()


def test_a_change_in_the_file_is_offered_and_no_second_record(desk):
    take(desk, EVENT, [HEADER, event_row(0), event_row(1)])
    edited = [HEADER, event_row(0), event_row(1, **{"Số lượt người": 99})]
    told = take(desk, EVENT, edited)
    assert (told.written, told.look.same, told.look.changed, count(desk)) == (
        0,
        1,
        1,
        2,
    )
    (one,) = told.look.differences
    assert (one.row, one.label, one.here, one.there) == (
        3,
        "Số lượt người tham dự",
        "21",
        "99",
    )

    told = take(desk, EVENT, edited, Wish(update=True))
    assert (told.written, count(desk)) == (1, 2)
    assert (
        dict(desk.ask.records.view(one.record).lines)["Số lượt người tham dự"] == "99"
    )
    assert look(desk, EVENT, edited).same == 2


def test_two_equal_sessions_of_one_day_are_two_and_stay_two(desk):
    rows = [HEADER, event_row(0), event_row(0), event_row(0, **{"Số lượt người": 77})]
    assert take(desk, EVENT, rows).written == 3
    told = look(desk, EVENT, rows)
    assert (told.new, told.same, told.changed) == (0, 3, 0)


def test_villages_of_one_name_in_a_file_are_told_with_both_rows(desk):
    header = ["Tên thôn", "Số hộ", "Số khẩu", "Ngày thành lập"]
    rows = [
        header,
        ["Thôn 1", 120, 400, "01/01/2020"],
        ["THÔN 1", 90, 300, "01/01/2020"],
    ]
    told = take(desk, VILLAGE, rows)
    (trouble,) = told.look.grave
    assert (trouble.row, trouble.code, trouble.facts) == (
        3,
        "import.twice",
        {"first": 2},
    )


def test_villages_come_in_and_events_name_them_by_their_names(desk):
    header = ["Tên thôn", "Loại", "Số hộ", "Nhân khẩu", "Ngày thành lập"]
    first = ["Thôn 1", "Thôn", "1.120", 4000.0, "01/07/2025"]
    second = ["Thôn Đông", "thon", "", "", "01/07/2025"]
    assert take(desk, VILLAGE, [header, first, second]).written == 2
    told = take(desk, EVENT, [[*HEADER, "Thôn"], [*event_row(0), "thôn đông; Thôn 1"]])
    assert told.written == 1
    (record,) = desk.ask.records.ids(EVENT)
    shown = dict(desk.ask.records.view(record).lines)
    assert shown["Địa bàn"] == "Theo khu dân cư"
    assert shown["Khu dân cư"] == "Thôn 1, Thôn Đông"


def test_a_blank_stays_a_blank_where_its_column_is_there(desk):
    header = ["Tên thôn", "Loại", "Số hộ", "Ngày thành lập"]
    told = take(desk, VILLAGE, [header, ["Thôn 1", "", "", "01/07/2025"]])
    assert [(one.column, one.words) for one in told.look.grave] == [
        ("B", "Hãy chọn loại khu dân cư.")
    ]


def test_a_mapping_is_remembered_by_its_header(desk):
    head = ["Hình thức gì", *HEADER[2:]]
    row = event_row(0)[1:]
    told = take(desk, EVENT, [head, row], given={"A": "event_form"})
    assert told.written == 1
    from desktop.desk.bulk.ask import table_of
    from tests.tables.made import of_rows

    plan = desk.ask.bulk.plan(EVENT, table_of(of_rows([head, row])))
    assert plan.remembered
    assert plan.columns[0].question == "event_form"


def test_old_text_is_converted_only_where_somebody_ticked_it(desk):
    rows = [HEADER, event_row(0, **{"Ghi chú": "Céng hoµ x· héi chñ nghÜa"})]
    told = take(desk, EVENT, rows)
    assert [one.code for one in told.look.grave] == ["import.former"]
    (former,) = told.look.former
    assert (former.after, former.sure) == ("Cộng hoà xã hội chủ nghĩa", True)
    told = take(desk, EVENT, rows, Wish(converted=frozenset([former.place])))
    assert told.written == 1
    (record,) = desk.ask.records.ids(EVENT)
    assert (
        dict(desk.ask.records.view(record).lines)["Ghi chú"]
        == "Cộng hoà xã hội chủ nghĩa"
    )


def test_cancelled_before_it_is_written_nothing_is(desk):
    before = lines(desk)
    from desktop.desk.bulk.ask import table_of
    from tests.tables.made import of_rows

    table = table_of(of_rows(events(500)[0]))
    work = desk.act.bulk.take_in(EVENT, table, desk.ask.bulk.plan(EVENT, table), Wish())
    steps = [next(work) for _ in range(4)]
    assert steps[-1].what == "progress.write"
    work.close()
    assert lines(desk) == before


def test_a_text_that_tells_of_a_person_keeps_all_out_and_a_name_is_only_asked(desk):
    numbers = event_row(1, **{"Ghi chú": "Liên hệ 0912 345 678"})
    told = take(desk, EVENT, [HEADER, event_row(0), numbers])
    (trouble,) = told.look.grave
    assert (trouble.row, told.written) == (3, 0)
    assert "số điện thoại" in trouble.words
    named = event_row(1, **{"Ghi chú": "Ông Nguyễn Văn A, Chủ tịch, phát biểu"})
    told = take(desk, EVENT, [HEADER, event_row(0), named])
    assert (told.look.grave, told.written) == ((), 2)
