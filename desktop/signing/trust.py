"""Whom a desk believes: the pinned root, and the newest list of revoked ones."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from desktop.errors import Refused
from desktop.signing import revocation
from desktop.signing.certs import UNREADABLE, loaded, read_certificate
from desktop.signing.revocation import RevokedList

GRACE = timedelta(days=90)  # a stick may travel that long


@dataclass(frozen=True, slots=True)
class Trust:
    """What signatures are checked against, at one moment."""

    roots: tuple[bytes, ...]  # DER, pinned
    now: datetime
    crl: bytes | None = None  # DER, the newest this desk holds
    crl_number: int = 0  # lists below this number are old and refused
    late: bool = False  # a person has called about a certificate that has just ended


def read_crl(der: bytes, issuer_der: bytes) -> RevokedList:
    """A list signed by this issuer; Refused otherwise."""
    try:
        crl = x509.load_der_x509_crl(der)
        listed = revocation.read(der)
    except (*UNREADABLE, x509.ExtensionNotFound) as error:
        raise Refused("crl.broken") from error
    issuer = loaded(issuer_der)
    key = issuer.public_key()
    signed = isinstance(key, ec.EllipticCurvePublicKey) and crl.is_signature_valid(key)
    if crl.issuer != issuer.subject or not signed:
        raise Refused("crl.signature")
    return listed


def check_chain(chain: tuple[bytes, bytes], trust: Trust) -> None:
    """desk, issuer as embedded: each signed by the next, the last by a pinned root."""
    desk, issuer = (loaded(der) for der in chain)
    roots = [x509.load_der_x509_certificate(der) for der in trust.roots]
    root = next(
        (r for r in roots if r.subject == issuer.issuer and _signed(issuer, r)), None
    )
    if root is None or not _signed(desk, issuer):
        raise Refused("signature.untrusted")
    _check_authority(issuer)
    if trust.crl is not None:
        _check_revoked(desk, chain[1], trust)
    for certificate in (issuer, root):
        _check_time(certificate, trust.now)
    _check_desk_time(desk, trust)


def _check_authority(issuer: x509.Certificate) -> None:
    try:
        limits = issuer.extensions.get_extension_for_class(x509.BasicConstraints).value
        usage = issuer.extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound as error:
        raise Refused("signature.untrusted") from error
    if not (limits.ca and usage.key_cert_sign):
        raise Refused("signature.untrusted")


def _check_revoked(desk: x509.Certificate, issuer_der: bytes, trust: Trust) -> None:
    listed = read_crl(trust.crl or b"", issuer_der)
    if listed.number < trust.crl_number:
        raise Refused("crl.old")
    if desk.serial_number in listed.serials:
        said = read_certificate(desk.public_bytes(serialization.Encoding.DER))
        raise Refused("signature.revoked", unit=said.unit, device=said.device)


def _check_desk_time(desk: x509.Certificate, trust: Trust) -> None:
    until = desk.not_valid_after_utc
    if not until < trust.now <= until + GRACE:
        _check_time(desk, trust.now)
    elif not trust.late:
        said = read_certificate(desk.public_bytes(serialization.Encoding.DER))
        day = f"{until:%d/%m/%Y}"
        raise Refused("signature.late", unit=said.unit, device=said.device, until=day)


def _check_time(certificate: x509.Certificate, now: datetime) -> None:
    if now < certificate.not_valid_before_utc:
        raise Refused("signature.not_yet")
    if now > certificate.not_valid_after_utc:
        raise Refused("signature.expired")


def _signed(certificate: x509.Certificate, by: x509.Certificate) -> bool:
    key = by.public_key()
    algorithm = certificate.signature_hash_algorithm
    if not isinstance(key, ec.EllipticCurvePublicKey):
        return False
    if certificate.issuer != by.subject or not isinstance(algorithm, hashes.SHA256):
        return False
    try:
        key.verify(
            certificate.signature,
            certificate.tbs_certificate_bytes,
            ec.ECDSA(algorithm),
        )
    except InvalidSignature:
        return False
    return True
