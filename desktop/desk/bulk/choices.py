"""What a cell says to the code that a form keeps: by code, or by label."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from difflib import get_close_matches

from desktop.errors import Refused
from desktop.text.fold import words
from desktop.xforms.sources import Row

_ENDS = ("valid_to", "active_to")


class Lookup:
    """The choices of one question, by everything they may be called."""

    def __init__(self, label: str, rows: Iterable[Row]) -> None:
        self._label = label
        self._codes: dict[str, list[str]] = defaultdict(list)
        self._words: dict[str, str] = {}
        self._order: dict[str, int] = {}
        self._ended: set[str] = set()
        self._called: dict[str, str] = {}
        for row in rows:
            code = row["name"]
            self._order[code] = len(self._order)
            self._called[code] = row.get("label", "")
            self._codes[_key(row.get("label", ""))].append(code)
            self._words[_key(row.get("label", ""))] = row.get("label", "")
            if any(row.get(column) for column in _ENDS):
                self._ended.add(code)

    def one(self, text: str) -> str:
        """The code; Refused where nothing is called so, or more than one."""
        bare = text.strip()
        if bare in self._order:
            return bare
        found = self._codes.get(_key(bare), [])
        still = [code for code in found if code not in self._ended] or found
        if len(still) > 1:
            raise Refused("import.choice_several", label=self._label)
        if not still:
            raise self._nothing(bare)
        return still[0]

    def many(self, text: str) -> str:
        """Codes in the list's order; between them ``;`` or a line break, or commas."""
        whole = _split(text, ";\n")
        found = {code for part in whole for code in self._parts(part)}
        return " ".join(sorted(found, key=self._order.__getitem__))

    def said(self, codes: str) -> str:
        """Codes as they are shown."""
        return ", ".join(self._called.get(code, code) for code in codes.split())

    def _parts(self, text: str) -> list[str]:
        """Of commas, those inside a label do not part: the longest label is taken."""
        pieces = text.split(",")
        if len(pieces) == 1 or _key(text) in self._codes:
            return [self.one(text)]
        found, start = [], 0
        while start < len(pieces):
            ends = range(len(pieces), start, -1)
            known = (e for e in ends if self._has(",".join(pieces[start:e])))
            end = next(known, start + 1)
            found.append(self.one(",".join(pieces[start:end])))
            start = end
        return found

    def _has(self, text: str) -> bool:
        return text.strip() in self._order or _key(text) in self._codes

    def _nothing(self, text: str) -> Refused:
        key = _key(text)
        short = [label for label in self._words if _is_short_for(key, label)]
        near = get_close_matches(key, self._words, n=1, cutoff=0.75)
        if near or len(short) == 1:
            like = self._words[(near or short)[0]]
            return Refused("import.choice_like", label=self._label, like=like)
        return Refused("import.choice", label=self._label)


def _key(text: str) -> str:
    return " ".join(words(text))


def _is_short_for(key: str, label: str) -> bool:
    """Its first words, or some of its first letters: MTTQ."""
    letters = "".join(word[0] for word in label.split())
    return bool(key) and (
        label.startswith(f"{key} ") or (len(key) > 2 and key in letters)
    )


def _split(text: str, signs: str) -> Sequence[str]:
    for sign in signs[1:]:
        text = text.replace(sign, signs[0])
    return [part for part in text.split(signs[0]) if part.strip()]
