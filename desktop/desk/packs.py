"""The form pack: compiled once, then read as it lies; one hash names all of it."""

import csv
import hashlib
import json
import os
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from desktop.errors import Refused
from desktop.ledger.canonical import Json
from desktop.ledger.ids import FormRef, UnitCode, form_ref
from desktop.signing.files import replace_file
from desktop.text.numbers import format_lexical

INDEX = "index.json"
HASH = "sha256"


@dataclass(frozen=True, slots=True)
class FormIndex:
    """A form by name, before its definition is read."""

    form_id: str
    version: str
    title: str
    saves_to: str  # the list its records make up, or ""
    xform: str = ""  # SHA-256 of the compiled form
    earlier: Mapping[str, str] = field(default_factory=dict)  # the same, newest first

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

    def is_there(self, day: str = "") -> bool:
        """Whether it exists on a day; ``""``: now."""
        if not day:
            return not self.valid_to
        return self.valid_from <= day <= (self.valid_to or day)


class Pack:
    """Forms, lists, figures, outlines and units under one hash."""

    def __init__(
        self, folder: Path, compiled: Path, sha256: str, counter: int = 1
    ) -> None:
        self.folder = folder
        self.sha256 = sha256
        self.counter = counter  # rises with each that a province publishes
        self._compiled = compiled

    @cached_property
    def forms(self) -> Mapping[str, FormIndex]:
        """Every form of the pack by its id."""
        found: Json = json.loads((self._compiled / INDEX).read_text("utf-8"))
        if not isinstance(found, dict):
            raise Refused("pack.broken")
        return {
            name: FormIndex(
                name,
                str(entry["version"]),
                str(entry["title"]),
                str(entry["saves_to"]),
                str(entry["xform"]),
                _earlier(entry["earlier"]),
            )
            for name, entry in found.items()
            if isinstance(entry, dict)
        }

    def form(self, form_id: str) -> FormIndex:
        """One form; Refused when the pack has none of that name."""
        found = self.forms.get(form_id)
        if found is None:
            raise Refused("form.unknown", form=form_id[:40])
        return found

    def holds(self, form: FormRef) -> str:
        """The name of a form in that version; of the present one where it lacks it."""
        form_id, _, version = form.partition("@")
        return form if version in self.form(form_id).earlier else form_id

    def xform(self, name: str) -> bytes:
        """The compiled XForm of ``model``, or of a version before, ``model@2``."""
        form_id, _, version = name.partition("@")
        index = self.form(form_id)
        content = (self._compiled / f"{name}.xml").read_bytes()
        wanted = index.earlier[version] if version else index.xform
        if hashlib.sha256(content).hexdigest() != wanted:
            raise Refused("pack.broken")
        return content

    def toml(self, *parts: str) -> dict[str, Json]:
        """One of the pack's settings files."""
        found: dict[str, Json] = tomllib.loads(
            self.folder.joinpath(*parts).read_text("utf-8")
        )
        return found

    def rows(self, *parts: str) -> list[dict[str, str]]:
        """A table of the pack."""
        with self.folder.joinpath(*parts).open(encoding="utf-8", newline="") as file:
            return _table(file, "/".join(parts))

    def label(self, list_name: str, code: str) -> str:
        """What a code of a list means; the bare code where the list lacks it."""
        rows = self.rows("lists", f"{list_name}.csv")
        return next((row["label"] for row in rows if row["name"] == code), code)

    def maker_of(self, list_name: str) -> str | None:
        """The form whose records make up a list; None for code lists and units."""
        makers = (f.form_id for f in self.forms.values() if f.saves_to == list_name)
        return next(makers, None)

    def has_list(self, name: str) -> bool:
        """Whether a code list of that name exists."""
        return (self.folder / "lists" / f"{name}.csv").is_file()

    @cached_property
    def units_version(self) -> str:
        """What every line carries as ``units``."""
        return str(self.toml("units", "units.toml")["version"])

    def unit(self, code: UnitCode) -> Unit:
        """A unit by code: the one valid now, else the last that was."""
        found = self.bearing(code)
        return next((u for u in found if not u.valid_to), found[-1])

    def bearing(self, code: UnitCode) -> tuple[Unit, ...]:
        """Every unit that has had a code, oldest first; Refused when there is none."""
        found = [unit for unit in self._units(code) if unit.code == code]
        if not found:
            raise Refused("unit.unknown", unit=code[:20])
        return tuple(sorted(found, key=lambda unit: unit.valid_from))

    def children(self, code: UnitCode, version: str = "") -> tuple[Unit, ...]:
        """The units directly below, now or with a version of the unit list."""
        below = (unit for unit in self._units(code) if unit.parent == code)
        return tuple(unit for unit in below if unit.is_there(version))

    def unit_rows(self, code: str) -> list[dict[str, str]]:
        """Rows of the unit list that name a code: quicker than reading 13,000."""
        lines = [self._unit_head, *self._unit_lines(code)]
        return _table(lines, "units/units.csv")

    def _units(self, code: UnitCode) -> list[Unit]:
        """Looked for once: whoever takes a hundred bundles in names a few units."""
        if code not in self._named:
            self._named[code] = self._read_units(code)
        return self._named[code]

    @cached_property
    def _named(self) -> dict[UnitCode, list[Unit]]:
        return {}

    def _read_units(self, code: UnitCode) -> list[Unit]:
        return [
            Unit(
                UnitCode(row["name"]),
                row["label"],
                row["level"],
                UnitCode(row["parent"]),
                row["valid_from"],
                row["valid_to"],
                row["place"],
            )
            for row in self.unit_rows(code)
        ]

    @property
    def unit_columns(self) -> tuple[str, ...]:
        """The columns of the unit list."""
        return tuple(self._unit_head.split(","))

    @cached_property
    def _unit_head(self) -> str:
        return self._unit_text[: self._unit_text.find("\n")]

    def _unit_lines(self, code: str) -> Iterator[str]:
        """Each line below the head of which one cell is the code."""
        text, ends = self._unit_text, ",\n"
        found = text.find(code, len(self._unit_head)) if code else -1
        while found >= 0:
            after = found + len(code)
            if text[found - 1] in ends and text[after : after + 1] in ends:
                after = text.find("\n", found) % (len(text) + 1)
                yield text[text.rfind("\n", 0, found) + 1 : after]
            found = text.find(code, after)

    @cached_property
    def _unit_text(self) -> str:
        raw = (self.folder / "units" / "units.csv").read_bytes()
        return raw.replace(b"\r", b"").decode("utf-8")


def load(folder: Path, cache: Path, counter: int = 1) -> Pack:
    """The pack of ``folder``; compiled beside it when shipped, else into ``cache``."""
    shipped = folder / "compiled"
    if (shipped / INDEX).is_file():
        return Pack(folder, shipped, (shipped / HASH).read_text("ascii"))
    sha256 = _hash(folder)
    compiled = cache / f"pack-4-{sha256[:16]}"
    if not (compiled / INDEX).is_file():
        from desktop.desk import compiling

        compiling.once(compiled, lambda whole: compile_into(folder, whole))
    return Pack(folder, compiled, sha256, counter)


def compile_into(folder: Path, target: Path) -> None:
    """Compile every form's table; the index is written last."""
    from desktop.desk import compiling

    target.mkdir(parents=True, exist_ok=True)
    index: dict[str, Json] = {}
    for name, kept in compiling.forms(folder).items():
        for file, content in kept.files.items():
            replace_file(target / file, content)
        index[name] = kept.entry
    replace_file(target / HASH, _hash(folder).encode())
    content = json.dumps(index, ensure_ascii=False, indent=1).encode()
    replace_file(target / INDEX, content)


def _table(lines: Iterable[str], name: str) -> list[dict[str, str]]:
    """Rows by the names in the head; a cell past what CSV may hold is refused."""
    try:
        return list(csv.DictReader(lines))
    except csv.Error as error:
        limit = format_lexical(str(csv.field_size_limit()))
        raise Refused("pack.table", file=name, limit=limit) from error


def _earlier(found: Json) -> dict[str, str]:
    if not isinstance(found, dict):
        raise Refused("pack.broken")
    return {version: str(sha256) for version, sha256 in found.items()}


def contents(folder: Path) -> dict[str, bytes]:
    """Every source of a pack by its path with "/"."""
    return {name: (folder / name).read_bytes() for name in _files(str(folder), "")}


def hash_of(files: Mapping[str, bytes]) -> str:
    """What names a pack: SHA-256 over each path and its content's SHA-256, in order."""
    digest = hashlib.sha256()
    for name, content in sorted(files.items()):
        digest.update(f"{name}\n".encode())
        digest.update(hashlib.sha256(content).digest())
    return digest.hexdigest()


def _hash(folder: Path) -> str:
    return hash_of(contents(folder))


def _files(folder: str, inside: str) -> Iterator[str]:
    """Paths below ``folder`` with "/", all but what was compiled."""
    for entry in os.scandir(folder):
        name = f"{inside}{entry.name}"
        if entry.is_file():
            yield name
        elif name != "compiled":
            yield from _files(entry.path, f"{name}/")
