"""What the screen says: one table of Vietnamese sentences by code."""

from functools import cache

from desktop import assets
from desktop.errors import Error
from desktop.text.messages import Messages, load


@cache
def _messages() -> Messages:
    return load(assets.resources() / "messages", "vi")


def say(code: str, /, **facts: str | int) -> str:
    """The sentence for ``code`` with its facts."""
    return _messages().say(code, facts)


def say_error(error: Error) -> str:
    """What went wrong, in the officer's words."""
    return _messages().say(error.code, error.facts)
