"""What is hard to take back is said twice: the first press tells, the second acts."""

from desktop.gui.parts.card import Strip


class Twice:
    """Remembers what was said once, and told of in the strip."""

    def __init__(self, strip: Strip) -> None:
        self._strip = strip
        self._said = ""

    def said(self, what: str, words: str) -> bool:
        """Whether ``what`` was said before; the first time ``words`` are told."""
        again = self._said == what
        self._said = "" if again else what
        if not again:
            self._strip.tell(words, "warning", "warning")
        return again

    def forget(self) -> None:
        """It is no longer meant: what was told of it goes."""
        if self._said:
            self._said = ""
            self._strip.tell("")
