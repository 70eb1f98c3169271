"""Names of files that every system takes: they go by stick from one to another.

Microsoft, "Naming Files, Paths, and Namespaces": some characters, the names of devices
with or without an ending, and a last dot or blank are not for files.
"""

import re
from unicodedata import normalize

LONGEST = 240  # bytes: 255 are the most, there or on Linux; a number may be added
_FOR_THE_ENDING = 16
_INSTEAD = "-"
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f\ud800-\udfff]+')
_DEVICE = re.compile(
    r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³]) *(?:\.|$)",
    re.IGNORECASE,
)


def file_name(wanted: str) -> str:
    """The nearest name that every system takes; NFC, the ending kept."""
    name = _FORBIDDEN.sub(_INSTEAD, normalize("NFC", wanted)).strip(" ").rstrip(" .")
    if not name or _DEVICE.match(name):
        name = _INSTEAD + name
    return name if _size(name) <= LONGEST else _shorter(name)


def is_portable(name: str) -> bool:
    """Whether every system takes it as it is."""
    return file_name(name) == normalize("NFC", name)


def _shorter(name: str) -> str:
    stem, dot, ending = name.rpartition(".")
    if not dot or _size(ending) > _FOR_THE_ENDING:
        stem, dot, ending = name, "", ""
    room = LONGEST - _size(dot + ending)
    kept = stem.encode()[:room].decode(errors="ignore")
    return kept.rstrip(" .") + dot + ending


def _size(text: str) -> int:
    return len(text.encode())
