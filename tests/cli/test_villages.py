"""Villages are merged and split, and a closed period is shown again, by command."""

import pytest

from tests.cli.test_verbs import Profile, event


@pytest.fixture
def commune(tmp_path):
    found = Profile(tmp_path, "20854")
    for number in (1, 2, 3):
        found.add(
            "residential_unit", unit_name=f"Thôn {number}", unit_type="thon",
            valid_from="2025-07-01",
        )  # fmt: skip
    return found


def names(commune):
    _, told, _ = commune("record", "list", "residential_unit", "--json")
    return {row["record"]: row["title"] for row in told["records"]}


def test_villages_are_merged_and_split_in_the_officers_words(commune):
    code, said, _ = commune(
        "village", "merge", "Thôn 1", "thon 2", "--into", "Thôn Đoàn Kết",
        "--from", "2026-03-01",
    )  # fmt: skip
    assert (code, said) == (
        0, "Từ ngày 01/03/2026, nhập Thôn 1, thon 2 thành Thôn Đoàn Kết.\n",
    )  # fmt: skip
    code, told, _ = commune(
        "village", "split", "Thôn 3", "--into", "Thôn Đông, Thôn Tây",
        "--from", "2026-04-01", "--json",
    )  # fmt: skip
    assert code == 0
    known = names(commune)
    assert [known[record] for record in told["ended"]] == ["Thôn 3"]
    assert [one["name"] for one in told["begun"]] == ["Thôn Đông", "Thôn Tây"]
    assert {one["record"] for one in told["begun"]} <= set(known)


def test_what_cannot_be_is_refused_with_what_to_do(commune):
    code, _, aside = commune(
        "village", "merge", "Thôn 1", "Thôn 9", "--into", "Thôn Mới",
        "--from", "2026-03-01",
    )  # fmt: skip
    assert code == 3
    assert "Không có khu dân cư nào đang hoạt động tên “Thôn 9”." in aside
    assert len(names(commune)) == 3


def test_a_closed_period_is_shown_as_signed_and_what_changed_since(commune):
    event(commune, "2025-08-01", "1", "120")
    span = ("--from", "2025-07-01", "--to", "2025-12-31")
    code, closed, aside = commune("period", "close", *span, "--json")
    assert code == 0, aside
    code, said, _ = commune("period", "show", closed["record"])
    assert code == 0 and said.startswith("Số liệu của kỳ vẫn đúng như khi chốt")
    event(commune, "2025-09-01", "1", "30")
    _, told, _ = commune("period", "show", closed["record"], "--json")
    assert told["figures"]["I12"]["value"] == "120"
    assert (told["lacking"], told["wrong"]) == (0, [])
    changed = {one["code"]: one for one in told["changed"]}
    assert changed["I12"]["then"]["value"] == "120"
    assert changed["I12"]["now"]["value"] == "150"
    _, said, _ = commune("period", "show", closed["record"])
    assert "I12 Số lượt người tham dự: khi chốt 120, nay 150." in said
