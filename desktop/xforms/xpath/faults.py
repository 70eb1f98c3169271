"""What can be wrong with an expression."""

from desktop.errors import Refused


class Broken(Refused):
    """The text is no expression."""


class Failed(Refused):
    """The expression has no value here."""
