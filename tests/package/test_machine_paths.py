"""No tracked file knows the machine it was written on."""

import re

from tests.package.source import ROOT, tracked

# Home and scratch folders of one machine; /usr and /proc are the same everywhere.
MACHINE = re.compile(rb"(?<![\w.$~*/-])/(home|root|Users|work|tmp|opt|mnt|srv)/[\w.-]")
DRIVE = re.compile(rb"(?<![\w])[A-Z]:\\\\?(Users|Documents)\\")
TEXT_LIMIT = 3_000_000


def test_no_absolute_path_of_a_machine():
    guilty = []
    for path in tracked():
        raw = path.read_bytes()
        if b"\0" in raw[:8000] or len(raw) > TEXT_LIMIT:
            continue
        if MACHINE.search(raw) or DRIVE.search(raw):
            guilty.append(str(path.relative_to(ROOT)))
    assert guilty == []
