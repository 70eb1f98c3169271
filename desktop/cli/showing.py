"""What is printed may be read to its end or not."""

import os
import sys
from collections.abc import Callable


def show(tell: Callable[[], None] = lambda: None) -> None:
    """Print it all, unless its reader has seen enough, as ``| head`` does."""
    try:
        tell()
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
