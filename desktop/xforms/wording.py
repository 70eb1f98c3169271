"""Texts in the officer's language, with their outputs filled in."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from desktop.xforms.definition import NO_TEXT, Output, Text
from desktop.xforms.model import Model
from desktop.xforms.tree import Node
from desktop.xforms.xpath.values import to_string

if TYPE_CHECKING:
    from desktop.xforms.compute import State

MAX_WORDS = 20_000  # characters of a label: an output may hold any text


def said(state: "State", text: Text, model: Model, node: Node) -> str:
    """The words of ``text`` at ``node``."""
    if text is NO_TEXT:
        return ""
    if text.key:
        return translated(state, to_string(state.value(text.key, model, node)))
    return _joined(state, _parts(state, text), model, node)


def _joined(
    state: "State", parts: Sequence[str | Output], model: Model, node: Node
) -> str:
    first = parts[0] if parts else ""
    if len(parts) < 2 and isinstance(first, str):  # nearly all
        return first
    found, room = [], MAX_WORDS
    for part in parts:
        words = part if isinstance(part, str) else _output(state, part, model, node)
        found.append(words[:room])
        room -= len(words)
        if room < 0:
            found.append("…")
            break
    state.world.told(MAX_WORDS - max(room, 0))
    return "".join(found)


def _output(state: "State", output: Output, model: Model, node: Node) -> str:
    if not output.expression:
        return ""
    return to_string(state.value(output.expression, model, node))


def _parts(state: "State", text: Text) -> tuple[str | Output, ...]:
    words = text.words
    found = words.get(state.world.language)
    if found is not None or not words:
        return found or ()
    for language in ("", state.form.definition.default_language):
        if language in words:
            return words[language]
    return next(iter(words.values()), ())


def translated(state: "State", key: str) -> str:
    """jr:itext(key): the words; an unknown key shows itself in brackets."""
    text = state.form.definition.texts.get(key)
    if text is None:
        return f"[{key}]" if key else ""
    return _joined(state, _parts(state, text), state.form.top, state.data)
