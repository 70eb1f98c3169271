"""Tokens to the parsed expression, by recursive descent (XPath 1.0 grammar)."""

from functools import lru_cache

from desktop.xforms.xpath.ast import (
    Call,
    Chain,
    Compare,
    Expr,
    Filter,
    Literal,
    Logical,
    NameTest,
    Negate,
    Number,
    Path,
    Step,
    TypeTest,
    Union,
)
from desktop.xforms.xpath.faults import Broken
from desktop.xforms.xpath.lexer import Token, tokens

MAX_DEPTH = 90  # nested parentheses and calls; Python's own limit may come sooner

AXES = frozenset(
    ("ancestor", "ancestor-or-self", "attribute", "child", "descendant")
) | {
    "descendant-or-self", "following", "following-sibling", "namespace", "parent",
    "preceding", "preceding-sibling", "self",
}  # fmt: skip
NODE_TYPES = frozenset(("node", "text", "comment", "processing-instruction"))

_COMPARISONS = (frozenset(("=", "!=")), frozenset(("<", "<=", ">", ">=")))
_ARITHMETIC = (frozenset(("+", "-")), frozenset(("*", "div", "mod")))
_SIGNS = ("symbol", "operator")
_ANY = TypeTest("node")
_SELF = Step("self", _ANY)
_PARENT = Step("parent", _ANY)
_DEEP = Step("descendant-or-self", _ANY)


@lru_cache(maxsize=4096)
def parse(source: str) -> Expr:
    """The expression of ``source``; raises Broken with the place."""
    try:
        return _Parser(source).whole()
    except RecursionError as error:
        raise Broken("xpath.too_deep", limit=MAX_DEPTH) from error


class _Parser:
    def __init__(self, source: str) -> None:
        found = tokens(source)
        self._tokens = [*found, found[-1], found[-1]]  # looking ahead never ends
        self._next = 0
        self._depth = 0

    def whole(self) -> Expr:
        found = self._logical()
        if self._peek().kind != "end":
            raise self._unexpected()
        return found

    # tokens

    def _peek(self, ahead: int = 0) -> Token:
        return self._tokens[self._next + ahead]

    def _take(self) -> Token:
        token = self._tokens[self._next]
        self._next += token.kind != "end"
        return token

    def _at(self, text: str) -> bool:
        token = self._tokens[self._next]
        return token.text == text and token.kind in _SIGNS

    def _accept(self, text: str) -> bool:
        token = self._tokens[self._next]
        found = token.text == text and token.kind in _SIGNS
        self._next += found
        return found

    def _expect(self, text: str) -> None:
        if not self._accept(text):
            raise self._unexpected(text)

    def _unexpected(self, wanted: str = "") -> Broken:
        token = self._peek()
        if token.kind == "end":
            return Broken("xpath.ends_early", wanted=wanted)
        return Broken("xpath.unexpected", at=token.at + 1, text=token.text)

    # operators, loosest first

    def _logical(self) -> Expr:
        self._depth += 1
        self._refuse_deep(self._depth)
        parts = [self._and()]
        while self._accept("or"):
            parts.append(self._and())
        self._depth -= 1
        return parts[0] if len(parts) == 1 else Logical("or", tuple(parts))

    def _and(self) -> Expr:
        parts = [self._comparison(0)]
        while self._accept("and"):
            parts.append(self._comparison(0))
        return parts[0] if len(parts) == 1 else Logical("and", tuple(parts))

    def _comparison(self, level: int) -> Expr:
        if level == len(_COMPARISONS):
            return self._arithmetic(0)
        left = self._comparison(level + 1)
        chained = 0
        while self._peek().text in _COMPARISONS[level] and self._is_symbol():
            chained += 1
            self._refuse_deep(self._depth + chained)
            operator = self._take().text
            left = Compare(operator, left, self._comparison(level + 1))
        return left

    def _refuse_deep(self, depth: int) -> None:
        if depth > MAX_DEPTH:
            raise Broken("xpath.too_deep", limit=MAX_DEPTH)

    def _is_symbol(self) -> bool:
        return self._tokens[self._next].kind in _SIGNS

    def _arithmetic(self, level: int) -> Expr:
        if level == len(_ARITHMETIC):
            return self._unary()
        first = self._arithmetic(level + 1)
        rest: list[tuple[str, Expr]] = []
        while self._peek().text in _ARITHMETIC[level] and self._is_symbol():
            operator = self._take().text
            rest.append((operator, self._arithmetic(level + 1)))
        return Chain(first, tuple(rest)) if rest else first

    def _unary(self) -> Expr:
        minus = 0
        while self._accept("-"):
            minus += 1
        found = self._union()
        if not minus:
            return found
        return Negate(found) if minus % 2 else Negate(Negate(found))

    def _union(self) -> Expr:
        parts = [self._path()]
        while self._accept("|"):
            parts.append(self._path())
        return parts[0] if len(parts) == 1 else Union(tuple(parts))

    # paths

    def _path(self) -> Expr:
        if self._at("/"):
            self._take()
            steps = self._steps() if self._step_ahead() else ()
            return Path(absolute=True, base=None, steps=steps)
        if self._accept("//"):
            return Path(absolute=True, base=None, steps=(_DEEP, *self._steps()))
        if self._step_ahead():
            return Path(absolute=False, base=None, steps=self._steps())
        return self._filtered()

    def _filtered(self) -> Expr:
        base = self._primary()
        predicates = self._predicates()
        if predicates:
            base = Filter(base, predicates)
        if self._accept("/"):
            return Path(absolute=False, base=base, steps=self._steps())
        if self._accept("//"):
            return Path(absolute=False, base=base, steps=(_DEEP, *self._steps()))
        return base

    def _step_ahead(self) -> bool:
        token = self._peek()
        if token.kind == "symbol":
            return token.text in (".", "..", "@", "*")
        if token.kind != "name":
            return False
        is_call = self._peek(1).text == "(" and self._peek(1).kind == "symbol"
        return not is_call or token.text in NODE_TYPES

    def _steps(self) -> tuple[Step, ...]:
        steps = [self._step()]
        while True:
            if self._accept("/"):
                steps.append(self._step())
            elif self._accept("//"):
                steps += (_DEEP, self._step())
            else:
                return tuple(steps)

    def _step(self) -> Step:
        for text, step in ((".", _SELF), ("..", _PARENT)):
            if self._accept(text):
                predicates = self._predicates()
                return Step(step.axis, step.test, predicates) if predicates else step
        axis = self._axis()
        return Step(axis, self._test(), self._predicates())

    def _axis(self) -> str:
        if self._accept("@"):
            return "attribute"
        if self._peek(1).text != "::" or self._peek().kind != "name":
            return "child"
        name = self._take()
        if name.text not in AXES:
            raise Broken("xpath.axis", at=name.at + 1, text=name.text)
        self._expect("::")
        return name.text

    def _test(self) -> NameTest | TypeTest:
        token = self._peek()
        if token.text == "*" and token.kind != "literal":
            self._take()
            return NameTest("", "*")
        if token.kind != "name":
            raise self._unexpected()
        self._take()
        if token.text in NODE_TYPES and self._at("("):
            return self._type_test(token.text)
        prefix, _, local = token.text.rpartition(":")
        return NameTest(prefix, local)

    def _type_test(self, kind: str) -> TypeTest:
        self._expect("(")
        target = ""
        if kind == "processing-instruction" and self._peek().kind == "literal":
            target = self._take().text[1:-1]
        self._expect(")")
        return TypeTest(kind, target)

    def _predicates(self) -> tuple[Expr, ...]:
        found = []
        while self._accept("["):
            found.append(self._logical())
            self._expect("]")
        return tuple(found)

    # primaries

    def _primary(self) -> Expr:
        token = self._peek()
        if token.kind == "number":
            self._take()
            return Number(float(token.text))
        if token.kind == "literal":
            self._take()
            return Literal(token.text[1:-1])
        if self._accept("("):
            found = self._logical()
            self._expect(")")
            return found
        if token.kind == "name" and self._peek(1).text == "(":
            return self._call()
        if token.text == "$":
            raise Broken("xpath.variable", at=token.at + 1)
        raise self._unexpected()

    def _call(self) -> Call:
        name = self._take().text
        self._expect("(")
        arguments: list[Expr] = []
        if not self._at(")"):
            arguments.append(self._logical())
            while self._accept(","):
                arguments.append(self._logical())
        self._expect(")")
        return Call(name, tuple(arguments))
