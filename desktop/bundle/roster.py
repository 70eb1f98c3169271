"""documents/roster: the desks of the receiving unit, for one to hand to another."""

from base64 import b64encode
from collections.abc import Iterable
from dataclasses import dataclass

from desktop.bundle.request import read_recipient
from desktop.ledger.canonical import Data, decode, encode
from desktop.ledger.fields import Fields


@dataclass(frozen=True, slots=True)
class Listed:
    """A desk's certificate, and where what is sent to it is sealed to."""

    certificate: bytes  # DER
    recipient: str


def write_roster(desks: Iterable[Listed]) -> bytes:
    """Canonical JSON of a roster."""
    return encode({"desks": [_listed(desk) for desk in desks]})


def _listed(desk: Listed) -> Data:
    certificate = b64encode(desk.certificate).decode()
    return {"certificate": certificate, "recipient": desk.recipient}


def read_roster(raw: bytes) -> tuple[Listed, ...]:
    """The roster, strictly."""
    fields = Fields(decode(raw), "roster")
    found = tuple(_read(one) for one in fields.inners("desks"))
    fields.close()
    return found


def _read(fields: Fields) -> Listed:
    certificate = fields.base64("certificate")
    found = Listed(certificate, read_recipient(fields))
    fields.close()
    return found
