"""Errors by code: the sentence for the officer stands in resources/messages."""

from collections.abc import Mapping


class Error(Exception):
    """A named refusal or fault; ``facts`` fill the sentence, never field values."""

    exit_code = 1

    def __init__(self, code: str, /, **facts: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.facts: Mapping[str, str | int] = facts


class Fault(Error):
    """The program itself is wrong (exit 1)."""


class Usage(Error):
    """The caller asked for something that makes no sense (exit 2)."""

    exit_code = 2


class Refused(Error):
    """Input was read and turned down; nothing changed (exit 3)."""

    exit_code = 3


class Environment(Error):
    """Disk, stick, password or another part of the surroundings (exit 4)."""

    exit_code = 4
