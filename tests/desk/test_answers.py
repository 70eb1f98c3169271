"""What may be signed: nothing outside the lists, nothing invisible, nothing rounded."""

from datetime import date

import pytest

from desktop.desk import profile
from desktop.desk.desk import open_desk
from desktop.desk.entry import problems_or_finished
from desktop.errors import Refused
from desktop.ledger.line import parse_line
from tests.desk.conftest import PASSWORD, Chance, event, org

DAY = "2025-07-01"


def problems(desk, form, data):
    entry = desk.ask.records.new(form, data)
    found = entry.finish()
    told = found if isinstance(found, tuple) else entry.problems()
    return {(p.ref.partition("/data/")[2] or p.ref, p.kind.value) for p in told}


def named(desk, form, data):
    """Questions at fault, by their last name."""
    return {(ref.rpartition("/")[2], kind) for ref, kind in problems(desk, form, data)}


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("event_form", "zzz"),
        ("topics", "ma_tuy zzz"),
        ("topics", "ma_tuy ma_tuy"),
        ("lead_org", "0" * 32),
        ("session_unit", "zzz"),
        ("place_scope", "zzz"),
        ("audience", "nhan_dan,doan_hoi_vien"),
    ],
)
def test_what_is_in_no_list_is_not_signed(bench, question, answer):
    data = event(bench, **{question: answer})
    assert (question, "choice") in named(bench.commune, "mobilisation_event", data)


def test_a_record_of_another_form_is_no_choice(bench):
    model = {
        "title": "Camera an ninh", "field": "camera", "launched_date": DAY,
        "lead_org": org(bench.commune), "first_point": {"point_place": "commune"},
    }  # fmt: skip
    record = bench.add("model", model | {"first_point": point()})
    data = event(bench, lead_org=record)
    found = named(bench.commune, "mobilisation_event", data)
    assert ("lead_org", "choice") in found


def point(**more):
    base = {"point_place": "commune", "started_date": DAY, "team_count": "1"}
    return base | {"member_count": "9"} | more


@pytest.mark.parametrize(
    "answer", ["149.9", "9" * 19, "9" * 41, "1e3.5", "không rõ", "1e400"]
)
def test_a_number_is_whole_and_can_be_counted(bench, answer):
    data = event(bench, attendance=answer)
    found = named(bench.commune, "mobilisation_event", data)
    assert ("attendance", "type") in found


def test_a_decimal_has_no_more_places_than_its_question(bench):
    data = {
        "as_of_date": DAY, "area_km2": "74.65", "population": "28137",
        "households": "7410", "agency_count": "1", "enterprise_count": "1",
        "school_count": "1",
    }  # fmt: skip
    found = named(bench.commune, "commune_profile", data)
    assert ("area_km2", "type") in found


@pytest.mark.parametrize("title", ["\u200b\u200b", "   ", "\u0001", "\u202e", "\ud800"])
def test_a_text_of_nothing_visible_is_no_text(bench, title):
    data = {"title": title, "org_type": "cong_an", "level": "commune"}
    assert ("title", "required") in named(bench.commune, "organisation", data)


def test_a_second_body_of_a_kind_is_refused_until_the_first_has_ended(bench):
    records, first = bench.commune.ask.records, org(bench.commune)
    kind = records.edit(first).instance.node("/data/org_type").value
    data = {
        "title": "Tên mới", "org_type": kind, "level": "commune", "active_from": DAY,
    }  # fmt: skip
    assert named(bench.commune, "organisation", data) == {("org_type", "constraint")}
    ended = records.edit(first)
    ended.answer("/data/active_to", DAY)
    bench.commune.act.finish(problems_or_finished(ended))
    done = problems_or_finished(records.new("organisation", data))
    assert "own_record" not in done.contents[0].data


def test_rows_are_named_at_random_and_by_nobody_else(bench):
    first, second = org(bench.commune), org(bench.commune, 1)
    rows = [{"_row": "0123456789abcdef", "org_id": one} for one in (first, second)]
    with pytest.raises(Refused) as refused:
        bench.commune.ask.records.new("coordination_programme", {"parties": rows})
    assert refused.value.code == "form.unknown_key"


def leaves(data):
    return {
        name: leaves(node) if isinstance(node, dict) and "#" not in node else None
        for name, node in data.items()
    }


def test_a_models_first_point_has_every_leaf_of_a_point(bench):
    model = {
        "title": "Camera an ninh", "field": "camera", "launched_date": DAY,
        "lead_org": org(bench.commune), "first_point": point(),
    }  # fmt: skip
    record = bench.add("model", model)
    alone = bench.add("model_point", {"model_id": record} | point())
    reader = bench.commune.core.reader()
    rows = reader.execute("SELECT raw FROM revisions WHERE form LIKE 'model_point@%'")
    lines = [parse_line(bytes(raw)) for (raw,) in rows]
    reader.close()
    first, second = sorted(lines, key=lambda line: line.record == alone)
    assert leaves(first.data) == leaves(second.data)
    assert first.data["model_field"] == second.data["model_field"] == "camera"


def test_a_text_inside_a_row_can_be_redacted(bench):
    first, second = org(bench.commune), org(bench.commune, 1)
    rows = [
        {"org_id": first, "party_role": "lead", "signed": "yes",
         "party_signed_date": DAY, "signatory_post": "Trưởng Công an Thử"},
        {"org_id": second, "party_role": "member", "signed": "yes",
         "party_signed_date": DAY},
    ]  # fmt: skip
    record = bench.add(
        "coordination_programme",
        {
            "doc_no": "03/CTr-PH", "doc_type": "ctr", "title": "Chương trình phối hợp",
            "signed_date": DAY, "effective_from": DAY, "period_from": DAY,
            "period_to": "2033-12-31", "parties": rows, "content_areas": "propaganda",
            "has_assignment_annex": "no", "programme_status": "running",
        },
    )  # fmt: skip
    reader = bench.commune.core.reader()
    (raw,) = reader.execute(
        "SELECT raw FROM revisions WHERE record = ?", (record,)
    ).fetchone()
    reader.close()
    row = parse_line(bytes(raw)).data["parties"][0]["_row"]
    bench.commune.act.erase.question(
        record, f"parties/{row}/signatory_post", "Theo yêu cầu"
    )
    shown = dict(bench.commune.ask.records.view(record).lines)
    assert "Trưởng Công an Thử" not in shown.values()
    assert any(text.startswith("(đã xóa theo yêu cầu") for text in shown.values())


def test_only_the_tasks_own_unit_says_how_far_it_is(bench):
    bench.enrolled()
    lead, support = org(bench.commune), org(bench.commune, 1)
    programme = bench.add(
        "coordination_programme",
        {
            "doc_no": "03/CTr-PH", "doc_type": "ctr", "title": "Chương trình phối hợp",
            "signed_date": DAY, "effective_from": DAY, "period_from": DAY,
            "period_to": "2033-12-31", "content_areas": "propaganda",
            "parties": [
                {"org_id": one, "party_role": "lead", "signed": "yes",
                 "party_signed_date": DAY}
                for one in (lead, support)
            ],
            "has_assignment_annex": "no", "programme_status": "running",
        },
    )  # fmt: skip
    task = bench.add(
        "task_assignment",
        {
            "task_title": "Ra quân", "programme_id": programme, "lead_org": lead,
            "support_orgs": support, "coordination_area": "propaganda",
            "assigned_date": DAY, "due_date": DAY, "assigning_doc": "01/KH-UBND",
        },
    )  # fmt: skip
    bench.take(bench.province, bench.hand(bench.commune))
    done = {"task_id": task, "progress_date": DAY, "progress_status": "done",
            "what_done": "Đã làm", "evidence_doc": "01/BB"}  # fmt: skip
    bench.add("task_progress", done, bench.province)
    day = date(2025, 7, 1)
    figures = bench.province.ask.period.figures(("20854",), day, day)
    (found,) = [figure for figure in figures if figure.code == "I06.done"]
    assert (found.n, found.d) == (0, 1)


def test_a_desk_records_for_its_own_unit_not_for_a_former_one_of_its_code(
    bench, tmp_path
):
    """20854 was Thị trấn Tiên Kỳ until 30/6/2025; this desk is Xã Tiên Phước's."""
    data = event(bench, event_date="2025-06-30")
    found = named(bench.commune, "mobilisation_event", data)
    assert ("event_date", "constraint") in found


def test_a_desk_of_an_old_unit_records_what_was_in_its_time(bench, tmp_path):
    unit = "511"
    folder = tmp_path / unit
    clock = bench.clock
    profile.create(folder, unit, "canbo", "Cán bộ", PASSWORD, clock, Chance())
    desk = open_desk(folder, PASSWORD, clock, Chance())
    try:
        lead = org(desk)
        data = event(bench, event_date="2023-05-10", lead_org=lead)
        assert named(desk, "mobilisation_event", data) == set()
    finally:
        desk.close()
