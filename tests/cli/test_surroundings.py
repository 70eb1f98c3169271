"""What surrounds the program is said in a sentence, not in a crash."""

import os
import subprocess
import sys

import pytest

COMMAND = [sys.executable, "-m", "desktop"]
SCREENS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


@pytest.mark.skipif(sys.platform != "linux", reason="only there a screen may be absent")
def test_without_a_screen_the_window_says_so(tmp_path):
    bare = {name: text for name, text in os.environ.items() if name not in SCREENS}
    run = subprocess.run(
        [*COMMAND, "--dir", str(tmp_path)], env=bare, capture_output=True, text=True
    )
    assert run.returncode == 4
    assert run.stderr.startswith("gui.no_screen: Không có màn hình")


def test_no_password_is_asked_for_where_there_is_no_desk(tmp_path):
    run = subprocess.run(
        [*COMMAND, "--dir", str(tmp_path / "nowhere"), "record", "list", "model"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )
    assert run.returncode == 4
    assert run.stderr.startswith("profile.none")
    assert "Mật khẩu" not in run.stdout + run.stderr


@pytest.mark.skipif(os.name == "nt", reason="pipes close otherwise there")
@pytest.mark.parametrize(
    "words",
    ["forms compile forms/xlsform/model.md --json", "--help", "record list --help"],
)
def test_a_reader_that_has_seen_enough_is_no_fault(words):
    run = subprocess.run(
        ["bash", "-o", "pipefail", "-c", f"{' '.join(COMMAND)} {words} | true"],
        capture_output=True,
        text=True,
    )
    assert "BrokenPipe" not in run.stderr
    assert run.returncode == 0


def test_what_is_printed_is_utf8_whatever_the_system_says(tmp_path):
    western = os.environ | {"PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0"}
    run = subprocess.run([*COMMAND, "--version"], env=western, capture_output=True)
    assert run.stdout.decode("utf-8").startswith("Sổ phối hợp")


def test_a_program_with_nowhere_to_print_to_does_not_stumble(tmp_path):
    code = (
        "import sys; sys.stdout = sys.stderr = None; sys.argv[1:] = ['--version'];"
        "from desktop.__main__ import main; sys.exit(main())"
    )
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0
