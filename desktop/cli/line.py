"""The argument line in the user's language. Imports nothing heavy."""

import argparse
import re
import sys
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import NoReturn

from desktop.errors import Usage
from desktop.signing.disk import reachable

LANGUAGES = ("vi", "en")
# argparse tells what is wrong only in English sentences; here each becomes a code.
_NAME = r"argument (?P<name>.+?): "
_WRONG = (
    (_NAME + r"invalid choice: (?P<value>.+) \(choose from (?P<choices>.+)\)",
     "cli.call.choice"),
    (_NAME + r"invalid \S+ value: (?P<value>.+)", "cli.call.value"),
    (_NAME + r"expected .+", "cli.call.no_value"),
    (_NAME + r"ignored explicit argument (?P<value>.+)",
     "cli.call.takes_none"),
    (r"the following arguments are required: (?P<names>.+)", "cli.call.missing"),
    (r"unrecognized arguments: (?P<names>.+)", "cli.call.unknown"),
)  # fmt: skip


def place(text: str) -> Path:
    """A file or folder that an argument names, however deep it lies."""
    return reachable(Path(text))


class Line(argparse.ArgumentParser):
    """An argument line that refuses by code, so that the user's language is kept."""

    def error(self, message: str) -> NoReturn:
        """Show how to call, then Usage."""
        print(self.format_usage().removeprefix("usage: "), end="", file=sys.stderr)
        for pattern, code in _WRONG:
            found = re.fullmatch(pattern, message, re.DOTALL)
            if found is not None:
                raise Usage(code, **found.groupdict())
        raise Usage("cli.call.other", why=message)


def language_of(words: Sequence[str], otherwise: str = LANGUAGES[0]) -> str:
    """The language asked for on a line that cannot be read as a whole."""
    named = [value for flag, value in pairwise(words) if flag == "--lang"]
    named += [w.removeprefix("--lang=") for w in words if w.startswith("--lang=")]
    return next((name for name in named if name in LANGUAGES), otherwise)
