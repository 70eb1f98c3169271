"""Expression text to tokens (XPath 1.0, section 3.7)."""

import re
from typing import NamedTuple

from desktop.xforms.xpath.faults import Broken

MAX_LENGTH = 100_000  # characters; the longest of 465 public forms has 9,000

_NAME = r"[^\W\d][\w.\-\u00b7]*"
_TOKEN = re.compile(
    rf"""(?P<space>\s+)
    |(?P<number>(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?)
    |(?P<literal>"[^"]*"|'[^']*')
    |(?P<name>{_NAME}(?::(?!:)(?:{_NAME}|\*))?)
    |(?P<symbol>\.\.|::|//|!=|<=|>=|[()\[\],@/|+\-=<>*.$])""",
    re.VERBOSE,
)
_OPERATOR_NAMES = frozenset(("and", "or", "div", "mod"))
_BEFORE_OPERAND = frozenset(
    ("@", "::", "(", "[", ",", "/", "//", "|", "+", "-", "=", "!=", "<", "<=", ">")
) | {">=", "*", "$"}


class Token(NamedTuple):
    """``kind``: number, literal, name, symbol, operator or end."""

    kind: str
    text: str
    at: int


def tokens(source: str) -> list[Token]:
    """All tokens, with an end token last."""
    if len(source) > MAX_LENGTH:
        raise Broken("xpath.too_long", limit=MAX_LENGTH)
    found: list[Token] = []
    at = 0
    while at < len(source):
        match = _TOKEN.match(source, at)
        if match is None:
            raise Broken("xpath.character", at=at + 1, text=source[at])
        if match.lastgroup != "space":
            found.append(_token(match, found))
            at += len(found[-1].text)
        else:
            at = match.end()
    found.append(Token("end", "", at))
    return found


def _token(match: re.Match[str], before: list[Token]) -> Token:
    kind, text = match.lastgroup or "", match.group()
    if _operand_ended(before) and (kind == "name" or text == "*"):
        return Token("operator", _operator(text), match.start())
    return Token(kind, text, match.start())


def _operator(text: str) -> str:
    """After an operand a name can only be an operator: ``1or2`` is three tokens."""
    return next((name for name in _OPERATOR_NAMES if text.startswith(name)), text)


def _operand_ended(before: list[Token]) -> bool:
    """A name or * here must be an operator."""
    if not before:
        return False
    last = before[-1]
    if last.kind == "operator":
        return False
    # A step's * (a name test) ends an operand; an operator * has its own kind.
    return last.text == "*" or last.text not in _BEFORE_OPERAND or last.kind != "symbol"
