"""Desks as former programs left them open, count and go on."""

import json
from datetime import date

import pytest

from desktop.app import run
from desktop.cli.demo.clock import TrainingClock
from desktop.desk import doctor
from desktop.desk.desk import open_desk
from desktop.desk.training import training_password
from desktop.store import schema
from tests.desk.conftest import Chance
from tests.schemas import FOLDERS, unpacked

YEAR = date(2026, 1, 1), date(2026, 12, 31)
EVENTS = 110  # of the training year, in each of them


def test_each_schema_has_its_desk():
    numbers = [int(file.stem) for file in FOLDERS]
    assert numbers == list(range(1, schema.CURRENT + 1))


@pytest.mark.parametrize("file", FOLDERS, ids=lambda file: file.stem)
def test_a_former_desk_is_whole_counts_and_takes_a_record(file, tmp_path):
    folder = unpacked(file, tmp_path / "commune")
    password = training_password(folder)
    desk = open_desk(folder, password, TrainingClock(date(2026, 12, 20)), Chance())
    try:
        _ = desk.act
        assert desk.ask.tables_fit()
        assert doctor.examine(desk).revisions == 313
        events = desk.ask.records.ids("mobilisation_event")
        assert len(events) == EVENTS
        unit = desk.ask.desk().unit
        found = {f.code: f for f in desk.ask.period.figures((unit,), *YEAR)}
        assert found["I12"].n == 5525
        village = {
            "unit_name": "Thôn Mới",
            "unit_type": "thon",
            "valid_from": "2026-01-01",
        }
        entry = desk.ask.records.new("residential_unit", village)
        desk.act.finish(entry.finish())
        assert "Thôn Mới" in {
            row.title
            for row in desk.ask.records.rows(desk.ask.records.ids("residential_unit"))
        }
        assert any((folder / "attachments").iterdir())
    finally:
        desk.close()


@pytest.mark.parametrize("file", FOLDERS, ids=lambda file: file.stem)
def test_a_former_desk_is_read_by_command(file, tmp_path, capsys):
    folder = unpacked(file, tmp_path / "commune")
    code = run(
        ["--dir", str(folder), "--json", "figures", "--unit", "20854",
         "--from", "2026-01-01", "--to", "2026-12-31"]
    )  # fmt: skip
    assert code == 0
    assert json.loads(capsys.readouterr().out)["I12"]["n"] == "5525"
