"""The disk itself: a name that lasts, what it really holds, how far in it reaches.

On Windows (Microsoft's reference of ``MoveFileExW`` and ``CreateFileW``): a rename is
written through, and a file is read past the cache into memory that begins at a page.
Paths of more than 260 letters ("Maximum Path Length Limitation") go with a prefix: the
switch that makes plain ones do is off on most computers.
"""

import os
import sys
from collections.abc import Generator
from pathlib import Path

PIECE = 1 << 20  # bytes read at once; whole sectors of any disk

if sys.platform == "win32":
    import ctypes
    import mmap
    from ctypes import wintypes

    _REPLACE, _THROUGH = 0x1, 0x8  # MOVEFILE_…
    _READ, _SHARED, _EXISTING = 0x80000000, 0x1, 3
    _UNBUFFERED, _IN_ORDER = 0x20000000, 0x08000000  # FILE_FLAG_…
    _NONE = ctypes.c_void_p(-1).value  # INVALID_HANDLE_VALUE

    _NO_QUESTIONS = 0x1  # SEM_FAILCRITICALERRORS
    _NEAR = 110  # letters; what a profile's folder holds takes up to 130 more
    _FAR, _FAR_SHARE = "\\\\?\\", "\\\\?\\UNC\\"

    def let_nothing_ask() -> None:
        """A drive without a disk is an error, not a window of the system's."""
        kernel = ctypes.windll.kernel32
        kernel.SetErrorMode(kernel.GetErrorMode() | _NO_QUESTIONS)

    def reachable(path: Path) -> Path:
        """A path under which files may lie as deep as they like."""
        whole = os.path.abspath(path)  # noqa: PTH100 - takes ".." out, asks no disk
        if len(whole) < _NEAR or whole.startswith(_FAR):
            return path
        share = whole.startswith("\\\\")
        return Path(_FAR_SHARE + whole[2:] if share else _FAR + whole)

    def shown(path: Path) -> Path:
        """The same path as people and other programs write it."""
        text = os.fspath(path)
        if text.startswith(_FAR_SHARE):
            return Path("\\\\" + text.removeprefix(_FAR_SHARE))
        return Path(text.removeprefix(_FAR))

    def _kernel() -> ctypes.WinDLL:
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.CreateFileW.restype = wintypes.HANDLE
        kernel.CreateFileW.argtypes = (
            wintypes.LPCWSTR, wintypes.DWORD, wintypes.DWORD, wintypes.LPVOID,
            wintypes.DWORD, wintypes.DWORD, wintypes.HANDLE,
        )  # fmt: skip
        kernel.ReadFile.argtypes = (
            wintypes.HANDLE, wintypes.LPVOID, wintypes.DWORD,
            ctypes.POINTER(wintypes.DWORD), wintypes.LPVOID,
        )  # fmt: skip
        kernel.CloseHandle.argtypes = (wintypes.HANDLE,)
        return kernel

    def put_in_place(beside: Path, path: Path) -> None:
        """Give a file its name; the name is on the disk when this returns."""
        flags = _REPLACE | _THROUGH
        if not _kernel().MoveFileExW(os.fspath(beside), os.fspath(path), flags):
            raise ctypes.WinError(ctypes.get_last_error())

    def flush_names(_: Path) -> None:
        """Windows has no such call for a folder; its journal keeps their order."""

    def held(path: Path) -> Generator[bytes, None, None]:
        """What the disk holds under a name, past what memory remembers of it."""
        kernel, flags = _kernel(), _UNBUFFERED | _IN_ORDER
        file = kernel.CreateFileW(
            os.fspath(path), _READ, _SHARED, None, _EXISTING, flags, None
        )
        if file == _NONE:
            raise ctypes.WinError(ctypes.get_last_error())
        room = mmap.mmap(-1, PIECE)
        start, count = (ctypes.c_char * PIECE).from_buffer(room), wintypes.DWORD()
        try:
            while kernel.ReadFile(file, start, PIECE, ctypes.byref(count), None):
                if not count.value:
                    return
                yield room[: count.value]
            raise ctypes.WinError(ctypes.get_last_error())
        finally:
            kernel.CloseHandle(file)
            del start  # else the memory cannot be given back
            room.close()

else:

    def let_nothing_ask() -> None:
        """No other system asks."""

    def reachable(path: Path) -> Path:
        """A path under which files may lie as deep as they like."""
        return path

    def shown(path: Path) -> Path:
        """The same path as people and other programs write it."""
        return path

    def put_in_place(beside: Path, path: Path) -> None:
        """Give a file its name; the name is on the disk when this returns."""
        beside.replace(path)
        flush_names(path.parent)

    def flush_names(folder: Path) -> None:
        """Let what came into a folder and what left it last."""
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

    def held(path: Path) -> Generator[bytes, None, None]:
        """What the disk holds under a name, past what memory remembers of it."""
        with path.open("rb") as file:
            if hasattr(os, "posix_fadvise"):  # macOS has none
                os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
            while piece := file.read(PIECE):
                yield piece
