"""Locks pin every package by hash, and name no address."""

import re

import pytest

from tests.package.source import ROOT, tracked

LOCKS = ["requirements.lock", "requirements-dev.lock"]


@pytest.mark.parametrize("name", LOCKS)
def test_each_requirement_has_a_hash(name):
    entries = re.split(r"(?m)^(?=[A-Za-z0-9])", (ROOT / name).read_text("utf-8"))
    named = [entry for entry in entries if "==" in entry]
    assert len(named) > 20
    assert [entry for entry in named if "--hash=sha256:" not in entry] == []


def test_no_lock_holds_a_web_address():
    locks = [path for path in tracked() if path.suffix == ".lock"]
    assert {path.name for path in locks} >= set(LOCKS)
    assert [p for p in locks if re.search(r"https?://|--index", p.read_text())] == []


def test_qt_stays_below_6_12():
    text = (ROOT / "requirements.lock").read_text("utf-8")
    found = re.search(r"pyside6-essentials==(\d+)\.(\d+)\.(\d+)", text)
    assert found, "PySide6-Essentials is not locked"
    assert (6, 11, 3) <= tuple(int(part) for part in found.groups()) < (6, 12)
