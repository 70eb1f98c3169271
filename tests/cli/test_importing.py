"""A table by command: a list of problems, all in, and nothing twice."""

import csv
import io
import json
from datetime import date

import pytest

from desktop.tables.file import read
from tests.cli.test_verbs import Profile
from tests.tables.made import of_rows

EVENT = "mobilisation_event"
HEADER = [
    "Ngày",
    "Hình thức",
    "Chủ trì",
    "Số lượt người",
    "Nội dung",
    "Đối tượng",
    "Số buổi",
]
DAY = date(2025, 7, 15)
GOOD = [
    "15/07/2025", "Buổi tuyên truyền tập trung", "Công an", 120, "Ma túy",
    "Nhân dân khu dân cư", 1,
]  # fmt: skip
BAD = [*GOOD[:3], "8.68", *GOOD[4:]]


@pytest.fixture
def commune(tmp_path):
    return Profile(tmp_path, "20854")


def saved(folder, *rows, header=HEADER):
    file = folder / "bang.xlsx"
    file.write_bytes(of_rows([header, *rows]))
    return file


def test_a_bad_row_keeps_all_out_and_is_listed_with_what_to_do(commune, tmp_path):
    for out, cells in (("can-sua.xlsx", xlsx_cells), ("can-sua.csv", csv_cells)):
        code, told, _ = commune(
            "import",
            EVENT,
            saved(tmp_path, GOOD, BAD),
            "--problems",
            tmp_path / out,
            "--json",
        )
        assert (code, told["written"]) == (3, 0)
        (one,) = told["problems"]
        assert (one["row"], one["column"], one["header"], one["code"], one["must"]) == (
            3, "D", "Số lượt người", "import.number_doubtful", True,
        )  # fmt: skip
        assert ["3", "D", "Số lượt người", one["message"], "Có"] in cells(
            tmp_path / out
        )
    assert commune("record", "list", EVENT, "--json")[1]["count"] == 0


def xlsx_cells(file):
    return read(file.read_bytes()).rows


def csv_cells(file):
    return list(csv.reader(io.StringIO(file.read_text("utf-8-sig"))))


def test_mended_it_comes_in_once_and_a_change_only_when_asked_for(commune, tmp_path):
    file = saved(tmp_path, GOOD, [*GOOD[:3], 90, *GOOD[4:]])
    code, told, _ = commune("import", EVENT, file, "--dry-run", "--json")
    assert (code, told["new"], told["written"]) == (0, 2, 0)
    assert commune("import", EVENT, file)[1].strip() == (
        "Đã ghi 2 bản ghi. Trong 2 dòng: 2 mới, 0 đã có trong sổ, 0 khác với sổ."
    )
    assert commune("import", EVENT, file, "--json")[1]["same"] == 2
    file = saved(tmp_path, GOOD, [*GOOD[:3], 91, *GOOD[4:]])
    _, told, _ = commune("import", EVENT, file, "--json")
    assert (told["changed"], told["written"]) == (1, 0)
    (one,) = told["differences"]
    assert (one["label"], one["here"], one["there"]) == (
        "Số lượt người tham dự",
        "90",
        "91",
    )
    assert commune("import", EVENT, file, "--update", "--json")[1]["written"] == 1
    assert commune("record", "list", EVENT, "--json")[1]["count"] == 2


def test_columns_are_mapped_by_a_file_and_a_block_is_read_from_the_input(
    commune, tmp_path
):
    block = "Cột lạ\tTên thôn\tLoại\n01/07/2025\tThôn 1\tThôn\n"
    mapping = tmp_path / "noi.json"
    mapping.write_text(json.dumps({"Cột lạ": "valid_from"}), "utf-8")
    words = ("import", "residential_unit", "-", "--json")
    code, told, _ = commune(*words, given=block)
    assert (code, [one["header"] for one in told["problems"]]) == (3, ["Có từ ngày"])
    code, told, _ = commune(*words, "--map", mapping, given=block)
    assert (code, told["written"]) == (0, 1)
    assert told["columns"][0] == {
        "column": "A",
        "header": "Cột lạ",
        "question": "valid_from",
    }


def test_old_fonts_are_shown_before_and_converted_when_asked_for(commune, tmp_path):
    file = saved(tmp_path, [*GOOD, "ng­êi d©n ®ång t×nh"], header=[*HEADER, "Ghi chú"])
    code, told, _ = commune("import", EVENT, file, "--json")
    assert (code, told["problems"][0]["code"]) == (3, "import.former")
    (former,) = told["former"]
    assert (former["after"], former["sure"]) == ("người dân đồng tình", True)
    assert commune("import", EVENT, file, "--convert", "--json")[1]["written"] == 1


@pytest.mark.parametrize(
    ("words", "code", "exit_code"),
    [
        (("organisation", "bang.xlsx"), "import.form", 3),
        (("khong_co", "bang.xlsx"), "form.unknown", 3),
        ((EVENT, "khong-co.xlsx"), "table.unreadable", 4),
        ((EVENT, "bang.xlsx", "--sheet", "Trang 9"), "table.no_sheet", 3),
        ((EVENT, "bang.xlsx", "--map", "la.json"), "import.column", 3),
        ((EVENT, "trong.xlsx"), "import.empty", 3),
    ],
)
def test_what_cannot_be_is_refused_by_name(commune, tmp_path, words, code, exit_code):
    saved(tmp_path, GOOD)
    (tmp_path / "trong.xlsx").write_bytes(of_rows([[""]]))
    (tmp_path / "la.json").write_text('{"Z": "event_date"}', "utf-8")
    paths = [tmp_path / w if w.endswith((".xlsx", ".json")) else w for w in words]
    found, told, _ = commune("import", *paths, "--json")
    assert (found, told["error"]["code"]) == (exit_code, code)
