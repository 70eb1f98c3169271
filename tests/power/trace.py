"""What one run asked of the disk, read from strace's log."""

import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

CALLS = (
    "openat,pwrite64,write,fsync,fdatasync,ftruncate,rename,renameat,renameat2,"
    "unlink,unlinkat,lseek,close,dup,dup2,dup3"
)


@dataclass(frozen=True)
class Write:
    path: str
    offset: int
    data: bytes


@dataclass(frozen=True)
class Truncate:
    path: str
    size: int


@dataclass(frozen=True)
class Create:
    path: str


@dataclass(frozen=True)
class Rename:
    path: str
    target: str


@dataclass(frozen=True)
class Unlink:
    path: str


@dataclass(frozen=True)
class Sync:
    path: str


@dataclass(frozen=True)
class Said:
    """A line on standard output: here the saved state was shown."""

    text: str


LINE = re.compile(r"^(?:\d+ +)?(\w+)\((.*)\) += +(-?\d+)(?:<([^>]*)>)?")
FD = re.compile(r"^(\d+)<([^>]*)>")
HEX = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
RESUMED = re.compile(r"^(\d+) +<\.\.\. (\w+) resumed>(.*)$")
UNFINISHED = re.compile(r"^(\d+) +(.*) <unfinished \.\.\.>$")


def record(command, log):
    """Run ``command`` under strace; returns its standard output."""
    watch = ["strace", "-f", "-y", "-xx", "-s", "20000000", "-e", f"trace={CALLS}"]
    run = subprocess.run(
        [*watch, "-o", str(log), *command], capture_output=True, text=True, timeout=300
    )
    assert run.returncode == 0, run.stderr[-2000:]
    return run.stdout


def whole_lines(log):
    """Calls that two threads interrupted are put together again."""
    waiting = {}
    for line in log.read_text("latin-1").splitlines():
        begun = UNFINISHED.match(line)
        if begun:
            waiting[begun[1]] = begun[2]
            continue
        ended = RESUMED.match(line)
        yield waiting.pop(ended[1], "") + ended[3] if ended else line


def unhex(text):
    return bytes.fromhex(text.replace("\\x", ""))


def plain(name):
    return unhex(name).decode() if "\\x" in name else name


class Reader:
    """Turns calls into operations on paths, keeping each descriptor's place."""

    def __init__(self, root):
        self.root = str(root)
        self.place = {}
        self.known = set()

    def operations(self, log):
        for line in whole_lines(log):
            found = LINE.match(line)
            if found and int(found[3]) >= 0:
                yield from self.one(found[1], found[2], int(found[3]), found[4])

    def one(self, call, rest, result, opened):
        handler = getattr(self, f"on_{call}", None)
        return handler(rest, result, opened) if handler else ()

    def inside(self, path):
        return path.startswith(self.root)

    def on_openat(self, rest, result, opened):
        self.place[result] = 0
        path = plain(opened or "")
        if not self.inside(path):
            return
        if "O_CREAT" in rest and path not in self.known:
            self.known.add(path)
            yield Create(path)
        if "O_TRUNC" in rest:
            yield Truncate(path, 0)

    def on_lseek(self, rest, result, opened):
        fd = FD.match(rest)
        if fd:
            self.place[int(fd[1])] = result
        return ()

    def on_pwrite64(self, rest, result, opened):
        fd, data = FD.match(rest), HEX.search(rest)
        path = plain(fd[2])
        if self.inside(path):
            offset = int(rest.rsplit(",", 1)[1])
            yield Write(path, offset, unhex(data[1])[:result])

    def on_write(self, rest, result, opened):
        fd, data = FD.match(rest), HEX.search(rest)
        number, path = int(fd[1]), plain(fd[2])
        if number == 1:
            yield from (Said(t) for t in unhex(data[1]).decode().splitlines())
        elif self.inside(path):
            offset = self.place.get(number, 0)
            self.place[number] = offset + result
            yield Write(path, offset, unhex(data[1])[:result])

    def on_ftruncate(self, rest, result, opened):
        path = plain(FD.match(rest)[2])
        if self.inside(path):
            yield Truncate(path, int(rest.rsplit(",", 1)[1]))

    def on_fsync(self, rest, result, opened):
        path = plain(FD.match(rest)[2])
        if self.inside(path):
            yield Sync(path)

    on_fdatasync = on_fsync

    def on_rename(self, rest, result, opened):
        old, new = (plain(name) for name in HEX.findall(rest))
        if self.inside(new) or self.inside(old):
            self.known.add(new)
            yield Rename(old, new)

    on_renameat = on_rename
    on_renameat2 = on_rename

    def on_unlink(self, rest, result, opened):
        path = plain(HEX.search(rest)[1])
        if self.inside(path):
            self.known.discard(path)
            yield Unlink(path)

    on_unlinkat = on_unlink


def operations(log, root: Path):
    """Everything the run did below ``root``, and what it said, in order."""
    reader = Reader(root)
    reader.known = {str(path) for path in root.rglob("*")}
    return list(reader.operations(log))
