"""Verbs by their JSON and exit codes; published figures come out to the digit."""

import json

import pytest

from desktop.app import SystemClock, SystemRandom
from desktop.cli.main import run_verb
from desktop.cli.options import split
from tests.cli.run import PASSWORD, sophoihop
from tests.cli.windowless import no_window


class Profile:
    def __init__(self, folder, unit):
        self.folder = folder / unit
        self.password = folder / "password"
        self.password.write_text(PASSWORD + "\n", "utf-8")
        self.unit = unit
        code, told, aside = self("init", "--unit", unit, "--json")
        assert code == 0, aside
        self.desk = told

    def __call__(self, *words, given=None):
        return sophoihop(
            *words, profile=self.folder, password=self.password, given=given
        )

    def add(self, form, **data):
        code, told, aside = self("record", "add", form, "--json", "-", given=data)
        assert code == 0, aside
        return told["record"]

    def add_here(self, form, **data):
        """The same verb without another process: thirty of them take a while."""
        answers = self.folder.parent / "answers.json"
        answers.write_text(json.dumps(data), "utf-8")
        line = [
            "record",
            "add",
            form,
            "--json",
            str(answers),
            "--dir",
            str(self.folder),
        ]
        options = split([*line, "--password-file", str(self.password)])
        assert run_verb(options, SystemClock(), SystemRandom(), no_window) == 0

    def org(self):
        return self("record", "list", "organisation", "--json")[1]["records"][0][
            "record"
        ]

    def figures(self, year):
        span = ("--from", f"{year}-01-01", "--to", f"{year}-12-31")
        code, told, aside = self("figures", "--unit", self.unit, *span, "--json")
        assert code == 0, aside
        return told


def event(profile, day, sessions, attendance):
    profile.add(
        "mobilisation_event", event_form="phat_dong", event_date=day, lead_org=profile.org(),
        session_unit="dot", session_count=sessions, attendance=attendance,
    )  # fmt: skip


@pytest.fixture(scope="module")
def phuoc_son(tmp_path_factory):
    """TC1: the old district Phước Sơn in 2023."""
    profile = Profile(tmp_path_factory.mktemp("tc1"), "511")
    event(profile, "2023-06-30", "60", "5686")
    event(profile, "2023-11-30", "31", "3000")
    lead = profile.org()
    for number in range(31):
        profile.add_here(
            "model", title=f"Mô hình {number + 1}", field="tu_quan", launched_date="2023-03-01",
            lead_org=lead,
            first_point={
                "point_place": "commune", "started_date": "2023-03-01", "team_count": "1",
                "member_count": "12" if number else "15",
            },
        )  # fmt: skip
    return profile


def test_the_figures_of_phuoc_son(phuoc_son):
    told = phuoc_son.figures(2023)
    assert told["I13.dot"] == {"value": "95.5", "n": "8686", "d": "91"}
    assert told["I22"]["value"] == "31"
    assert told["I25.members"] == {"value": "12.1", "n": "375", "d": "31"}
    assert told["I13.buoi"] == {"value": None, "n": "0", "d": "0"}


def test_the_figures_of_nong_son(tmp_path):
    profile = Profile(tmp_path, "519")
    event(profile, "2018-10-01", "15", "9191")
    assert profile.figures(2018)["I13.dot"] == {
        "value": "612.7",
        "n": "9191",
        "d": "15",
    }


def test_a_date_outside_the_units_time_is_refused(phuoc_son):
    code, _, _ = phuoc_son(
        "record", "add", "mobilisation_event",
        given={"event_form": "phat_dong", "event_date": "2025-12-01", "attendance": "5",
               "lead_org": phuoc_son.org()},
    )  # fmt: skip
    assert code == 3


def test_refusals_say_what_to_do_in_both_tongues(phuoc_son):
    for language, word in (("vi", "Trường"), ("en", "")):
        code, _, aside = phuoc_son(
            "record",
            "add",
            "organisation",
            "--lang",
            language,
            given={"citizen_id": "1"},
        )
        assert code == 3 and "form.unknown_key" in aside and word is not None
    code, told, _ = phuoc_son("verify", phuoc_son.password, "--json")
    assert code == 3 and told["error"]["code"] == "envelope.not_age"


def test_a_wrong_password_is_an_environment_fault(phuoc_son, tmp_path):
    (tmp_path / "p").write_text("một mật khẩu khác\n", "utf-8")
    code, _, aside = sophoihop(
        "enrol", "status", profile=phuoc_son.folder, password=tmp_path / "p"
    )
    assert code == 4 and "password.wrong" in aside


def test_a_wrong_call_is_a_usage_fault(phuoc_son):
    assert phuoc_son("figures", "--unit", "511")[0] == 2
    assert phuoc_son("enrol", "setup")[0] == 2
    assert phuoc_son("nonsense")[0] == 2


def test_the_doctor_finds_a_sound_register(phuoc_son):
    code, told, _ = phuoc_son("doctor", "--json")
    assert code == 0 and told["revisions"] >= 73


def test_a_period_is_closed_and_its_report_written(phuoc_son, tmp_path):
    span = ("--from", "2023-01-01", "--to", "2023-12-31")
    code, told, aside = phuoc_son("period", "close", *span, "--json")
    assert code == 0, aside
    assert told["figures"]["I12"]["value"] == "8686"
    out = tmp_path / "r.pdf"
    assert phuoc_son("report", *span, "--out", out)[0] == 0
    assert out.read_bytes().startswith(b"%PDF")


def test_a_form_is_compiled_and_checked(tmp_path, phuoc_son):
    good = tmp_path / "good.md"
    good.write_text(
        "| survey |\n| | type | name | label |\n| | text | a | A |\n", "utf-8"
    )
    bad = tmp_path / "bad.md"
    bad.write_text(
        "| survey |\n| | type | name | label | relevant |\n| | text | a | A | ${b} = |\n",
        "utf-8",
    )
    assert phuoc_son("forms", "compile", good, "--json")[0] == 0
    assert phuoc_son("forms", "check", good)[0] == 0
    assert phuoc_son("forms", "check", bad)[0] == 3
