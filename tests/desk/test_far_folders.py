"""Folders so deep that Windows asks for another way of writing them."""

import os
import shutil
import sys
from pathlib import Path

import pytest

from desktop.cli.main import parser
from desktop.desk.saving import save
from desktop.signing.disk import reachable, shown
from tests.desk.conftest import Bench, certified, event, made

__all__ = ["certified", "made"]

STEP = "Thư mục của xã Tiên Phước"
FAR = 300  # letters; Windows' plain paths have 260

windows = pytest.mark.skipif(sys.platform != "win32", reason="a prefix of Windows'")


@pytest.fixture
def far(tmp_path):
    folder = tmp_path
    while len(str(folder)) < FAR:
        folder /= STEP
    reachable(folder).mkdir(parents=True)
    return folder


def test_desks_and_their_stick_work_in_far_folders(certified, far):
    home = reachable(far)
    for unit in ("20854", "48"):
        shutil.copytree(certified / unit, home / unit)
    pair = Bench(home)
    record = pair.add("mobilisation_event", event(pair))
    handed = pair.hand(pair.commune)
    assert len(str(handed.path)) > FAR
    assert pair.take(pair.province, handed).new == 1
    assert pair.province.ask.records.view(record).history
    pair.commune.close()
    pair.province.close()
    again = pair.open("20854")
    assert again.ask.records.view(record).history
    again.close()


def test_what_is_saved_there_is_there(far):
    save(far / "báo cáo.pdf", b"%PDF")
    assert reachable(far / "báo cáo.pdf").read_bytes() == b"%PDF"


def test_a_command_reaches_them(far):
    told = parser().parse_args(["demo", "--dir", str(far)])
    assert told.dir == reachable(far) and told.dir.is_dir()


def test_a_path_is_shown_as_it_was_given(far):
    assert shown(reachable(far)) == far
    near = Path.cwd().anchor + "xã"
    assert reachable(Path(near)) == shown(Path(near)) == Path(near)


@windows
def test_a_far_one_has_the_prefix_and_a_near_one_has_none(far):
    assert os.fspath(reachable(far)) == "\\\\?\\" + str(far)
    assert reachable(reachable(far)) == reachable(far)
    share = Path("\\\\may-chu\\chung") / STEP / STEP / STEP / STEP
    assert os.fspath(reachable(share)).startswith("\\\\?\\UNC\\may-chu\\chung\\")
    assert shown(reachable(share)) == share
    assert reachable(far / "..").name == STEP
