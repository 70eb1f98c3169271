"""The installer that a program starts itself, tried with Wine on a program of ten lines.

make installer-test. Wine lets a running program be written over, so this one holds its
own file open as Windows would.
"""

import subprocess
import threading
import time

import pytest

from tests.windows import pack, wine
from tests.windows.runtime import Absent

_COMPILER = "x86_64-w64-mingw32-gcc"
_PROGRAM = r"""
#include <windows.h>
#include <stdlib.h>
int main(int count, char **words) {
    char own[MAX_PATH];
    GetModuleFileNameA(0, own, MAX_PATH);
    if (count < 2)  /* opened by the installer */
        CloseHandle(CreateFileA("opened", GENERIC_WRITE, 0, 0, CREATE_ALWAYS, 0, 0));
    else {
        CreateFileA(own, GENERIC_READ, FILE_SHARE_READ, 0, OPEN_EXISTING, 0, 0);
        Sleep(atoi(words[1]));
    }
    return 0;
}
"""
CANNOT = 2  # the installer's exit code


@pytest.fixture(scope="module")
def windows(tmp_path_factory):
    try:
        wine.need(_COMPILER, "makensis")
        made = wine.fresh(tmp_path_factory.mktemp("windows"))
    except Absent as reason:
        pytest.skip(str(reason))
    yield made
    made.close()


@pytest.fixture(scope="module")
def setup(tmp_path_factory):
    folder = tmp_path_factory.mktemp("made")
    (folder / "small.c").write_text(_PROGRAM)
    inside = folder / "built" / "_internal"
    inside.mkdir(parents=True)
    (inside / "part").write_text("a part of it")
    for name in ("sophoihop.exe", "sophoihop-cli.exe"):
        command = [_COMPILER, "-o", folder / "built" / name, folder / "small.c"]
        subprocess.run(command, check=True)
    return pack.installer(
        folder / "built", folder / "setup.exe", "0.2.0", 1_700_000_000
    )


def test_it_waits_until_the_program_is_closed_and_opens_the_new_one(windows, setup):
    assert windows.run(setup, "/S").returncode == 0
    (program,) = windows.c.rglob("sophoihop.exe")
    part, opened = program.parent / "_internal" / "part", program.parent / "opened"
    working = threading.Thread(target=lambda: windows.run(program, "20000"))
    working.start()
    time.sleep(4)  # it is up
    assert windows.run(setup, "/S").returncode == CANNOT
    assert part.is_file()
    assert windows.run(setup, "/S", "/CurrentUser", "/Open").returncode == 0
    working.join()
    assert part.is_file() and not list(program.parent.glob("*.old"))
    for _ in range(100):
        if opened.exists():
            break
        time.sleep(0.1)
    assert opened.exists()


def test_it_keeps_itself_for_one_step_back(windows, setup):
    (kept,) = windows.c.rglob("ban-cai/SoPhoiHop-0.2.0-setup.exe")
    assert kept.read_bytes() == setup.read_bytes()
