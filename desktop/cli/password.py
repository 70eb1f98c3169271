"""Where a password comes from: a file, or a prompt without echo; never an argument."""

import getpass
import os
from pathlib import Path

from desktop.desk.profile import training_password
from desktop.errors import Environment

VARIABLE = "SOPHOIHOP_PASSWORD_FILE"


def ask_password(folder: Path, named: Path | None) -> str:
    """The password for the profile in ``folder``."""
    beside = training_password(folder)
    if named is None and os.environ.get(VARIABLE):
        named = Path(os.environ[VARIABLE])
    if named is not None:
        return _first_line(named)
    if beside is not None:
        return beside
    try:
        return getpass.getpass("Mật khẩu: ")
    except EOFError as error:
        raise Environment("password.none") from error


def _first_line(file: Path) -> str:
    try:
        text = file.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise Environment("password.file", file=file.name) from error
    return text.split("\n", 1)[0].rstrip("\r")
