"""A profile: one folder with a desk's keys, records and files."""

import json
from base64 import b64encode
from dataclasses import asdict, dataclass
from pathlib import Path

from desktop import assets
from desktop.desk import packs
from desktop.desk.catalogue import Catalogue
from desktop.desk.entry import Origin, finished, put
from desktop.errors import Environment, Usage
from desktop.ledger.canonical import Data, Json
from desktop.ledger.ids import (
    AccountId,
    DeviceId,
    Epoch,
    UnitCode,
    new_epoch,
    new_record_id,
)
from desktop.ledger.revision import StreamKey
from desktop.ledger.world import Clock, Random, timestamp
from desktop.signing import certs, keyring, keys
from desktop.signing.files import replace_file
from desktop.store import connection, projections, revisions, settings
from desktop.store.connection import Connection, transaction

FILE = "profile.json"
STORE = "store.db"
PASSWORD = "training-password"  # noqa: S105 - a file's name
FORMAT = "so-phoi-hop.profile"
FOLDERS = ("attachments", "outbox", "reports", "spool", "log")
_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


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


def training_password(folder: Path) -> str | None:
    """The password beside a training profile; None for every other."""
    if not (folder / FILE).is_file() or not read(folder).training:
        return None
    return (folder / PASSWORD).read_text("utf-8").strip()


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
    keyring.check_password(password)
    for name in FOLDERS:
        (folder / name).mkdir(parents=True, exist_ok=True)
    profile = Profile(_device(random), unit, account, training)
    key = keyring.create(folder, account, shown, password, random)
    writer = connection.open_writer(folder / STORE, key)
    try:
        _furnish(folder, writer, key, profile, pack, clock, random)
    finally:
        writer.close()
    if training:
        replace_file(folder / PASSWORD, password.encode())
    replace_file(folder / FILE, json.dumps(asdict(profile), indent=1).encode())
    return profile


def _device(random: Random) -> DeviceId:
    return DeviceId("".join(_LETTERS[byte % 31] for byte in random.bytes(4)))


def _furnish(
    folder: Path,
    writer: Connection,
    key: keyring.DataKey,
    profile: Profile,
    pack: packs.Pack,
    clock: Clock,
    random: Random,
) -> None:
    signing_key, age = keys.new_signing_key(), keys.new_age_identity()
    keyring.put_secret(folder, key, "signing", signing_key, random)
    keyring.put_secret(folder, key, "age", age.secret.encode(), random)
    with transaction(writer):
        settings.put(writer, "epoch", new_epoch(random))
        settings.put(writer, "parent", pack.unit(profile.unit).parent)
    if not pack.unit(profile.unit).parent:
        _found_authority(folder, writer, key, profile, signing_key, clock, random)
    catalogue = Catalogue(pack)
    projections.ensure(writer, catalogue.specs())
    _usual_parties(writer, catalogue, profile, clock, random)


def _found_authority(
    folder: Path,
    writer: Connection,
    key: keyring.DataKey,
    profile: Profile,
    signing_key: bytes,
    clock: Clock,
    random: Random,
) -> None:
    """A desk without a parent trusts itself: root, issuer, own certificate, list."""
    now = clock.now()
    root_key, issuer_key = keys.new_signing_key(), keys.new_signing_key()
    keyring.put_secret(folder, key, "root", root_key, random)
    keyring.put_secret(folder, key, "issuer", issuer_key, random)
    root = certs.make_root(profile.unit, root_key, now, random)
    issuer = certs.make_issuer(root, root_key, issuer_key, now, random)
    request = certs.make_request(profile.unit, profile.device, signing_key)
    own = certs.issue(request, issuer, issuer_key, now, random)
    crl = certs.make_crl(issuer, issuer_key, 1, (), now)
    with transaction(writer):
        for name, der in (("root", root.der), ("issuer", issuer.der), ("own", own.der)):
            settings.put(writer, f"certificate.{name}", b64encode(der).decode())
        settings.put(writer, "crl", b64encode(crl).decode())
        settings.put(writer, "crl_number", "1")


def _usual_parties(
    writer: Connection,
    catalogue: Catalogue,
    profile: Profile,
    clock: Clock,
    random: Random,
) -> None:
    """A new desk already holds the usual parties as organisations."""
    pack = catalogue.pack
    found: Json = json.loads(
        (pack.folder / "start" / "organisations.json").read_text("utf-8")
    )
    definition = catalogue.form("organisation").definition
    unit = pack.unit(profile.unit)
    since = unit.valid_from or "2000-01-01"
    common: Data = {
        "unit_code": profile.unit,
        "level": _LEVELS.get(unit.level, "commune"),
        "is_programme_member": "yes",
        "active_from": since,
    }
    contents = [
        put(
            definition,
            Origin(new_record_id(clock, random), profile.unit, pack.units_version),
            common | party,
            random,
        )
        for party in (found if isinstance(found, list) else [])
        if isinstance(party, dict)
    ]
    revisions.append(
        writer,
        catalogue.specs(),
        finished(*contents),
        own_stream(writer, profile),
        profile.account,
        timestamp(clock.now()),
    )


_LEVELS = {
    "province": "province",
    "province_old": "province",
    "district_old": "district_old",
}


def own_stream(reader: Connection, profile: Profile) -> StreamKey:
    """The stream that this desk's own records go into."""
    to = settings.get(reader, "parent") or profile.unit
    epoch = Epoch(settings.get(reader, "epoch"))
    return StreamKey(profile.device, epoch, UnitCode(to))
