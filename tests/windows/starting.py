"""From start to the painted list: the installed program against the unbuilt one.

python -m tests.windows.starting, after make installer. Both run on one Wine and one
screen, turn by turn; a start has ended when the screen shows what it shows at rest.
"""

import os
import sys
import tempfile
import time

from PIL import ImageChops, ImageGrab

from tests.benchmarks.measure import compare
from tests.benchmarks.screen import screen
from tests.schemas import FOLDERS, unpacked
from tests.windows import wine
from tests.windows.build import ROOT
from tests.windows.pack import version
from tests.windows.runtime import CACHE, Absent, runtime

ROUNDS, TARGET = 5, 0.7
_TRIES = 3
_STILL, _PATIENCE = 3.0, 30.0  # seconds without a change; seconds to wait at most
_EVERY = 0.01  # seconds between two looks
_CARET = 2_000  # pixels: a change that large is more than one that blinks


def main():
    setup = ROOT / "dist" / f"SoPhoiHop-{version()}-setup.exe"
    CACHE.mkdir(parents=True, exist_ok=True)
    try:
        python = runtime(ROOT / "requirements-dev.lock") / "python.exe"
        with tempfile.TemporaryDirectory(dir=CACHE) as scratch, screen():
            windows = wine.fresh(scratch)
            try:
                print(measured(windows, python, setup))
            finally:
                windows.close()
    except Absent as reason:
        print(f"left out: {reason}")
    return 0


def measured(windows, python, setup):
    """The ratio of both starts on a training desk, which asks for no password."""
    if windows.run(setup, "/S", "/CurrentUser").returncode != 0:
        raise Absent(f"{setup.name} does not install here: make installer")
    (home,) = (windows.c / "users").glob("*/AppData/Local")
    desk = unpacked(FOLDERS[-1], windows.c / "desk")
    installed = (home / "Programs" / "SoPhoiHop" / "sophoihop.exe",)
    unbuilt = (python, "-m", "desktop")
    blank = look()
    return compare(
        "start, records, installed",
        lambda: start(windows, unbuilt, desk, blank),
        lambda: start(windows, installed, desk, blank),
        ROUNDS,
        "a commune's desk",
        TARGET,
    )


def start(windows, command, desk, blank):
    """Milliseconds from the start to the last change of what is on the screen.

    Now and then Wine, started just before, never shows a window though the program waits
    in its loop of events: that start is made again.
    """
    for _ in range(_TRIES):
        while differs(look(), blank):  # the window before goes a little later
            time.sleep(_EVERY)
        windows.run("cmd", "/c", "exit")  # Wine's own start is none of the program's
        begun = time.perf_counter()
        with windows.started(*command, "--dir", windows.path(desk), cwd=ROOT):
            changed = settled(blank)
            windows.close()
        if changed is not None:
            return (changed - begun) * 1000
    raise Absent("no window comes to rest")


def settled(blank):
    """When the screen last changed, once it has not for a while; None: it never did."""
    seen, changed = blank, None
    begun = time.perf_counter()
    while changed is None or time.perf_counter() - changed < _STILL:
        now = look()
        if differs(now, seen):
            seen, changed = now, time.perf_counter()
        if time.perf_counter() - begun > _PATIENCE:
            return None
        time.sleep(_EVERY)
    return changed


def look():
    return ImageGrab.grab(xdisplay=os.environ["DISPLAY"]).convert("RGB")


def differs(now, seen):
    """Whether more than a caret changed."""
    box = ImageChops.difference(now, seen).getbbox()
    return box is not None and (box[2] - box[0]) * (box[3] - box[1]) > _CARET


if __name__ == "__main__":
    sys.exit(main())
