"""A file is looked into before it is kept; what may not be copied is noted as a paper."""

from datetime import date

import pytest

from desktop.desk import attachments, keeping
from desktop.desk.period_views import Period
from desktop.desk.views import finish
from desktop.errors import Refused, Usage
from desktop.store import files
from tests.desk.conftest import event
from tests.papers.made import OWNER, docx, jpeg, noise, pdf, png

SCAN = pdf("Biên bản họp", "Số: 12/BB-UBND ngày 01/07/2025", "Kinh phí 8.686.000 đồng")


@pytest.fixture
def record(bench):
    return bench.add("mobilisation_event", event(bench))


def attach(bench, record, folder, content, name, **more):
    file = folder / name
    file.write_bytes(content)
    answer = {"shows_people": False} | more
    return bench.commune.act.files.attach(record, file, name, **answer)


def kept(bench, record):
    return bench.commune.ask.records.view(record).files


def bytes_of(bench, sha256):
    core = bench.commune.core
    return attachments.content_of(core, files.get(bench.commune.act._writer, sha256))


def refusal(bench, record, folder, content, name, **more):
    with pytest.raises(Refused) as found:
        attach(bench, record, folder, content, name, **more)
    assert kept(bench, record) == ()
    assert list((bench.commune.core.folder / "attachments").iterdir()) == []
    return found.value.code


def test_an_ordinary_paper_is_kept_as_it_is(bench, record, tmp_path):
    attach(bench, record, tmp_path, SCAN, "bien-ban-12.pdf")
    (file,) = kept(bench, record)
    assert bytes_of(bench, file.sha256) == SCAN


def test_of_a_photograph_only_the_picture_is_kept(bench, record, tmp_path):
    attach(bench, record, tmp_path, jpeg(noise(3000, 2000)), "buoi-hop.jpg")
    (file,) = kept(bench, record)
    made = bytes_of(bench, file.sha256)
    assert OWNER.encode() not in made
    assert len(made) == file.bytes <= 400 * 1024


def test_a_photograph_in_png_is_renamed_to_what_it_became(bench, record, tmp_path):
    attach(bench, record, tmp_path, png(noise(1600, 1200)), "anh.png")
    (file,) = kept(bench, record)
    assert (file.name, file.media) == ("anh.jpg", "image/jpeg")


@pytest.mark.parametrize(
    "content, name, code",
    [
        (pdf("TỐI MẬT", "Số: 12/BC"), "bao-cao.pdf", "attach.secret"),
        (docx("Báo cáo", header="MẬT"), "bao-cao.docx", "attach.secret"),
        (pdf("Căn cước 079085001234"), "bao-cao.pdf", "attach.numbers"),
        (docx("CMND 201234567"), "bao-cao.docx", "attach.numbers"),
        (SCAN, "tuyet mat.pdf", "attach.secret"),
        (SCAN, "079085001234.pdf", "attach.numbers"),
        (pdf("a", password="x"), "a.pdf", "attach.locked"),
        (b"%PDF-1.4 nothing", "a.pdf", "attach.broken"),
        (jpeg()[:300], "a.jpg", "attach.broken"),
    ],
)
def test_what_may_not_be_kept_leaves_nothing(
    bench, record, tmp_path, content, name, code
):
    assert refusal(bench, record, tmp_path, content, name) == code


@pytest.mark.parametrize(
    "name",
    ["PXL_20250701_081530123.jpg", "IMG_202507010815.jpg", "bí mật nhà nước.jpg"],
)
def test_the_names_that_cameras_give_are_no_numbers_of_people(
    bench, record, tmp_path, name
):
    attach(bench, record, tmp_path, jpeg(), name)
    assert kept(bench, record)[0].name == name


@pytest.mark.parametrize("answer", [True, None])
def test_without_a_no_to_the_one_question_no_file_is_kept(
    bench, record, tmp_path, answer
):
    code = refusal(bench, record, tmp_path, SCAN, "a.pdf", shows_people=answer)
    assert code == "attach.people"


def test_a_reports_pdf_needs_no_question_and_its_picture_does(bench, record, tmp_path):
    period = Period("thematic", "free", date(2025, 7, 1), date(2025, 7, 1))
    bench.clock.turn_to(date(2025, 7, 2))
    report = finish(bench.commune.act.close_period(period, ())).record
    attach(bench, report, tmp_path, SCAN, "ban-ky.pdf", shows_people=None)
    assert len(kept(bench, report)) == 2
    with pytest.raises(Refused):
        attach(bench, report, tmp_path, jpeg(), "ban-ky.jpg", shows_people=None)


def note(bench, record, number="12/DS-UBND", place="Tủ hồ sơ văn phòng"):
    bench.commune.act.files.note_paper(record, number, place)


def papers(desk, record):
    return desk.ask.records.view(record).papers


def evidence(desk):
    reader = desk.core.reader()
    rows = reader.execute("SELECT attached FROM f_mobilisation_event").fetchall()
    reader.close()
    return [row[0] for row in rows]


def test_in_place_of_a_list_its_number_and_place_are_noted(bench, record):
    note(bench, record)
    assert papers(bench.commune, record) == ("12/DS-UBND · Tủ hồ sơ văn phòng",)
    assert kept(bench, record) == ()
    assert evidence(bench.commune) == [1]


def test_a_noted_paper_outlives_edits_drafts_files_and_withdrawal(
    bench, record, tmp_path
):
    note(bench, record)
    attach(bench, record, tmp_path, SCAN, "a.pdf")
    for through_draft in (False, True):
        entry = bench.commune.ask.records.edit(record)
        entry.answer("/data/attendance", "130" if through_draft else "125")
        if through_draft:
            bench.commune.act.save_draft(entry.draft())
            entry = bench.commune.ask.records.resume(record)
        bench.commune.act.finish(entry.finish())
        assert len(papers(bench.commune, record)) == 1
        assert len(kept(bench, record)) == 1
    note(bench, record, "13/DS-UBND", "Kho")
    assert len(papers(bench.commune, record)) == 2
    assert evidence(bench.commune) == [3]
    bench.commune.act.void(record, "nhập nhầm")
    assert len(papers(bench.commune, record)) == 2


def test_the_province_reads_where_the_paper_lies(pair):
    record = pair.add("mobilisation_event", event(pair))
    note(pair, record)
    pair.take(pair.province, pair.hand(pair.commune))
    assert papers(pair.province, record) == ("12/DS-UBND · Tủ hồ sơ văn phòng",)
    assert evidence(pair.province)[-1:] == [1]


@pytest.mark.parametrize(
    "number, place, code",
    [
        ("", "Tủ", "paper.number"),
        ("12/DS", "  ", "paper.place"),
        ("1" * 61, "Tủ", "paper.number"),
        ("12/DS", "x" * 201, "paper.place"),
        ("079085001234", "Tủ", "paper.tells"),
        ("12/DS", "nhà ông Tám", "paper.tells"),
    ],
)
def test_a_paper_is_noted_with_both_and_names_nobody(
    bench, record, number, place, code
):
    with pytest.raises((Usage, Refused)) as found:
        note(bench, record, number, place)
    assert found.value.code == code
    assert papers(bench.commune, record) == ()


# how long


@pytest.mark.parametrize(
    "day, term, last",
    [
        (date(2025, 7, 1), "", date(2027, 7, 14)),  # its month closes on the 14th
        (date(2025, 7, 14), "", date(2027, 7, 14)),
        (date(2025, 7, 15), "", date(2027, 8, 14)),
        (date(2025, 12, 20), "short", date(2027, 1, 14)),
        (date(2025, 7, 1), "long", date(2030, 7, 14)),
    ],
)
def test_a_file_stays_so_many_months_after_its_period_closes(bench, day, term, last):
    assert keeping.until(bench.commune.core.catalogue.pack, day, term) == last


def test_a_term_that_the_pack_does_not_have_is_refused(bench, record, tmp_path):
    code = refusal(bench, record, tmp_path, SCAN, "a.pdf", keep="for ever")
    assert code == "keep.unknown"


def test_a_record_shows_until_when_its_file_stays(bench, record, tmp_path):
    attach(bench, record, tmp_path, SCAN, "a.pdf")
    assert [file.until for file in kept(bench, record)] == ["2027-07-14"]


def test_the_later_day_counts_where_a_file_hangs_on_two_records(
    bench, record, tmp_path
):
    other = bench.add("mobilisation_event", event(bench, event_date="2025-07-02"))
    attach(bench, record, tmp_path, SCAN, "a.pdf", keep="long")
    attach(bench, other, tmp_path, SCAN, "a.pdf")
    assert {file.until for file in bench.commune.ask.files.kept()} == {
        date(2030, 7, 14)
    }


def test_a_file_past_its_day_is_listed_and_destroyed_and_its_hash_stays(
    bench, record, tmp_path
):
    attach(bench, record, tmp_path, SCAN, "bien-ban.pdf", keep="short")
    (file,) = bench.commune.ask.files.kept()
    assert not file.past
    with pytest.raises(Refused) as found:
        bench.commune.act.erase.past([file.sha256])
    assert found.value.code == "keep.not_past"
    bench.clock.turn_to(date(2026, 7, 15))
    (file,) = bench.commune.ask.files.kept()
    assert (file.past, file.name) == (True, "bien-ban.pdf")
    before = evidence(bench.commune)
    bench.commune.act.erase.past([file.sha256[:12]])
    assert bench.commune.ask.files.kept() == ()
    (shown,) = kept(bench, record)
    assert shown.sha256 == file.sha256
    assert (shown.name, shown.here, shown.gone) == (
        "(đã xóa theo yêu cầu ngày 15/07/2026)", False, True,
    )  # fmt: skip
    assert list((bench.commune.core.folder / "attachments").iterdir()) == []
    assert evidence(bench.commune) == before
    assert files.get(bench.commune.act._writer, file.sha256) is None


def test_a_power_cut_before_the_bytes_went_is_made_good_at_the_next_start(
    bench, record, tmp_path, monkeypatch
):
    from desktop.desk.erasing import Erasing

    attach(bench, record, tmp_path, SCAN, "a.pdf")
    (file,) = kept(bench, record)
    with monkeypatch.context() as cut:
        cut.setattr(Erasing, "forget", lambda self: None)
        bench.commune.act.erase.file(file.sha256, "Theo đơn")
    folder = bench.commune.core.folder / "attachments"
    assert len(list(folder.iterdir())) == 1
    bench.commune.close()
    bench.commune = bench.open("20854")
    assert bench.commune.act.files is not None
    assert list(folder.iterdir()) == []
