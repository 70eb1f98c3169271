"""How long the own certificate lasts, told beside the unit's name on every page."""

from desktop.desk.key_views import ENDING, Keys
from desktop.errors import Error
from desktop.gui.shell import Shell
from desktop.gui.side import SideHead
from desktop.gui.words import say
from desktop.gui.worker import Job
from desktop.text.dates import format_iso


def renewal(keys: Keys, *, has_parent: bool) -> str:
    """not_yet, due, own (a province answers itself), asked or ended."""
    if keys.days_left < 0:
        return "ended" if has_parent else "own"
    if keys.asked:
        return "asked"
    if keys.days_left > ENDING.days:
        return "not_yet"
    return "due" if has_parent else "own"


def warning(keys: Keys, *, has_parent: bool) -> str:
    """A sentence where the end is near or past; else nothing."""
    if not keys.until or keys.days_left > ENDING.days:
        return ""
    how = renewal(keys, has_parent=has_parent)
    facts: dict[str, str | int] = {
        "until": format_iso(keys.until),
        "days": keys.days_left,
    }
    return say(f"gui.keys.warn.{how}", **facts)


class KeyWatch:
    """Asks the worker, as reading certificates is heavy; tells the head."""

    def __init__(self, shell: Shell, head: SideHead) -> None:
        self._shell = shell
        self._head = head

    def look(self) -> None:
        """Once when the desk is open, and after a change of looks."""
        self._shell.worker.submit(
            Job(lambda act: act.enrol.keys(), self._show, self._failed)
        )

    def look_again(self) -> None:
        """Where there was a warning: the answer may have come meanwhile."""
        if self._head.warned():
            self.look()

    def _show(self, keys: Keys) -> None:
        has_parent = self._shell.desk.parent is not None
        self._head.warn(warning(keys, has_parent=has_parent))

    def _failed(self, error: Error) -> None:
        """Whoever uses the certificate is told by that deed."""
