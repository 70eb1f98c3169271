"""The pack with three versions of the form for events: two questions had other names."""

import re
import shutil

from desktop import assets
from desktop.desk.packs import compile_into, load

FORM = "mobilisation_event"
# What a question was called in the versions before.
NAMES = {
    "1": {"attendance": "people", "session_count": "times"},
    "2": {"session_count": "times"},
}
PRESENT = "3"


def make(folder, present=PRESENT):
    """The pack as it was when ``present`` was; compiled beside its sources."""
    shutil.copytree(assets.forms(), folder, ignore=shutil.ignore_patterns("compiled"))
    now = (folder / "xlsform" / f"{FORM}.md").read_text("utf-8")
    (folder / "earlier").mkdir(exist_ok=True)
    for version, names in NAMES.items():
        if version < present:
            earlier = folder / "earlier" / f"{FORM}@{version}.md"
            earlier.write_text(_called(now, names, version), "utf-8")
    table = _called(now, NAMES.get(present, {}), present)
    (folder / "xlsform" / f"{FORM}.md").write_text(table, "utf-8")
    compile_into(folder, folder / "compiled")
    return load(folder, folder)


def _called(table, names, version):
    """The table with other question names under the same stable ids."""
    table = re.sub(r"\| (\d+) \| sph=", f"| {version} | sph=", table)
    lines = []
    for line in table.splitlines():
        cells = line.split("|")
        if line.startswith("| | type | name |"):
            cells.insert(4, " bind::sph:id ")
        elif line.startswith("| | ") and "survey" not in line and len(cells) > 10:
            new = names.get(cells[3].strip())
            cells.insert(4, f" {cells[3].strip()} " if new else "  ")
            cells[3] = f" {new} " if new else cells[3]
        lines.append("|".join(cells))
    text = "\n".join(lines) + "\n"
    for old, new in names.items():
        text = text.replace(f"${{{old}}}", f"${{{new}}}")
    return text
