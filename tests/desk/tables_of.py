"""Tables as an office keeps them: events of a commune, good rows and bad ones."""

from datetime import date, timedelta

from desktop.desk.bulk.ask import table_of
from desktop.desk.bulk.views import Wish
from desktop.desk.views import finish
from tests.tables.made import of_rows

HEADER = [
    "STT", "Hình thức", "Ngày tháng", "Chủ trì", "Số buổi", "Số lượt người", "Nội dung",
    "Đối tượng", "Ghi chú",
]  # fmt: skip
TOPICS = [
    "Phòng, chống tội phạm", "Trật tự an toàn giao thông",
    "Phòng, chống tội phạm, Trật tự an toàn giao thông",
]  # fmt: skip


def event_row(number, **more):
    day = date(2025, 7, 1) + timedelta(days=number % 500)
    row = {
        "STT": number + 1,
        "Hình thức": "Buổi tuyên truyền tập trung",
        "Ngày tháng": f"{day:%d/%m/%Y}",
        "Chủ trì": ["Công an", "Hội Nông dân", "Hội Liên hiệp Phụ nữ"][
            number // 500 % 3
        ],
        "Số buổi": 1,
        "Số lượt người": 20 + number % 300,
        "Nội dung": TOPICS[number % 3],
        "Đối tượng": "Nhân dân khu dân cư",
        "Ghi chú": f"Buổi thứ {number}, có lồng ghép sinh hoạt thôn.",
    }
    return [(row | more)[name] for name in HEADER]


BAD = [
    {"Ngày tháng": "31/02/2024"},
    {"Chủ trì": "Hội Người cao tuổi Mường Thanh"},
    {"Số lượt người": "8.68"},
    {"Nội dung": ""},
    {"Số buổi": 0},
    {"Ngày tháng": "05/07/2031"},
    {"Số lượt người": "#N/A"},
    {"Hình thức": "Buổi họp bí mật"},
    {"Số buổi": "hai"},
    {"Ghi chú": "Céng hoµ x· héi"},
]


def events(count, bad=0):
    """Rows under a title and a header; ``bad`` of them, spread over the sheet."""
    wrong = (
        {number * count // bad: BAD[number % len(BAD)] for number in range(bad)}
        if bad
        else {}
    )
    rows = [event_row(n, **wrong.get(n, {})) for n in range(count)]
    return [["BẢNG TỔNG HỢP"], [], HEADER, *rows], {n + 4 for n in wrong}


def look(desk, form, rows, wish=None, given=None):
    table = table_of(of_rows(rows))
    plan = desk.ask.bulk.plan(form, table)
    if given:
        plan = desk.ask.bulk.mapped(form, plan, given)
    return finish(desk.act.bulk.look(form, table, plan, wish or Wish()))


def take(desk, form, rows, wish=None, given=None):
    table = table_of(of_rows(rows))
    plan = desk.ask.bulk.plan(form, table)
    if given:
        plan = desk.ask.bulk.mapped(form, plan, given)
    return finish(desk.act.bulk.take_in(form, table, plan, wish or Wish()))
