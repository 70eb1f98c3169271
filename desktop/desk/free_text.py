"""What a free text may not tell of people: the pack's rules, held against answers.

The patterns run on the forms' own machine, which never backtracks, and on texts of a
bounded length: what is typed cannot make anybody wait.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.desk.packs import Pack
from desktop.ledger.canonical import Json
from desktop.text.clean import clean
from desktop.text.fold import words

if TYPE_CHECKING:  # a desk opens without the form engine
    from desktop.xforms.definition import Question, Ref
    from desktop.xforms.instance import NodeState, Problem

TYPED = ("text", "multiline")  # kinds of question that are typed freely
_FILE = "guards.toml"


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that a text may not tell, and what is said where it does."""

    pattern: str
    says: str
    blocks: bool  # else it is asked, and may stay
    digits: int  # a text with fewer is not looked at
    words: frozenset[str]  # nor one with none of these, folded
    apart: tuple[str, ...]  # phrases that do not count, in small letters
    reasons: bool  # also for the reason of a withdrawal


@dataclass(frozen=True, slots=True)
class Rules:
    """What the pack says of free texts."""

    rules: tuple[Rule, ...] = ()
    longest: int = 0  # characters; no longer text is looked through
    too_long: Rule | None = None  # what such a text breaks


def rules(pack: Pack) -> Rules:
    """The pack's rules; none where it has no such file."""
    if not (pack.folder / "start" / _FILE).is_file():
        return Rules()
    told = pack.toml("start", _FILE)
    listed = told.get("texts")
    found = listed if isinstance(listed, list) else []
    long: dict[str, Json] = {"pattern": "", "says": told["too_long"], "does": "block"}
    return Rules(
        tuple(_rule(entry) for entry in found if isinstance(entry, dict)),
        int(str(told["longest"])),
        _rule(long | {"reasons": True}),
    )


def check(by: Rules) -> None:
    """Refused where a pattern is none, or would take too long on the longest text."""
    for rule in by.rules:
        _fits(rule, "a" * by.longest)


def broken(text: str, by: Rules) -> tuple[Rule, ...]:
    """The rules that a text breaks."""
    text = clean(text)
    if by.too_long and len(text) > by.longest:
        return (by.too_long,)
    digits, said = sum(map(str.isdigit, text)), frozenset(words(text))
    return tuple(
        rule
        for rule in by.rules
        if digits >= rule.digits
        and (not rule.words or rule.words & said)
        and _fits(rule, text)
    )


def _fits(rule: Rule, text: str) -> bool:
    from desktop.xforms.xpath.patterns import found

    for phrase in rule.apart:
        text = _without(phrase, text)
    return found(rule.pattern, text)


def _without(phrase: str, text: str) -> str:
    """The text with a sign in place of the phrase, great letters or small."""
    small = text.lower()
    alike = len(small) == len(text)  # some letters are two when small: places differ
    if phrase not in small or not alike:
        return text
    pieces, done = [], 0
    while (at := small.find(phrase, done)) >= 0:
        pieces += [text[done:at], "–"]
        done = at + len(phrase)
    return "".join((*pieces, text[done:]))


class FreeTexts:
    """Looks through the free texts of one form; what it saw once it remembers."""

    def __init__(self, by: Rules) -> None:
        self._by = by
        self._seen: dict[str, tuple[Rule, ...]] = {}

    def problems(self, nodes: "Sequence[NodeState]") -> "Iterator[Problem]":
        """What must be taken out, or be looked at again."""
        return self.of({node.ref: node.value for node in nodes if _is_free_text(node)})

    def of(self, told: "Mapping[Ref, str]") -> "Iterator[Problem]":
        """The same, of answers by their question."""
        from desktop.xforms.instance import Problem, ProblemKind

        kinds = {True: ProblemKind.CONSTRAINT, False: ProblemKind.WARNING}
        self._seen = {
            text: self._seen[text] if text in self._seen else broken(text, self._by)
            for text in told.values()
        }
        for ref, text in told.items():
            for rule in self._seen[text]:
                yield Problem(ref, kinds[rule.blocks], rule.says)


def _is_free_text(node: "NodeState") -> bool:
    question = node.question
    if question is None or not node.relevant or not node.value or node.readonly:
        return False
    return is_free(question)


def is_free(question: "Question") -> bool:
    """Whether a question is typed freely and may tell of people."""
    return question.kind.value in TYPED and question.columns.get("privacy") == "text"


def _rule(entry: Mapping[str, Json]) -> Rule:
    return Rule(
        str(entry["pattern"]),
        str(entry["says"]),
        entry["does"] == "block",
        int(str(entry.get("digits", 0))),
        frozenset(_texts(entry.get("words"))),
        tuple(phrase.lower() for phrase in _texts(entry.get("apart"))),
        entry.get("reasons") is True,
    )


def _texts(found: Json) -> list[str]:
    return [str(text) for text in found] if isinstance(found, list) else []
