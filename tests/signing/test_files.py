"""A small file is the old one or the new one, on the disk before it has its name."""

import os
from itertools import islice
from pathlib import Path

import pytest

from desktop.signing.files import names_like, replace_file


def test_the_new_content_stands_alone(tmp_path):
    file = tmp_path / "a"
    for content in (b"old", b"new"):
        replace_file(file, content)
        assert [(p.name, p.read_bytes()) for p in tmp_path.iterdir()] == [
            ("a", content)
        ]


def test_what_cannot_be_renamed_is_told_and_leaves_nothing_beside(tmp_path):
    (tmp_path / "a" / "full").mkdir(parents=True)
    with pytest.raises(OSError):
        replace_file(tmp_path / "a", b"x")
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_where_no_file_can_be_made_the_first_fault_is_told(tmp_path):
    with pytest.raises(FileNotFoundError) as told:
        replace_file(tmp_path / "none" / "a", b"x")
    assert told.value.__context__ is None


def test_the_content_reaches_the_disk_under_its_first_name_then_the_folder(
    tmp_path, monkeypatch
):
    flushed, fsync = [], os.fsync

    def asked(number):
        place = Path(f"/proc/self/fd/{number}").readlink()
        whole = (
            place.read_bytes()
            if place.is_file()
            else [one.name for one in place.iterdir()]
        )
        flushed.append((place, whole))
        fsync(number)

    monkeypatch.setattr(os, "fsync", asked)
    replace_file(tmp_path / "a", b"content")
    assert flushed == [(tmp_path / ".a.new", b"content"), (tmp_path, ["a"])]


def test_names_are_counted_from_two_before_the_ending():
    found = islice(names_like(Path("x/report.pdf")), 3)
    assert [one.as_posix() for one in found] == [
        "x/report.pdf", "x/report-2.pdf", "x/report-3.pdf",
    ]  # fmt: skip
