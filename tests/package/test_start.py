"""The first paint waits for nothing heavy, and Qt's reference counts hold."""

import subprocess
import sys

HEAVY = [
    "reportlab", "pyhanko", "sqlite_utils", "pyxform", "lxml", "pyrage",
    "cryptography", "openpyxl", "hypothesis",
]  # fmt: skip


def test_the_sign_in_page_imports_nothing_heavy():
    code = (
        "import sys, desktop.app, desktop.gui.application\n"
        f"print([name for name in {HEAVY} if name in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert run.stdout.strip() == "[]", run.stderr


def test_qt_calls_do_not_eat_references_to_none():
    from PySide6.QtCore import QObject

    thing = QObject()
    before = sys.getrefcount(None)
    for _ in range(10_000):
        thing.setObjectName("x")
        thing.parent()
    assert sys.getrefcount(None) > before - 1_000
