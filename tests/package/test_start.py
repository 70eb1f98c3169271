"""The first paint waits for nothing heavy, and Qt's reference counts hold."""

import subprocess
import sys

import pytest

from tests.benchmarks import desks

NEVER = [
    "reportlab", "pyhanko", "asn1crypto", "sqlite_utils", "pyxform", "lxml", "openpyxl",
    "hypothesis", "defusedxml", "asyncio", "cryptography.x509", "pyrage",
    "msgspec", "isal",
    "desktop.xforms.engine", "desktop.bundle.reader", "desktop.report",
]  # fmt: skip
HEAVY = {
    "sign-in": [*NEVER, "cryptography", "sqlcipher3", "desktop.store"],
    "list": [*NEVER, "desktop.desk.act", "desktop.store.projections"],
}

TELL = """
import os, sys
from tests.benchmarks import first_paint

def end():
    print("painted", [name for name in {heavy} if name in sys.modules], flush=True)
    os._exit(0)

first_paint.end = end
first_paint.main({what!r}, sys.argv[1:])
"""


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    folder = tmp_path_factory.mktemp("desk")
    made = desks.make(folder, "20854")
    desks.fill(made, 1)
    (folder / "key").write_text(made.core.key.hex())
    made.close()
    return folder


@pytest.mark.parametrize("what", HEAVY)
def test_nothing_heavy_is_loaded_before_the_first_paint_of(what, desk):
    code = TELL.format(heavy=HEAVY[what], what=what)
    arguments = ["--dir", str(desk / "20854")]
    if what == "list":
        arguments += ["--password-file", str(desk / "key")]
    run = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert run.stdout.strip() == "painted []", run.stderr


def test_qt_calls_do_not_eat_references_to_none():
    from PySide6.QtCore import QObject

    thing = QObject()
    before = sys.getrefcount(None)
    for _ in range(10_000):
        thing.setObjectName("x")
        thing.parent()
    assert sys.getrefcount(None) > before - 1_000
