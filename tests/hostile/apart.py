"""A piece of work in a child process: what it told, and what it cost."""

import json
import os
import resource
import select
import signal
import sys
from pathlib import Path
from typing import NamedTuple

ROOM = 4 * 1024**3  # bytes of address space: what wants more fails, not the machine
PATIENCE = 120  # seconds by the clock
WORK = 20  # seconds of its processor


class Cost(NamedTuple):
    told: list  # None where the child ended before it could tell
    seconds: float  # of its processor, so that other work does not count
    megabytes: float  # at its peak, above what it began with


def apart(act, *given):
    """``act(*given)`` in a fork of this process; its answer must be JSON."""
    ours, theirs = os.pipe()
    child = os.fork()
    if not child:
        os.close(ours)
        _told(theirs, act, given)
    os.close(theirs)
    began = _resident()
    content = _read(ours, child)
    _, _, used = os.wait4(child, 0)
    told = json.loads(content) if content else None
    seconds = used.ru_utime + used.ru_stime
    return Cost(told, seconds, max(0, used.ru_maxrss / 1024 - began))


def _told(pipe, act, given):
    """The child's life; it never returns."""
    resource.setrlimit(resource.RLIMIT_AS, (ROOM, ROOM))
    resource.setrlimit(resource.RLIMIT_CPU, (WORK, WORK))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        content = json.dumps(act(*given))
    except BaseException as error:
        content = json.dumps([f"escaped: {error!r:.200}"])
    with os.fdopen(pipe, "w") as answer:
        answer.write(content)
    sys.stdout.flush()
    os._exit(0)


def _read(pipe, child):
    with os.fdopen(pipe, "rb") as answer:
        ready, _, _ = select.select([answer], [], [], PATIENCE)
        if not ready:
            os.kill(child, signal.SIGKILL)
        return answer.read()


def _resident():
    """Megabytes that this process holds now, and a fork of it begins with."""
    pages = Path("/proc/self/statm").read_text("ascii").split()[1]
    return int(pages) * resource.getpagesize() / 1024**2
