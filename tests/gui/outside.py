"""Programs that are started, told what to do and watched from outside."""

import json
import os
import queue
import subprocess
import sys
import threading
import time
from pathlib import Path

START = 60  # seconds; a window that has not come by then never will


def started(folder, *words, module="desktop", platform="offscreen", **streams):
    """The program on a profile, as a process."""
    own = {"XDG_DATA_HOME": str(Path(folder).parent)}  # for what it says of faults
    env = os.environ | own | {"QT_QPA_PLATFORM": platform, "PYTHONUTF8": "1"}
    command = [sys.executable, "-m", module, "--dir", folder, *words]
    return subprocess.Popen([*map(str, command)], env=env, **streams)


class Window:
    """A program whose window can be asked what it shows."""

    def __init__(self, folder, *words, stderr=None, **how):
        pipe = subprocess.PIPE
        self.process = started(
            folder, *words, module="tests.gui.watched",
            stdin=pipe, stdout=pipe, text=True, encoding="utf-8",
            stderr=stderr, **how,
        )  # fmt: skip
        self._lines = queue.Queue()
        self.shows = {}
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self):
        for line in self.process.stdout:
            self._lines.put(json.loads(line))
        self._lines.put(None)

    def wait(self, holds):
        """Until ``holds`` of what was last said."""
        end = time.monotonic() + START
        while not holds(self.shows):
            said = self._lines.get(timeout=max(end - time.monotonic(), 0))
            assert said is not None, f"it ended; the last was {self.shows}"
            self.shows = said
        return self.shows

    def wait_page(self, name):
        return self.wait(lambda shows: shows.get("page") == name)

    def tell(self, deed):
        self.process.stdin.write(f"{deed}\n")
        self.process.stdin.flush()

    def do(self, deed):
        self.tell(deed)
        self.wait(lambda shows: shows.get("did") == deed)

    def end(self):
        with self.process:  # closes its pipes
            self.process.kill()
            self._reader.join()
