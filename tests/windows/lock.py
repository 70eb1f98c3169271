"""The hash lock as Windows reads it: pip judges markers by where it runs itself."""

import re

_ONE = re.compile(r"(?m)^(\S+==\S+)( ; [^\\\n]+)? (\\\n(?:    --hash=\S+(?: \\)?\n)+)")
_HERE = {"sys_platform == 'win32'": True, "sys_platform == 'darwin'": False}


def for_windows(text):
    """The same pins and hashes, with what is for another system left out."""
    return _ONE.sub(_kept, text)


def _kept(found):
    pin, marker, hashes = found.groups()
    wanted = _HERE.get((marker or "").removeprefix(" ; "), True)
    if not wanted:
        return ""
    plain = "" if marker and "sys_platform" in marker else marker or ""
    return f"{pin}{plain} {hashes}"


def names(text):
    """Name and version of each pin, in the lock's order."""
    return [tuple(pin.split("==")) for pin, _, _ in _ONE.findall(text)]
