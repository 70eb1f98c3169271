"""The program's folder, built by Windows' own Python from what is committed."""

import os
import shutil
import subprocess
import sys
import tarfile
from io import BytesIO
from pathlib import Path

from tests.windows import wine
from tests.windows.runtime import Absent, runtime

ROOT = Path(__file__).parents[2]


def commit_time(root=ROOT):
    """Seconds since 1970 of the last commit: every build of it carries this time."""
    told = _git(root, "log", "-1", "--format=%ct")
    return int(told.decode())


def folder(scratch, root=ROOT):
    """Build below ``scratch``; the folder of sophoihop.exe."""
    scratch = Path(scratch)
    built = (_here if sys.platform == "win32" else _by_wine)(scratch, root)
    return timed(built, commit_time(root))


def _here(scratch, root):
    """On a Windows of its own, by the Python that runs this."""
    source = _committed(scratch / "source", root)
    run = subprocess.run(
        [sys.executable, *_words(scratch / "dist", scratch / "work")],
        cwd=source, env=os.environ | _still(root), stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT, text=True, encoding="utf-8", errors="replace",
        check=False,
    )  # fmt: skip
    _check(run)
    return scratch / "dist" / "sophoihop"


def _by_wine(scratch, root):
    python = runtime(root / "requirements-dev.lock")
    windows = wine.fresh(scratch)
    try:
        run = windows.run(
            python / "python.exe", *_words("C:\\dist", "C:\\work"),
            cwd=_committed(windows.c / "source", root), seconds=1800, **_still(root),
        )  # fmt: skip
    finally:
        windows.close()
    _check(run)
    built = scratch / "sophoihop"
    shutil.move(windows.c / "dist" / "sophoihop", built)
    shutil.rmtree(windows.prefix)
    return built


def _words(out, work):
    places = ("--distpath", str(out), "--workpath", str(work))
    return ("-m", "PyInstaller", "--noconfirm", *places, "build.spec")


def _still(root):
    """What makes two builds of one commit the same."""
    return {"SOURCE_DATE_EPOCH": str(commit_time(root)), "PYTHONHASHSEED": "1"}


def _committed(target, root):
    with tarfile.open(fileobj=BytesIO(_git(root, "archive", "HEAD"))) as committed:
        committed.extractall(target, filter="data")
    return target


def _check(run):
    if run.returncode != 0:
        raise Absent(f"PyInstaller failed:\n{run.stdout[-3000:]}")


def timed(built, seconds):
    """Give all files one time, so that two packings of them are the same."""
    for path in sorted(built.rglob("*"), reverse=True):
        os.utime(path, (seconds, seconds))
    return built


def _git(root, *words):
    run = subprocess.run(["git", "-C", root, *words], capture_output=True, check=False)
    if run.returncode != 0:
        raise Absent(f"git {words[0]} failed: {run.stderr.decode()[-300:]}")
    return run.stdout
