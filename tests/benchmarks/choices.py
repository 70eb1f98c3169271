"""The choices that an answer leaves of 11,000, against one look at each of them."""

from desktop.xforms.engine import Form, open_instance
from desktop.xforms.parse import parse
from desktop.xforms.sources import Rows
from desktop.xforms.xlsform import compile_markdown
from tests.benchmarks.floors import scan
from tests.benchmarks.measure import compare, timed
from tests.xforms.world import Counting, StillClock

WARDS = """
| survey | | | | |
| | type | name | label | choice_filter |
| | text | province | Tỉnh | |
| | select_one_from_file wards.csv | ward | Xã | parent = ${province} |
"""
ROWS = [
    {"name": f"{n:05}", "label": f"Xã {n}", "parent": f"{n % 34:02}"}
    for n in range(11_000)
]
TIMES = 50  # one look is too short for the clock


def ratios(_folder):
    form = Form(parse(compile_markdown(WARDS, "wards").xform))
    listed = Rows(("name", "label", "parent"), ROWS)
    record = open_instance(form, lambda _: listed, StillClock(), Counting())
    record.set("/data/province", "33")

    def floor():
        return timed(lambda: [scan(ROWS, "parent", "33") for _ in range(TIMES)])

    def subject():
        return timed(lambda: [record.choices("/data/ward") for _ in range(TIMES)])

    yield compare("choices", floor, subject, 40, "11,000 rows", 0.01)
