"""The self-test as the installed program runs it, and what it says when something lacks."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
# A windowed program of Windows has neither of the two.
WINDOWED = """
import sys
sys.stdout = sys.stderr = None
from desktop.__main__ import main
sys.exit(main())
"""
DOCUMENTS = [
    "report.pdf", "registered.pdf", "slip.pdf", "journal.pdf", "person.pdf",
    "incident.pdf", "received.xlsx", "problems.xlsx", "problems.csv",
]  # fmt: skip
STEPS = [
    "begin", "demo.enrol", "demo.enter", "demo.close", "demo.hand_over", "demo.take_in",
    "demo.volume", "window", "sign_in", "enter", "save", "search", "close", "hand_over",
    "take_in", "encrypt", "sign", *DOCUMENTS, "forms", "doctor",
]  # fmt: skip


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """What a whole one writes, where there is no console and no screen."""
    folder = tmp_path_factory.mktemp("told")
    bare = {name: text for name, text in os.environ.items() if "QT_" not in name}
    run = subprocess.run(
        [
            sys.executable,
            "-c",
            WINDOWED,
            "selftest",
            "--out",
            str(folder / "told.json"),
        ],
        cwd=ROOT,
        env=bare | {"TMPDIR": str(folder)},
        capture_output=True,
        text=True,
    )
    told = json.loads((folder / "told.json").read_text("utf-8"))
    assert run.returncode == 0, told["steps"][-1]
    assert run.stdout == ""
    assert [file.name for file in folder.iterdir()] == ["told.json"]
    return told


def found(told):
    return {step["step"].removeprefix("selftest."): step for step in told["steps"]}


def test_every_step_is_told_in_its_order(told):
    assert told["ok"] and list(found(told)) == STEPS
    assert all(step["ok"] for step in told["steps"])
    assert told["program"] == sys.executable


def test_the_window_does_what_the_officer_does(told):
    steps = found(told)
    assert steps["window"]["books"] == 5
    assert steps["search"]["found"] == [0, 1]
    assert steps["close"]["printed"] is True
    assert steps["take_in"]["found"] == 1


def test_what_was_handed_over_is_signed_and_known(told):
    sign = found(told)["sign"]
    assert "META-INF/signature001.p7s" in sign["inside"]
    assert (sign["result"], sign["new"]) == ("known", 0)


def test_every_document_has_words(told):
    steps = found(told)
    assert min(steps[name]["letters"] for name in DOCUMENTS) > 100


@pytest.fixture
def copy(tmp_path):
    """The program in another place, to be damaged."""
    for name in ("desktop", "forms", "resources"):
        shutil.copytree(
            ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__")
        )
    return tmp_path


def test_a_step_that_fails_is_named_and_ends_the_test(copy):
    (copy / "resources" / "fonts" / "Tinos-Bold.ttf").write_bytes(b"no font")
    run = subprocess.run(
        [
            sys.executable,
            "-m",
            "desktop",
            "--lang",
            "en",
            "selftest",
            "--out",
            "told.json",
        ],
        cwd=copy,
        env=os.environ | {"PYTHONPATH": str(copy)},
        capture_output=True,
        text=True,
    )
    assert run.returncode == 1
    told = json.loads((copy / "told.json").read_text("utf-8"))
    last = told["steps"][-1]
    assert not told["ok"]
    assert (last["step"], last["ok"]) == ("demo.close", False)
    assert any("fonts.py" in place for place in last["at"])
    lines = run.stdout.splitlines()
    assert lines[2].startswith(" 3. ok: ") and lines[3].startswith(" 4. FAILED: ")
