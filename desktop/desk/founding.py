"""A new desk's first hour: keys, tables, the usual parties."""

import json
from base64 import b64encode
from pathlib import Path

from desktop.desk.catalogue import Catalogue
from desktop.desk.entry import Origin, finished, put
from desktop.desk.packs import Pack
from desktop.desk.profile import STORE, Profile, own_stream
from desktop.ledger.canonical import Data, Json
from desktop.ledger.ids import DeviceId, new_epoch, new_record_id
from desktop.ledger.world import Clock, Random, timestamp
from desktop.signing import certs, keyring, keys
from desktop.store import connection, projections, revisions, settings
from desktop.store.connection import Connection, transaction

_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # nothing that looks alike


def new_device(random: Random) -> DeviceId:
    """Four letters that name a computer among its unit's."""
    return DeviceId("".join(_LETTERS[byte % 31] for byte in random.bytes(4)))


def furnish(
    folder: Path,
    key: keyring.DataKey,
    profile: Profile,
    pack: Pack,
    clock: Clock,
    random: Random,
) -> None:
    """Make the database, the keys, and the records a new desk begins with."""
    writer = connection.open_writer(folder / STORE, key)
    try:
        _furnish(folder, writer, key, profile, pack, clock, random)
    finally:
        writer.close()


def _furnish(
    folder: Path,
    writer: Connection,
    key: keyring.DataKey,
    profile: Profile,
    pack: Pack,
    clock: Clock,
    random: Random,
) -> None:
    signing_key, age = keys.new_signing_key(), keys.new_age_identity()
    keyring.put_secret(folder, key, "signing", signing_key, random)
    keyring.put_secret(folder, key, "age", age.secret.encode(), random)
    with transaction(writer):
        settings.put(writer, "epoch", new_epoch(random))
        settings.put(writer, "parent", pack.unit(profile.unit).parent)
        code = keys.check_code(keys.public_der(signing_key))
        settings.put(writer, "check_code", code)
    if not pack.unit(profile.unit).parent:
        _found_authority(folder, writer, key, profile, signing_key, clock, random)
    catalogue = Catalogue(pack)
    projections.ensure(writer, catalogue.specs(), catalogue.mark)
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
