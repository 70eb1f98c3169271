"""The window: the only place that knows Qt."""

import sys

import PySide6.QtCore  # noqa: F401 - brings the inner module in that is looked for below


def _spare_the_search() -> None:
    """Let Qt for Python not read the source of every module that is imported after it.

    It looks there for the wish to call Qt's functions by other names, which no module
    of ours has. Were its inner name to change, a start would be slower and no more.
    """
    feature = sys.modules.get("shibokensupport.feature")
    if feature is not None:
        feature.__dict__["_mod_uses_pyside"] = lambda _module: False


_spare_the_search()
