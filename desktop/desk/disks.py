"""Whether a folder stands on a disk that leaves the computer, or on a network."""

import os
import sys
from pathlib import Path

from desktop.signing.disk import shown

_NETWORK = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "sshfs", "9p", "davfs", "ncpfs"}
_REMOVABLE, _REMOTE = 2, 4  # GetDriveTypeW


if sys.platform == "win32":

    def leaves_the_computer(folder: Path) -> bool:
        """A stick, card, optical or network drive."""
        import ctypes

        drive = f"{shown(folder.resolve()).drive}\\"
        kind: int = ctypes.windll.kernel32.GetDriveTypeW(drive)
        return kind in (_REMOVABLE, _REMOTE)

else:

    def leaves_the_computer(folder: Path) -> bool:
        """A stick, card or network mount, as the kernel tells."""
        number = folder.resolve().stat().st_dev
        device = Path("/sys/dev/block") / f"{os.major(number)}:{os.minor(number)}"
        return _is_removable(device) or _file_system(folder) in _NETWORK


def _is_removable(device: Path) -> bool:
    """The disk itself, or the disk that a partition lies on."""
    for place in (device / "removable", device / ".." / "removable"):
        try:
            if place.read_text("ascii").strip() == "1":
                return True
        except OSError:
            continue  # no block device: a memory file system, say
    return False


def _file_system(folder: Path) -> str:
    """The kind of the mount that holds ``folder``: the longest that fits."""
    try:
        mounts = Path("/proc/mounts").read_text("utf-8", "replace").splitlines()
    except OSError:
        return ""
    inside = str(folder.resolve()) + "/"
    fitting = [
        (len(point), kind)
        for _, point, kind, *_ in (line.split(" ") for line in mounts)
        if inside.startswith(point.rstrip("/") + "/")
    ]
    return max(fitting)[1] if fitting else ""
