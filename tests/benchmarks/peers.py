"""Beside the export: what stock tools make of the same data, against the same floor."""

import os
import shutil
import subprocess
from functools import partial

from tests.benchmarks.measure import compare, timed

ROUNDS = 3


def ratios(folder, parts, floor, size):
    """Each peer whose tools are here; of the others it is said which tool lacks."""
    bag = folder / "bag"
    (bag / "data").mkdir(parents=True)
    for part in parts:
        os.link(part, bag / "data" / part.name)
    for name, (tools, make) in PEERS.items():
        missing = [tool for tool in tools if shutil.which(tool) is None]
        if missing:
            print(f"     {name}: passed over, {', '.join(missing)} is not installed")
            continue
        command, env = make(folder)
        subject = partial(timed, partial(_run, command, bag, env))
        yield compare(name, floor, subject, ROUNDS, size)


def _run(command, bag, env):
    whole = f"set -o pipefail; {command}; sync ../peer"
    subprocess.run(["bash", "-ec", whole], cwd=bag, env=env, check=True)


def _bagit_and_gpg(folder):
    """A bag (RFC 8493) with its manifest, signed and encrypted, not compressed."""
    home = folder / "gpg"
    home.mkdir(mode=0o700)
    env = os.environ | {"GNUPGHOME": str(home)}
    key = ["--passphrase", "", "--quick-gen-key", "bench", "default", "default"]
    subprocess.run(["gpg", "--batch", "-q", *key], env=env, check=True)
    (folder / "bag" / "bagit.txt").write_text(
        "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
    )
    seal = "gpg --batch -q --yes --trust-model always -z 0 -s -e -r bench -o ../peer"
    return f"sha256sum data/* > manifest-sha256.txt; tar -c . | {seal}", env


def _tar_zstd_age(folder):
    """Compressed and encrypted; signed by nobody, and nothing in it has a hash."""
    made = subprocess.run(["age-keygen"], capture_output=True, text=True, check=True)
    recipient = made.stdout.split("public key: ")[1].split()[0]
    return f"tar -c data | zstd -q | age -r {recipient} > ../peer", dict(os.environ)


PEERS = {
    "beside it: bagit + gpg": (("gpg", "tar", "sha256sum"), _bagit_and_gpg),
    "beside it: tar | zstd | age": (
        ("tar", "zstd", "age", "age-keygen"),
        _tar_zstd_age,
    ),
}
