"""Files, erasing, and a person's request by command."""

import pypdfium2
import pytest

from tests.cli.test_verbs import Profile
from tests.papers.made import jpeg, pdf

NAME = "Trần Thị Thử"


@pytest.fixture
def commune(tmp_path):
    return Profile(tmp_path, "20854")


@pytest.fixture
def record(commune):
    return commune.add(
        "mobilisation_event", event_form="buoi_tap_trung", event_date="2026-03-01",
        lead_org=commune.org(), attendance="50", note=f"gặp {NAME}",
    )  # fmt: skip


def told(answer):
    code, value, aside = answer
    assert code == 0, aside
    return value


def test_a_file_is_attached_by_its_answer_or_noted_as_a_paper(
    commune, record, tmp_path
):
    (tmp_path / "a.jpg").write_bytes(jpeg())
    attach = ("record", "attach", record, tmp_path / "a.jpg")
    code, error, _ = commune(*attach, "--json")
    assert (code, error["error"]["code"]) == (3, "attach.people")
    code, error, _ = commune(*attach, "--faces", "yes", "--json")
    assert (code, error["error"]["code"]) == (3, "attach.people")
    code, error, _ = commune(*attach, "--faces", "yes", "--number", "12/DS", "--json")
    assert (code, error["error"]["code"]) == (2, "paper.place")
    noted = ("--faces", "yes", "--number", "12/DS", "--place", "Tủ hồ sơ")
    value = told(commune(*attach, *noted, "--json"))
    assert (value["files"], value["papers"]) == ([], ["12/DS · Tủ hồ sơ"])
    value = told(commune(*attach, "--faces", "no", "--keep", "short", "--json"))
    assert value["told"] == ["attach.told.picture"]
    assert [file["until"] for file in value["files"]] == ["2027-03-14"]
    assert "Bản giấy: 12/DS · Tủ hồ sơ" in told(commune("record", "show", record))


def test_a_number_and_a_no_go_not_together(commune, record, tmp_path):
    (tmp_path / "a.pdf").write_bytes(pdf("a"))
    both = ("--faces", "no", "--number", "12/DS", "--place", "Tủ")
    attach = ("record", "attach", record, tmp_path / "a.pdf")
    assert commune(*attach, *both, "--json")[0] == 2


def test_files_are_listed_and_none_is_destroyed_before_its_day(
    commune, record, tmp_path
):
    (tmp_path / "a.pdf").write_bytes(pdf("a"))
    attach = ("record", "attach", record, tmp_path / "a.pdf", "--faces", "no")
    told(commune(*attach, "--json"))
    (file,) = told(commune("file", "list", "--json"))["files"]
    assert (file["name"], file["past"]) == ("a.pdf", False)
    assert told(commune("file", "list", "--past", "--json"))["files"] == []
    code, error, _ = commune("file", "destroy", file["sha256"], "--yes", "--json")
    assert (code, error["error"]["code"]) == (3, "keep.not_past")


def test_a_file_or_all_texts_are_redacted_with_a_reason(commune, record, tmp_path):
    (tmp_path / "a.pdf").write_bytes(pdf("a"))
    attach = ("record", "attach", record, tmp_path / "a.pdf", "--faces", "no")
    (file,) = told(commune(*attach, "--json"))["files"]
    redact = ("record", "redact", record, "--reason", "Theo đơn")
    told(commune(*redact, "--file", file["sha256"][:12], "--json"))
    told(commune(*redact, "--all", "--json"))
    view = told(commune("record", "show", record, "--json"))
    assert [(f["gone"], f["here"]) for f in view["files"]] == [(True, False)]
    assert dict(view["lines"])["Ghi chú"].startswith("(đã xóa theo yêu cầu ngày")
    assert commune(*redact, "--json")[0] == 2
    assert commune(*redact, "note", "--all", "--json")[0] == 2


def test_a_persons_answer_is_found_printed_and_noted(commune, record, tmp_path):
    name, out = tmp_path / "ten.txt", tmp_path / "tra-loi.pdf"
    name.write_text(f"{NAME}\n", "utf-8")
    value = told(commune("person", "find", name, "--out", out, "--json"))
    assert [(f["kind"], f["record"]) for f in value["found"]] == [("answer", record)]
    with pypdfium2.PdfDocument(out.read_bytes()) as paper:
        assert NAME in paper[0].get_textpage().get_text_range()
    days = ("--from", value["asked"], "--to", value["asked"])
    rows = told(commune("activity", *days, "--json"))["activity"]
    assert [(row["act"], row["by"]) for row in rows] == [
        ("print", "canbo"), ("person", "canbo"),
    ]  # fmt: skip


def test_the_name_is_asked_for_and_stands_in_no_argument(commune, record):
    code, value, aside = commune("person", "find", "--json", given=f"{NAME}\n")
    assert (code, [f["record"] for f in value["found"]]) == (0, [record])
    assert "Họ tên cần tra cứu:" in aside
    assert commune("person", "find", "--json", given="\n")[0] == 2


def test_what_was_printed_or_exported_stands_in_the_log(commune, record, tmp_path):
    days = ("--from", "2026-03-01", "--to", "2026-03-31")
    told(commune("report", *days, "--out", tmp_path / "a.pdf", "--json"))
    told(commune("journal", *days, "--out", tmp_path / "b.pdf", "--json"))
    told(commune("received", *days, "--out", tmp_path / "c.xlsx", "--json"))
    long = ("--from", "2020-01-01", "--to", "2099-01-01")
    rows = told(commune("activity", *long, "--json"))["activity"]
    assert [(row["act"], row["what"]) for row in rows] == [
        ("export", "received"), ("print", "journal"), ("print", "report"),
    ]  # fmt: skip


def test_a_lost_computer_is_told_of_by_command(commune, record, tmp_path):
    out = tmp_path / "thong-bao.pdf"
    lost = ("incident", "--computer", "--found", "2026-03-05")
    value = told(commune(*lost, "--out", out, "--json"))
    fields = {form["form"]: form["fields"] for form in value["forms"]}
    assert fields["mobilisation_event"] == ["Ghi chú"]
    assert out.read_bytes().startswith(b"%PDF")
    assert commune("incident", "--found", "2026-03-05", "--json")[0] == 2
    code, error, _ = commune("incident", "x.sph", "--found", "2026-03-05", "--json")
    assert (code, error["error"]["code"]) == (3, "incident.bundle")
