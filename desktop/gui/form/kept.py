"""Answers of an earlier version: beside the questions that ask anew, and all below."""

from collections.abc import Iterable, Sequence

from PySide6.QtWidgets import QWidget

from desktop.desk.views import Kept
from desktop.gui.form.sheet import Sheet
from desktop.gui.parts.box import Facts
from desktop.gui.parts.label import Label
from desktop.gui.words import say
from desktop.xforms.definition import Ref


def beside(kept: Iterable[Kept]) -> dict[Ref, str]:
    """What stands beside a question, in words."""
    found: dict[Ref, list[str]] = {}
    for one in kept:
        words = say("gui.form.kept_beside", label=one.label, value=one.value)
        for ref in one.beside:
            found.setdefault(ref, []).append(words)
    return {ref: "\n".join(lines) for ref, lines in found.items()}


def sheet(kept: Sequence[Kept], parent: QWidget) -> Sheet:
    """All of them on a card of their own."""
    made = Sheet(say("gui.form.kept"), parent)
    made.add(Label(say("gui.form.kept_how"), "muted", wrap=True, parent=made.card))
    facts = Facts(made.card)
    facts.show_facts((in_row(one.label, one.row), one.value) for one in kept)
    made.add(facts)
    return made


def in_row(label: str, number: int) -> str:
    """A question's words, with its row where it stands in one."""
    return say("gui.form.in_row", label=label, number=number) if number else label
