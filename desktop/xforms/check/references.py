"""All ${names} that no question has: the compiler stops at the first."""

import re
from collections.abc import Iterator, Mapping

from desktop.xforms.check.finding import Finding
from desktop.xforms.check.headers import SURVEY, words
from desktop.xforms.check.sheets import FAMILIES, Sheet, plain_header

_NAMED = re.compile(r"\$\{(?:last-saved#)?([^\W\d][\w.-]*)\}")
_UNREAD = words("type name command tag value note notes comment comments disabled")
# Questions that the compiler makes beside those of the table.
_MADE = words("instanceID instanceName")
_BESIDE = re.compile(r"_(?:other|count)$")


def references(sheets: Mapping[str, Sheet]) -> Iterator[Finding]:
    """Each, at its cell of the survey."""
    survey = sheets.get("survey")
    if survey is None:
        return
    named = survey.header("name", "tag", "value")
    names = {line.of(named) for line in survey.lines} | _MADE
    for line in survey.lines:
        for header in filter(_read, line.cells):
            for name in _NAMED.findall(line.cells[header]):
                if name not in names and _BESIDE.sub("", name) not in names:
                    facts = {"q": name}
                    yield Finding(
                        "table.PYREF_003", "survey", line.number, header, facts
                    )


def _read(header: str) -> bool:
    """Whether the compiler looks into this column."""
    plain = plain_header(header)
    known = plain in SURVEY or plain.startswith(FAMILIES)
    return known and plain not in _UNREAD
