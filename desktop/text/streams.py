"""What the program prints, where a window's program has nowhere to print to."""

import io
import os
import sys


def make_ready() -> None:
    """Print UTF-8 into files and pipes, as Windows would not, and to nowhere if needed.

    A program with a window has no streams at all on Windows.
    """
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115, PTH123 - as long as the program
        elif isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8")


def seen() -> bool:
    """Whether somebody sits at a terminal and reads what goes wrong.

    Asked by its size: to Windows, nowhere is a terminal too.
    """
    try:
        os.get_terminal_size(sys.stderr.fileno())
    except (OSError, ValueError):
        return False
    return True
