"""How a paper shows that it is secret; the words are the pack's."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from unicodedata import normalize

from desktop.desk.packs import Pack
from desktop.ledger.canonical import Json
from desktop.papers.words import Limits

_WORD = re.compile(r"[^\W\d_]+")
_MOST_LETTERS = 20  # of a line that is a stamp


@dataclass(frozen=True, slots=True)
class Stamp:
    """What is stamped, how it looks without marks, and what it must not stand by."""

    marks: frozenset[str]  # "TỐI MẬT" as "TỐIMẬT"
    last: frozenset[str]  # the word each mark ends with
    plain: frozenset[tuple[str, ...]]
    not_after: frozenset[str]
    not_before: frozenset[str]
    limits: Limits


def stamp(pack: Pack) -> Stamp:
    """The pack's."""
    told = pack.toml("start", "guards.toml")["stamp"]
    assert isinstance(told, dict)
    marks = [mark.split() for mark in _texts(told["marks"])]
    return Stamp(
        frozenset("".join(mark) for mark in marks),
        frozenset(mark[-1] for mark in marks),
        frozenset(tuple(mark.split()) for mark in _texts(told["plain"])),
        frozenset(_texts(told["not_after"])),
        frozenset(_texts(told["not_before"])),
        Limits(int(str(told["pages"])), int(str(told["letters"]))),
    )


def in_name(name: str, by: Stamp) -> bool:
    """Whether a file's name says that it is secret, in whatever letters."""
    said = _words(name.upper())
    return _stands_in(said, by) or _plainly(said, by)


def in_text(text: str, by: Stamp) -> bool:
    """Whether a paper bears a stamp; running text of secrets does not count."""
    said = _words(text)
    return (
        _stands_in(said, by)
        or _plainly(said, by)
        or any(_is_stamp(line, by) for line in _lines(text))
    )


def _stands_in(said: Sequence[str], by: Stamp) -> bool:
    beside = zip(["", *said], said, [*said[1:], ""], strict=False)
    return any(
        word in by.last
        and before.upper() not in by.not_after
        and after.upper() not in by.not_before
        for before, word, after in beside
    )


def _plainly(said: Sequence[str], by: Stamp) -> bool:
    return any(pair in by.plain for pair in pairwise(said))


def _is_stamp(line: str, by: Stamp) -> bool:
    """Alone in its line and begun with a great letter, or its letters set apart."""
    letters = "".join(_words(line))
    return letters[:1].isupper() and letters.upper() in by.marks


def _lines(text: str) -> Iterator[str]:
    """Short lines: a stamp is no sentence."""
    lines = normalize("NFC", text).splitlines()
    return (line for line in lines if len(line) <= _MOST_LETTERS)


def _words(text: str) -> list[str]:
    return _WORD.findall(normalize("NFC", text))


def _texts(found: Json) -> list[str]:
    return [str(text) for text in found] if isinstance(found, list) else []
