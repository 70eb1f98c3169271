"""keyring.json: the data key wrapped by passwords, secrets sealed under it."""

import json
from base64 import b64decode, b64encode
from pathlib import Path
from typing import NewType

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from desktop.errors import Environment, Fault, Usage
from desktop.ledger.canonical import Data, Json
from desktop.ledger.ids import AccountId
from desktop.ledger.world import Random
from desktop.signing.files import replace_file

DataKey = NewType("DataKey", bytes)

FILE = "keyring.json"
OLDER = "keyring.json.1"
FORMAT = "so-phoi-hop.keyring"
MEMORY_KIB = 64 * 1024  # 0.15 s on a small office PC, 64 MiB for each guess
PASSES = 3
LANES = 1
KEY_BYTES = 32
NONCE_BYTES = 12
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
    key = DataKey(random.bytes(KEY_BYTES))
    ring: Data = {
        "format": FORMAT,
        "version": 1,
        "accounts": [_wrap(account, shown, password, key, random)],
        "sealed": {},
    }
    _write(folder, ring)
    return key


def unlock(folder: Path, password: str, account: AccountId | None = None) -> DataKey:
    """The data key for whoever knows the password; Environment when nobody does."""
    for entry in _accounts(_read(folder)):
        if account is None or entry["id"] == account:
            key = _unwrap(entry, password)
            if key is not None:
                return key
    raise Environment("password.wrong")


def accounts(folder: Path) -> tuple[tuple[AccountId, str], ...]:
    """(id, name shown) of those who may sign in."""
    found = _accounts(_read(folder))
    return tuple((AccountId(str(e["id"])), str(e["shown"])) for e in found)


def change_password(
    folder: Path, account: AccountId, old: str, new: str, random: Random
) -> None:
    """Wrap the same data key by another password; the data stays as it is."""
    check_password(new)
    key = unlock(folder, old, account)
    ring = _read(folder)
    kept: list[Json] = [
        _wrap(account, str(entry["shown"]), new, key, random)
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
    nonce = random.bytes(NONCE_BYTES)
    hidden = AESGCM(key).encrypt(nonce, value, name.encode())
    entry: Json = {"nonce": _text(nonce), "data": _text(hidden)}
    _write(folder, ring | {"sealed": sealed | {name: entry}})


def get_secret(folder: Path, key: DataKey, name: str) -> bytes | None:
    """The secret, or None when there is none of that name."""
    sealed = _read(folder)["sealed"]
    entry = sealed.get(name) if isinstance(sealed, dict) else None
    if not isinstance(entry, dict):
        return None
    try:
        return AESGCM(key).decrypt(
            b64decode(str(entry["nonce"])), b64decode(str(entry["data"])), name.encode()
        )
    except InvalidTag as error:
        raise Environment("keyring.broken") from error


def _derive(password: str, salt: bytes) -> bytes:
    kdf = Argon2id(
        salt=salt,
        length=KEY_BYTES,
        iterations=PASSES,
        lanes=LANES,
        memory_cost=MEMORY_KIB,
    )
    return kdf.derive(password.encode("utf-8"))


def _wrap(
    account: AccountId, shown: str, password: str, key: DataKey, random: Random
) -> Data:
    salt, nonce = random.bytes(16), random.bytes(NONCE_BYTES)
    wrapped = AESGCM(_derive(password, salt)).encrypt(nonce, key, account.encode())
    return {
        "id": account,
        "shown": shown,
        "kdf": "argon2id",
        "memory_kib": MEMORY_KIB,
        "passes": PASSES,
        "lanes": LANES,
        "salt": _text(salt),
        "nonce": _text(nonce),
        "wrapped": _text(wrapped),
    }


def _unwrap(entry: Data, password: str) -> DataKey | None:
    wrapping = AESGCM(_derive(password, b64decode(str(entry["salt"]))))
    nonce, wrapped = b64decode(str(entry["nonce"])), b64decode(str(entry["wrapped"]))
    try:
        return DataKey(wrapping.decrypt(nonce, wrapped, str(entry["id"]).encode()))
    except InvalidTag:
        return None  # not this account's password


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


def _text(raw: bytes) -> str:
    return b64encode(raw).decode()
