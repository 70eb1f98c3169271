"""A software token of a test's own, with every call to it written down."""

import importlib.util
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

PIN, WRONG = "271828", "314159"
LABEL = "so phoi hop"


def _found(name):
    folders = ("/usr/lib", "/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu")
    places = (Path(folder, name) for folder in folders)
    return next((str(place) for place in places if place.exists()), None)


TOKEN = _found("softhsm/libsofthsm2.so")
SPY = _found("pkcs11-spy.so")
MISSING = [
    name
    for name, there in {
        "the extra 'token' (python-pkcs11)": importlib.util.find_spec("pkcs11"),
        "softhsm2-util": shutil.which("softhsm2-util"),
        "libsofthsm2.so": TOKEN,
        "pkcs11-spy.so (opensc)": SPY,
    }.items()
    if not there
]
needs_token = pytest.mark.skipif(bool(MISSING), reason=f"missing: {MISSING}")


@dataclass(frozen=True)
class SoftToken:
    """Where it lies, and what was asked of it."""

    log: Path
    module: str

    def uri(self, key, token=LABEL):
        named = token.replace(" ", "%20")
        return f"pkcs11:token={named};object={key}?module-path={self.module}"

    def log_ins(self):
        said = self.log.read_text("utf-8", "replace") if self.log.exists() else ""
        return sum(line.endswith(": C_Login") for line in said.splitlines())


def make_token(folder):
    """A token with an EC key `ec` and an RSA key `rsa`.

    The library reads its surroundings once in a process: one token serves all tests.
    """
    (folder / "tokens").mkdir()
    conf = folder / "softhsm2.conf"
    conf.write_text(f"directories.tokendir = {folder / 'tokens'}\n")
    log = folder / "calls"
    os.environ |= {
        "SOFTHSM2_CONF": str(conf), "PKCS11SPY": TOKEN, "PKCS11SPY_OUTPUT": str(log),
    }  # fmt: skip
    subprocess.run(
        ["softhsm2-util", "--init-token", "--free", "--label", LABEL, "--pin", PIN,
         "--so-pin", "12345678"], check=True, capture_output=True,
    )  # fmt: skip
    import pkcs11
    from pkcs11.util.ec import encode_named_curve_parameters

    token = pkcs11.lib(SPY).get_token(token_label=LABEL)
    with token.open(rw=True, user_pin=PIN) as session:
        curve = encode_named_curve_parameters("secp256r1")
        named = {pkcs11.Attribute.EC_PARAMS: curve}
        made = session.create_domain_parameters(pkcs11.KeyType.EC, named, local=True)
        made.generate_keypair(store=True, label="ec")
        session.generate_keypair(pkcs11.KeyType.RSA, 2048, store=True, label="rsa")
    return SoftToken(log, SPY)
