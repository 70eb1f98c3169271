"""For those who make releases: roots, manifests, and the signed update package.

releasing.py beside it is the command; tests make their packages, good and bad, by this.
"""

import hashlib
import zipfile
from base64 import b64encode

from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)

from desktop.bundle.names import MIMETYPE
from desktop.bundle.update_package import (
    FORMAT,
    MANIFEST,
    PRODUCT,
    PROGRAM,
    ROOTS,
    SIGNATURES,
    signed_as,
)
from desktop.ledger.canonical import encode
from desktop.signing.release import key_name

_TIME = (1980, 1, 1, 0, 0, 0)


def public(key):
    """The raw public half of a holder's key, or of what the holder gave out."""
    given = isinstance(key, Ed25519PublicKey)
    return (key if given else key.public_key()).public_bytes_raw()


def root(number, keys, threshold=2, product=PRODUCT):
    """The bytes of a root."""
    named = {key_name(public(key)): public(key).hex() for key in keys}
    said = {"product": product, "number": number, "threshold": threshold, "keys": named}
    return encode(said)


def manifest(program, **said):
    """The bytes of what is said of a program."""
    told = {
        "format": FORMAT, "product": PRODUCT, "version": "9.0.0", "counter": 9,
        "least": "0.1.0", "schema": 99, "bytes": len(program),
        "sha256": hashlib.sha256(program).hexdigest(), "words": "Bản thử.",
        "revoked": [],
    }  # fmt: skip
    return encode(told | said)


def words(kind, raw, keys):
    """The list of signatures of some keys."""
    message = signed_as(kind, raw)
    return [
        {
            "key": key_name(public(key)),
            "signature": b64encode(key.sign(message)).decode(),
        }
        for key in keys
    ]


def next_root(raw, keys):
    """A newer root as it stands in a package."""
    return {"root": raw.decode(), "signatures": words(ROOTS, raw, keys)}


def members(program, raw, signatures, roots=()):
    """Name and content of each member, in their order."""
    told = {
        "mimetype": MIMETYPE,
        MANIFEST: raw,
        SIGNATURES: encode({"signatures": signatures}),
    }
    if roots:
        told[ROOTS] = encode({"roots": list(roots)})
    return told | {PROGRAM: program}


def write(file, told):
    """The package: stored members at one time, so that it can be made twice."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as out:
        for name, content in told.items():
            out.writestr(zipfile.ZipInfo(name, _TIME), content)
    return file


def new_key():
    """A holder's key; its file never leaves the holder."""
    return Ed25519PrivateKey.generate()
