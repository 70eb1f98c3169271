"""Registers hold: no circle by any number of steps, nothing withdrawn under its own."""

import pytest

from desktop.errors import Refused
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


def test_every_question_that_is_named_exists(pair):
    pack = pair.commune.core.catalogue.pack
    told = pack.toml("start", "lineage.toml")
    asked = list(told["up"].items())
    asked += [pair_ for named in told["named"].values() for pair_ in named.items()]
    for form, question in asked:
        spec = pair.commune.core.catalogue.spec(form)
        assert question in {column.name for column in spec.columns}, (form, question)
