"""What the holders of release keys do, each at a computer of its own.

python -m tests.windows.releasing key|root|manifest|sign|pack … (docs/updates.md)
"""

import json
import sys
from getpass import getpass
from pathlib import Path

from cryptography.hazmat.primitives import serialization as forms
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from desktop.bundle.update_package import MANIFEST, read_manifest, read_root
from desktop.ledger.canonical import encode
from tests.windows import release


def main(words, ask=getpass):
    """Do what is asked for; the exit code."""
    todo, count = _DEEDS.get(words[0] if words else "", (None, 0))
    if todo is None or len(words) - 1 < count:
        print(__doc__, file=sys.stderr)
        return 2
    todo(ask, *words[1:])
    return 0


def key(ask, name):
    """A holder's key, sealed, and its public half, which is given out."""
    made = release.new_key()
    sealed = made.private_bytes(
        forms.Encoding.PEM,
        forms.PrivateFormat.PKCS8,
        forms.BestAvailableEncryption(ask("Mật khẩu của khóa: ").encode()),
    )
    _new(Path(f"{name}.pem"), sealed)
    _new(Path(f"{name}.pub"), release.public(made).hex().encode() + b"\n")


def root(_, number, out, *publics):
    """A root of these public keys, two of which must agree."""
    given = [Path(file).read_text("ascii").strip() for file in publics]
    keys = [Ed25519PublicKey.from_public_bytes(bytes.fromhex(one)) for one in given]
    raw = release.root(int(number), keys)
    read_root(raw)
    Path(out).write_bytes(raw)


def manifest(_, setup, out, version, counter, least, schema, words):
    """What is said of a setup file."""
    raw = release.manifest(
        Path(setup).read_bytes(),
        version=version,
        counter=int(counter),
        least=least,
        schema=int(schema),
        words=Path(words).read_text("utf-8").strip(),
    )
    read_manifest(raw)
    _new(Path(out), raw)


def sign(ask, key_file, file, out):
    """A holder's word for a manifest."""
    raw = Path(file).read_bytes()
    secret = ask("Mật khẩu của khóa: ").encode()
    held = forms.load_pem_private_key(Path(key_file).read_bytes(), secret)
    (word,) = release.words(MANIFEST, raw, [held])
    _new(Path(out), encode(word))


def pack(_, out, setup, manifest_file, *words):
    """The package that goes on sticks."""
    signatures = [json.loads(Path(word).read_bytes()) for word in words]
    raw = Path(manifest_file).read_bytes()
    told = release.members(Path(setup).read_bytes(), raw, signatures)
    release.write(Path(out), told)


def _new(file, content):
    with file.open("xb") as made:  # a key or a word is never written over
        made.write(content)


_DEEDS = {
    "key": (key, 1), "root": (root, 4), "manifest": (manifest, 7), "sign": (sign, 3),
    "pack": (pack, 5),
}  # fmt: skip

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
