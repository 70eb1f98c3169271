"""From one program to the next and, where it does not work, back again."""

import json
import os
import time
from datetime import date

import pytest

from desktop import assets
from desktop.app import run
from desktop.desk import doctor
from desktop.desk.newer import act, starting
from desktop.desk.newer.proving import Installed
from desktop.errors import Environment, Error
from tests.updates.conftest import HERE, Maker

YEAR = date(2026, 1, 1), date(2026, 12, 31)
pytestmark = pytest.mark.skipif(os.name == "nt", reason="the setup file is a script")


class Script(Maker):
    """A package whose program notes that it was started, and with what."""

    def __init__(self, folder):
        super().__init__(folder)
        self.noted = folder / "noted"
        self.program = f"#!/bin/sh\necho new \"$@\" >> '{self.noted}'\n".encode()

    def told_of(self):
        for _ in range(100):
            if self.noted.exists() and self.noted.read_text().endswith("\n"):
                return self.noted.read_text().split("\n")[:-1]
            time.sleep(0.05)
        return []


@pytest.fixture
def maker(tmp_path):
    return Script(tmp_path)


@pytest.fixture
def here(monkeypatch):
    """The program of now believes the tests' holders."""
    monkeypatch.setattr(act, "installed", lambda: HERE)
    return monkeypatch


def version(patch, number):
    patch.setattr(assets, "version", lambda: number)


def called(folder, *words):
    return run(["--dir", str(folder), "--json", *words])


def figures(desk):
    unit = desk.ask.desk().unit
    return {f.code: f.value for f in desk.ask.period.figures((unit,), *YEAR)}


def begun(folder, maker):
    """Taken and started by command, as far as the installer's own work."""
    assert called(folder, "update", "take", str(maker.whole(version="0.2.0"))) == 0
    (folder / "updates" / "SoPhoiHop-0.2.0-setup.exe").chmod(0o755)
    assert called(folder, "update", "start") == 0


def test_a_package_is_looked_at_taken_and_started_by_command(
    folder, maker, here, capsys
):
    file = maker.whole(version="0.2.0", words="Thêm báo cáo quý.")
    assert called(folder, "update", "check", str(file)) == 0
    assert json.loads(capsys.readouterr().out)["words"] == "Thêm báo cáo quý."
    assert called(folder, "update", "start") == 3
    assert "update.not_taken" in capsys.readouterr().err
    begun(folder, maker)
    assert maker.told_of() == ["new /S /CurrentUser /Open"]
    capsys.readouterr()
    version(here, "0.1.0")
    assert starting.awaited(folder).after == "0.2.0"


def test_a_newer_program_that_works_stays_and_the_copies_go(
    folder, maker, here, opened, capsys
):
    before = figures(opened())
    opened_first = opened()
    opened_first.close()
    begun(folder, maker)
    version(here, "0.2.0")
    desk = opened()
    assert figures(desk) == before
    assert starting.awaited(folder) is None
    assert not list((folder / "updates").glob("*-setup.exe"))
    assert not list((folder / "updates" / "before").iterdir())
    with pytest.raises(Error, match=r"^update\.rollback"):
        desk.act.newer.look(maker.whole(version="0.2.0", counter=9))


def test_an_installer_that_did_nothing_leaves_the_program_and_its_data(
    folder, maker, here, opened
):
    desk = opened()
    before = figures(desk)
    desk.close()
    begun(folder, maker)
    version(here, "0.1.0")
    again = opened()
    assert figures(again) == before
    assert starting.awaited(folder) is None
    again.act.newer.look(maker.whole(version="0.2.0"))  # it may be tried again


def damaged(folder):
    """What a newer program might have made of the database."""
    store = folder / "store.db"
    raw = bytearray(store.read_bytes())
    raw[len(raw) // 2 :] = os.urandom(len(raw) - len(raw) // 2)
    store.write_bytes(raw)


def test_a_newer_program_that_cannot_read_the_data_goes_back_to_the_former(
    folder, maker, here, opened
):
    desk = opened()
    before = figures(desk)
    desk.close()
    former = folder.parent / "ban-cai" / "SoPhoiHop-0.1.0-setup.exe"
    former.parent.mkdir()
    former.write_text(f"#!/bin/sh\necho former >> '{maker.noted}'\n")
    former.chmod(0o755)
    version(here, "0.1.0")
    begun(folder, maker)
    assert maker.told_of()
    version(here, "0.2.0")
    damaged(folder)
    with pytest.raises(Environment, match=r"^update\.stepped_back"):
        opened()
    for _ in range(100):
        if maker.told_of()[-1] == "former":
            break
        time.sleep(0.05)
    assert maker.told_of()[-1] == "former"
    version(here, "0.1.0")
    again = opened()
    assert figures(again) == before
    assert starting.awaited(folder) is None


def test_a_step_back_that_is_cut_off_is_done_again(
    folder, maker, here, opened, monkeypatch
):
    desk = opened()
    before = figures(desk)
    desk.close()
    version(here, "0.1.0")
    begun(folder, maker)
    version(here, "0.2.0")
    damaged(folder)
    replace, done = starting.replace_by, []

    def cut(path, pieces):
        if done:
            raise KeyboardInterrupt  # the power goes
        done.append(path)
        replace(path, pieces)

    monkeypatch.setattr(starting, "replace_by", cut)
    with pytest.raises(KeyboardInterrupt):
        opened()
    monkeypatch.setattr(starting, "replace_by", replace)
    with pytest.raises(Environment, match=r"^update\.stepped_back"):
        damaged(folder)
        opened()
    version(here, "0.1.0")
    assert figures(opened()) == before


def failing(*_):
    raise KeyError("a fault that nobody thought of")


def test_any_fault_of_the_newer_program_is_one_step_back(
    folder, maker, here, opened, monkeypatch
):
    desk = opened()
    before = figures(desk)
    desk.close()
    version(here, "0.1.0")
    begun(folder, maker)
    version(here, "0.2.0")
    for _ in range(2):  # it is no better the second time, and touches nothing
        with monkeypatch.context() as patch:
            patch.setattr(doctor, "examine", failing)
            with pytest.raises(Environment, match=r"^update\.stepped_back"):
                opened()
    version(here, "0.1.0")
    again = opened()
    assert figures(again) == before
    assert starting.awaited(folder) is None


def test_the_former_program_puts_back_what_a_newer_one_made_unreadable_for_it(
    folder, maker, here, opened
):
    """The newer program brought the database along, and could never be opened again."""
    desk = opened()
    before = figures(desk)
    desk.close()
    version(here, "0.1.0")
    begun(folder, maker)
    damaged(folder)
    assert figures(opened()) == before
    assert starting.awaited(folder) is None


def test_the_session_after_a_judged_opening_asks_for_a_pin_as_any_other(
    folder, maker, here, opened
):
    version(here, "0.1.0")
    begun(folder, maker)
    desk = opened()
    assert desk.judged.after == "0.2.0"
    desk.ask_pin_by(lambda: "1234")
    assert desk.act._core.pin() == "1234"


def test_data_that_is_not_sound_is_told_of_before_a_newer_program_gets_the_blame(
    folder, maker, here, opened, capsys
):
    assert called(folder, "update", "take", str(maker.whole(version="0.2.0"))) == 0
    next((folder / "attachments").iterdir()).unlink()
    assert called(folder, "update", "start") == 3
    assert "doctor.file" in capsys.readouterr().err
    assert starting.awaited(folder) is None and not maker.noted.exists()
    opened()


def test_a_setup_file_that_was_changed_after_it_was_taken_is_not_started(
    folder, maker, here, capsys
):
    assert called(folder, "update", "take", str(maker.whole(version="0.2.0"))) == 0
    setup = folder / "updates" / "SoPhoiHop-0.2.0-setup.exe"
    setup.write_bytes(maker.program + b"echo more\n")
    assert called(folder, "update", "start") == 4
    assert "update.disk" in capsys.readouterr().err
    assert starting.awaited(folder) is None
    assert not maker.noted.exists()


def test_the_status_tells_what_is_here_taken_and_awaited(folder, maker, here, capsys):
    version(here, "0.1.0")

    def status():
        capsys.readouterr()
        assert called(folder, "update", "status") == 0
        return json.loads(capsys.readouterr().out)

    assert status() == {"version": "0.1.0", "taken": None, "awaited": None}
    assert called(folder, "update", "take", str(maker.whole(version="0.2.0"))) == 0
    assert status() == {"version": "0.1.0", "taken": "0.2.0", "awaited": None}


def test_an_installed_program_knows_its_counter_and_has_no_keys_yet():
    from desktop.desk.newer.proving import installed

    found = installed()
    assert isinstance(found, Installed)
    assert (found.counter, found.root.number) == (1, 0)
