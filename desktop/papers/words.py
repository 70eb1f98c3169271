"""What a paper says, as far as it can be read out of the file."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a file, and codes of what the officer should know of it."""

    text: str
    told: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of a file is read."""

    pages: int
    letters: int
