"""Registers hold: no circle by any number of steps, nothing withdrawn under its own."""

import pytest

from desktop.errors import Refused
from desktop.xforms.instance import ProblemKind
from tests.desk.conftest import org

DAY = "2025-07-01"


def model(pair, title, parent=None):
    told = {
        "title": title, "field": "camera", "launched_date": DAY,
        "lead_org": org(pair.commune), "recognition_level": "commune",
        "model_status": "active", "is_digital": "no", "handles_personal_data": "no",
        "first_point": {
            "point_place": "commune", "started_date": DAY, "team_count": "1",
            "member_count": "5",
        },
    }  # fmt: skip
    if parent:
        told |= {"parent_model_id": parent, "replication_mode": "same"}
    return pair.add("model", told)


def put_under(pair, record, parent):
    entry = pair.commune.ask.records.edit(record)
    entry.answer("/data/parent_model_id", parent)
    entry.answer("/data/replication_mode", "same")
    pair.commune.act.finish(entry.finish())


def test_a_model_cannot_come_to_stand_above_itself_over_any_number_of_steps(pair):
    line = [model(pair, "Mô hình 0")]
    for number in range(1, 5):
        line.append(model(pair, f"Mô hình {number}", line[-1]))
    with pytest.raises(Refused) as refused:
        put_under(pair, line[0], line[-1])
    assert (refused.value.code, refused.value.facts["steps"]) == ("lineage.circle", 5)
    put_under(pair, line[4], line[0])  # nearer to its root is no circle


def test_what_others_name_is_withdrawn_only_when_it_is_meant(pair):
    first = model(pair, "Mô hình gốc")
    model(pair, "Mô hình theo", first)
    with pytest.raises(Refused) as refused:
        pair.commune.act.void(first, "ghi nhầm")
    assert refused.value.code == "lineage.named"
    assert refused.value.facts["count"] == 2  # its point, and the other model
    assert pair.commune.ask.records.view(first).row.work == "complete"
    pair.commune.act.void(first, "ghi nhầm", named=True)
    assert pair.commune.ask.records.view(first).row.work == "void"


def test_what_nobody_names_is_withdrawn_at_once(pair):
    last = model(pair, "Mô hình cuối")
    (point,) = pair.commune.ask.records.ids("model_point")
    pair.commune.act.void(point, "ghi nhầm")
    pair.commune.act.void(last, "ghi nhầm")


def test_every_question_that_points_up_exists(pair):
    told = pair.commune.core.catalogue.pack.toml("start", "lineage.toml")
    for form, question in told["up"].items():
        spec = pair.commune.core.catalogue.spec(form)
        assert question in {column.name for column in spec.columns}, (form, question)


def programme(pair, *, parties=(0, 1)):
    signed = [
        {"org_id": org(pair.commune, n), "party_role": "lead", "signed": "yes"}
        for n in parties
    ]
    return pair.add("coordination_programme", {
        "doc_no": "1/KH-UBND", "doc_type": "kh", "title": "Kế hoạch phối hợp",
        "signed_date": DAY, "effective_from": DAY, "period_from": DAY,
        "period_to": "2026-12-31", "content_areas": "propaganda", "parties": signed,
    })  # fmt: skip


def task(pair, of, lead=0, support=(1,)):
    return pair.add("task_assignment", {
        "task_title": "Rà soát tổ an ninh", "programme_id": of,
        "lead_org": org(pair.commune, lead), "assigned_date": DAY,
        "due_date": "2025-12-31",
        "support_orgs": " ".join(org(pair.commune, n) for n in support),
    })  # fmt: skip


def refused(pair, record):
    with pytest.raises(Refused) as said:
        pair.commune.act.void(record, "ghi nhầm")
    assert said.value.code == "lineage.named"
    return said.value.facts["count"]


def test_a_body_is_named_as_party_as_lead_and_among_several(pair):
    of = programme(pair, parties=(0, 1))
    assert refused(pair, org(pair.commune, 0)) == 1  # in a row of the programme
    task(pair, of, lead=2, support=(3, 4, 1))
    assert refused(pair, org(pair.commune, 2)) == 1
    assert refused(pair, org(pair.commune, 4)) == 1  # in the middle of the others
    assert refused(pair, org(pair.commune, 1)) == 2  # by two records, told once each
    pair.commune.act.void(org(pair.commune, 5), "ghi nhầm")


def test_what_was_withdrawn_is_told_where_it_is_named(pair):
    of = programme(pair)
    given = task(pair, of)
    records = pair.commune.ask.records
    assert ("Thuộc chương trình", "Kế hoạch phối hợp") in records.view(given).lines
    assert not records.edit(given).problems()
    pair.commune.act.void(of, "ghi nhầm", named=True)
    shown = dict(records.view(given).lines)["Thuộc chương trình"]
    assert shown == "Kế hoạch phối hợp (đã hủy)"
    entry = records.edit(given)
    (problem,) = entry.problems()
    assert (problem.ref, problem.kind) == ("/data/programme_id", ProblemKind.WARNING)
    assert problem.message == (
        "Bản ghi đã chọn ở đây (Kế hoạch phối hợp) đã bị hủy. "
        "Hãy chọn bản ghi khác; nếu vẫn đúng thì giữ nguyên."
    )
    choices = {c.value: c.label for c in entry.choices("/data/programme_id")}
    assert choices == {of: "Kế hoạch phối hợp (đã hủy)"}
    entry.answer("/data/programme_id", programme(pair))
    assert not entry.problems()


def test_one_of_several_that_was_withdrawn_is_told_alone(pair):
    given = task(pair, programme(pair), lead=2, support=(3, 4))
    records = pair.commune.ask.records
    kept, gone = (dict(records.view(given).lines)["Cơ quan phối hợp"]).split(", ")
    pair.commune.act.void(org(pair.commune, 4), "ghi nhầm", named=True)
    shown = dict(records.view(given).lines)["Cơ quan phối hợp"]
    assert shown == f"{kept}, {gone} (đã hủy)"
    (problem,) = records.edit(given).problems()
    assert problem.ref == "/data/support_orgs" and gone in problem.message


def test_a_new_record_cannot_name_what_was_withdrawn(pair):
    of = programme(pair)
    pair.commune.act.void(of, "ghi nhầm")
    with pytest.raises(Refused) as said:
        task(pair, of)
    assert said.value.facts["question"] == "programme_id"
