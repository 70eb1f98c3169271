"""What is shown of a record is words: never the letters that name it in the log."""

from datetime import date

from tests.desk.conftest import org


def test_help_is_listed_by_the_name_of_who_helped(bench):
    record = bench.add("community_help", {
        "as_of_date": "2025-07-02", "helping_org": org(bench.commune),
        "help": [
            {"measure": "phan_cong"}, {"measure": "hoc_nghe"}, {"measure": "viec_lam"},
            {"measure": "vay_von"}, {"measure": "phap_ly"},
            {"measure": "tham_hoi", "times": "10"}, {"measure": "other"},
        ],
    })  # fmt: skip
    ask = bench.commune.ask.records
    (row,) = ask.rows([record])
    (party,) = ask.rows([org(bench.commune)])
    assert row.title == party.title


def test_a_part_that_is_a_record_is_told_by_its_title(bench):
    first, second = org(bench.commune), org(bench.commune, 1)
    programme = bench.add("coordination_programme", {
        "doc_no": "02/CTPH", "doc_type": "ctr", "title": "Chương trình",
        "signed_date": "2025-07-01", "effective_from": "2025-07-01",
        "period_from": "2025-07-01", "period_to": "2025-12-31",
        "parties": [
            {"org_id": first, "party_role": "lead", "signed": "yes"},
            {"org_id": second, "party_role": "co_lead", "signed": "yes"},
        ],
        "content_areas": "propaganda",
    })  # fmt: skip
    bench.add("task_assignment", {
        "task_title": "Rà soát", "programme_id": programme, "lead_org": first,
        "support_orgs": second, "assigned_date": "2025-07-01", "due_date": "2025-07-20",
    })  # fmt: skip
    ask = bench.commune.ask
    span = date(2025, 7, 1), date(2025, 7, 31)
    (task,) = ask.period.drill("D2", ("20854",), *span)
    (party,) = ask.records.rows([first])
    assert task.key == party.title
    signed = ask.period.drill("D1", ("20854",), *span)
    assert signed and not any(row.key for row in signed)  # it is the record itself
