"""documents/request: a new desk asks for its certificate."""

from base64 import b64encode
from dataclasses import dataclass

from desktop.errors import Refused
from desktop.ledger.canonical import decode, encode
from desktop.ledger.fields import Fields
from desktop.signing.envelope import is_recipient


@dataclass(frozen=True, slots=True)
class Request:
    """The certificate request, and where answers are to be sealed to."""

    csr: bytes
    recipient: str


def write_request(request: Request) -> bytes:
    """Canonical JSON of a request."""
    csr = b64encode(request.csr).decode()
    return encode({"csr": csr, "recipient": request.recipient})


def read_request(raw: bytes) -> Request:
    """The request, strictly."""
    fields = Fields(decode(raw), "request")
    csr = fields.base64("csr")
    found = Request(csr, read_recipient(fields))
    fields.close()
    return found


def read_recipient(fields: Fields) -> str:
    """A key to seal to; one that is none would let nothing more go to its unit."""
    found = fields.text("recipient")
    if not is_recipient(found):
        raise Refused("field.shape", key="recipient")
    return found
