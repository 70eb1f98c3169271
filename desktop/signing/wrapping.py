"""The entries of keyring.json: a key behind a password, a secret behind the key."""

from base64 import b64decode, b64encode

from desktop.ledger.canonical import Data
from desktop.ledger.ids import AccountId
from desktop.ledger.world import Random
from desktop.signing import box


def wrap(
    account: AccountId, shown: str, password: str, key: bytes, random: Random
) -> Data:
    """An account's entry: ``key`` opens again by its password."""
    salt, nonce = random.bytes(box.SALT_BYTES), random.bytes(box.NONCE_BYTES)
    wrapped = box.seal(box.derive(password, salt), nonce, key, account)
    return {
        "id": account,
        "shown": shown,
        "kdf": "argon2id",
        **box.COST,
        "salt": _text(salt),
        "nonce": _text(nonce),
        "wrapped": _text(wrapped),
    }


def unwrap(entry: Data, password: str) -> bytes | None:
    """The key behind an account's entry; None under another password."""
    key = box.derive(password, _bytes(entry, "salt"))
    nonce, wrapped = _bytes(entry, "nonce"), _bytes(entry, "wrapped")
    return box.unseal(key, nonce, wrapped, str(entry["id"]))


def seal(key: bytes, name: str, value: bytes, random: Random) -> Data:
    """A secret's entry."""
    nonce = random.bytes(box.NONCE_BYTES)
    return {"nonce": _text(nonce), "data": _text(box.seal(key, nonce, value, name))}


def unseal(key: bytes, name: str, entry: Data) -> bytes | None:
    """The secret; None under another key or name, or once altered."""
    return box.unseal(key, _bytes(entry, "nonce"), _bytes(entry, "data"), name)


def _bytes(entry: Data, name: str) -> bytes:
    return b64decode(str(entry[name]))


def _text(raw: bytes) -> str:
    return b64encode(raw).decode()
