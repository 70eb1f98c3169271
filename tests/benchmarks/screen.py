"""A screen for what paints: Xvfb as the tests start it, else none at all."""

import os
import shutil
from contextlib import contextmanager

SIZE = (1366, 768)


@contextmanager
def screen():
    """Gives the platform's name; Qt programs and this process find it from here on."""
    if shutil.which("Xvfb") is None:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        yield "offscreen"
        return
    from pyvirtualdisplay.display import Display

    with Display(backend="xvfb", size=SIZE, color_depth=24):
        os.environ["QT_QPA_PLATFORM"] = "xcb"
        yield "xcb"
