"""The composition root: the one place that knows the world."""

import secrets
from collections.abc import Sequence
from datetime import datetime

from desktop.cli.options import default_folder, split


class SystemClock:
    """The computer's clock, with its zone."""

    def now(self) -> datetime:
        """An aware datetime."""
        return datetime.now().astimezone()


class SystemRandom:
    """The operating system's chance."""

    def bytes(self, count: int, /) -> bytes:
        """``count`` unpredictable bytes."""
        return secrets.token_bytes(count)


def run(arguments: Sequence[str]) -> int:
    """Start the window, or the verb that the argument line names."""
    options = split(arguments)
    clock, random = SystemClock(), SystemRandom()
    if options.words:
        from desktop.cli.main import run_verb

        return run_verb(options, clock, random)
    from desktop.gui.application import run as run_window

    folder = options.folder or default_folder()
    return run_window(folder, options.password_file, clock, random)
