"""The forms of a pack from their tables: the present ones, and the versions before.

What a form was before lies in ``earlier/``, byte for byte as it was in use, so that a
record opens under the version that it was made with.
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

from desktop.errors import Refused
from desktop.ledger.canonical import Json
from desktop.ledger.ids import form_ref
from desktop.store.specs import is_newer
from desktop.xforms.definition import Definition
from desktop.xforms.moving import moves
from desktop.xforms.parse import parse
from desktop.xforms.xlsform import compile_markdown

PRESENT, EARLIER = "xlsform", "earlier"


@dataclass(frozen=True, slots=True)
class Kept:
    """What a compiled pack holds of a form: its line of the index, and files."""

    entry: dict[str, Json]
    files: Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class _Version:
    source: bytes
    xform: bytes
    definition: Definition

    @property
    def number(self) -> str:
        return self.definition.version


def once(target: Path, fill: Callable[[Path], None]) -> None:
    """Fill a folder apart, then name it; of several at once the first names it."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=target.parent, prefix=".pack-") as apart:
        whole = Path(apart, target.name)
        fill(whole)
        try:
            whole.rename(target)
        except OSError:
            if not target.is_dir():
                raise


def forms(folder: Path) -> dict[str, Kept]:
    """Every form of the pack in ``folder``, by its name."""
    before: dict[str, list[_Version]] = {}
    for source in sorted((folder / EARLIER).glob("*.md")):
        one = _version(source)
        before.setdefault(one.definition.form_id, []).append(one)
    made = {}
    for source in sorted((folder / PRESENT).glob("*.md")):
        made[source.stem] = _kept(source.stem, _version(source), before)
    return made


def _version(source: Path) -> _Version:
    content = source.read_bytes()
    xform = compile_markdown(content.decode(), source.stem.partition("@")[0]).xform
    return _Version(content, xform, parse(xform))


def _kept(name: str, now: _Version, before: Mapping[str, list[_Version]]) -> Kept:
    past = sorted(before.get(name, ()), key=lambda one: _order(one.number))
    for older, newer in pairwise([*past, now]):
        if not is_newer(newer.number, older.number):
            raise Refused("pack.version", form=name, version=older.number)
    definition = now.definition
    entry: dict[str, Json] = {
        "version": definition.version,
        "title": definition.title,
        "saves_to": definition.entity.list_name if definition.entity else "",
        "source": _sha256(now.source),
        "xform": _sha256(now.xform),
        "earlier": {one.number: _sha256(one.xform) for one in reversed(past)},
    }
    files = {f"{name}.xml": now.xform}
    files |= {f"{form_ref(name, one.number)}.xml": one.xform for one in past}
    for older, newer in pairwise([*past, now]):
        files[f"{form_ref(name, newer.number)}.json"] = _migration(older, newer)
    return Kept(entry, files)


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _order(number: str) -> tuple[int, str]:
    return (int(number) if number.isdecimal() else 0, number)


def _migration(older: _Version, newer: _Version) -> bytes:
    """How ``newer`` follows from ``older``, for whoever judges the pack."""
    told: dict[str, Json] = {
        "version": newer.number,
        "source": _sha256(newer.source),
        "xform": _sha256(newer.xform),
        "previous": older.number,
        "moves": list(_moves(older, newer)),
    }
    return json.dumps(told, ensure_ascii=False, indent=1).encode()


def _moves(older: _Version, newer: _Version) -> Iterator[Json]:
    for move in moves(older.definition, newer.definition):
        to: list[Json] = [*move.to]
        yield {"id": move.id, "way": move.way.value, "from": move.ref, "to": to}
