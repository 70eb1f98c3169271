"""The epoch file: outside the database it remembers how far the streams had come."""

import json
from dataclasses import dataclass
from pathlib import Path

from desktop.desk.core import Core
from desktop.desk.profile import own_stream
from desktop.ledger.canonical import Json, encode
from desktop.ledger.chain import START
from desktop.ledger.ids import Epoch, new_epoch
from desktop.signing.files import replace_file
from desktop.signing.keys import mac
from desktop.store import journal, settings, streams
from desktop.store.connection import Connection, transaction

FILE = "epoch.json"


def note(core: Core, writer: Connection) -> None:
    """Remember where the own stream stands (at each hand-over and at closing)."""
    stream = own_stream(writer, core.profile)
    place = streams.position(writer, stream) or START
    said: dict[str, Json] = {
        "epoch": stream.epoch,
        "seq": place.seq,
        "head": place.head,
        "bundles": journal.count(writer),
    }
    seal = mac(core.key, encode(said))
    replace_file(core.folder / FILE, json.dumps(said | {"mac": seal}).encode())


def start_anew_if_restored(core: Core, writer: Connection) -> bool:
    """A database behind its epoch file was restored: it begins another epoch."""
    known = _read(core.folder / FILE, core.key)
    if known is None:
        return False
    stream = own_stream(writer, core.profile)
    place = streams.position(writer, stream) or START
    behind = place.seq < known.seq or journal.count(writer) < known.bundles
    if stream.epoch != known.epoch or not behind:
        return False
    with transaction(writer):
        settings.put(writer, "epoch", new_epoch(core.random))
        settings.put(writer, "restored", core.now())
    return True


def tag(reader: Connection, epoch: Epoch) -> str:
    """Four letters for the names of a later epoch's files; its numbers begin anew."""
    known = {key.epoch for key, _ in streams.own(reader)}
    known |= {sent.epoch for sent in journal.all_sent(reader)}
    later = known - {epoch} or settings.get(reader, "restored")
    return epoch[:4].upper() if later else ""


@dataclass(frozen=True, slots=True)
class _Known:
    """What the file says: how far the desk had come."""

    epoch: str
    seq: int
    bundles: int  # written and taken in


def _read(file: Path, key: bytes) -> _Known | None:
    found = _load(file)
    said = {name: node for name, node in found.items() if name != "mac"}
    if not said or mac(key, encode(said)) != found.get("mac"):
        return None
    bundles = int(str(said.get("bundles", 0)))
    return _Known(str(said["epoch"]), int(str(said["seq"])), bundles)


def _load(file: Path) -> dict[str, Json]:
    try:
        found: Json = json.loads(file.read_bytes())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
