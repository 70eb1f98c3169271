"""Fresh processes to their first paint: the sign-in page, and the list of records."""

from tests.benchmarks import desks
from tests.benchmarks.measure import compare, process
from tests.benchmarks.screen import screen

ROUNDS = 15


def ratios(folder):
    desk = desks.make(folder, "20854")
    desks.fill(desk)
    key = folder / "key"
    key.write_text(desk.core.key.hex())
    where = ["--dir", str(desk.core.folder)]
    desk.close()
    with screen() as platform:
        size = f"{desks.RECORDS:,} records, {platform}"
        yield start("start, sign-in", ["sign-in", *where], size, 2.0)
        handed = ["list", *where, "--password-file", str(key)]
        yield start("start, records", handed, size, 2.5)


def start(name, arguments, size, target):
    def floor():
        return process("tests.benchmarks.floors")

    def subject():
        return process("tests.benchmarks.first_paint", *arguments)

    return compare(name, floor, subject, ROUNDS, size, target)
