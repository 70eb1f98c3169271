"""What the desk answers about certificates: its own, and those it gave."""

from dataclasses import dataclass
from datetime import timedelta

from desktop.ledger.ids import UnitCode

ENDING = timedelta(days=90)  # a season in which no stick may have travelled


@dataclass(frozen=True, slots=True)
class KnownKey:
    """A certificate this desk gave to one below."""

    unit: UnitCode
    unit_name: str
    device: str
    cert_sha256: str
    status: str  # active | revoked
    until: str  # its last day


@dataclass(frozen=True, slots=True)
class Keys:
    """Certificates and the list of revoked ones, as they stand today."""

    until: str  # the own certificate's last day; empty while there is none
    days_left: int
    asked: bool  # the next certificate was asked for and is not here
    crl_number: int
    crl_until: str
    crl_days_over: int  # days past its own date; 0 while it is good
    desks: tuple[KnownKey, ...]
