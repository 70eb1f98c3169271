"""The list of revoked certificates grows: it is made from the one before."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization

from desktop.errors import Usage
from desktop.signing.certs import CRL_DAYS, Certificate
from desktop.signing.keys import load_key
from desktop.signing.reasons import REASONS


@dataclass(frozen=True, slots=True)
class RevokedList:
    """What a list says, its signature not looked at."""

    number: int
    since: datetime
    until: datetime
    serials: frozenset[int]


def read(der: bytes) -> RevokedList:
    """A list that was checked when it came in."""
    crl = x509.load_der_x509_crl(der)
    number = crl.extensions.get_extension_for_class(x509.CRLNumber).value.crl_number
    since = crl.last_update_utc
    until = crl.next_update_utc or since
    return RevokedList(number, since, until, frozenset(e.serial_number for e in crl))


def next_list(
    crl: bytes,
    issuer: Certificate,
    issuer_key: bytes,
    now: datetime,
    revoked: tuple[int, ...] = (),
    reason: str = "",
    above: int = 0,
) -> bytes:
    """All that stood in the list before, and more, under the next number (DER).

    ``above`` is the highest number that somebody is known to hold.
    """
    older = x509.load_der_x509_crl(crl)
    number = max(read(crl).number, above) + 1
    builder = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(older.issuer)
        .last_update(now - timedelta(days=1))  # its age is told to the day
        .next_update(now + timedelta(days=CRL_DAYS))
        .add_extension(x509.CRLNumber(number), critical=False)
        .add_extension(_authority(issuer), critical=False)
    )
    for entry in older:
        builder = builder.add_revoked_certificate(entry)
    for serial in revoked:
        builder = builder.add_revoked_certificate(_entry(serial, reason, now))
    signed = builder.sign(load_key(issuer_key), hashes.SHA256())
    return signed.public_bytes(serialization.Encoding.DER)


def _entry(serial: int, reason: str, now: datetime) -> x509.RevokedCertificate:
    if reason not in REASONS:
        raise Usage("revoke.reason", known=", ".join(REASONS))
    flag = x509.ReasonFlags(REASONS[reason])
    return (
        x509.RevokedCertificateBuilder()
        .serial_number(serial)
        .revocation_date(now)
        .add_extension(x509.CRLReason(flag), critical=False)
        .build()
    )


def _authority(issuer: Certificate) -> x509.AuthorityKeyIdentifier:
    public = x509.load_der_x509_certificate(issuer.der).public_key()
    return x509.AuthorityKeyIdentifier.from_issuer_public_key(public)  # type: ignore[arg-type]  # ours is EC
