"""What is plugged in is offered by its label, its letter and its room."""

import os
import shutil
import sys
from pathlib import Path

import pytest

from desktop.desk import sticks
from desktop.desk.sticks import Stick, answering
from desktop.signing import disk
from tests.stick.images import make, only_where, plugged

windows = pytest.mark.skipif(sys.platform != "win32", reason="letters are Windows'")
elsewhere = pytest.mark.skipif(sys.platform == "win32", reason="Windows mounts none")


def test_what_was_pulled_out_in_between_is_left_out(tmp_path):
    there, gone = tmp_path / "USB", tmp_path / "gone"
    there.mkdir()
    if sys.platform == "win32":
        there, gone = Path("C:\\"), Path("B:\\")
    (one,) = answering([gone, there])
    assert one.folder == there
    assert 0 < one.free <= shutil.disk_usage(there).total


@elsewhere
def test_a_folder_that_was_left_behind_is_no_stick(tmp_path):
    (tmp_path / "media/canbo/USB").mkdir(parents=True)
    assert sticks.carried(tmp_path) == []


@elsewhere
@only_where("ext4")
def test_a_mounted_stick_is_called_by_its_folder(tmp_path):
    (tmp_path / "run/media/canbo").mkdir(parents=True)
    image = make(tmp_path / "run/media/canbo/USB của xã", "ext4", 4)
    with plugged(image, "ext4") as folder:
        assert sticks.carried(tmp_path) == [folder]
        (stick,) = answering([folder])
    assert stick.label == folder.name and 2 << 20 < stick.free < 4 << 20


@windows
def test_each_drive_has_its_letter_and_kind():
    kinds = {folder.drive: kind for folder, kind in sticks.drives()}
    assert kinds["C:"] == 3 and "B:" not in kinds
    assert "Z:" in kinds or "STICK" not in os.environ  # Wine's name for this machine
    offered = {stick.folder.drive for stick in sticks.sticks()}
    assert not offered & {"C:", "Z:"}


@windows
@pytest.mark.skipif("STICK" not in os.environ, reason="a stick is plugged in by tried")
def test_a_stick_has_its_label_and_its_room():
    folder = Path(os.environ["STICK"] + "\\")
    free = shutil.disk_usage(folder).free
    (stick,) = sticks.sticks()
    assert stick == Stick(folder, "USB CỦA XÃ", stick.free)
    assert abs(stick.free - free) < 1 << 28


@windows
def test_an_empty_drive_is_no_question_to_the_officer():
    import ctypes

    disk.let_nothing_ask()
    assert ctypes.windll.kernel32.GetErrorMode() & 1
    with pytest.raises(OSError, match="WinError"):
        sticks.label(Path("B:\\"))
