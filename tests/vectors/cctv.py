"""make cctv: age's public test vectors against our envelope; exit 1 on a deviation.

They are fetched (npm's cctv-age) into .cache and never kept with the project. What X25519
alone can do must come out as its vector says. Passphrases, armour and hybrid keys are
refused here whatever they hold, and so is a header with one of their stanzas.
"""

import base64
import hashlib
import io
import re
import shutil
import subprocess
import sys
import tarfile
import zlib

from desktop.errors import Refused
from desktop.signing import envelope
from tests.package.source import ROOT

PACKAGE = "cctv-age@0.2.0"
CACHE = ROOT / ".cache" / "cctv"
NOT_OURS = ("scrypt", "armor", "hybrid")
_VECTOR = re.compile(
    r'^// \S*/testdata/(\S+)\nvar \S+ = __toBinary\("([^"]*)"\)', re.MULTILINE
)
# What a vector expects, and by which of our codes it may be refused.
CODES = {
    "header failure": {"envelope.header", "envelope.not_age"},
    "HMAC failure": {"envelope.broken"},
    "payload failure": {"envelope.broken"},
    "no match": {"envelope.not_for_me"},
    "armor failure": {"envelope.not_age"},
}
SUCCESS = "success"
# Refused as broken, not for their header: a file cut in its nonce is a cut file, and what
# two keys agree on is seen when it is opened.
WHEN_OPENED = {
    "stream_no_nonce", "stream_short_nonce", "x25519_identity", "x25519_low_order",
}  # fmt: skip


def fetched():
    """The package's file, or None where npm or its registry cannot be reached."""
    CACHE.mkdir(parents=True, exist_ok=True)
    if not any(CACHE.glob("*.tgz")):
        if not shutil.which("npm"):
            return None
        run = subprocess.run(
            ["npm", "pack", "--silent", PACKAGE], cwd=CACHE, capture_output=True
        )
        if run.returncode:
            return None
    return next(CACHE.glob("*.tgz"))


def vectors(package):
    """(name, what is said of it, the age file) of each vector."""
    with tarfile.open(package) as packed:
        script = packed.extractfile("package/index.js").read().decode()
    for name, letters in _VECTOR.findall(script):
        said, _, raw = base64.b64decode(letters).partition(b"\n\n")
        pairs = [line.split(": ", 1) for line in said.decode().splitlines()]
        about = dict(pairs)
        about["identities"] = [value for key, value in pairs if key == "identity"]
        packed = about.get("compressed") == "zlib"
        yield name, about, zlib.decompress(raw) if packed else raw


def outcome(about, raw):
    """(success or the code of the refusal, SHA-256 of what came out)."""
    out = io.BytesIO()
    own = [one for one in about["identities"] if one.startswith("AGE-SECRET-KEY-1")]
    try:
        envelope.decrypt(io.BytesIO(raw), out, own)
    except Refused as error:
        return error.code, None
    return SUCCESS, hashlib.sha256(out.getvalue()).hexdigest()


def is_ours(name):
    return not name.startswith(NOT_OURS)


def wrong(name, about, raw):
    """What deviates; "" where nothing does."""
    told, digest = outcome(about, raw)
    expected = about["expect"]
    if not is_ours(name):
        right = told != SUCCESS
    elif expected == SUCCESS:
        right = (told, digest) == (SUCCESS, about["payload"])
    else:
        right = told in CODES[expected] or (name in WHEN_OPENED and told != SUCCESS)
    return "" if right else f"{name}: {told}, expected {expected}"


def main():
    package = fetched()
    if package is None:
        print(f"skipped: {PACKAGE} is not here, and npm cannot fetch it")
        return 0
    tally, deviations = {True: 0, False: 0}, []
    for name, about, raw in vectors(package):
        told = wrong(name, about, raw)
        tally[is_ours(name)] += not told
        deviations += [told] if told else []
    print("\n".join([*deviations, f"{tally[True]} as written, {tally[False]} refused"]))
    return 1 if deviations or not tally[True] else 0


if __name__ == "__main__":
    sys.exit(main())
