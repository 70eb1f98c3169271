"""What a fault of the program leaves behind: where it is, and nothing that was typed."""

import json
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from desktop.desk.crashes import MOST, Crashes

TYPED = "Nguyễn Thị Hường 048099001234"
ENTRY = "from desktop.__main__ import main; import sys; sys.exit(main())"


class Clock:
    def __init__(self):
        self.at = datetime(2026, 7, 2, 8, 30, tzinfo=UTC)

    def now(self):
        self.at += timedelta(seconds=1)
        return self.at


@pytest.fixture
def crashes(tmp_path):
    return Crashes(tmp_path / "crash", Clock())


def fault():
    """An error whose own words, and whose cause's, tell what was typed."""
    try:
        try:
            {}[TYPED]
        except KeyError as error:
            raise ValueError(TYPED) from error
    except ValueError as error:
        return error


def files(crashes):
    return sorted(file.name for file in crashes.folder.iterdir())


def test_it_tells_when_which_program_and_where_without_a_value(crashes):
    told = crashes.note(fault()).read_text("utf-8")
    assert told.startswith("2026-07-02T08:30:01+00:00\nsophoihop ")
    assert "builtins.KeyError\n  tests/desk/test_crashes.py:" in told
    assert told.index("builtins.KeyError") < told.index("builtins.ValueError")
    for word in TYPED.split():
        assert word not in told


def test_no_place_tells_whose_folder_the_program_stands_in(crashes):
    with pytest.raises(ValueError) as caught:
        json.loads("{")  # in Python's own folder
    told = crashes.note(caught.value).read_text("utf-8")
    places = [line for line in told.splitlines() if line.startswith("  ")]
    assert len(places) == 4 and places[1].startswith("  __init__.py:")
    assert not any(line.strip().startswith(("/", "C:")) for line in places)


def test_the_oldest_go(crashes):
    noted = [crashes.note(fault()).name for _ in range(MOST + 3)]
    assert files(crashes) == noted[3:]


def test_two_in_one_second_are_two_files(crashes):
    crashes.clock.now = lambda: crashes.clock.at
    assert crashes.note(fault()) != crashes.note(fault())


def test_a_folder_that_takes_nothing_does_not_hinder(tmp_path):
    (tmp_path / "crash").write_text("a file")
    crashes = Crashes(tmp_path / "crash", Clock())
    with crashes.watch():
        assert crashes.note(fault()) is None
    assert crashes.former() is None


def test_a_run_that_ends_as_it_should_leaves_nothing(crashes):
    with crashes.watch():
        assert crashes.former() is None  # its own is held
        assert len(files(crashes)) == 1
    assert not crashes.folder.parent.exists()


def test_a_run_that_only_tells_its_words_leaves_nothing(crashes):
    with pytest.raises(SystemExit), crashes.watch():
        raise SystemExit(0)
    assert not crashes.folder.parent.exists()


def test_a_run_that_was_killed_leaves_nothing_to_tell(crashes):
    crashes.folder.mkdir()
    (crashes.folder / "1.mo").touch()
    assert crashes.former() is None and files(crashes) == []


def test_of_the_systems_last_words_only_known_kinds_of_lines_are_kept(crashes):
    crashes.folder.mkdir()
    (crashes.folder / "1.mo").write_text(
        "Fatal Python error: Segmentation fault\n\n"
        "Current thread 0x0000abcd (most recent call first):\n"
        f'  File "{Path.cwd() / "huong" / "site-packages" / "PySide6" / "x.py"}", '
        "line 7 in go\n"
        '  File "desktop/gui/page.py", line 3 in leave\n'
        f"{TYPED}\n",
        "utf-8",
    )
    told = crashes.former().read_text("utf-8")
    assert "Segmentation fault\nCurrent thread 0x0000abcd" in told
    assert (
        "\n  PySide6/x.py:7 go\n" in told
        and "\n  desktop/gui/page.py:3 leave\n" in told
    )
    assert "huong" not in told and "Hường" not in told
    assert crashes.former() is None  # told once


def run(code, *words, app_data):
    env = os.environ | {"XDG_DATA_HOME": str(app_data)}
    env["WIN_PD_OVERRIDE_LOCAL_APPDATA"] = str(app_data)
    return subprocess.run(
        [sys.executable, "-c", code, *words],
        env=env, capture_output=True, text=True, encoding="utf-8",
    )  # fmt: skip


def test_a_command_that_fails_says_so_and_names_the_file(tmp_path):
    failing = (
        "from desktop.cli import main\n"
        "def fails(*_): raise ValueError(sys.argv[-1])\n"
        "main.parser = fails\n"
    )
    done = run("import sys\n" + failing + ENTRY, "doctor", TYPED, app_data=tmp_path)
    assert done.returncode == 1
    (file,) = (tmp_path / "SoPhoiHop" / "crash").iterdir()
    assert done.stderr.startswith("crash.happened: ") and str(file) in done.stderr
    told = file.read_text("utf-8")
    assert "builtins.ValueError\n" in told and "desktop/app.py:" in told
    for word in TYPED.split():
        assert word not in told and word not in done.stderr


def test_a_command_that_the_system_ends_leaves_its_last_words(tmp_path):
    dying = (
        "import faulthandler\nfrom desktop.cli import main\n"
        "def dies(*_): faulthandler._read_null()\n"
        "main.parser = dies\n"
    )
    done = run(dying + ENTRY, "doctor", TYPED, app_data=tmp_path)
    assert done.returncode not in (0, 1)
    crashes = Crashes(tmp_path / "SoPhoiHop" / "crash", Clock())
    told = crashes.former().read_text("utf-8")
    assert "desktop/cli/main.py:" in told and " dies\n" in told
    for word in TYPED.split():
        assert word not in told
