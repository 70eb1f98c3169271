"""Which forms are taken in from a table, as the pack says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from desktop.desk.packs import Pack
from desktop.errors import Refused
from desktop.ledger.canonical import Json


@dataclass(frozen=True, slots=True)
class Implied:
    """An answer that follows from another where its question has no column."""

    answered: str
    question: str
    value: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A form's; see forms/start/imports.toml."""

    form: str
    key: tuple[str, ...]
    once: bool
    headers: Mapping[str, Sequence[str]]
    implies: tuple[Implied, ...]


def forms(pack: Pack) -> tuple[str, ...]:
    """The forms that may be taken in."""
    return tuple(name for name in _said(pack) if name in pack.forms)


def rule(pack: Pack, form: str) -> Rule:
    """A form's rule; Refused where it is not taken in from tables."""
    pack.form(form)
    said = _said(pack).get(form)
    if not isinstance(said, dict):
        raise Refused("import.form", known=", ".join(forms(pack)))
    return Rule(
        form=form,
        key=tuple(cast(list[str], said["key"])),
        once=bool(said["once"]),
        headers=cast(dict[str, list[str]], said.get("headers", {})),
        implies=tuple(
            Implied(**one)
            for one in cast(list[dict[str, str]], said.get("implies", []))
        ),
    )


def _said(pack: Pack) -> dict[str, Json]:
    return pack.toml("start", "imports.toml")
