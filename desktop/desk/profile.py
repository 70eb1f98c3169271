"""A profile: one folder with a desk's keys, records and files."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from desktop import assets
from desktop.desk import lock, packs
from desktop.desk.training import PASSWORD
from desktop.errors import Environment, Usage
from desktop.ledger.canonical import Json
from desktop.ledger.ids import AccountId, DeviceId, Epoch, UnitCode
from desktop.ledger.stream import StreamKey
from desktop.ledger.world import Clock, Random
from desktop.signing import keyring
from desktop.signing.files import replace_file
from desktop.store import settings
from desktop.store.connection import Connection

FILE = "profile.json"
STORE = "store.db"
FORMAT = "so-phoi-hop.profile"
FOLDERS = ("attachments", "outbox", "reports", "spool", "log")


@dataclass(frozen=True, slots=True)
class Profile:
    """What profile.json says: nothing secret."""

    device: DeviceId
    unit: UnitCode
    account: AccountId
    training: bool
    format: str = FORMAT
    version: int = 1


def read(folder: Path) -> Profile:
    """The profile of a folder; Environment when there is none."""
    try:
        found: Json = json.loads((folder / FILE).read_bytes())
    except (OSError, ValueError) as error:
        raise Environment("profile.none") from error
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise Environment("profile.none")
    return Profile(
        DeviceId(str(found["device"])),
        UnitCode(str(found["unit"])),
        AccountId(str(found["account"])),
        found.get("training") is True,
    )


def load_pack() -> packs.Pack:
    """The form pack of this program."""
    return packs.load(assets.forms(), assets.checkout_cache())


def create(
    folder: Path,
    unit: UnitCode,
    account: AccountId,
    shown: str,
    password: str,
    clock: Clock,
    random: Random,
    *,
    training: bool = False,
) -> Profile:
    """A new profile with its keys, tables and usual parties."""
    pack = load_pack()
    pack.unit(unit)
    if (folder / FILE).exists():
        raise Usage("profile.exists")
    from desktop.desk import founding  # the heavy half, needed once in a desk's life

    keyring.check_password(password)
    _make_folders(folder)
    (folder / lock.FILE).touch()
    profile = Profile(founding.new_device(random), unit, account, training)
    key = keyring.create(folder, account, shown, password, random)
    founding.furnish(folder, key, profile, pack, clock, random)
    if training:
        replace_file(folder / PASSWORD, password.encode())
    replace_file(folder / FILE, json.dumps(asdict(profile), indent=1).encode())
    return profile


def _make_folders(folder: Path) -> None:
    try:
        for name in FOLDERS:
            (folder / name).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Environment("file.unwritable", file=str(folder)) from error


def own_stream(reader: Connection, profile: Profile) -> StreamKey:
    """The stream that this desk's own records go into."""
    to = settings.get(reader, "parent") or profile.unit
    epoch = Epoch(settings.get(reader, "epoch"))
    return StreamKey(profile.device, epoch, UnitCode(to))
