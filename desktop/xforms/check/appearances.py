"""Appearances: which are known; others change nothing, so a slip goes unseen."""

import re
from collections.abc import Iterator, Mapping

from desktop.xforms.check.finding import Finding
from desktop.xforms.check.headers import close, words
from desktop.xforms.check.sheets import Sheet

FOLLOWED = words("multiline minimal autocomplete search year")
# Known to ODK tools; here the plain control stands in.
PLAIN = words("""
    field-list numbers thousands-sep label list-nolabel list likert columns compact
    horizontal month-year no-calendar quick table-list summary counter columns-pack
    placement-map maps map draw signature annotate image-map picker vertical rating
    bearing new new-front new-rear front selfie no-buttons no-ticks masked url
    no-collapse printer hidden-answer horizontal-compact quickcompact ethiopian coptic
    islamic bikram-sambat myanmar persian buddhist spinner distress comment hide-input
    autocomplete_chars field_list
""")
_FAMILY = re.compile(r"w\d+|(columns|compact|quickcompact)-\d+|(ex|printer|calc):.*")
_CALL = re.compile(r"(search|printer:[\w.]+|ex:[\w.]+)\s*\(.*\)")


def appearances(sheets: Mapping[str, Sheet]) -> Iterator[Finding]:
    """Words of the appearance column that nothing knows."""
    survey = sheets.get("survey")
    column = survey.header("appearance", "control:appearance") if survey else ""
    if survey is None or not column:
        return
    for line in survey.lines:
        for word in _CALL.sub("", line.of(column)).lower().split():
            if not known(word):
                code, facts = _unknown(word)
                yield Finding(code, "survey", line.number, column, facts, severe=False)


def _unknown(word: str) -> tuple[str, dict[str, str]]:
    near = ", ".join(close(word, FOLLOWED | PLAIN))
    if near:
        return "check.appearance_near", {"word": word, "meant": near}
    return "check.appearance", {"word": word}


def known(word: str) -> bool:
    """Whether some ODK tool gives this word a meaning."""
    return word in FOLLOWED or word in PLAIN or bool(_FAMILY.fullmatch(word))
