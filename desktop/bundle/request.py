"""documents/request: a new desk asks for its certificate."""

from base64 import b64encode
from dataclasses import dataclass

from desktop.ledger.canonical import decode, encode
from desktop.ledger.fields import Fields


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
    found = Request(csr, fields.text("recipient"))
    fields.close()
    return found
