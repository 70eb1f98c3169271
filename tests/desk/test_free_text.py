"""What a free text may not tell of people, and what it may."""

from datetime import date

import pytest

from desktop.desk import profile
from desktop.desk.free_text import broken, rules
from desktop.desk.period_views import Period
from desktop.desk.views import finish
from desktop.errors import Refused
from desktop.ledger.revision import Finished
from desktop.xforms.instance import ProblemKind
from tests.desk.conftest import event
from tests.forms.pack import FORMS, definition, opened
from tests.hostile.texts import TEXTS
from tests.hostile.typed import typed

RULES = rules(profile.load_pack())

BLOCKED = [
    "Căn cước 079085001234", "so 079085001234.", "(079085001234)", "số 201234567 nhé",
    "٠٧٩٠٨٥٠٠١٢٣٤", "0\u200b79085001234", "ĐT 0912345678", "gọi 0912 345 678",
    "091.234.5678", "0912-345-678", "091 234 56 78", "+84912345678", "+84 912 345 678",
    "(+84) 912 345 678", "0236 3822 456", "sinh ngày 12/03/1985", "Sinh 12/3/1985",
    "ngày sinh: 12/03/1985", "SINH NGÀY 12/03/1985"[:4] + " 12.03.1985",
    "con em sinh ngày 1-2-2010", "(sinh 12/03/1985)",
]  # fmt: skip
ASKED = [
    "Cấp CCCD cho bà con", "làm cmnd", "079 085 001 234", "ông Nguyễn Văn A",
    "nhà bà Lan", "Ông Tám", "hộ ông Đặng", "anh Hùng ở thôn 2", "ông/bà Trần Thị B",
    "ông Nguyê\u0303n Văn A", "sinh năm 1985",
]  # fmt: skip
ORDINARY = [
    "Kế hoạch số 12/KH-UBND ngày 12/03/2025", "12-NQ/ĐU", "38-CTr/BDVTW-BCA",
    "Nghị quyết 138/NQ-CP năm 2024", "8.686 lượt", "8.686.000.000 đồng", "1.234.567.890",
    "năm 2024-2025", "từ 01.07.2025 12 người", "từ 01/07/2025 đến 14/07/2025",
    "03.07.2025 10.08.2025", "sinh hoạt chi bộ ngày 03/02/2025",
    "dành cho học sinh 20/11/2025", "Ngày vệ sinh môi trường 05/06/2025", "học sinh năm 2025",
    "Bà Rịa - Vũng Tàu", "đường Hai Bà Trưng", "chị em phụ nữ", "ông bà gương mẫu",
    "sông Ông Đốc", "phong trào anh hùng", "1234567 lượt", "1234567890123 lượt",
    "Thông tư 124/2021/TT-BCA", "", "07:30 ngày 12/03", "bảo vệ bí mật nhà nước",
    "1 234 567", "12 123 456 789",
]  # fmt: skip


def told(text):
    return {rule.blocks for rule in broken(text, RULES)}


@pytest.mark.parametrize("text", BLOCKED)
def test_what_tells_of_a_person_must_be_taken_out(text):
    assert True in told(text)


@pytest.mark.parametrize("text", ASKED)
def test_what_may_tell_of_a_person_is_asked(text):
    assert told(text) == {False}


@pytest.mark.parametrize("text", ORDINARY)
def test_documents_years_figures_and_dates_of_events_are_left_alone(text):
    assert told(text) == set()


@pytest.mark.parametrize("text", TEXTS)
def test_a_hostile_text_is_looked_through_like_any_other(text):
    assert told(text) <= {True, False}


@pytest.mark.parametrize(
    "text",
    ["ông " * 2000, "0" * 9000, "sinh " * 1800, "1 " * 4000, "sinh ngày" + " :" * 4000],
)
def test_the_work_grows_with_the_length_of_the_text_and_no_faster(text, monkeypatch):
    from desktop.xforms.xpath import patterns

    def steps(text):
        spent = []
        for rule in RULES.rules:
            patterns.found(rule.pattern, text, spent.append)
        return sum(spent)

    assert steps(text) <= 2.05 * steps(text[: len(text) // 2])


def test_a_text_longer_than_any_is_refused_and_not_looked_through():
    (rule,) = broken("ông A " * 100_000, RULES)
    assert rule.blocks
    assert rule.says.startswith("Đoạn chữ dài quá")


def free_texts(name):
    return [
        question
        for question in typed(definition(name))
        if question.columns.get("privacy") == "text"
    ]


def test_nearly_every_form_has_a_free_text():
    assert len([name for name in FORMS if free_texts(name)]) > len(FORMS) // 2


@pytest.mark.parametrize("name", FORMS)
def test_every_free_text_of_every_form_is_guarded(name):
    from desktop.desk.free_text import FreeTexts

    record = opened(name)
    for question in free_texts(name):
        if "/" in question.ref.removeprefix("/data/"):
            continue
        record.set(question.ref, "Gọi 0912345678, ông Nguyễn Văn A")
        node = record.node(question.ref)._replace(relevant=True)
        found = list(FreeTexts(RULES).problems([node]))
        assert [(one.ref, one.kind) for one in found] == [
            (question.ref, ProblemKind.CONSTRAINT),
            (question.ref, ProblemKind.WARNING),
        ]


def test_an_event_with_a_telephone_number_is_not_finished(bench):
    with pytest.raises(Refused) as found:
        bench.add("mobilisation_event", event(bench, note="Liên hệ 0912 345 678"))
    assert found.value.code == "entry.problems"
    assert found.value.facts["question"] == "note"
    assert "số điện thoại" in found.value.facts["why"]


def test_an_event_that_names_an_official_is_finished_with_a_warning(bench):
    said = "Ông Nguyễn Văn A, Chủ tịch, phát biểu"
    record = bench.add("mobilisation_event", event(bench, note=said))
    entry = bench.commune.ask.records.edit(record)
    assert [p.kind for p in entry.problems()] == [ProblemKind.WARNING]
    assert isinstance(entry.finish(), Finished)


def test_what_a_text_breaks_stands_between_the_other_problems_in_form_order(bench):
    entry = bench.commune.ask.records.new("mobilisation_event")
    entry.answer("/data/note", "079085001234")
    entry.answer("/data/end_date", "2031-01-01")
    refs = [problem.ref for problem in entry.problems()]
    places = {node.ref: at for at, node in enumerate(entry.nodes())}
    assert refs == sorted(refs, key=places.__getitem__)
    assert "/data/note" in refs


def test_a_text_that_is_not_asked_for_now_stands_in_nobodys_way(bench):
    entry = bench.commune.ask.records.new("mobilisation_event")
    entry.answer("/data/note", "079085001234")
    entry.answer("/data/topics", "tin_nguong")
    assert "/data/note" not in [problem.ref for problem in entry.problems()]


@pytest.mark.parametrize("why", ["Theo đơn của ông Nguyễn Văn A", "số 079085001234"])
def test_a_reason_that_stays_in_the_register_tells_of_nobody(bench, why):
    record = bench.add("mobilisation_event", event(bench, note="ghi chú"))
    for deed in (
        bench.commune.act.void,
        lambda r, w: bench.commune.act.erase.question(r, "note", w),
    ):
        with pytest.raises(Refused) as found:
            deed(record, why)
        assert found.value.code == "record.why_tells"
    bench.commune.act.erase.question(record, "note", "Có số CCCD của người dân")


def test_a_report_that_tells_a_telephone_number_is_not_closed(bench):
    period = Period("thematic", "free", date(2025, 7, 1), date(2025, 7, 1))
    said = [("I. Tình hình", "Tốt."), ("II. Kết quả", "Đạt.\nGọi 0912 345 678")]
    with pytest.raises(Refused) as found:
        finish(bench.commune.act.close_period(period, said))
    assert found.value.code == "period.tells"
    assert found.value.facts["heading"] == "II. Kết quả"
    assert bench.commune.ask.records.ids("report_submission") == []
    said[1] = ("II. Kết quả", "Ông Nguyễn Văn A, Chủ tịch, chỉ đạo. 8.686 lượt.")
    assert finish(bench.commune.act.close_period(period, said)).record
