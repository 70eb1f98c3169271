"""Where forms/ and resources/ stand: the same code in a checkout and a package."""

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
