"""What makes no sense is turned down by name, and never as a fault of the program."""

import pytest

from tests.cli.test_verbs import Profile

SPAN = ("--from", "2023-01-01", "--to", "2023-12-31")


@pytest.fixture(scope="module")
def commune(tmp_path_factory):
    return Profile(tmp_path_factory.mktemp("refusals"), "20854")


def refused(profile, *words, given=None):
    """Exit code and reason code of a call with --json."""
    code, told, aside = profile("--json", *words, given=given)
    assert "Traceback" not in aside
    return code, told["error"]["code"]


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ((*SPAN, "--kind", "zzz", "--calendar", "qqq"), "period.calendar"),
        ((*SPAN, "--kind", "zzz"), "period.kind"),
        ((*SPAN, "--kind", "month"), "period.kind"),
        (("--from", "2023-02-01", "--to", "2023-01-01"), "period.backwards"),
        (("--from", "2023-01-01", "--to", "2923-01-01"), "period.future"),
    ],
)
def test_a_period_that_cannot_be_is_not_closed(commune, words, reason):
    assert refused(commune, "period", "close", *words) == (3, reason)


def test_the_same_period_is_not_closed_twice(commune):
    span = ("--from", "2022-01-01", "--to", "2022-12-31")
    words = ("period", "close", *span, "--kind", "year", "--calendar", "nd09")
    code, told, _ = commune(*words, "--json")
    assert code == 0 and any("không trùng kỳ" in said for said in told["notices"])
    assert refused(commune, *words) == (3, "period.closed")


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("figures", "--unit", "99999", *SPAN), "unit.unknown"),
        (("figures", "--unit", "20854,99999", *SPAN), "unit.unknown"),
        (
            (
                "figures",
                "--unit",
                "20854",
                "--from",
                "2023-12-31",
                "--to",
                "2023-01-01",
            ),
            "period.backwards",
        ),
        (("record", "list", "nosuch"), "form.unknown"),
    ],
)
def test_what_is_not_in_the_pack_is_not_counted_as_nothing(commune, words, reason):
    assert refused(commune, *words) == (3, reason)
