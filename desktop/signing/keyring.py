"""keyring.json: the data key wrapped by passwords, secrets sealed under it.

The ciphers are loaded with the first password or secret.
"""

import json
from pathlib import Path
from typing import NewType

from desktop.errors import Environment, Fault, Usage
from desktop.ledger.canonical import Data, Json
from desktop.ledger.ids import AccountId
from desktop.ledger.world import Random
from desktop.signing.files import replace_file

DataKey = NewType("DataKey", bytes)

FILE = "keyring.json"
OLDER = "keyring.json.1"
FORMAT = "so-phoi-hop.keyring"
SHORTEST_PASSWORD = 12


def check_password(password: str) -> None:
    """At least 12 characters."""
    if len(password) < SHORTEST_PASSWORD:
        raise Usage("password.short", least=SHORTEST_PASSWORD)


def create(
    folder: Path, account: AccountId, shown: str, password: str, random: Random
) -> DataKey:
    """A new keyring with one account; returns the key of all data."""
    check_password(password)
    if (folder / FILE).exists():
        raise Environment("keyring.exists")
    from desktop.signing import box, wrapping

    key = DataKey(random.bytes(box.KEY_BYTES))
    ring: Data = {
        "format": FORMAT,
        "version": 1,
        "accounts": [wrapping.wrap(account, shown, password, key, random)],
        "sealed": {},
    }
    _write(folder, ring)
    return key


def unlock(folder: Path, password: str, account: AccountId | None = None) -> DataKey:
    """The data key for whoever knows the password; Environment when nobody does."""
    from desktop.signing import wrapping

    for entry in _accounts(_read(folder)):
        if account is None or entry["id"] == account:
            key = wrapping.unwrap(entry, password)
            if key is not None:
                return DataKey(key)
    raise Environment("password.wrong")


def accounts(folder: Path) -> tuple[tuple[AccountId, str], ...]:
    """(id, name shown) of those who may sign in."""
    found = _accounts(_read(folder))
    return tuple((AccountId(str(e["id"])), str(e["shown"])) for e in found)


def change_password(
    folder: Path, account: AccountId, old: str, new: str, random: Random
) -> None:
    """Wrap the same data key by another password; the data stays as it is."""
    from desktop.signing import wrapping

    check_password(new)
    key = unlock(folder, old, account)
    ring = _read(folder)
    kept: list[Json] = [
        wrapping.wrap(account, str(entry["shown"]), new, key, random)
        if entry["id"] == account
        else entry
        for entry in _accounts(ring)
    ]
    _write(folder, ring | {"accounts": kept})


def put_secret(
    folder: Path, key: DataKey, name: str, value: bytes, random: Random
) -> None:
    """Seal a secret under the data key."""
    ring = _read(folder)
    sealed = ring["sealed"]
    if not isinstance(sealed, dict):
        raise Fault("keyring.broken")
    from desktop.signing import wrapping

    entry: Json = wrapping.seal(key, name, value, random)
    _write(folder, ring | {"sealed": sealed | {name: entry}})


def get_secret(folder: Path, key: DataKey, name: str) -> bytes | None:
    """The secret, or None when there is none of that name."""
    sealed = _read(folder)["sealed"]
    entry = sealed.get(name) if isinstance(sealed, dict) else None
    if not isinstance(entry, dict):
        return None
    from desktop.signing import wrapping

    found = wrapping.unseal(key, name, entry)
    if found is None:
        raise Environment("keyring.broken")
    return found


def _accounts(ring: Data) -> list[Data]:
    found = ring["accounts"]
    return [e for e in found if isinstance(e, dict)] if isinstance(found, list) else []


def _read(folder: Path) -> Data:
    """The keyring, or the generation before it when the newest is damaged."""
    for name in (FILE, OLDER):
        try:
            ring: Json = json.loads((folder / name).read_bytes())
        except (OSError, ValueError):
            continue
        if isinstance(ring, dict) and ring.get("format") == FORMAT:
            return ring
    raise Environment("keyring.missing")


def _write(folder: Path, ring: Data) -> None:
    now = folder / FILE
    if now.exists():
        replace_file(folder / OLDER, now.read_bytes())
    replace_file(now, json.dumps(ring, ensure_ascii=False, indent=1).encode())
