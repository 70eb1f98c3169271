"""How what is handed over travels: as it is said, or sealed in a file with real keys."""

import hashlib
import io
import shutil
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest

from desktop.bundle import writer, zipread
from desktop.bundle.header import read_header, write_header
from desktop.bundle.parts import ContainerParts, check_lines
from desktop.bundle.reader import file_sha256
from desktop.bundle.writer import BundleParts, Written
from desktop.bundle.zipwrite import container
from desktop.desk import attachments, composing, intake, outgoing
from desktop.desk.core import certificate
from desktop.desk.fitting import Fitting
from desktop.desk.views import finish
from desktop.errors import Refused
from desktop.ledger.handover import SignedBy, Verified
from desktop.ledger.ids import UnitCode
from desktop.store import values


@dataclass(frozen=True)
class Parcel:
    """What lies on a stick: who wrote it, for which unit, and where it is."""

    number: int
    sender: str
    device: str  # of the sender: a copied disk goes on under the same name
    to: str
    file: Path


class Plain:
    """The protocol without its wrapping: no signature, no envelope.

    Everything else is real: what goes, the container with header and lines, the
    reader's checks of them, the verdicts, and what is kept of it.
    """

    def __init__(self):
        self._certificates = {}

    def hand(self, machine, to, file):
        core, connection = machine.core, machine.writer
        found = outgoing.outgoing(core, connection, UnitCode(to))
        spool = core.folder / "spool"
        with ThreadPoolExecutor(1) as beside:
            packed = composing.pack(core, connection, found, spool, beside)
        own = self._own(core, connection)
        key = "age1" + "q" * 58
        header = composing.said(core, connection, found, packed, own, key)
        blobs = [attachments.for_bundle(core, blob) for blob in found.blobs]
        parts = BundleParts(header, packed.records, {}, blobs, packed.values)
        said = write_header(header)
        file.write_bytes(b"".join(container(writer.entries(parts, said))))
        written = Written(hashlib.sha256(said).hexdigest())
        composing.note(core, connection, found, header, written, file.name)
        for left in spool.iterdir():
            left.unlink()

    def _own(self, core, connection):
        if core.profile.device not in self._certificates:
            found = certificate(connection, "own")
            self._certificates[core.profile.device] = found
        return self._certificates[core.profile.device]

    def take(self, machine, parcel):
        core, connection, file = machine.core, machine.writer, parcel.file
        box = io.BytesIO(file.read_bytes())
        members = zipread.members(box)
        said = zipread.whole(box, members["bundle.json"])
        header = read_header(said)
        parts = ContainerParts(box, members, header)
        fits = Fitting(core.catalogue).check
        known = lambda named: values.redacted_among(connection, named)  # noqa: E731
        check_lines(parts, header, known, fits)
        sender = header.sender
        signed = SignedBy(sender.cert_sha256, sender.unit, sender.device, b"")
        digest = hashlib.sha256(said).hexdigest()
        found = Verified(header, digest, signed, parts, file_sha256(file))
        return intake.keep(core, connection, found, file)


class Sealed:
    """A signed and encrypted file, as on a stick."""

    def hand(self, machine, to, file):
        handed = finish(machine.act.hand_over(file.parent, UnitCode(to)))
        shutil.move(handed.path, file)

    def take(self, machine, parcel):
        if parcel.number >= machine.since and parcel.device != machine.device:
            return finish(machine.act.take_in(parcel.file))
        with pytest.raises(Refused, match=r"envelope\.not_for_me|intake\.own"):
            finish(machine.act.take_in(parcel.file))
        return None  # sealed before its key was known, or by its twin: for the others
