"""Sticks with a file system of their own, each in a small image on a loop device."""

import os
import shutil
import subprocess
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

MIB = 1024 * 1024
MAKE = {"exfat": ["mkfs.exfat"], "ext4": ["mkfs.ext4", "-q", "-m", "0"]}
MOUNT = {"exfat": "mount.exfat-fuse", "ext4": "mount"}


@cache
def lacking(kind):
    """Why no stick of this kind can be made here; empty where one was."""
    tools = [MAKE[kind][0], MOUNT[kind], "losetup"]
    absent = [tool for tool in tools if shutil.which(tool) is None]
    if absent:
        return f"not installed: {', '.join(absent)}"
    if os.geteuid() != 0:
        return "only root may mount an image"
    try:
        with (
            TemporaryDirectory() as folder,
            plugged(make(Path(folder) / "image", kind, 4), kind),
        ):
            return ""
    except AssertionError as error:
        return f"no image can be mounted here: {error}"


def only_where(kind):
    """Tests that need such a stick; skipped with the reason where there is none."""
    return pytest.mark.skipif(bool(lacking(kind)), reason=lacking(kind))


def run(*command):
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True)
    assert done.returncode == 0, (command, done.stderr)
    return done.stdout.strip()


def make(image, kind, mib):
    """A new stick of so many MiB."""
    image.write_bytes(b"")
    os.truncate(image, mib * MIB)
    run(*MAKE[kind], image)
    return image


@contextmanager
def plugged(image, kind, *options):
    """The folder of a stick while it is plugged in; safely removed at the end."""
    point = image.with_suffix(".stick")
    point.mkdir(exist_ok=True)
    device = run("losetup", "--find", "--show", image)
    try:
        run(MOUNT[kind], *options, device, point)
        try:
            yield point
        finally:
            run("umount", point)
    finally:
        run("losetup", "--detach", device)


def content(folder):
    """Every file of a stick by name."""
    return {
        path.name: path.read_bytes()
        for path in sorted(folder.iterdir())
        if path.is_file()
    }
