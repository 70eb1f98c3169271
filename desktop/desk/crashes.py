"""Files about faults of the program: where in its text, and nothing that was typed."""

import faulthandler
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePath
from types import TracebackType

from desktop import assets
from desktop.desk import lock
from desktop.errors import Fault
from desktop.ledger.world import Clock, timestamp
from desktop.signing.files import names_like, replace_file

MOST = 10  # files; the oldest go
_REPORT, _OPEN = "loi-*.txt", ".mo"
_HOME = Path(__file__).parents[2]  # of the package
_SITE = "site-packages"

# Of what the system's last words may be, only lines like these: no value stands there.
_FRAME = re.compile(r'  File "(.+)", line (\d+) in (\S+)')
_WORDS = re.compile(
    r"(Fatal Python error|Windows fatal exception): [\w :]+"
    r"|(Current thread|Thread) 0x[0-9a-f]+ .*|Extension modules: .*|  \.\.\."
)


@dataclass(frozen=True, slots=True)
class Crashes:
    """The folder of such files, and the time that stands in them."""

    folder: Path
    clock: Clock

    def note(self, error: BaseException) -> Path | None:
        """Write down where it happened; None where no file can be written."""
        return _write(self.folder, self.clock.now(), places(error))

    @contextmanager
    def watch(self) -> Iterator[None]:
        """As long as it lasts, an end by the system leaves its last words."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            own = self.folder / f"{os.getpid()}{_OPEN}"
            held = own.open("w+b")
        except OSError:  # a folder that takes nothing keeps nobody from working
            yield
            return
        try:
            with held:
                with suppress(OSError):
                    lock.hold(held)
                faulthandler.enable(held)
                try:
                    yield
                finally:
                    faulthandler.disable()
        finally:  # also where the words were --help
            with suppress(OSError):
                own.unlink()
                self.folder.rmdir()  # a run that left nothing leaves no folder either
                self.folder.parent.rmdir()

    def former(self) -> Path | None:
        """The file about the last run that the system ended; told once."""
        found = None
        for left in sorted(self.folder.glob(f"*{_OPEN}"), key=_age):
            with suppress(OSError):  # held by a run that goes on
                with left.open("r+b") as held:
                    lock.hold(held)
                    held.seek(0)
                    words = held.read().decode("utf-8", "replace")
                at = datetime.fromtimestamp(_age(left), self.clock.now().tzinfo)
                left.unlink()
                if words:
                    found = _write(self.folder, at, _clean(words))
        return found


def told(file: Path | None) -> Fault:
    """What the officer hears of a fault: where its file lies, if there is one."""
    if file is None:
        return Fault("crash.unwritten")
    return Fault("crash.happened", file=str(file))


def places(error: BaseException) -> list[str]:
    """Kinds and places, the first cause first; an error's own words may tell values."""
    return [line for one in reversed(_chain(error)) for line in _place(one)]


def _chain(error: BaseException) -> list[BaseException]:
    chain: list[BaseException] = []
    at: BaseException | None = error
    while at is not None and not any(at is one for one in chain):
        chain.append(at)
        at = at.__cause__ or at.__context__
    return chain


def _place(error: BaseException) -> list[str]:
    kind = type(error)
    return [f"{kind.__module__}.{kind.__qualname__}", *_frames(error.__traceback__)]


def _frames(trace: TracebackType | None) -> list[str]:
    from traceback import walk_tb  # hardly any start needs it

    return [
        f"  {_inside(frame.f_code.co_filename)}:{line} {frame.f_code.co_name}"
        for frame, line in walk_tb(trace)
    ]


def _inside(name: str) -> str:
    """A file's place in its package: the folders above it may name the officer."""
    path = PurePath(name)
    if not path.is_absolute():
        return path.as_posix()
    if path.is_relative_to(_HOME) and _SITE not in path.parts:
        return path.relative_to(_HOME).as_posix()
    parts = path.parts
    return "/".join(parts[parts.index(_SITE) + 1 :]) if _SITE in parts else path.name


def _clean(words: str) -> list[str]:
    kept = []
    for line in words.splitlines():
        if frame := _FRAME.fullmatch(line):
            name, number, function = frame.groups()
            kept.append(f"  {_inside(name)}:{number} {function}")
        elif _WORDS.fullmatch(line):
            kept.append(line)
    return kept


def _write(folder: Path, at: datetime, lines: list[str]) -> Path | None:
    import platform  # as above

    own, on = platform.python_version(), platform.uname()
    system = f"{on.system} {on.release} {on.version} {on.machine}"
    head = [timestamp(at), f"sophoihop {assets.version()}", system, f"Python {own}", ""]
    wanted = folder / _REPORT.replace("*", at.strftime("%Y%m%d-%H%M%S"))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file = next(name for name in names_like(wanted) if not name.exists())
        replace_file(file, "\n".join([*head, *lines, ""]).encode())
        _take_away_the_oldest(folder)
    except OSError:
        return None
    return file


def _take_away_the_oldest(folder: Path) -> None:
    for file in sorted(folder.glob(_REPORT), key=_age)[:-MOST]:
        file.unlink(missing_ok=True)


def _age(file: Path) -> float:
    return file.stat().st_mtime
