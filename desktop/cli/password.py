"""Where a password comes from: a file, or a prompt without echo; never an argument."""

import getpass
import os
from pathlib import Path

from desktop.cli.options import first_line
from desktop.desk.training import training_password
from desktop.errors import Environment

VARIABLE = "SOPHOIHOP_PASSWORD_FILE"
PIN_VARIABLE = "SOPHOIHOP_PIN_FILE"


def ask_password(folder: Path, named: Path | None) -> str:
    """The password for the profile in ``folder``."""
    if named is not None:
        return first_line(named)
    beside = training_password(folder)  # before the variable, which is the desk's own
    if beside is not None:
        return beside
    if os.environ.get(VARIABLE):
        return first_line(Path(os.environ[VARIABLE]))
    try:
        return getpass.getpass("Mật khẩu: ")
    except EOFError as error:
        raise Environment("password.none") from error


def ask_pin() -> str:
    """The PIN of a token, the same ways; whoever gave a wrong one starts again."""
    if os.environ.get(PIN_VARIABLE):
        return first_line(Path(os.environ[PIN_VARIABLE]))
    try:
        return getpass.getpass("Mã PIN: ")
    except EOFError as error:
        raise Environment("token.no_pin") from error
