"""record void by command: what others name is withdrawn only when it is said."""

import pytest

from tests.cli.test_verbs import Profile

PROGRAMME = {
    "doc_no": "12/KH-UBND", "doc_type": "kh", "title": "Kế hoạch phối hợp",
    "signed_date": "2026-02-10", "effective_from": "2026-02-10",
    "period_from": "2026-01-01", "period_to": "2030-12-31", "content_areas": "model",
}  # fmt: skip


@pytest.fixture(scope="module")
def commune(tmp_path_factory):
    return Profile(tmp_path_factory.mktemp("withdrawing"), "20854")


def test_a_programme_with_tasks_is_withdrawn_only_with_the_word_for_it(commune):
    bodies = commune("record", "list", "organisation", "--json")[1]["records"]
    both = [row["record"] for row in bodies[:2]]
    parties = [{"org_id": o, "party_role": "lead", "signed": "yes"} for o in both]
    record = commune.add("coordination_programme", parties=parties, **PROGRAMME)
    for title in ("Việc một", "Việc hai"):
        commune.add(
            "task_assignment", task_title=title, programme_id=record,
            lead_org=both[0], support_orgs=both[1], assigned_date="2026-03-01",
            due_date="2026-06-30",
        )  # fmt: skip
    void = ("record", "void", record, "--json", "--reason", "ghi nhầm")
    code, told, aside = commune(*void)
    assert (code, told["error"]["code"]) == (3, "lineage.named")
    assert told["error"]["facts"] == {"count": 2, "some": "Việc một; Việc hai"}
    assert "Còn 2 bản ghi nhắc đến bản ghi này (Việc một; Việc hai)" in aside
    assert "--still" in aside
    assert commune("record", "show", record, "--json")[1]["row"]["work"] == "complete"
    assert commune(*void, "--still")[0] == 0
    assert commune("record", "show", record, "--json")[1]["row"]["work"] == "void"
