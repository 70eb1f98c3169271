"""Values of our own columns that the desk would not know, and so pass over."""

import re
from collections.abc import Iterator, Mapping

from desktop.xforms.check.finding import Finding
from desktop.xforms.check.headers import own_column
from desktop.xforms.check.sheets import Sheet

_ID = r"[^\W\d][\w.-]*"
_QUESTION = r".*\$\{[^{}$]+\}.*"
# What each column may hold, and how that is told. A privacy that nobody knows would
# let the answer leave the desk in plain text.
VALUES: Mapping[str, tuple[str, str]] = {
    "privacy": ("person|text|home", "person, text, home"),
    "role": ("title|date|detail|label", "title, date, detail, label"),
    "short": ("yes|no", "yes, no"),
    "last": ("same", "same"),
    "scale": (r"[0-9]", "0, 1, 2 … 9"),
    "shown": (".*….*", "hạn …"),
    "id": (_ID, "ten_cau_hoi"),
    "from": (rf"{_ID}(\s+{_ID})*", "ten_cau_1 ten_cau_2"),
    "reason": (_QUESTION, "${ten_cau_hoi}"),
    "missing": (_QUESTION, "${ten_cau_hoi}"),
}


def own(sheets: Mapping[str, Sheet]) -> Iterator[Finding]:
    """Cells of our own columns whose value means nothing."""
    survey = sheets.get("survey")
    for header in survey.headers if survey else ():
        pattern, allowed = VALUES.get(own_column(header), ("", ""))
        for line in survey.lines if survey and pattern else ():
            value = line.of(header)
            if value and not re.fullmatch(pattern, value, re.DOTALL):
                facts = {"value": value[:80], "allowed": allowed}
                yield Finding("check.own_value", "survey", line.number, header, facts)
