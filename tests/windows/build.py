"""The program's folder, built by Windows' own Python from what is committed."""

import os
import shutil
import subprocess
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
    python = runtime(root / "requirements-dev.lock")
    windows = wine.fresh(scratch)
    try:
        source = windows.c / "source"
        with tarfile.open(fileobj=BytesIO(_git(root, "archive", "HEAD"))) as committed:
            committed.extractall(source, filter="data")
        run = windows.run(
            python / "python.exe", "-m", "PyInstaller", "--noconfirm",
            "--distpath", "C:\\dist", "--workpath", "C:\\work", "build.spec",
            cwd=source, seconds=1800,
            SOURCE_DATE_EPOCH=str(commit_time(root)), PYTHONHASHSEED="1",
        )  # fmt: skip
    finally:
        windows.close()
    if run.returncode != 0:
        raise Absent(f"PyInstaller failed:\n{run.stdout[-3000:]}")
    built = Path(scratch) / "sophoihop"
    shutil.move(windows.c / "dist" / "sophoihop", built)
    shutil.rmtree(windows.prefix)
    return timed(built, commit_time(root))


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
