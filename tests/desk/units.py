"""Packs of which only the units matter, real ones and small ones made up by hand."""

import csv
import io

from desktop import assets
from desktop.desk.packs import Pack

HEAD = "name,label,level,type,parent,valid_from,valid_to,place"
ORDER = "old_code,new_code,kind,day"


def rows(name, forms=None):
    with ((forms or assets.forms()) / "units" / f"{name}.csv").open(
        encoding="utf-8"
    ) as file:
        return list(csv.DictReader(file))


def table(head, lines):
    return "\n".join([head, *lines]) + "\n"


def written(found):
    """Rows as they stand in their file."""
    out = io.StringIO()
    told = csv.DictWriter(out, list(found[0]), lineterminator="\n")
    told.writeheader()
    told.writerows(found)
    return out.getvalue()


def put(folder, units, order, version):
    """Unit lists in a pack's folder."""
    (folder / "units").mkdir(exist_ok=True)
    (folder / "units" / "units.csv").write_text(units, "utf-8")
    (folder / "units" / "succession.csv").write_text(order, "utf-8")
    (folder / "units" / "units.toml").write_text(f'version = "{version}"\n', "utf-8")


def small(folder, units, order=(), version="2030-01-01"):
    """A pack that has units and nothing else; a unit is "code,from,to" or more."""
    told = [_unit(*line.split(",")) for line in units]
    put(folder, table(HEAD, told), table(ORDER, order), version)
    return Pack(folder, folder, "none")


def _unit(code, start="", end="", parent="48", label=""):
    label = label or f"Xã {code} {start}"
    return f"{code},{label},commune,xa,{parent},{start},{end},{code}"
