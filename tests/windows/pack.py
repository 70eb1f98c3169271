"""setup.exe and the portable folder from a built program, signed, with their sums."""

import hashlib
import json
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
import tomllib
import zipfile
from datetime import UTC, datetime
from pathlib import Path

from PIL import Image

from desktop.cli.options import PORTABLE
from tests.windows import sbom
from tests.windows.build import ROOT
from tests.windows.runtime import Absent
from tests.windows.wine import need

SCRIPT = ROOT / "resources" / "installer" / "sophoihop.nsi"
SIGN = os.environ.get("SIGN", "")
SIDE, PAPER = (328, 628), "#e9eef5"  # twice the points of NSIS: sharp at 200 %
ICON = ROOT / "resources" / "icons" / "program.ico"


def version(root=ROOT):
    """The project's version."""
    return tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"][
        "version"
    ]


def packed(built, out, seconds):
    """Everything that is published, below ``out``."""
    out.mkdir(parents=True, exist_ok=True)
    number = version()
    setup = out / f"SoPhoiHop-{number}-setup.exe"
    files = [
        signed(installer(built, setup, number, seconds)),
        portable(built, out / f"SoPhoiHop-{number}-portable.zip", seconds),
    ]
    listed = out / f"SoPhoiHop-{number}.cdx.json"
    told = sbom.bom((ROOT / "requirements.lock").read_text("utf-8"), number, seconds)
    listed.write_text(json.dumps(told, indent=1) + "\n", "utf-8")
    sums = [f"{_sha256(file)}  {file.name}\n" for file in [*files, listed]]
    (out / "SHA256SUMS").write_text("".join(sums), "ascii")
    return setup


def installer(built, setup, number, seconds):
    """setup.exe, by makensis."""
    need("makensis")
    size = sum(file.stat().st_size for file in built.rglob("*") if file.is_file())
    side = picture(setup.with_suffix(".bmp"))
    given = {
        "VERSION": number, "BUILD": f"{number}.0", "FOLDER": built.absolute(),
        "OUT": setup.absolute(), "ICON": ICON, "PICTURE": side.absolute(),
        "SIZE": size // 1024,
    }  # fmt: skip
    defines = [f"-D{name}={value}" for name, value in given.items()]
    run = subprocess.run(
        ["makensis", "-V2", "-INPUTCHARSET", "UTF8", *defines, SCRIPT],
        env=_env(seconds), capture_output=True, text=True, check=False,
    )  # fmt: skip
    if run.returncode != 0:
        raise Absent(f"makensis failed: {run.stdout[-1000:]}{run.stderr[-1000:]}")
    side.unlink()
    return setup


def picture(file):
    """What stands at the side of the first and the last page: the program's icon."""
    with Image.open(ICON) as icon:
        large = icon.convert("RGBA").resize((SIDE[0] // 2, SIDE[0] // 2))
    made = Image.new("RGB", SIDE, PAPER)
    made.paste(large, (SIDE[0] // 4, SIDE[0] // 4), large)
    made.save(file)
    return file


def signed(file, by=SIGN):
    """The file with an Authenticode signature.

    ``by`` is a command that signs the file it is given last. Without one, a certificate
    that is made and thrown away here shows that signing works, and nothing of who made
    it; on Windows the file stays unsigned.
    """
    if by:
        _run(*shlex.split(by), file)
    elif sys.platform != "win32":
        _sign_for_trial(file)
    return file


def _sign_for_trial(file):
    need("osslsigncode", "openssl")
    with tempfile.TemporaryDirectory() as scratch:
        key, cert = Path(scratch) / "key.pem", Path(scratch) / "cert.pem"
        _run(
            "openssl", "req", "-x509", "-newkey", "rsa:3072", "-nodes", "-days", "2",
            "-subj", "/CN=So phoi hop, thu", "-keyout", key, "-out", cert,
            "-addext", "extendedKeyUsage=codeSigning",
        )  # fmt: skip
        done = Path(scratch) / "signed.exe"
        _run(
            "osslsigncode", "sign", "-h", "sha256", "-certs", cert, "-key", key,
            "-in", file, "-out", done,
        )  # fmt: skip
        _run("osslsigncode", "verify", "-CAfile", cert, "-in", done)
        shutil.move(done, file)


def portable(built, file, seconds):
    """The whole program in one folder that is unpacked anywhere."""
    when = datetime.fromtimestamp(seconds, UTC).timetuple()[:6]
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as out:
        for path in sorted(p for p in built.rglob("*") if p.is_file()):
            name = f"SoPhoiHop/{path.relative_to(built).as_posix()}"
            out.writestr(zipfile.ZipInfo(name, when), path.read_bytes(), 8)
        out.writestr(zipfile.ZipInfo(f"SoPhoiHop/{PORTABLE}/", when), b"")
    return file


def _run(*command):
    run = subprocess.run(list(map(str, command)), capture_output=True, text=True)
    if run.returncode != 0:
        raise Absent(f"{command[0]} failed: {run.stdout[-500:]}{run.stderr[-500:]}")


def _env(seconds):
    return os.environ | {"SOURCE_DATE_EPOCH": str(seconds)}


def _sha256(file):
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
