"""make bouncy: does Bouncy Castle verify what the program signed? exit 1 where not.

Needs java (with its compiler) and Debian's libbcpkix-java; without them it says so.
"""

import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from desktop.bundle.names import MANIFEST, SIGNATURE
from tests.cli.run import sophoihop
from tests.conformance.tools import Absent, need
from tests.signing.pki import other_province

JARS = [Path("/usr/share/java") / f"bc{part}.jar" for part in ("prov", "util", "pkix")]
SOURCE = Path(__file__).with_name("Verify.java")
LIMIT = 120  # seconds


def compiled(folder):
    """The verifier's class path."""
    need("java", "javac")
    absent = [jar.name for jar in JARS if not jar.exists()]
    if absent:
        raise Absent(f"there is no {', '.join(absent)} here: install libbcpkix-java")
    path = ":".join(map(str, JARS))
    _run("javac", "-cp", path, "-d", folder, SOURCE).check_returncode()
    return f"{folder}:{path}"


def unpacked(folder):
    """A bundle up and one down, as the program wrote them, and the province's root."""
    code, told, aside = sophoihop("--json", "demo", "--dir", folder / "demo")
    assert code == 0, aside
    for name, reader in (("bundle", "province"), ("receipt", "commune")):
        out = folder / f"{name}.asice"
        words = ("unpack", told[name], "--out", out)
        code, _, aside = sophoihop(*words, profile=folder / "demo" / reader)
        assert code == 0, aside
        with zipfile.ZipFile(out) as container:
            container.extractall(folder / name)
        yield folder / name, told["root_certificate"]


def cases(inside, root, folder):
    """Name, content, signature, root, and whether they must hold."""
    content, signature = inside / MANIFEST, inside / SIGNATURE
    changed, other = folder / "changed.xml", folder / "other.pem"
    changed.write_bytes(content.read_bytes() + b" ")
    other.write_bytes(other_province().root.pem)
    yield "as written", content, signature, root, True
    yield "content changed", changed, signature, root, False
    yield "another root", content, signature, other, False


def wrong(verifier, folder):
    """How many cases Bouncy Castle judges otherwise than we do; each is printed."""
    found = 0
    for inside, root in unpacked(folder):
        for name, *files, must in cases(inside, root, folder):
            run = _run("java", "-cp", verifier, "Verify", *files)
            told = (run.stdout + run.stderr).strip().splitlines()[:1]
            found += (run.returncode == 0) != must
            print(f"Bouncy Castle: {inside.name}, {name}: {' '.join(told)[:100]}")
    return found


def _run(*command):
    words = list(map(str, command))
    return subprocess.run(words, capture_output=True, text=True, timeout=LIMIT)


def main():
    with tempfile.TemporaryDirectory() as folder:
        try:
            verifier = compiled(Path(folder))
        except Absent as reason:
            print(f"skipped: Bouncy Castle: {reason}")
            return 0
        found = wrong(verifier, Path(folder))
    print(f"{found} judged otherwise")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
