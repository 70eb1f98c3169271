"""A small form with every kind of control, opened by the real engine."""

from dataclasses import dataclass
from functools import cache

from desktop.xforms.engine import Form, open_instance
from desktop.xforms.parse import parse
from desktop.xforms.sources import Rows
from desktop.xforms.xlsform import compile_markdown
from tests.xforms.world import Counting, StillClock

KINDS = """
| survey |
| | type | name | label | hint | required | relevant | constraint | constraint_message | calculation | appearance | bind::sph:short |
| | text | title | Tên |  | yes |  |  |  |  |  | yes |
| | text | story | Nội dung | Viết ngắn |  |  |  |  |  | multiline | yes |
| | integer | people | Số người |  |  |  | . <= 100 | Không quá 100 người. |  |  | yes |
| | decimal | money | Kinh phí |  |  |  |  |  |  |  | yes |
| | date | day | Ngày |  |  |  |  |  |  |  | yes |
| | time | hour | Giờ |  |  |  |  |  |  |  | yes |
| | select_one few | one | Chọn ít |  |  |  |  |  |  |  | yes |
| | select_one few | listed | Chọn ở danh sách |  |  |  |  |  |  | minimal | yes |
| | select_multiple few | some | Chọn nhiều |  |  |  |  |  |  |  | yes |
| | select_one_from_file big.csv | big | Chọn rất nhiều |  |  |  |  |  |  |  | yes |
| | select_multiple_from_file big.csv | bigs | Chọn nhiều, rất nhiều |  |  |  |  |  |  |  | yes |
| | acknowledge | seen | Đã đọc |  |  |  |  |  |  |  | yes |
| | note | remark | Người: ${people} |  |  |  |  |  |  |  | yes |
| | calculate | double |  |  |  |  |  |  | ${people} * 2 |  |  |
| | begin group | more | Phần thêm |  |  | ${one} = 'a' |  |  |  |  |  |
| | text | detail | Chi tiết |  | yes |  |  |  |  |  |  |
| | end group | | | | | | | | | | |
| | begin repeat | parties | Các bên |  |  |  |  |  |  |  |  |
| | text | org | Bên |  | yes |  |  |  |  |  |  |
| | integer | count | Số |  |  |  |  |  |  |  |  |
| | end repeat | | | | | | | | | | |

| choices |
| | list_name | name | label |
| | few | a | Đầu tiên |
| | few | b | Điện Bàn |
| | few | c | Đại Lộc |

| settings |
| | form_id | form_title | version | namespaces |
| | kinds | Mọi loại câu hỏi | 1 | sph="urn:so-phoi-hop:columns:1" |
"""

MANY = 11_000


@cache
def form(text=KINDS, name="kinds"):
    return Form(parse(compile_markdown(text, name).xform))


@cache
def big():
    rows = [{"name": f"c{n:05}", "label": f"Xã Thử Nghiệm {n}"} for n in range(MANY)]
    rows[4321]["label"] = "Xã Tiên Phước"
    return Rows(("name", "label"), rows)


@dataclass
class SmallEntry:
    """What the form view asks of an entry, over a real instance."""

    form: Form
    instance: object
    record: str = "0" * 32
    form_id: str = "kinds"
    title: str = "Mọi loại câu hỏi"

    def nodes(self):
        return self.instance.nodes()

    def node(self, ref):
        return self.instance.node(ref)

    def answer(self, ref, text):
        return self.instance.set(ref, text)

    def choices(self, ref):
        return self.instance.choices(ref)

    def add_row(self, ref, at=None):
        return self.instance.add_row(ref, at)

    def remove_row(self, ref):
        return self.instance.remove_row(ref)

    def problems(self):
        return self.instance.problems()

    def kept(self):
        return ()

    def value(self, name):
        return self.instance.node(f"/data/{name}").value


def open_entry(text=KINDS, name="kinds", data=None):
    made = form(text, name)
    instance = open_instance(made, lambda _: big(), StillClock(), Counting(), data)
    return SmallEntry(made, instance)
