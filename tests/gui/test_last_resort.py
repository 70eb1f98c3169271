"""A program that goes wrong says so calmly, and leaves a file without what was typed."""

import os
import subprocess
import sys

import pytest

from tests.gui import dying


@pytest.fixture
def run(tmp_path):
    def _run(how):
        env = os.environ | {"XDG_DATA_HOME": str(tmp_path)}
        env["WIN_PD_OVERRIDE_LOCAL_APPDATA"] = str(tmp_path)
        return subprocess.run(
            [sys.executable, "-m", "tests.gui.dying", how, "--dir", tmp_path / "desk"],
            env=env, capture_output=True, text=True, encoding="utf-8",
        )  # fmt: skip

    return _run


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "SoPhoiHop" / "crash"


def untold(text):
    return all(word not in text for word in ("4711", "Hường", dying.TYPED))


PLACES = {"in_a_slot": " in_a_slot\n", "in_the_worker": "desktop/gui/worker.py:"}


@pytest.mark.parametrize(("how", "place"), PLACES.items())
def test_a_fault_is_told_with_its_file_and_work_goes_on(run, folder, how, place):
    done = run(how)
    assert done.returncode == 0, done.stderr
    (file,) = folder.iterdir()
    assert done.stdout.startswith("modal Chương trình gặp lỗi ngoài dự tính")
    assert "Những gì đã lưu vẫn còn nguyên" in done.stdout
    assert str(file) in done.stdout
    told = file.read_text("utf-8")
    assert "builtins.ValueError\n" in told and place in told
    assert untold(told + done.stderr + done.stdout)


@pytest.mark.parametrize("how", ["at_the_system", "without streams"])
def test_an_end_by_the_system_is_told_once_at_the_next_start(run, folder, how):
    assert run(how).returncode not in (0, 1, 99)
    (left,) = folder.iterdir()
    assert untold(left.read_text("utf-8"))
    next_time = run("nothing")
    (file,) = folder.iterdir()
    assert next_time.stdout.startswith("beside Lần trước chương trình bị tắt đột ngột")
    assert str(file) in next_time.stdout
    told = file.read_text("utf-8")
    assert "dying.py" in told and "at_the_system" in told and untold(told)
    assert run("nothing").stdout == ""
