"""How a file stands in the list of those that were found."""

from desktop.desk.handover_views import STORED, Met, TakenIn
from desktop.gui.words import say, say_error

Words = tuple[str, tuple[str, str]]  # a sentence, an icon and its ink
UNCHECKED = ("gui.found.unchecked", ("dot", "muted"))
BAD = ("danger", "danger")
_MARKS = {
    "taken": ("good", "good"),
    "known": ("received", "accent"),
    "pending": ("warning", "warning"),
    "gap": ("warning", "warning"),
    "fork": ("warning", "warning"),
    "restored": ("warning", "warning"),
}


def waits() -> Words:
    """Nobody has called the unit yet."""
    return say("gui.found.late"), ("warning", "warning")


def verdict(told: TakenIn) -> Words:
    """What a check or an intake found."""
    mark = _MARKS.get(told.result, ("info", "accent"))
    return say(f"gui.found.{told.result}", new=told.new), mark


def met_words(met: Met) -> Words:
    """One file of a folder that was taken in as a whole."""
    if met.error is not None:
        return say_error(met.error), BAD
    if met.taken is None:
        return say("gui.found.own"), ("sent", "muted")
    if met.result in STORED:
        return say("gui.found.took", new=met.taken.new), ("received", "good")
    return verdict(met.taken)
