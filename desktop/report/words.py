"""Fixed wordings of Decree 30, and officers' text made safe for the typesetter."""

import re
from collections.abc import Sequence
from datetime import date
from html import escape
from itertools import chain, zip_longest

from desktop.text.clean import clean

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
TRAINING = "DỮ LIỆU TẬP HUẤN"
_KEPT_SPACE = "\u00a0"  # the font writes it as a plain space: extraction is unchanged
_GAP = re.compile(" {2,}")
_UNWRITABLE = re.compile("[\ud800-\udfff\ufffe\uffff]")


def dated(day: date) -> str:
    """``ngày 02 tháng 7 năm 2026``: a zero before days < 10, months 1 and 2."""
    month = f"{day.month:02}" if day.month <= 2 else str(day.month)
    return f"ngày {day.day:02} tháng {month} năm {day.year}"


def undated(year: int) -> str:
    """The same with room to write day and month by hand."""
    return f"ngày      tháng      năm {year}"


def number_line(number: str, symbol: str) -> str:
    """``Số: 05/BC-UBND``; room to write the number when there is none."""
    number = number.strip()
    if number.isdecimal() and len(number) == 1:
        number = "0" + number
    return f"Số: {number or '      '}/{symbol}"


def reference(title: str, number: str, symbol: str, date: str) -> str:
    """Under an appendix' title: ``(Kèm theo Báo cáo số 05/BC-UBND ngày …)``."""
    numbered = number_line(number, symbol).removeprefix("Số: ")
    return f"(Kèm theo {title} số {numbered} {date})"


def plain(text: str) -> str:
    """Clean NFC text that any font can be asked to write."""
    return clean(_UNWRITABLE.sub("\ufffd", text))


def keep_gaps(text: str) -> str:
    """One line whose runs of spaces are kept: room to write by hand."""
    line = text.replace("\n", " ")
    parts = _GAP.split(line)
    gaps = [_KEPT_SPACE * len(gap) for gap in _GAP.findall(line)]
    words = [plain(part) for part in parts]
    return "".join(chain.from_iterable(zip_longest(words, gaps, fillvalue="")))


def keep_percent(text: str) -> str:
    """``87,2 %`` never broken before its sign."""
    return text.replace(" %", _KEPT_SPACE + "%")


def markup(text: str) -> str:
    """Text as paragraph markup that shows every sign of it literally."""
    return escape(keep_percent(plain(text)), quote=False).replace("\n", "<br/>")


def gapped_markup(text: str) -> str:
    """The same for one line with room to write in it."""
    return escape(keep_gaps(text), quote=False)


def listed(recipients: Sequence[str]) -> list[str]:
    """Nơi nhận: dashes before, semicolons after, a full stop at the end."""
    names = [plain(name).lstrip("- ").rstrip(" ;.") for name in recipients]
    last = len(names) - 1
    return [f"- {name}{'.' if at == last else ';'}" for at, name in enumerate(names)]
