"""The installer tried with Wine: what it leaves, keeps, refuses and takes away again.

make installer-test (after make installer). In this order, on one Windows.
"""

import hashlib
import json
import shutil
import subprocess
import sys
import threading
import time
from zipfile import ZipFile

import pytest

from tests.schemas import FOLDERS, unpacked
from tests.windows import wine
from tests.windows.build import ROOT
from tests.windows.pack import version
from tests.windows.runtime import Absent

DIST = ROOT / "dist"
NUMBER = version()
SETUP = DIST / f"SoPhoiHop-{NUMBER}-setup.exe"
PORTABLE = DIST / f"SoPhoiHop-{NUMBER}-portable.zip"
LINK = "Sổ phối hợp.lnk"
ENTRY = r"Software\Microsoft\Windows\CurrentVersion\Uninstall\SoPhoiHop"
COMMAND = r"Software\Classes\SoPhoiHop.Bundle\shell\open\command"
CANNOT = 2  # the installer's exit code
FIGURES = [
    "figures", "--unit", "20854", "--from", "2026-01-01", "--to", "2026-12-31",
]  # fmt: skip
MEGABYTE = 1_000_000


@pytest.fixture(scope="module")
def windows(tmp_path_factory):
    """A Windows of this trial's own; skipped, saying why, where there is no Wine."""
    if not (SETUP.is_file() and PORTABLE.is_file()):
        pytest.skip(f"{SETUP.name} is not there: make installer")
    try:
        made = wine.fresh(tmp_path_factory.mktemp("windows"))
    except Absent as reason:
        pytest.skip(str(reason))
    yield made
    made.close()


@pytest.fixture(scope="module")
def setup(windows):
    """The installer on a stick, with a province's set-up file beside it."""
    stick = windows.c / "USB của tỉnh"
    stick.mkdir()
    (stick / "thiet-lap-48.json").write_text('{"format": "so-phoi-hop.setup"}')
    shutil.copy(SETUP, stick)
    return stick / SETUP.name


@pytest.fixture(scope="module")
def local(windows):
    """AppData\\Local of the one user."""
    (home,) = (windows.c / "users").glob("*/AppData/Local")
    return home


@pytest.fixture
def program(local):
    return local / "Programs" / "SoPhoiHop"


@pytest.fixture
def data(local):
    return local / "SoPhoiHop"


def install(windows, setup, *switches):
    return windows.run(setup, "/S", *switches).returncode


def uninstall(windows, program, *switches):
    """It goes on in a copy of itself after its process has ended."""
    windows.run(program / "go-cai-dat.exe", "/S", *switches)
    until(lambda: not program.exists())


def until(holds, seconds=120):
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.2)


def ask(windows, program, *words):
    """Exit code and JSON of the console's twin, on this user's own data."""
    run = windows.run(program / "sophoihop-cli.exe", "--json", *words)
    start = run.stdout.find("{")
    return run.returncode, json.loads(run.stdout[start : run.stdout.rindex("}") + 1])


def registered(windows, root, key, name=None):
    """A value of the registry; nothing where it lacks."""
    which = ["/ve"] if name is None else ["/v", name]
    run = windows.run("reg", "query", rf"{root}\{key}", *which)
    return run.stdout if run.returncode == 0 else None


def digest(content):
    return hashlib.sha256(content).hexdigest()


def files(folder):
    return {
        path.relative_to(folder).as_posix(): digest(path.read_bytes())
        for path in folder.rglob("*")
        if path.is_file()
    }


def packed():
    """What was built, as the portable archive has it."""
    with ZipFile(PORTABLE) as archive:
        return {
            name.partition("/")[2]: digest(archive.read(name))
            for name in archive.namelist()
            if not name.endswith("/")
        }


def test_the_installer_is_small_enough_for_a_slow_line():
    if not SETUP.is_file():
        pytest.skip(f"{SETUP.name} is not there: make installer")
    assert SETUP.stat().st_size <= 45 * MEGABYTE


def test_a_windows_that_is_too_old_is_refused(windows, setup, program):
    windows.run("winecfg", "-v", "win81")
    try:
        assert install(windows, setup, "/CurrentUser") == CANNOT
        assert not program.exists()
    finally:
        windows.run("winecfg", "-v", "win10")


def test_it_installs_every_file_as_it_was_built(windows, setup, program):
    assert install(windows, setup, "/CurrentUser") == 0
    there = files(program)
    assert there.pop("go-cai-dat.exe") and there.pop("thiet-lap-48.json")
    assert there == packed()


def test_it_is_found_by_one_name_and_opens_bundles(windows, program):
    menu = windows.c / "users"
    assert len(list(menu.rglob(LINK))) == 1
    assert (windows.prefix / LINK).is_file()  # Wine's desktop is the home's folder
    assert "sophoihop.exe" in registered(windows, "HKCU", COMMAND)
    assert NUMBER in registered(windows, "HKCU", ENTRY, "DisplayVersion")
    assert registered(windows, "HKLM", ENTRY) is None


def test_both_ways_in_tell_the_same_version(windows, program):
    run = windows.run(program / "sophoihop-cli.exe", "--version")
    assert run.returncode == 0 and NUMBER in run.stdout


def test_the_installed_program_does_all_that_the_unbuilt_one_does(
    windows, program, tmp_path
):
    run = windows.run(program / "sophoihop.exe", "selftest", "--out", "C:\\told.json")
    told = json.loads((windows.c / "told.json").read_text("utf-8"))
    print(*(json.dumps(step, ensure_ascii=False) for step in told["steps"]), sep="\n")
    assert run.returncode == 0, told["steps"][-1]
    assert told["program"] == windows.path(program / "sophoihop.exe")
    here = tmp_path / "told.json"
    subprocess.run(
        [sys.executable, "-m", "desktop", "selftest", "--out", here],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    assert told["steps"] == json.loads(here.read_text("utf-8"))["steps"]


@pytest.mark.parametrize("file", FOLDERS, ids=lambda file: file.stem)
def test_an_upgrade_keeps_a_copy_and_reads_what_a_former_program_left(
    windows, setup, program, data, file
):
    shutil.rmtree(data, ignore_errors=True)
    profile = unpacked(file, data / "profile")
    before = files(profile)
    (program / "_internal" / "cu.pyd").write_text("of a former version")
    assert install(windows, setup) == 0
    assert files(profile) == before
    kept = files(data / "truoc-nang-cap" / NUMBER)
    assert kept["store.db"] == before["store.db"]
    assert kept["keyring.json"] == before["keyring.json"]
    assert {**packed(), "go-cai-dat.exe": ""}.keys() <= files(program).keys()
    assert not (program / "_internal" / "cu.pyd").exists()
    code, told = ask(windows, program, *FIGURES)
    assert code == 0 and told["I12"]["n"] == "5525"
    code, told = ask(windows, program, "doctor")
    assert code == 0 and told["revisions"] == 313


@pytest.mark.parametrize("name", ["sophoihop.exe", "sophoihop-cli.exe"])
def test_an_open_program_is_neither_torn_nor_taken_away(windows, setup, program, name):
    users = windows.c / "users"
    ended = []
    words = (program / name, "selftest")
    working = threading.Thread(target=lambda: ended.append(windows.run(*words)))
    working.start()
    until(lambda: any(users.rglob("Temp/sophoihop-*")))
    assert install(windows, setup) == CANNOT
    windows.run(program / "go-cai-dat.exe", "/S")
    working.join()
    assert ended[0].returncode == 0
    assert packed().items() <= files(program).items()
    assert not list(program.glob("*.old"))


def test_uninstalling_keeps_the_data(windows, program, data):
    before = {
        name: content
        for name, content in files(data).items()
        if not name.startswith("ban-cai/")  # setup files, which are the program's
    }
    uninstall(windows, program)
    assert files(data) == before and "profile/store.db" in before
    assert not list((windows.c / "users").rglob(LINK))
    assert not (windows.prefix / LINK).exists()
    for key in (ENTRY, COMMAND, r"Software\Classes\.sph"):
        assert registered(windows, "HKCU", key) is None


def test_installed_again_it_opens_the_data_that_was_kept(windows, setup, program):
    assert install(windows, setup) == 0
    assert ask(windows, program, "doctor")[0] == 0


def test_the_data_goes_when_that_is_said(windows, program, data):
    uninstall(windows, program, "/Data")
    assert not data.exists()


def test_it_installs_into_a_folder_with_a_vietnamese_name(windows, setup):
    place = windows.c / "Sổ-của-xã" / "chương-trình"  # Wine would quote a blank
    assert install(windows, setup, f"/D={windows.path(place)}") == 0
    run = windows.run(place / "sophoihop-cli.exe", "forms", "compile", "--help")
    assert run.returncode == 0
    (place / "của tôi.txt").write_text("put there by hand")
    windows.run(place / "go-cai-dat.exe", "/S")
    until(lambda: not (place / "go-cai-dat.exe").exists())
    assert [file.name for file in place.iterdir()] == ["của tôi.txt"]


def test_for_everybody_it_stands_where_programs_stand(windows, setup):
    assert install(windows, setup, "/AllUsers") == 0
    place = windows.c / "Program Files" / "SoPhoiHop"
    assert packed().items() <= files(place).items()
    assert NUMBER in registered(windows, "HKLM", ENTRY, "DisplayVersion")
    assert registered(windows, "HKCU", ENTRY) is None
    uninstall(windows, place)
    assert registered(windows, "HKLM", ENTRY) is None


def test_the_portable_folder_keeps_its_data_beside_the_program(windows, data):
    carried = windows.c / "Mang theo"
    with ZipFile(PORTABLE) as archive:
        archive.extractall(carried)
    secret = carried / "mat-khau.txt"
    secret.write_text("mật khẩu đủ dài", "utf-8")
    program = carried / "SoPhoiHop"
    words = ("--password-file", windows.path(secret), "init", "--unit", "20854")
    code, told = ask(windows, program, *words)
    assert code == 0 and told["unit"] == "20854"
    assert (program / "du-lieu" / "profile" / "store.db").is_file()
    assert not data.exists()
