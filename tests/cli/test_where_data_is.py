"""Where the program keeps its data when nobody says so."""

import sys

import pytest

from desktop.cli.options import PORTABLE, default_folder


@pytest.fixture
def built(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "sophoihop.exe"))
    return tmp_path


def test_a_program_that_brings_a_folder_for_data_keeps_it_there(built):
    (built / PORTABLE).mkdir()
    assert default_folder() == built / PORTABLE / "profile"


def test_any_other_keeps_it_with_its_user(built):
    assert built not in default_folder().parents
    assert default_folder().parts[-2:] == ("SoPhoiHop", "profile")
