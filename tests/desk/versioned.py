"""A form pack with three versions of one form, beside the forms of the program."""

import shutil

from desktop import assets
from desktop.desk.packs import compile_into, load

HEAD = """
| survey |
| | type | name | label | required | bind::sph:id | bind::sph:from | bind::sph:role | bind::sph:privacy |
| | hidden | unit_code | | | | | | |
"""
TAIL = """
| settings |
| | form_id | form_title | version | namespaces |
| | visit | Chuyến thăm | {} | sph="urn:so-phoi-hop:columns:1" |
"""
ONE = """\
| | text | title | Tên việc | yes | | | title | |
| | integer | people | Số người | | | | | |
| | text | size | Quy mô | | | | | |
| | text | gone | Ý kiến | | | | | text |
| | select_one_from_file visit_place.csv | place | Nơi đến | | | | | |
| | begin_repeat | parties | Các bên | | | | | |
| | text | org | Bên | | | | | |
| | integer | came | Số đại biểu | | | | | |
| | end_repeat | | | | | | | |
"""
TWO = ONE.replace("| text | gone | Ý kiến | | |", "| text | view | Ý kiến | | gone |")
THREE = """\
| | text | name | Tên chuyến thăm | yes | title | | title | |
| | integer | men | Nam | | | people | | |
| | integer | women | Nữ | | | people | | |
| | integer | size | Quy mô | | | | | |
| | select_one_from_file visit_place.csv | place | Nơi đến | | | | | |
| | begin_repeat | partners | Các bên | | | | | |
| | text | org | Bên | | | | | |
| | integer | officers | Cán bộ | | | came | | |
| | integer | guests | Khách | | | came | | |
| | end_repeat | | | | | | | |
"""
TABLES = {
    number: HEAD + rows + TAIL.format(number)
    for number, rows in (("1", ONE), ("2", TWO), ("3", THREE))
}
PLACES = {"thon": "Thôn", "cho": "Chợ", "truong": "Trường học"}


def copied(folder):
    """The program's own pack, to be changed."""
    shutil.copytree(
        assets.forms(), folder, ignore=shutil.ignore_patterns("compiled"),
        symlinks=False,
    )  # fmt: skip
    return folder


def put_versions(folder, present, places=PLACES):
    """The form as of ``present``, with all versions before."""
    earlier = folder / "earlier"
    earlier.mkdir(exist_ok=True)
    for number, table in TABLES.items():
        if number < present:
            (earlier / f"visit@{number}.md").write_text(table, "utf-8")
    (folder / "xlsform" / "visit.md").write_text(TABLES[present], "utf-8")
    rows = "".join(f"{code},{label}\n" for code, label in places.items())
    (folder / "lists" / "visit_place.csv").write_text(f"name,label\n{rows}", "utf-8")


def pack(folder):
    """Compiled beside its sources, as a shipped one."""
    compile_into(folder, folder / "compiled")
    return load(folder, folder)


def make_packs(root):
    """Three packs: version 1; version 3, where a code has left its list; none."""
    found = {}
    for name in ("first", "third", "none"):
        folder = copied(root / name)
        if name == "first":
            put_versions(folder, "1")
        elif name == "third":
            put_versions(folder, "3", {"thon": "Thôn", "truong": "Trường học"})
        found[name] = pack(folder)
    return found


DATA = {
    "title": "Thăm hộ mới về",
    "people": "30",
    "size": "lớn",
    "gone": "Cần làm sớm",
    "place": "cho",
    "parties": [{"org": "Công an", "came": "4"}, {"org": "Mặt trận"}],
}
