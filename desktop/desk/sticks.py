"""The sticks that are plugged in, by what is written on them.

Windows: Microsoft's reference of ``GetDriveTypeW``, ``GetVolumeInformationW`` and
``IOCTL_STORAGE_QUERY_PROPERTY``; elsewhere what the desktop mounts for its user.
"""

import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Stick:
    """Something that can be carried away, and written to unless it is locked."""

    folder: Path
    label: str  # "" where nobody gave it a name
    free: int  # bytes


if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    _REMOVABLE, _FIXED = 2, 3  # DRIVE_…
    _NAME = 261  # letters, MAX_PATH and the end
    _SHARED, _EXISTING = 0x3, 3
    _NONE = ctypes.c_void_p(-1).value  # INVALID_HANDLE_VALUE
    _ASK_PROPERTY = 0x2D1400  # IOCTL_STORAGE_QUERY_PROPERTY, StorageDeviceProperty
    _BUS_AT, _USB = 28, 7  # STORAGE_DEVICE_DESCRIPTOR.BusType, BusTypeUsb

    def drives() -> list[tuple[Path, int]]:
        """Each letter's folder, and its kind as the system numbers them."""
        kernel = ctypes.windll.kernel32
        there = kernel.GetLogicalDrives()
        letters = [chr(ord("A") + at) for at in range(26) if there >> at & 1]
        return [(Path(f"{a}:\\"), kernel.GetDriveTypeW(f"{a}:\\")) for a in letters]

    def carried() -> list[Path]:
        """Drives that can be taken away, the empty ones too."""
        return [
            folder
            for folder, kind in drives()
            if kind == _REMOVABLE or (kind == _FIXED and _hangs_on_usb(folder))
        ]

    def _hangs_on_usb(folder: Path) -> bool:
        """A disk in a box of its own says that it is fixed; no right is asked for."""
        kernel = ctypes.WinDLL("kernel32")
        kernel.CreateFileW.restype = wintypes.HANDLE
        kernel.CloseHandle.argtypes = (wintypes.HANDLE,)
        disk = kernel.CreateFileW(
            rf"\\.\{folder.drive}", 0, _SHARED, None, _EXISTING, 0, None
        )
        if disk == _NONE:
            return False
        asked, told = ctypes.create_string_buffer(12), ctypes.create_string_buffer(1024)
        count = wintypes.DWORD()
        answered = kernel.DeviceIoControl(
            wintypes.HANDLE(disk), _ASK_PROPERTY, asked, len(asked), told, len(told),
            ctypes.byref(count), None,
        )  # fmt: skip
        kernel.CloseHandle(disk)
        bus = int.from_bytes(told.raw[_BUS_AT : _BUS_AT + 4], "little")
        return bool(answered) and bus == _USB

    def label(folder: Path) -> str:
        """What is written on it; OSError where nothing is in the drive."""
        name = ctypes.create_unicode_buffer(_NAME)
        asked = ctypes.windll.kernel32.GetVolumeInformationW(
            str(folder), name, _NAME, None, None, None, None, 0
        )
        if not asked:
            raise ctypes.WinError()
        return name.value

else:
    _PLACES = ("media/*", "media/*/*", "run/media/*/*")

    def carried(root: Path = Path("/")) -> list[Path]:
        """What the desktop has mounted for its user."""
        found = (folder for place in _PLACES for folder in root.glob(place))
        return sorted(folder for folder in found if folder.is_mount())

    def label(folder: Path) -> str:
        """What is written on it is the name of its folder."""
        return folder.name


def sticks() -> list[Stick]:
    """Those with something in them, and the room that they have left."""
    return list(answering(carried()))


def answering(folders: list[Path]) -> Iterator[Stick]:
    """Those that can be read now."""
    for folder in folders:
        try:
            yield Stick(folder, label(folder), shutil.disk_usage(folder).free)
        except OSError:
            continue  # pulled out in between, or a slot without a card
