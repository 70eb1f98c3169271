"""Numbers as written here: dot between thousands, comma before decimals."""

import re
from decimal import ROUND_HALF_UP, Decimal

from desktop.errors import Refused

_GROUPED = re.compile(r"[+-]?[0-9]{1,3}(\.[0-9]{3})+(,[0-9]+)?")
_PLAIN = re.compile(r"[+-]?[0-9]+([,][0-9]+)?")
_DOTTED = re.compile(r"[+-]?[0-9]+\.[0-9]+")


def parse_decimal(text: str) -> Decimal:
    """``8.686`` is 8686, ``74,6`` is 74.6; ``8.68`` is refused as doubtful."""
    bare = text.strip().replace(" ", "").replace("\u00a0", "")
    if _GROUPED.fullmatch(bare) or _PLAIN.fullmatch(bare):
        return Decimal(bare.replace(".", "").replace(",", "."))
    if _DOTTED.fullmatch(bare):
        raise Refused("number.doubtful", typed=bare[:20])
    raise Refused("number.not_a_number")


def parse_integer(text: str) -> int:
    """A whole number; decimals are refused."""
    value = parse_decimal(text)
    if value != value.to_integral_value():
        raise Refused("number.not_whole")
    return int(value)


def half_up(value: Decimal, decimals: int) -> Decimal:
    """Rounded once, half away from zero, as figures are printed."""
    return value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def format_decimal(value: Decimal) -> str:
    """``8686.50`` as ``8.686,50``; trailing zeros stay, an exponent does not."""
    return f"{value:,f}".replace(",", "\0").replace(".", ",").replace("\0", ".")


def format_lexical(text: str) -> str:
    """A stored number as it is shown; anything else as it is."""
    return format_decimal(Decimal(text)) if is_lexical(text) else text


def is_lexical(text: str) -> bool:
    """Whether ``text`` is a number as it is stored: a dot before decimals."""
    return re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", text) is not None
