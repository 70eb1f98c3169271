"""The form pack: compiled once, then read as it lies; one hash names all of it."""

import csv
import hashlib
import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from desktop.errors import Refused
from desktop.ledger.canonical import Json
from desktop.ledger.ids import FormRef, UnitCode, form_ref
from desktop.signing.files import replace_file

INDEX = "index.json"


@dataclass(frozen=True, slots=True)
class FormIndex:
    """A form by name, before its definition is read."""

    form_id: str
    version: str
    title: str

    @property
    def ref(self) -> FormRef:
        """``model@3``."""
        return form_ref(self.form_id, self.version)


@dataclass(frozen=True, slots=True)
class Unit:
    """An administrative unit for a stretch of time."""

    code: UnitCode
    label: str
    level: str
    parent: UnitCode
    valid_from: str
    valid_to: str
    place: str


class Pack:
    """Forms, lists, figures, outlines and units under one hash."""

    def __init__(self, folder: Path, compiled: Path, sha256: str) -> None:
        self.folder = folder
        self.sha256 = sha256
        self.counter = 1
        self._compiled = compiled

    @cached_property
    def forms(self) -> Mapping[str, FormIndex]:
        """Every form of the pack by its id."""
        found: Json = json.loads((self._compiled / INDEX).read_text("utf-8"))
        if not isinstance(found, dict):
            raise Refused("pack.broken")
        return {
            name: FormIndex(name, str(entry["version"]), str(entry["title"]))
            for name, entry in found.items()
            if isinstance(entry, dict)
        }

    def form(self, form_id: str) -> FormIndex:
        """One form; Refused when the pack has none of that name."""
        found = self.forms.get(form_id)
        if found is None:
            raise Refused("form.unknown", form=form_id[:40])
        return found

    def xform(self, form_id: str) -> bytes:
        """The compiled XForm."""
        self.form(form_id)
        return (self._compiled / f"{form_id}.xml").read_bytes()

    def toml(self, *parts: str) -> dict[str, Json]:
        """One of the pack's settings files."""
        found: dict[str, Json] = tomllib.loads(
            self.folder.joinpath(*parts).read_text("utf-8")
        )
        return found

    def rows(self, *parts: str) -> list[dict[str, str]]:
        """A table of the pack."""
        with self.folder.joinpath(*parts).open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def has_list(self, name: str) -> bool:
        """Whether a code list of that name exists."""
        return (self.folder / "lists" / f"{name}.csv").is_file()

    @cached_property
    def units_version(self) -> str:
        """What every line carries as ``units``."""
        return str(self.toml("units", "units.toml")["version"])

    @cached_property
    def units(self) -> tuple[Unit, ...]:
        """All units, of all times."""
        return tuple(
            Unit(
                UnitCode(row["name"]),
                row["label"],
                row["level"],
                UnitCode(row["parent"]),
                row["valid_from"],
                row["valid_to"],
                row["place"],
            )
            for row in self.rows("units", "units.csv")
        )

    def unit(self, code: UnitCode) -> Unit:
        """A unit by code: the one valid now, else the last that was."""
        found = [unit for unit in self.units if unit.code == code]
        if not found:
            raise Refused("unit.unknown", unit=code[:5])
        return next((u for u in found if not u.valid_to), found[-1])

    def children(self, code: UnitCode) -> tuple[Unit, ...]:
        """The units directly below, now."""
        return tuple(u for u in self.units if u.parent == code and not u.valid_to)


def load(folder: Path, cache: Path) -> Pack:
    """The pack of ``folder``; compiled beside it when shipped, else into ``cache``."""
    sha256 = _hash(folder)
    shipped = folder / "compiled"
    if (shipped / INDEX).is_file():
        return Pack(folder, shipped, sha256)
    compiled = cache / f"pack-{sha256[:16]}"
    if not (compiled / INDEX).is_file():
        compile_into(folder, compiled)
    return Pack(folder, compiled, sha256)


def compile_into(folder: Path, target: Path) -> None:
    """Compile every form's table; the index is written last."""
    from desktop.xforms.parse import parse
    from desktop.xforms.xlsform import compile_markdown

    target.mkdir(parents=True, exist_ok=True)
    index: dict[str, Json] = {}
    for source in sorted((folder / "xlsform").glob("*.md")):
        xform = compile_markdown(source.read_text("utf-8"), source.stem).xform
        definition = parse(xform)
        replace_file(target / f"{source.stem}.xml", xform)
        index[source.stem] = {"version": definition.version, "title": definition.title}
    content = json.dumps(index, ensure_ascii=False, indent=1).encode()
    replace_file(target / INDEX, content)


def _hash(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        if path.is_file() and inside.parts[0] != "compiled":
            digest.update(f"{inside.as_posix()}\n".encode())
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()
