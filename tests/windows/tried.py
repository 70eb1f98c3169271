"""make test-windows: the tests inside Windows' Python; prints how many passed.

On Windows itself they are run by the Python that runs this, else by Wine.

PATHS=… tries others. Not among them: what starts the program again for each step
(tests/cli, tests/kill, tests/power, tests/stick), which Wine takes hours for, and what
is about Linux tools alone.
"""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.windows import wine
from tests.windows.build import ROOT
from tests.windows.runtime import CACHE, Absent, runtime

SCREENLESS = (
    "tests/ledger", "tests/text", "tests/store", "tests/signing", "tests/bundle",
    "tests/xforms", "tests/report", "tests/tables", "tests/papers", "tests/forms",
    "tests/updates", "tests/desk/test_schemas.py", "tests/desk/test_crashes.py",
    "tests/desk/test_sticks.py", "tests/desk/test_far_folders.py",
)  # fmt: skip
OFFSCREEN = ("tests/gui",)
_COUNTED = re.compile(r"(\d+ failed, )?\d+ passed.* in ")
_TOLD = {"CI": "true", "STICK": "E:"}
_OPTIONS = ("-q", "-p", "no:cacheprovider", "--tb=short")


def main():
    paths = os.environ.get("PATHS", "").split() or [*SCREENLESS, *OFFSCREEN]
    if sys.platform == "win32":
        here = [sys.executable, "-m", "pytest", *_OPTIONS, *paths]
        return subprocess.run(here, cwd=ROOT, check=False).returncode
    CACHE.mkdir(parents=True, exist_ok=True)
    try:
        python = runtime(ROOT / "requirements-dev.lock")
        with tempfile.TemporaryDirectory(dir=CACHE) as scratch:
            windows, stick = wine.fresh(scratch), Path(scratch) / "stick"
            stick.mkdir()
            windows.plug("e", "USB CỦA XÃ", stick)
            return _tried(windows, python, paths)
    except Absent as reason:
        print(f"left out: {reason}")
        return 0


def _tried(windows, python, paths):
    """Run them on a screen of their own; every line is shown as it comes."""
    wine.need("xvfb-run")
    screen = ["xvfb-run", "-a"]  # for the windows that Windows itself speaks to
    pytest = [python / "python.exe", "-m", "pytest", *_OPTIONS, *paths]
    command = [*screen, "wine64", *pytest]
    env = os.environ | wine.environment(windows.prefix) | _TOLD
    try:
        with subprocess.Popen(
            list(map(str, command)), cwd=ROOT, env=env, stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            encoding="utf-8", errors="replace",
        ) as run:  # fmt: skip
            run.stdin.close()
            counted = False
            for line in run.stdout:
                print(line, end="", flush=True)
                counted = counted or bool(_COUNTED.match(line))
        if not counted:  # Wine gives a program that broke down a 0
            print("It broke down before it counted what passed.")
            return 1
        return run.returncode
    finally:
        windows.close()


if __name__ == "__main__":
    sys.exit(main())
