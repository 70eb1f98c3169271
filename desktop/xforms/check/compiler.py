"""What the compiler says, known again by its words: pyxform gives sentences."""

import re
from collections.abc import Iterator, Mapping
from functools import cache

from desktop.xforms.check.finding import Finding
from desktop.xforms.check.headers import close
from desktop.xforms.check.sheets import Sheet

_AT = re.compile(r"\[row : (\w+)\] *")
_ROW = r"(?:\[row : \w+\] *)?"
_CELL = re.compile(r"On the '([^']+)' sheet, (?:the '([^']+)')?")
_UNSEEN = (
    r"The question \$\{(?P<q>.*)\} is not user-visible so it can't be used as a "
    r"calculation trigger for question \$\{(?P<word>.*)\}\."
)
_LANGUAGES = (
    r"The following language declarations do not contain valid machine-readable "
    r"codes: (?P<names>.*)\. Learn more.*"
)
_TRANSLATION = (
    r"Language '(?P<language>.*?)' is missing the (?P<table>\w+) (?P<names>.*)\."
)
_PARAMETER = (
    r"(?P<words>.*(?:[Pp]arameter|identify-user|randomize|seed value|"
    r"track-changes-reasons|quality).*)"
)
_TWICE = (
    r"(?:The same instance id|Instance names must be unique).*[Nn]ame:? "
    r"'(?P<word>[^']*)'.*"
)
# Sentences without a code of pyxform's own, and the column that holds the slip.
_UNNUMBERED = {
    "unknown_type": (r"Unknown question type '(?P<word>.*)'\.", "type"),
    "no_label": (r"The survey element named '(?P<word>.*)' has no label.*", "name"),
    "no_calculation": (r"Missing calculation\.", "calculation"),
    "bad_trigger": (_UNSEEN, "name"),
    "doubled_header": (r"Duplicate column header: (?P<column>.*)", ""),
    "no_survey": (r"You must have a sheet named 'survey'\..*", ""),
    "no_choices": (r"There should be a choices sheet in this xlsform\..*", ""),
    "no_list": (r"List name not in choices sheet: (?P<word>.*?)(?: .*)?", "type"),
    "no_name": (r"(?:Question or )?[Gg]roup with no name\..*", "name"),
    "no_label_row": (r"\w+ has no label: .*", "label"),
    "skipped": (r"Row without name, text, or label is being skipped:.*", ""),
    "languages": (_LANGUAGES, ""),
    "translation": (_TRANSLATION, ""),
    "parameter": (_PARAMETER, "parameters"),
    "list_twice": (_TWICE, ""),
}
# Sheets that are missed, where one of another name may be meant.
_MISSED = {"no_survey": "survey", "no_choices": "choices"}


@cache
def _templates() -> tuple[tuple[str, re.Pattern[str]], ...]:
    from pyxform.errors import ErrorCode

    numbered = [(code.name, _pattern(code.value.msg)) for code in ErrorCode]
    own = [(name, text) for name, (text, _) in _UNNUMBERED.items()]
    unnumbered = [(name, re.compile(_ROW + text, re.DOTALL)) for name, text in own]
    return (*numbered, *unnumbered)


def _pattern(sentence: str) -> re.Pattern[str]:
    """A sentence with its {tokens} as named groups; a repeated one stands once."""
    seen: set[str] = set()

    def group(match: re.Match[str]) -> str:
        name = match[1]
        again = name in seen
        seen.add(name)
        return ".*?" if again else f"(?P<{name}>.*?)"

    plain = re.escape(sentence.replace("{{", "\0").replace("}}", "\1"))
    plain = re.sub(r"\\\{(\w+)\\\}", group, plain)
    return re.compile(plain.replace("\0", r"\{").replace("\1", r"\}"), re.DOTALL)


def said(sentences: str, sheets: Mapping[str, Sheet]) -> Iterator[Finding]:
    """What an error of the compiler says; it may hold several sentences."""
    parts = re.split(r"\n(?=\[row : )", sentences)
    for part in parts:
        yield _known(part.strip(), sheets, severe=True)


def remarked(
    sentences: tuple[str, ...], sheets: Mapping[str, Sheet]
) -> Iterator[Finding]:
    """What the compiler warned of."""
    for sentence in sentences:
        for part in re.split(r"\n(?=Language '|\[row : )", sentence):
            yield _known(part.strip(), sheets, severe=False)


def _known(part: str, sheets: Mapping[str, Sheet], *, severe: bool) -> Finding:
    for code, pattern in _templates():
        match = pattern.fullmatch(part)
        if match is not None:
            facts = {k: v or "…" for k, v in match.groupdict().items()}
            sheet, row, column = _place(code, part, facts, sheets)
            near = close(_MISSED.get(code, ""), frozenset(sheets))
            if near:
                code, facts = f"{code}_near", {"meant": sheets[near[0]].name}
            return Finding(f"table.{code}", sheet, row, column, facts, severe)
    sheet, row, column = _told(part)
    words = {"reason": _AT.sub("", part)[:300]}
    return Finding("table.other", sheet, row, column, words, severe)


def _told(part: str) -> tuple[str, int, str]:
    at, cell = _AT.match(part), _CELL.search(part)
    row = int(at[1]) if at and at[1].isdigit() else 0
    sheet = cell[1] if cell else ("survey" if row else "")
    return sheet, row, (cell[2] or "") if cell else ""


def _place(
    code: str, part: str, facts: Mapping[str, str], sheets: Mapping[str, Sheet]
) -> tuple[str, int, str]:
    sheet, row, column = _told(part)
    if code not in _UNNUMBERED:
        return facts.get("sheet_name", sheet), row, column
    column = _UNNUMBERED[code][1]
    survey = sheets.get("survey")
    if survey is None or not column:
        return sheet, row, facts.get("column", "")
    header = survey.header(column) or column
    word = facts.get("word", "")
    found = (ln.number for ln in survey.lines if word and ln.of(header) == word)
    return "survey", row or next(found, 0), header
