"""The options that stand before or after any verb. Imports nothing heavy."""

import argparse
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import NoReturn

from desktop.errors import Environment, Usage

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


@dataclass(frozen=True, slots=True)
class Options:
    """What every verb may be told, and the words that are left for it."""

    folder: Path | None
    password_file: Path | None
    language: str
    as_json: bool
    words: tuple[str, ...]


def common() -> Line:
    """A parent parser; absent options leave no trace, so that they merge."""
    parent = Line(add_help=False, argument_default=argparse.SUPPRESS)
    parent.add_argument("--dir", type=Path, metavar="PROFILE")
    parent.add_argument("--password-file", type=Path, metavar="FILE")
    parent.add_argument("--lang", choices=LANGUAGES)
    return parent


def split(arguments: Sequence[str]) -> Options:
    """Take the common options from the front; the rest is the verb's."""
    parser = Line(
        prog="sophoihop", parents=[common()], add_help=False, allow_abbrev=False
    )
    parser.add_argument("--json", action="store_true", default=argparse.SUPPRESS)
    parser.add_argument("words", nargs=argparse.REMAINDER)
    found = vars(parser.parse_args(arguments))
    return Options(
        folder=found.get("dir"),
        password_file=found.get("password_file"),
        language=found.get("lang", "vi"),
        as_json=found.get("json", False),
        words=tuple(found["words"]),
    )


def first_line(file: Path) -> str:
    """The password that a file holds in its first line."""
    try:
        text = file.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise Environment("password.file", file=file.name) from error
    return text.split("\n", 1)[0].rstrip("\r")


def default_folder() -> Path:
    """The profile's folder for this user of the computer."""
    from platformdirs import user_data_path

    return user_data_path("SoPhoiHop", appauthor=False) / "profile"
