"""Two records of one event, by command."""

import pytest

from tests.cli.test_verbs import Profile

WHY = (
    "cùng ngày; cùng toàn xã; cùng đơn vị: Công an;"
    " giống hoặc gần giống: Hình thức, Chủ đề, Đối tượng, Số lượt người tham dự"
)
TITLE = "Đợt/lễ phát động phong trào"


@pytest.fixture
def commune(tmp_path):
    return Profile(tmp_path, "20854")


def police(commune):
    _, told, _ = commune("record", "list", "organisation", "--json")
    return next(r["record"] for r in told["records"] if r["title"] == "Công an")


def event(commune, attendance):
    return commune.add(
        "mobilisation_event", event_form="phat_dong", event_date="2025-08-15",
        lead_org=police(commune), session_unit="dot", session_count="1",
        attendance=attendance,
    )  # fmt: skip


def said(commune, *words):
    code, told, aside = commune("record", *words)
    return code, (told or aside).splitlines()


def row(record, attendance):
    return f"  {record}  15/08/2025  {TITLE} · {attendance} lượt người"


def test_a_pair_is_offered_then_united_and_counted_once(commune):
    one, other = event(commune, "230"), event(commune, "225")
    code, told = said(commune, "same")
    assert (code, told[0]) == (
        0, f"Có thể là cùng một buổi (Xã Tiên Phước): {WHY}",
    )  # fmt: skip
    assert sorted(told[1:3]) == sorted([row(one, 230), row(other, 225)])
    assert told[3] == "1 cặp bản ghi có thể là cùng một buổi, chưa kết luận."
    code, (line,) = said(commune, "unite", one, other)
    assert code == 0 and line == (
        f"Đã gộp: bản {other} được rút, vẫn còn trong lịch sử;"
        f" số liệu chỉ tính bản {one}."
    )
    assert commune.figures("2025")["I12"]["value"] == "230"
    code, told = said(commune, "same")
    assert told[0] == (
        f"Đã gộp, bản đầu được giữ (Xã Tiên Phước): Cùng một buổi: đã gộp ({one})"
    )
    assert told[3] == "Không có hai bản ghi nào có thể là cùng một buổi."


def test_kept_apart_with_a_reason_nobody_asks_again(commune):
    one, other = event(commune, "230"), event(commune, "225")
    code, told = said(commune, "keep-apart", one, other)
    assert code == 2
    reason = ("--reason", "Hai thôn khác nhau")
    assert said(commune, "keep-apart", one, other, *reason) == (
        0, ["Đã ghi: hai buổi khác nhau; không hỏi lại nữa."],
    )  # fmt: skip
    code, told = said(commune, "same")
    assert told[0] == "Hai buổi khác nhau (Xã Tiên Phước): Hai thôn khác nhau"
    assert commune.figures("2025")["I12"]["value"] == "455"


def test_what_cannot_be_united_is_refused_by_name(commune):
    one = event(commune, "230")
    assert said(commune, "unite", one, one) == (
        2, ["same.itself: Hãy nêu hai bản ghi khác nhau."],
    )  # fmt: skip
    assert said(commune, "unite", one, commune.org())[0] == 3


def test_closing_a_period_tells_how_many_are_left(commune):
    event(commune, "230"), event(commune, "225")
    code, told, aside = commune(
        "period", "close", "--from", "2025-08-01", "--to", "2025-08-31", "--json"
    )
    assert code == 0, aside
    assert "Có 1 cặp bản ghi có thể là cùng một buổi" in " ".join(told["notices"])
