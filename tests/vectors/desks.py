"""The desks that the vectors are given to: a province and a commune of these tests.

Each is made once; what is given a bundle is a copy, so that no vector sees another.
"""

import hashlib
import json
import os
import shutil
from base64 import b64encode
from dataclasses import asdict, replace
from datetime import timedelta
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from desktop.desk import intake, profile
from desktop.desk.desk import open_desk
from desktop.desk.views import finish
from desktop.errors import Error
from desktop.signing import certs, keyring
from desktop.signing.files import replace_file
from desktop.store import connection, files, settings
from desktop.store.connection import transaction
from desktop.store.dump import dump
from desktop.store.settings import KnownDesk
from tests.signing.pki import CHANCE, NOW, province
from tests.vectors import parts

PASSWORD = "mật khẩu của các véc tơ"
REVOKED_KEY, REVOKED = province().desk(device="RVKD")  # on the list of revoked ones
RETIRED_KEY, RETIRED = province().desk(device="RTRD")  # struck off the roster
NEIGHBOUR_KEY, NEIGHBOUR = province().desk(unit="20857", device="N8BR")
CRL = certs.make_crl(
    province().issuer, province().issuer_key, 5, (REVOKED.serial,), NOW
)
ROSTER = [
    (parts.DESK, "active"), (REVOKED, "active"), (RETIRED, "revoked"),
    (NEIGHBOUR, "active"),
]  # fmt: skip


class Still:
    """A clock that stands."""

    def now(self):
        return NOW


@cache
def made():
    """{unit: an unlocked desk} in a folder of this run."""
    root = Path(mkdtemp(prefix="vectors-"))
    return {unit: _made(root, unit) for unit in ("48", "20854")}


def forget():
    """Take the desks of this run away."""
    while _standing:
        _standing.popitem()[1].close()
    if made.cache_info().currsize:
        shutil.rmtree(made()["48"].folder.parent)
        made.cache_clear()


def _made(root, unit):
    folder = root / unit
    profile.create(folder, unit, "canbo", "Cán bộ", PASSWORD, Still(), CHANCE)
    if unit == "20854":  # the device whose certificate the bundles carry
        known = replace(profile.read(folder), device=parts.DESK.device)
        replace_file(folder / profile.FILE, json.dumps(asdict(known)).encode())
    desk = open_desk(folder, PASSWORD, Still(), CHANCE)
    writer = desk.act._writer
    with transaction(writer):
        for name, one in (("root", province().root), ("issuer", province().issuer)):
            settings.put(writer, f"certificate.{name}", b64encode(one.der).decode())
        settings.put(writer, "crl", b64encode(CRL).decode())
        settings.put(writer, "crl_number", "5")
        if unit == "48":
            _know_the_communes(writer)
    secrets = {
        "age": parts.PROVINCE.secret.encode(),
        "issuer": province().issuer_key,
        "signing": parts.DESK_KEY,
    }
    for name, secret in secrets.items():
        keyring.put_secret(folder, desk.core.key, name, secret, CHANCE)
    desk.close()
    return desk.core


def _know_the_communes(writer):
    for one, status in ROSTER:
        at = (NOW - timedelta(days=1)).isoformat()
        settings.certify(
            writer,
            KnownDesk(
                one.sha256, one.unit, one.device, one.der, parts.PROVINCE.recipient,
                status, at, sent=True,
            ),
        )  # fmt: skip
    files.ask(writer, hashlib.sha256(parts.PDF).hexdigest(), "20854", "out", parts.AT)


class Copy:
    """A desk of its own for one vector."""

    def __init__(self, unit):
        core = made()[unit]
        folder = Path(mkdtemp(dir=core.folder.parent)) / unit
        shutil.copytree(core.folder, folder)
        self.core = replace(core, folder=folder)
        self.writer = connection.open_writer(folder / profile.STORE, core.key)

    def state(self):
        """Every table but the quarantine log, and the files of the folder."""
        held = sorted(
            p for p in self.core.folder.rglob("*") if "store.db" not in p.name
        )
        return list(dump(self.writer)), [
            (p, p.is_file() and p.read_bytes()) for p in held
        ]

    def quarantine(self):
        """The last reason in the log."""
        found = self.writer.execute("SELECT * FROM quarantine").fetchall()
        return found[-1] if found else None

    def verify(self, file):
        """What ``verify`` says: the result of an intake, or the code of a refusal."""
        return _answer(intake.verify(self.core, self.writer, file))

    def take_in(self, file):
        """The same of an intake."""
        return _answer(intake.take_in(self.core, self.writer, file))

    def close(self):
        self.writer.close()
        shutil.rmtree(self.core.folder.parent)


def _answer(work):
    try:
        return finish(work).result
    except Error as error:
        return error.code
    except Exception as error:  # a bug: told as what escaped
        return f"escaped: {error!r:.120}"


_standing = {}  # desks that a vector has left as they were


def judged(vector, file):
    """What is wrong with the answers to a vector; "" where nothing is."""
    where = (os.getpid(), vector.unit)
    alone = bool(vector.earlier) or not vector.changes_nothing
    desk = None if alone else _standing.pop(where, None)
    desk = desk or Copy(vector.unit)
    with vector.limits():
        wrong = _judged(desk, vector, file)
    if wrong or alone:
        desk.close()
    else:
        _standing[where] = desk
    return wrong


def _judged(desk, vector, file):
    for plan in vector.earlier:
        earlier = file.with_suffix(".earlier")
        earlier.write_bytes(parts.sealed(plan))
        desk.take_in(earlier)
        earlier.unlink()
    state = desk.state()
    said = desk.verify(file)
    if desk.state() != state:
        return "verify changed something"
    answer = desk.take_in(file)
    if answer != vector.answer or said != answer:
        return f"verify says {said}, intake {answer}, expected {vector.answer}"
    if vector.is_refused and answer not in str(desk.quarantine()):
        return "the log does not say it"
    same = desk.state() == state
    return "" if same is vector.changes_nothing else f"changed: {not same}"
