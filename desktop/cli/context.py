"""What a verb is given, and what it gives back."""

import argparse
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.cli.password import ask_password, ask_pin
from desktop.desk import profile
from desktop.desk.desk import Desk, open_desk
from desktop.desk.saving import save
from desktop.errors import Environment, Refused
from desktop.ledger.canonical import Json
from desktop.ledger.world import Clock, Random
from desktop.text.messages import Messages

if TYPE_CHECKING:
    from desktop.cli.selftest.stage import Rehearse


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer in both tongues: for programs, and for a person's eye."""

    value: Json
    lines: tuple[str, ...]
    exit_code: int = 0


@dataclass(frozen=True, slots=True)
class Cause:
    """One of several reasons: the question, as in the data and as shown."""

    question: str
    label: str
    message: str


class Several(Refused):
    """A refusal that tells all its reasons, not only the first."""

    def __init__(
        self, code: str, causes: tuple[Cause, ...], /, **facts: str | int
    ) -> None:
        super().__init__(code, **facts)
        self.causes = causes


@dataclass(frozen=True, slots=True)
class Context:
    """The surroundings of one verb."""

    clock: Clock
    random: Random
    folder: Path
    password_file: Path | None
    messages: Messages
    rehearse: "Rehearse"  # the window, tried by keys

    def say(self, code: str, /, **facts: str | int) -> str:
        """The sentence for ``code``."""
        return self.messages.say(code, facts)

    def password(self) -> str:
        """The profile's password, from where the caller keeps it."""
        return ask_password(self.folder, self.password_file)

    @contextmanager
    def desk(self) -> Iterator[Desk]:
        """The profile's desk, closed afterwards."""
        profile.read(self.folder)  # no password is asked for where there is no desk
        password, pin = self.password(), cache(ask_pin)
        desk = open_desk(self.folder, password, self.clock, self.random, pin)
        try:
            if not desk.ask.tables_fit():
                _ = desk.act  # a former program, or other forms, wrote last
            yield desk
        finally:
            desk.close()


@dataclass(frozen=True, slots=True)
class Verb:
    """A word of the command line: its arguments and what it does."""

    words: str  # "record add"
    arguments: Callable[[argparse.ArgumentParser], None]
    run: Callable[[Context, argparse.Namespace], Answer]


def write_noted(desk: Desk, file: Path, content: bytes, act: str, what: str) -> None:
    """Write it, and note who did so; while the window is open only it can note."""
    save(file, content)
    with suppress(Environment):
        desk.act.note(act, what)
