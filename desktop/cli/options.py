"""The options that stand before or after any verb. Imports nothing heavy."""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from desktop.cli.line import LANGUAGES, Line, place
from desktop.errors import Environment
from desktop.signing.disk import reachable

PORTABLE = "du-lieu"  # a folder beside the built program: it keeps its data there
BUNDLE = ".sph"  # what the system opens with this program


@dataclass(frozen=True, slots=True)
class Options:
    """What every verb may be told, and the words that are left for it."""

    folder: Path | None
    password_file: Path | None
    language: str
    as_json: bool
    words: tuple[str, ...]
    bundle: Path | None = None  # a file to open, where no verb stands
    help: bool = False
    version: bool = False


def common() -> Line:
    """A parent parser; absent options leave no trace, so that they merge."""
    parent = Line(add_help=False, argument_default=argparse.SUPPRESS)
    parent.add_argument("--dir", type=place, metavar="PROFILE")
    parent.add_argument("--password-file", type=place, metavar="FILE")
    parent.add_argument("--lang", choices=LANGUAGES)
    return parent


def split(arguments: Sequence[str]) -> Options:
    """Take the common options from the front; the rest is the verb's."""
    parser = Line(
        prog="sophoihop", parents=[common()], add_help=False, allow_abbrev=False
    )
    parser.add_argument("--json", action="store_true", default=argparse.SUPPRESS)
    parser.add_argument("-h", "--help", action="store_true", default=False)
    parser.add_argument("--version", action="store_true", default=False)
    parser.add_argument("words", nargs=argparse.REMAINDER)
    found = vars(parser.parse_args(arguments))
    words = tuple(found["words"])
    bundle = _bundle(words)
    return Options(
        folder=found.get("dir"),
        password_file=found.get("password_file"),
        language=found.get("lang", "vi"),
        as_json=found.get("json", False),
        words=() if bundle else words,
        bundle=bundle,
        help=found["help"],
        version=found["version"],
    )


def _bundle(words: tuple[str, ...]) -> Path | None:
    """A bundle's name alone, as the system hands over what was double-clicked."""
    if len(words) == 1 and words[0].lower().endswith(BUNDLE):
        return reachable(Path(words[0]).absolute())
    return None


def first_line(file: Path) -> str:
    """The password that a file holds in its first line."""
    try:
        text = file.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise Environment("password.file", file=file.name) from error
    return text.split("\n", 1)[0].rstrip("\r")


def default_folder() -> Path:
    """The profile's folder: this user's, or the portable program's own."""
    from platformdirs import user_data_path

    carried = Path(sys.executable).parent / PORTABLE
    if getattr(sys, "frozen", False) and carried.is_dir():
        return reachable(carried / "profile")
    return reachable(user_data_path("SoPhoiHop", appauthor=False) / "profile")
