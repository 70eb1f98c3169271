"""What the screen says: Vietnamese sentences by code, its own before all others."""

from functools import cache

from desktop import assets
from desktop.errors import Error
from desktop.text.messages import Messages, load


@cache
def _own() -> Messages:
    return load(assets.resources() / "messages", "vi", "gui")


@cache
def _all() -> Messages:
    return load(assets.resources() / "messages", "vi")


def _messages(code: str) -> Messages:
    return _own() if code.startswith("gui.") else _all()


def say(code: str, /, **facts: str | int) -> str:
    """The sentence for ``code`` with its facts."""
    return _messages(code).say(code, facts)


def say_error(error: Error) -> str:
    """What went wrong, in the officer's words."""
    return _messages(error.code).say(error.code, error.facts)
