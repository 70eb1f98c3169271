"""What makes no sense is turned down by name, and never as a fault of the program."""

import pytest

from tests.cli.run import sophoihop
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


FORM = "| survey |\n| | type | name | label |\n| | text | a | A |\n"


def test_a_file_that_cannot_be_written_is_the_surroundings_fault(commune, tmp_path):
    (tmp_path / "form.md").write_text(FORM, "utf-8")
    nowhere = tmp_path / "nowhere" / "x"
    for words in (
        ("report", *SPAN, "--out", nowhere),
        ("forms", "compile", tmp_path / "form.md", "--out", nowhere),
        ("unpack", tmp_path / "form.md", "--out", nowhere),
    ):
        assert refused(commune, *words) == (4, "file.unwritable")


@pytest.mark.parametrize("name", ["báo cáo: 6.pdf", "CON.pdf", "cuối dòng."])
def test_a_name_that_windows_cannot_hold_is_refused_everywhere(commune, tmp_path, name):
    (tmp_path / "form.md").write_text(FORM, "utf-8")
    for words in (
        ("report", *SPAN, "--out", tmp_path / name),
        ("forms", "compile", tmp_path / "form.md", "--out", tmp_path / name),
        ("unpack", tmp_path / "form.md", "--out", tmp_path / name),
    ):
        assert refused(commune, *words) == (3, "file.name")
    assert [file.name for file in tmp_path.iterdir()] == ["form.md"]


def test_a_folder_that_cannot_be_made_is_the_surroundings_fault(commune, tmp_path):
    (tmp_path / "file").touch()
    for words in (("init", "--unit", "20854"), ("demo",)):
        code, told, _ = sophoihop(
            "--json", *words, profile=tmp_path / "file" / "x", password=commune.password
        )
        assert (code, told["error"]["code"]) == (4, "file.unwritable")


def test_a_bundle_that_cannot_be_unpacked_leaves_no_file(commune, tmp_path):
    words = ("unpack", tmp_path / "none.sph", "--out", tmp_path / "c")
    assert refused(commune, *words) == (4, "bundle.unreadable")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("text", ["[" * 100_000, '{"note": ' + "9" * 5000 + "}"])
def test_json_beyond_reason_is_a_wrong_call(commune, text):
    words = ("record", "add", "mobilisation_event")
    assert refused(commune, *words, given=text) == (2, "cli.boundless")


AGE = b"age-encryption.org/v1\n"


def test_a_folder_of_which_nothing_was_taken_is_refused(commune, tmp_path):
    code, told, _ = commune("intake", tmp_path, "--json")
    assert (code, told["error"]["code"]) == (3, "intake.nothing")
    for name in ("a.sph", "b.sph"):
        (tmp_path / name).write_bytes(AGE + name.encode() * 100)
    code, told, _ = commune("intake", tmp_path, "--json")
    assert code == 3
    assert [(b["file"], bool(b["message"])) for b in told["bundles"]] == [
        ("a.sph", True),
        ("b.sph", True),
    ]
    assert all(bundle["refused"] for bundle in told["bundles"])


DAYS = ("--from", "1/1/2025", "--to", "2025-01-02")
WRONG_CALLS = [
    (("figures", "--unit", "20854", *DAYS), "cli.day", "1/1/2025"),
    (("record", "list", "model", "--limit", "x"), "cli.call.value", "--limit"),
    (("nonsense",), "cli.call.choice", "nonsense"),
    (("figures",), "cli.call.missing", "--from, --to, --unit"),
    (("doctor", "extra"), "cli.call.unknown", "extra"),
    (("handoff", "--to"), "cli.call.no_value", "--to"),
    (("doctor", "--lang=xx"), "cli.call.choice", "xx"),
    (("doctor", "--json=3"), "cli.call.takes_none", "--json"),
]
# What argparse would say of its own, and the names of our functions.
ENGLISH = ("error:", "usage:", "invalid", "required:", "unrecognized", "_day")


@pytest.mark.parametrize(("words", "reason", "named"), WRONG_CALLS)
def test_a_wrong_call_is_told_in_the_users_words(words, reason, named):
    code, told, aside = sophoihop("--json", *words)
    assert (code, told["error"]["code"]) == (2, reason)
    assert named in told["error"]["message"]
    assert [word for word in ENGLISH if word in aside] == []
    code, english, _ = sophoihop("--lang", "en", "--json", *words)
    assert (code, english["error"]["facts"]) == (2, told["error"]["facts"])
    assert english["error"]["message"] != told["error"]["message"]


def test_the_common_options_are_told_in_the_users_words_too():
    code, told, aside = sophoihop("--json", "--lang", "xx", "doctor")
    assert (code, told["error"]["code"]) == (2, "cli.call.choice")
    assert "Hãy chọn một trong" in aside
