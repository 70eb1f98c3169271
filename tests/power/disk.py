"""A disk on which the power went out: what was synced stays, the rest is luck."""

import random
import shutil
from pathlib import Path

from tests.power.trace import Create, Rename, Said, Sync, Truncate, Unlink, Write

SECTOR = 512


class Disk:
    """Files as bytes; each path remembers the changes not yet synced."""

    def __init__(self, before: dict[str, bytes]):
        self.files = dict(before)
        self.folders = {str(parent) for name in before for parent in Path(name).parents}
        self.pending = {}  # path -> operations since its last sync
        self.names = []  # creations, renames and unlinks since a folder sync

    def do(self, operation):
        if isinstance(operation, Sync):
            self.settle(operation.path)
        elif isinstance(operation, (Write, Truncate)):
            self.pending.setdefault(operation.path, []).append(operation)
        elif isinstance(operation, (Create, Rename, Unlink)):
            self.names.append(operation)

    def settle(self, path):
        """A sync of a file keeps its bytes (and that it exists); of a folder, names."""
        if path in self.folders:
            self.keep_names(path)
            return
        self.files.setdefault(path, b"")
        for change in self.pending.pop(path, []):
            self.files[path] = changed(self.files[path], change)

    def keep_names(self, folder):
        left = []
        for change in self.names:
            home = change.target if isinstance(change, Rename) else change.path
            if str(Path(home).parent) == folder:
                self.rename_or_drop(change)
            else:
                left.append(change)
        self.names = left

    def rename_or_drop(self, change):
        if isinstance(change, Rename) and change.path in self.files:
            self.files[change.target] = self.files.pop(change.path)
            if change.path in self.pending:
                self.pending[change.target] = self.pending.pop(change.path)
        elif isinstance(change, Unlink):
            self.files.pop(change.path, None)
            self.pending.pop(change.path, None)
        elif isinstance(change, Create):
            self.files.setdefault(change.path, b"")

    def cut(self, luck: random.Random):
        """The power goes: each unsynced change lands, is lost, or lands in part."""
        for change in self.names:
            if luck.random() < 0.5:
                self.rename_or_drop(change)
        for path, changes in self.pending.items():
            if path not in self.files:
                continue
            for change in changes:
                self.files[path] = self.by_luck(self.files[path], change, luck)
        return self.files

    def by_luck(self, content, change, luck):
        fate = luck.choice(["lands", "lost", "torn"])
        if fate == "lost":
            return content
        if fate == "torn" and isinstance(change, Write):
            sectors = luck.randrange(0, len(change.data) // SECTOR + 1)
            part = change.data[: sectors * SECTOR]
            return changed(content, Write(change.path, change.offset, part))
        return changed(content, change)


def changed(content, change):
    if isinstance(change, Truncate):
        return content[: change.size].ljust(change.size, b"\0")
    if not change.data:
        return content
    content = content.ljust(change.offset, b"\0")
    end = change.offset + len(change.data)
    return content[: change.offset] + change.data + content[end:]


def snapshot(root: Path):
    """The folder's files as a disk holds them before the run."""
    return {str(p): p.read_bytes() for p in root.rglob("*") if p.is_file()}


def after_cut(before, operations, at, seed):
    """Files after a power cut just behind operation ``at``, and what was said."""
    disk = Disk(before)
    said = []
    for operation in operations[:at]:
        if isinstance(operation, Said):
            said.append(operation.text)
        else:
            disk.do(operation)
    return disk.cut(random.Random(seed)), said


def lay_out(files, root: Path, target: Path):
    """Put the files of a disk under ``target`` as they stood under ``root``."""
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    for folder in root.rglob("*"):
        if folder.is_dir():
            (target / folder.relative_to(root)).mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        path = target / Path(name).relative_to(root)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
