"""A person asks what is kept of them: all of it is found, told and can be erased."""

from datetime import date

import pypdfium2
import pytest

from desktop.desk.calendars import working_days_after
from desktop.desk.sought import sought
from desktop.desk.views import finish
from desktop.errors import Usage
from desktop.store.dump import dump
from tests.desk.conftest import event
from tests.desk.praised import praise
from tests.papers.made import docx, jpeg, pdf
from tests.report.reading import whole_text

NAME = "Trần Thị Thử"


def look(desk, name=NAME, asked=None):
    return finish(desk.act.look_for(name, asked))


def places(told):
    return {(one.kind, one.label) for one in told.found}


def attach(bench, record, folder, name, content):
    (folder / name).write_bytes(content)
    bench.commune.act.files.attach(record, folder / name, name, shows_people=False)


@pytest.mark.parametrize(
    "text, stands, exact",
    [
        ("gặp Trần Thị Thử tại nhà", True, True),
        ("gặp TRẦN THỊ THỬ.", True, True),
        ("tran thi thu", True, False),
        ("Trần Thị Thu", True, False),
        ("Tra\u0302\u0300n Thi\u0323 Thu\u031b\u0309", True, True),
        ("danh-sach_Tran_Thi_Thu.pdf", True, False),
        ("Trần Thị Thuận", False, False),
        ("Trần Thử Thị", False, False),
        ("", False, False),
    ],
)
def test_a_name_is_known_in_whatever_letters(text, stands, exact):
    name = sought(NAME)
    assert (name.stands_in(text), name.stands_marked_in(text)) == (stands, exact)


@pytest.mark.parametrize("text", ["", "\n", "a", "  \n-", "\n".join(["An Bình"] * 11)])
def test_no_name_and_too_many_are_refused(text):
    with pytest.raises(Usage):
        sought(text)


def test_it_is_found_in_answers_old_and_new_drafts_names_papers_and_words(
    bench, tmp_path
):
    now = bench.add("mobilisation_event", event(bench, note=f"gặp {NAME}"))
    old = bench.add("mobilisation_event", event(bench, note=f"thăm {NAME}"))
    entry = bench.commune.ask.records.edit(old)
    entry.answer("/data/note", "thăm một hộ")
    bench.commune.act.finish(entry.finish())
    draft = bench.commune.ask.records.new("mobilisation_event")
    draft.answer("/data/note", NAME)
    bench.commune.act.save_draft(draft.draft())
    attach(bench, now, tmp_path, "don tran thi thu.pdf", pdf("Đơn"))
    attach(bench, now, tmp_path, "bien ban.pdf", pdf(f"Người dự: {NAME}"))
    attach(bench, now, tmp_path, "bao cao.docx", docx(f"Bà {NAME} phát biểu"))
    attach(bench, now, tmp_path, "anh.jpg", jpeg())
    bench.commune.act.files.note_paper(now, "12/DS", f"Hồ sơ {NAME}")
    bench.add("mobilisation_event", event(bench, note="không liên quan"))
    told = look(bench.commune)
    assert places(told) == {
        ("answer", "Ghi chú"), ("older", "Ghi chú"), ("draft", "Ghi chú"),
        ("file_name", "don tran thi thu.pdf"), ("file_text", "bien ban.pdf"),
        ("file_text", "bao cao.docx"), ("paper", ""),
    }  # fmt: skip
    assert {one.record for one in told.found} == {now, old, draft.record}
    assert {one.title for one in told.found} - {"Tuyên truyền, vận động"} == {
        "Buổi tuyên truyền tập trung"
    }
    assert told.unread == 1
    assert [one.exact for one in told.found if one.kind == "file_name"] == [False]


def test_what_is_public_in_a_line_is_found_too(bench):
    unit = {
        "unit_name": f"Thôn {NAME}",
        "unit_type": "thon",
        "valid_from": "2025-07-01",
    }
    record = bench.add("residential_unit", unit)
    found = look(bench.commune).found
    assert {(f.kind, f.record) for f in found} == {("answer", record)}
    assert True in {f.exact for f in found}  # and once in the folded name


def test_the_bundles_that_took_it_along_are_named(pair):
    pair.add("mobilisation_event", event(pair, note="trước đó"))
    before = pair.hand(pair.commune)
    pair.add("mobilisation_event", event(pair, note=f"gặp {NAME}"))
    first = pair.hand(pair.commune)
    pair.add("mobilisation_event", event(pair, note="sau đó"))
    again = pair.hand(pair.commune)
    named = [bundle.name for bundle in look(pair.commune).bundles]
    assert named == [first.name, again.name]
    assert before.name not in named
    for handed in (first, again):
        pair.take(pair.province, handed)
    pair.take(pair.commune, pair.hand(pair.province, "20854"))
    pair.add("mobilisation_event", event(pair, note="muộn hơn"))
    later = pair.hand(pair.commune)
    assert later.name not in [bundle.name for bundle in look(pair.commune).bundles]


def test_a_name_that_stays_here_is_found_and_no_bundle_took_it_along(pair):
    record = pair.add("exemplar", praise(person_name=NAME))
    pair.hand(pair.commune)
    told = look(pair.commune)
    assert {(one.kind, one.record) for one in told.found} == {("answer", record)}
    assert told.bundles == ()
    pair.add("exemplar", praise(person_name=NAME, post_or_org=f"con ông {NAME}"))
    handed = pair.hand(pair.commune)
    assert [bundle.name for bundle in look(pair.commune).bundles] == [handed.name]


def test_a_report_is_found_with_the_pdf_that_was_signed(bench):
    from desktop.desk.period_views import Period

    bench.add("mobilisation_event", event(bench))
    bench.clock.turn_to(date(2025, 7, 3))
    period = Period("thematic", "free", date(2025, 7, 1), date(2025, 7, 2))
    heading = bench.commune.ask.period.check(period).sentences[0][0]
    report = finish(
        bench.commune.act.close_period(period, [(heading, f"Khen {NAME} thôn 2")])
    )
    found = {
        one.kind for one in look(bench.commune).found if one.record == report.record
    }
    assert found == {"answer", "file_text"}


def test_the_province_finds_what_it_took_in(pair):
    record = pair.add("mobilisation_event", event(pair, note=f"gặp {NAME}"))
    pair.take(pair.province, pair.hand(pair.commune))
    assert [one.record for one in look(pair.province).found] == [record]


def test_after_erasing_nothing_is_found_and_the_answer_tells_what_went(bench, tmp_path):
    record = bench.add("mobilisation_event", event(bench, note=f"gặp {NAME}"))
    attach(bench, record, tmp_path, "bien ban.pdf", pdf(f"Người dự: {NAME}"))
    (file,) = bench.commune.ask.records.view(record).files
    bench.commune.act.erase.question(record, "note", "Theo đơn")
    bench.commune.act.erase.file(file.sha256, "Theo đơn")
    told = look(bench.commune)
    assert told.found == ()
    assert [(one.record, one.why) for one in told.erased] == [(record, "Theo đơn")] * 2
    bench.clock.turn_to(date(2025, 7, 9))
    assert look(bench.commune).erased == ()
    assert len(look(bench.commune, asked=date(2025, 7, 2)).erased) == 2


def test_who_looked_is_noted_and_never_for_whom(bench):
    bench.add("mobilisation_event", event(bench, note="ghi chú"))
    look(bench.commune, "Lê Văn Không Có")
    (row,) = bench.commune.ask.privacy.activity(date(2025, 7, 2), date(2025, 7, 2))
    assert (row.act, row.what, row.by) == ("person", "0", "canbo")
    reader = bench.commune.core.reader()
    assert "Không Có" not in repr(list(dump(reader)))
    reader.close()


# the answer


@pytest.mark.parametrize(
    "asked, due",
    [
        (date(2026, 3, 2), date(2026, 3, 4)),  # Monday to Wednesday
        (date(2026, 3, 5), date(2026, 3, 9)),  # over a weekend
        (date(2026, 3, 7), date(2026, 3, 10)),  # asked on a Saturday
        (date(2026, 4, 29), date(2026, 5, 5)),  # 30/4, 1/5 and a weekend
        (date(2026, 12, 31), date(2027, 1, 5)),
        (date(2026, 2, 13), date(2026, 2, 24)),  # Tết
    ],
)
def test_an_answer_is_due_in_two_working_days(bench, asked, due):
    pack = bench.commune.core.catalogue.pack
    assert working_days_after(pack, asked, 2) == due
    assert look(bench.commune, asked=asked).due == due


def test_the_printed_answer_says_what_was_found_where_and_by_whom(pair, tmp_path):
    record = pair.add("mobilisation_event", event(pair, note=f"gặp {NAME}"))
    attach(pair, record, tmp_path, "bien ban.pdf", pdf(f"Người dự: {NAME}"))
    other = pair.add("mobilisation_event", event(pair, note="nhà ông Lê Văn Khác"))
    handed = pair.hand(pair.commune)
    pair.commune.act.erase.question(other, "note", "Ghi nhầm thông tin của người dân")
    told = look(pair.commune)
    text = whole_text(
        pypdfium2.PdfDocument(pair.commune.ask.privacy.print_person(told))
    )
    text = " ".join(text.split())
    for words in (
        "PHIẾU TRẢ LỜI", NAME, "02/07/2025", "04/07/2025", "Ghi chú",
        "Chữ trong tệp bien ban.pdf", "Ghi nhầm thông tin của người dân", "Cán bộ",
    ):  # fmt: skip
        assert words in text
    assert handed.name.replace("-", "") in text.replace(" ", "").replace("-", "")


def test_an_empty_answer_says_so(bench):
    told = look(bench.commune, "Lê Văn Không Có")
    text = whole_text(
        pypdfium2.PdfDocument(bench.commune.ask.privacy.print_person(told))
    )
    text = " ".join(text.split())
    assert "Không thấy tên này" in text
    assert "Không gói nào mang tên này" in text
    assert "Chưa xóa nội dung nào" in text
