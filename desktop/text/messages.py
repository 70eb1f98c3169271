"""Sentences by code, for the officer."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Messages:
    """The sentences of one language."""

    sentences: Mapping[str, str]

    def say(self, code: str, facts: Mapping[str, str | int] | None = None) -> str:
        """The sentence with its facts filled in; the bare code when unknown."""
        sentence = self.sentences.get(code, code)
        return sentence.format_map(_Facts(facts or {}))


class _Facts(dict[str, str | int]):
    def __missing__(self, key: str) -> str:
        return "…"


def load(folder: Path, language: str, part: str = "*") -> Messages:
    """Every ``<language>.d/*.toml`` of ``folder``, or one part of them by its name."""
    found: dict[str, str] = {}
    for file in sorted((folder / f"{language}.d").glob(f"{part}.toml")):
        found |= tomllib.loads(file.read_text("utf-8"))
    return Messages(found)
