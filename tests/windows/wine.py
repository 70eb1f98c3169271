"""A Windows of its own for each trial: a Wine prefix, copied from one made once."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from tests.windows.runtime import CACHE, Absent

PACKAGES = "wine wine64 xvfb xauth nsis osslsigncode gcc-mingw-w64-x86-64"
_LIBRARY = Path("/usr/lib/wine")  # where Debian puts wine64 and wineserver64
_COMPILER = "x86_64-w64-mingw32-gcc"
_STUBS = Path(__file__).with_name("stubs")
_SYSTEM = Path("drive_c/windows/system32")


def need(*commands):
    """Say which apt line brings a command that is not here."""
    for command in commands:
        if shutil.which(command, path=_path()) is None:
            raise Absent(
                f"there is no {command} here: apt-get install"
                f" -y --no-install-recommends {PACKAGES}"
            )


class Wine:
    """Runs Windows programs in a prefix of this trial's own."""

    def __init__(self, prefix):
        self.prefix = Path(prefix)
        self.c = self.prefix / "drive_c"

    def run(self, *command, cwd=None, seconds=600, **env):
        """What a program printed and returned. Its streams are pipes: Wine gives
        a program without a console none that are its own otherwise."""
        whole = os.environ | environment(self.prefix) | env
        return subprocess.run(
            ["wine64", *map(str, command)], cwd=cwd, env=whole, timeout=seconds,
            input="", stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, text=True, encoding="utf-8", errors="replace",
            check=False,
        )  # fmt: skip

    def started(self, *command, cwd=None):
        """The same, going on; a program with a window."""
        return subprocess.Popen(
            ["wine64", *map(str, command)], cwd=cwd,
            env=os.environ | environment(self.prefix), stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip

    def path(self, found):
        """A path of this machine as Windows names it."""
        found = Path(found).absolute()
        if found.is_relative_to(self.c):
            return "C:\\" + str(found.relative_to(self.c)).replace("/", "\\")
        return "Z:" + str(found).replace("/", "\\")

    def plug(self, letter, label, folder):
        """A folder of this machine as a stick with a letter and a label."""
        (folder / ".windows-label").write_text(label + "\n", "utf-8")
        (self.prefix / "dosdevices" / f"{letter}:").symlink_to(folder)
        drives = r"HKLM\Software\Wine\Drives"
        self.run("reg", "add", drives, "/v", f"{letter}:", "/d", "floppy", "/f")
        self.close()  # letters are looked at once

    def close(self):
        """End what still runs there."""
        subprocess.run(
            ["wineserver64", "-k"], env=os.environ | environment(self.prefix),
            capture_output=True, check=False,
        )  # fmt: skip


def environment(prefix):
    """What a Windows program is started with."""
    return {
        "WINEPREFIX": str(prefix),
        "WINEARCH": "win64",
        "WINEDEBUG": "-all",
        "WINEDLLOVERRIDES": "winemenubuilder.exe=d;mscms=n,b;winedbg.exe=d",
        "HOME": str(prefix),
        "PATH": _path(),
        "LC_ALL": "C.UTF-8",  # else Wine reads a command line's letters as Latin ones
        "PYTHONUTF8": "1",
    }


def fresh(folder):
    """A new prefix below ``folder``, a copy of the one in the cache."""
    base = _base()
    prefix = Path(folder) / "prefix"
    shutil.copytree(base, prefix, symlinks=True)
    return Wine(prefix)


def _base():
    need("wine64", "wineserver64", _COMPILER)
    base = CACHE / "prefix"
    if base.exists():
        return base
    CACHE.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=CACHE) as scratch:
        wine = Wine(Path(scratch) / "prefix")
        wine.prefix.mkdir()
        wine.run("wineboot", "-i")
        wine.run("winecfg", "-v", "win10")
        for source in _STUBS.glob("*.c"):
            _compile(source, wine.prefix / _SYSTEM)
        subprocess.run(
            ["wineserver64", "-w"],
            env=os.environ | environment(wine.prefix),
            check=True,
        )
        wine.prefix.rename(base)
    return base


def _compile(source, folder):
    """A library that Wine lacks and Windows has; for trials, never shipped."""
    target = folder / f"{source.stem}.dll"
    command = [_COMPILER, "-O1", "-shared", "-s", "-o", target, source, "-ladvapi32"]
    subprocess.run(command, check=True)


def _path():
    return os.pathsep.join((str(_LIBRARY), os.environ["PATH"]))
