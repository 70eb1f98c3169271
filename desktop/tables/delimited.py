"""Text in columns: .csv and .tsv as offices save them, a block copied from a sheet."""

import codecs
import csv
import io
import unicodedata
from collections.abc import Callable

from desktop.errors import Refused
from desktop.tables.table import MAX_TEXT, Row, Table, check_size
from desktop.text import legacy

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SIGNS = "\t;,"
_LOOK = 64 * 1024  # characters by which an encoding or a sign is recognised
_ENOUGH = 0.5  # of the words with marks that must be Vietnamese


def read(content: bytes) -> Table:
    """A file of text, whatever its encoding; Refused where none makes sense."""
    text = decoded(content)
    first, _, rest = text.partition("\n")
    if first.strip().lower().startswith("sep=") and len(first.strip()) == 5:
        return _table(rest, first.strip()[4])
    return _table(text, _sign(text[:_LOOK]))


def pasted(text: str) -> Table:
    """A block of cells from the clipboard: tabs, and quotes round line breaks."""
    return _table(text, "\t")


def decoded(content: bytes) -> str:
    """The text; of encodings without a mark, the one that gives Vietnamese."""
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            return _strictly(content[len(mark) :], encoding)
    if content[:_LOOK].count(0):
        wide = "utf-16-be" if content[:1] == b"\0" else "utf-16-le"
        return _strictly(content, wide)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return _of_the_machine(content)


def _strictly(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise Refused("table.encoding") from error


def _of_the_machine(content: bytes) -> str:
    """Windows-1258, or a font's own coding, which reads as Western letters for now."""
    readings = (
        (_windows(content), str),
        (content.decode("latin-1"), _former(legacy.Coding.TCVN3)),
        (content.decode("latin-1"), _former(legacy.Coding.VNI)),
    )
    scored = [(_score(meant(text[:_LOOK])), text) for text, meant in readings]
    best, text = max(scored, key=lambda one: one[0])
    if best < _ENOUGH:
        raise Refused("table.encoding")
    return text


def _windows(content: bytes) -> str:
    return unicodedata.normalize("NFC", content.decode("cp1258", "replace"))


def _former(coding: legacy.Coding) -> Callable[[str], str]:
    return lambda text: legacy.convert(text, coding)


def _score(text: str) -> float:
    return legacy.share_of_syllables(legacy.words_of(text))


def _sign(text: str) -> str:
    """What stands between the columns: the sign that most lines have as often."""
    lines = [line for line in text.splitlines()[:20] if line]
    counts = {sign: [line.count(sign) for line in lines] for sign in _SIGNS}
    return max(_SIGNS, key=lambda s: (min(counts[s], default=0), sum(counts[s])))


def _table(text: str, sign: str) -> Table:
    if "\0" in text:
        raise Refused("table.not_a_table")
    source = io.StringIO(text.lstrip("\ufeff"), newline="")
    rows: list[Row] = []
    try:
        for row in csv.reader(source, delimiter=sign):
            rows.append(list(row))
            check_size(len(rows), len(row))
            if any(len(cell) > MAX_TEXT for cell in row):
                raise Refused("table.cell", row=len(rows), limit=MAX_TEXT)
    except csv.Error as error:
        raise Refused("table.damaged") from error
    return Table(rows)
