"""No tracked file knows the machine it was written on."""

import re

from tests.package.source import ROOT, tracked

# Home and scratch folders of one machine; /usr and /proc are the same everywhere.
# After a closing bracket it is XPath: instance('units')/root/item.
MACHINE = re.compile(rb"(?<![\w.$~*/)-])/(home|root|Users|work|tmp|opt|mnt|srv)/[\w.-]")
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


HOSTS = [b"pypi" + b".org", b"pythonhosted" + b".org", b"npmjs" + b".org"]
HOSTS += [b"deb.debian" + b".org", b"snapshot.debian" + b".org"]


def test_no_name_of_a_package_registry_host():
    guilty = [
        str(path.relative_to(ROOT))
        for path in tracked()
        if any(host in path.read_bytes() for host in HOSTS)
    ]
    assert guilty == []
