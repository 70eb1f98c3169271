"""Where forms/ and resources/ stand, and which version this is, installed or not."""

from functools import cache
from pathlib import Path

from desktop.errors import Fault

_PACKAGE = Path(__file__).resolve().parent
_HOMES = (_PACKAGE, _PACKAGE.parent)  # wheel and frozen program; checkout


def _home(name: str) -> Path:
    for home in _HOMES:
        if (home / name).is_dir():
            return home / name
    raise Fault("assets.missing", name=name)


def forms() -> Path:
    """The folder of the form pack's sources."""
    return _home("forms")


def resources() -> Path:
    """The folder of fonts, icons, messages and translations."""
    return _home("resources")


def checkout_cache() -> Path:
    """Where a checkout keeps compiled form packs; ignored by git."""
    return _home("forms").parent / ".cache"


@cache
def version() -> str:
    """The program's version; ``checkout`` where it was never installed."""
    from importlib import metadata  # not needed by a start

    try:
        return metadata.version("so-phoi-hop")
    except metadata.PackageNotFoundError:
        return "checkout"
