"""Whom a desk believes: the pinned root, and the newest list of revoked ones."""

from dataclasses import dataclass
from datetime import datetime

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

from desktop.errors import Refused
from desktop.signing.certs import loaded


@dataclass(frozen=True, slots=True)
class Trust:
    """What signatures are checked against, at one moment."""

    roots: tuple[bytes, ...]  # DER, pinned
    now: datetime
    crl: bytes | None = None  # DER, the newest this desk holds


@dataclass(frozen=True, slots=True)
class RevokedList:
    """A checked list."""

    number: int
    serials: frozenset[int]
    stale: bool


def read_crl(der: bytes, issuer_der: bytes, now: datetime) -> RevokedList:
    """A list signed by this issuer; Refused otherwise."""
    try:
        crl = x509.load_der_x509_crl(der)
        number = crl.extensions.get_extension_for_class(x509.CRLNumber).value.crl_number
    except (ValueError, x509.ExtensionNotFound) as error:
        raise Refused("crl.broken") from error
    issuer = x509.load_der_x509_certificate(issuer_der)
    key = issuer.public_key()
    signed = isinstance(key, ec.EllipticCurvePublicKey) and crl.is_signature_valid(key)
    if crl.issuer != issuer.subject or not signed:
        raise Refused("crl.signature")
    until = crl.next_update_utc
    return RevokedList(
        number,
        frozenset(entry.serial_number for entry in crl),
        until is None or until < now,
    )


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
    for certificate in (desk, issuer, root):
        _check_time(certificate, trust.now)
    if trust.crl is not None:
        _check_revoked(desk, chain[1], trust)


def _check_authority(issuer: x509.Certificate) -> None:
    try:
        limits = issuer.extensions.get_extension_for_class(x509.BasicConstraints).value
        usage = issuer.extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound as error:
        raise Refused("signature.untrusted") from error
    if not (limits.ca and usage.key_cert_sign):
        raise Refused("signature.untrusted")


def _check_revoked(desk: x509.Certificate, issuer_der: bytes, trust: Trust) -> None:
    listed = read_crl(trust.crl or b"", issuer_der, trust.now)
    if desk.serial_number in listed.serials:
        raise Refused("signature.revoked")


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
