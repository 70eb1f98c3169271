"""search('list', …) in an appearance: an itemset over a CSV, as XLSForm means it.

The one choice written in the table names the columns: its value the column of the
codes, its label the column of the labels. Choices whose value is a number stay.
"""

import re
from collections.abc import Sequence

from desktop.xforms.definition import FixedChoice, Itemset
from desktop.xforms.xpath.ast import Literal
from desktop.xforms.xpath.faults import Broken
from desktop.xforms.xpath.lexer import tokens
from desktop.xforms.xpath.parser import parse

CALL = re.compile(r"\bsearch\s*\((.*)\)", re.DOTALL)
_MODES = {
    "contains": "contains({column}, {value})",
    "startswith": "starts-with({column}, {value})",
    "endswith": "ends-with({column}, {value})",
    "matches": "{column} = {value}",
}


def words(appearance: str) -> frozenset[str]:
    """The words of an appearance, without the call."""
    return frozenset(CALL.sub("search", appearance).split())


def searched(
    appearance: str, choices: Sequence[FixedChoice]
) -> tuple[Itemset, str] | None:
    """The itemset of a search() and the list it reads; None where there is no call."""
    call = CALL.search(appearance)
    template = next((c for c in choices if not c.value.isdigit()), None)
    if call is None or template is None:
        return None
    try:
        name, *given = _arguments(call[1])
        searches, filters = _text(name), _filters(given)
    except Broken:
        return None
    label = next(iter(template.label.plain().values()), template.value)
    first = tuple(choice for choice in choices if choice.value.isdigit())
    nodeset = f"instance({name})/root/item{filters}"
    column = label.partition(",")[0].strip()
    return Itemset(nodeset, template.value, column, first), searches


def _arguments(source: str) -> list[str]:
    """The texts between the commas that stand in no brackets."""
    found, depth, start = [], 0, 0
    for token in tokens(source):
        depth += (token.text in ("(", "[")) - (token.text in (")", "]"))
        if token.kind == "end" or (token.text == "," and depth == 0):
            found.append(source[start : token.at].strip())
            start = token.at + 1
    return found


def _filters(given: Sequence[str]) -> str:
    filters = ""
    if len(given) >= 3:
        mode, columns, value = given[:3]
        test = _MODES.get(_text(mode).lower(), _MODES["contains"])
        tests = [
            test.format(column=column.strip(), value=value)
            for column in _text(columns).split(",")
        ]
        filters = f"[{' or '.join(tests)}]"
    if len(given) >= 5:
        filters = f"[{_text(given[3])} = {given[4]}]{filters}"
    return filters


def _text(source: str) -> str:
    found = parse(source)
    return found.text if isinstance(found, Literal) else source
