"""Certificates: root -> issuer -> desk, requests, and the list of revoked ones."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.x509.oid import NameOID

from desktop.errors import Refused
from desktop.ledger.ids import DeviceId, UnitCode
from desktop.ledger.world import Random
from desktop.signing.allowed import is_allowed
from desktop.signing.keys import load_key

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.types import (
        CertificateIssuerPublicKeyTypes,
        CertificatePublicKeyTypes,
    )

    from desktop.signing.keys import PrivateKey

ROOT_DAYS = 20 * 365
ISSUER_DAYS = 10 * 365
DESK_DAYS = 5 * 365
CRL_DAYS = 400  # a desk may be away for more than a year
SKEW = timedelta(days=3 * 365)  # clocks are years off; a first day guards nothing
SERIAL_BYTES = 16
UNREADABLE = (
    ValueError, TypeError, UnsupportedAlgorithm, x509.InvalidVersion,
    x509.DuplicateExtension, x509.UnsupportedGeneralNameType,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Certificate:
    """A certificate as its DER bytes, and what it says."""

    der: bytes
    sha256: str
    unit: UnitCode
    device: DeviceId
    serial: int

    @property
    def pem(self) -> bytes:
        """The same in PEM."""
        return loaded(self.der).public_bytes(serialization.Encoding.PEM)


def loaded(der: bytes) -> x509.Certificate:
    """A certificate all of whose parts can be read; Refused otherwise."""
    try:
        found = x509.load_der_x509_certificate(der)
        _ = found.public_key(), found.extensions, found.signature_hash_algorithm
    except UNREADABLE as error:
        raise Refused("certificate.broken") from error
    return found


def read_certificate(der: bytes) -> Certificate:
    """What a certificate says; Refused when it is none of our kind."""
    found = loaded(der)
    unit = _attribute(found.subject, NameOID.ORGANIZATION_NAME)
    device = _attribute(found.subject, NameOID.COMMON_NAME)
    digest = found.fingerprint(hashes.SHA256()).hex()
    return Certificate(
        der, digest, UnitCode(unit), DeviceId(device), found.serial_number
    )


def valid_until(certificate: Certificate) -> datetime:
    """The end of its life."""
    return loaded(certificate.der).not_valid_after_utc


def from_pem(pem: bytes) -> Certificate:
    """A certificate from PEM."""
    try:
        found = x509.load_pem_x509_certificate(pem)
    except UNREADABLE as error:
        raise Refused("certificate.broken") from error
    return read_certificate(found.public_bytes(serialization.Encoding.DER))


def make_root(unit: UnitCode, key: bytes, now: datetime, random: Random) -> Certificate:
    """The province's root: signs only the issuer."""
    name = _name(unit, "root")
    builder = _builder(name, name, load_key(key).public_key(), now, ROOT_DAYS, random)
    return _sign(_authority(builder, 1, load_key(key).public_key()), key)


def make_issuer(
    root: Certificate, root_key: bytes, key: bytes, now: datetime, random: Random
) -> Certificate:
    """The issuer below the root: signs desks and the list of revoked ones."""
    public = load_key(key).public_key()
    name = _name(root.unit, "issuer")
    builder = _builder(name, _subject(root), public, now, ISSUER_DAYS, random)
    return _sign(_authority(builder, 0, load_key(root_key).public_key()), root_key)


def make_request(unit: UnitCode, device: DeviceId, key: "bytes | PrivateKey") -> bytes:
    """A certificate request (PKCS 10, DER)."""
    builder = x509.CertificateSigningRequestBuilder().subject_name(_name(unit, device))
    request = builder.sign(load_key(key), hashes.SHA256())
    return request.public_bytes(serialization.Encoding.DER)


def self_signed(
    unit: UnitCode,
    device: DeviceId,
    key: "bytes | PrivateKey",
    now: datetime,
    random: Random,
) -> Certificate:
    """What a desk signs with before it has a certificate; proves only the key."""
    name, public = _name(unit, device), load_key(key).public_key()
    builder = _builder(name, name, public, now, DESK_DAYS, random)
    return _sign(_desk(builder, unit, public), key)


def issue(
    request: bytes,
    issuer: Certificate,
    issuer_key: bytes,
    now: datetime,
    random: Random,
) -> Certificate:
    """A desk's certificate for the key of a request."""
    asked = _read_request(request)
    public = asked.public_key()
    unit = UnitCode(_attribute(asked.subject, NameOID.ORGANIZATION_NAME))
    builder = _builder(asked.subject, _subject(issuer), public, now, DESK_DAYS, random)
    return _sign(_desk(builder, unit, load_key(issuer_key).public_key()), issuer_key)


def request_key(request: bytes) -> tuple[UnitCode, DeviceId, bytes]:
    """Who asks in a request, and the key, as SubjectPublicKeyInfo."""
    asked = _read_request(request)
    return (
        UnitCode(_attribute(asked.subject, NameOID.ORGANIZATION_NAME)),
        DeviceId(_attribute(asked.subject, NameOID.COMMON_NAME)),
        _spki(asked.public_key()),
    )


def certificate_key(der: bytes) -> bytes:
    """SubjectPublicKeyInfo of a certificate."""
    return _spki(loaded(der).public_key())


def make_crl(
    issuer: Certificate,
    issuer_key: bytes,
    number: int,
    revoked: tuple[int, ...],
    now: datetime,
) -> bytes:
    """The list of revoked serials under a rising number (DER)."""
    builder = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(_subject(issuer))
        .last_update(now - timedelta(days=1))  # its age is told to the day
        .next_update(now + timedelta(days=CRL_DAYS))
        .add_extension(x509.CRLNumber(number), critical=False)
    )
    for serial in revoked:
        entry = x509.RevokedCertificateBuilder().serial_number(serial)
        builder = builder.add_revoked_certificate(entry.revocation_date(now).build())
    signed = builder.sign(load_key(issuer_key), hashes.SHA256())
    return signed.public_bytes(serialization.Encoding.DER)


def _read_request(request: bytes) -> x509.CertificateSigningRequest:
    try:
        asked = x509.load_der_x509_csr(request)
        good = asked.is_signature_valid
    except (*UNREADABLE, InvalidSignature) as error:
        raise Refused("certificate.request") from error
    if not good:
        raise Refused("certificate.request")
    if not is_allowed(asked.public_key()):
        raise Refused("certificate.key")
    return asked


def _spki(key: "CertificatePublicKeyTypes") -> bytes:
    return key.public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )


def _name(unit: UnitCode, device: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, unit),
            x509.NameAttribute(NameOID.COMMON_NAME, device),
        ]
    )


def _subject(certificate: Certificate) -> x509.Name:
    return loaded(certificate.der).subject


def _attribute(name: x509.Name, which: x509.ObjectIdentifier) -> str:
    found = name.get_attributes_for_oid(which)
    if len(found) != 1:
        raise Refused("certificate.subject")
    return str(found[0].value)


def _builder(
    subject: x509.Name,
    issuer: x509.Name,
    public: "CertificatePublicKeyTypes",
    now: datetime,
    days: int,
    random: Random,
) -> x509.CertificateBuilder:
    serial = int.from_bytes(random.bytes(SERIAL_BYTES)) >> 1 | 1
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(public)
        .serial_number(serial)
        .not_valid_before(now - SKEW)
        .not_valid_after(now + timedelta(days=days))
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), False)  # noqa: FBT003 - critical
    )


def _authority(
    builder: x509.CertificateBuilder,
    below: int,
    signer: "CertificateIssuerPublicKeyTypes",
) -> x509.CertificateBuilder:
    return (
        builder.add_extension(
            x509.BasicConstraints(ca=True, path_length=below), critical=True
        )
        .add_extension(_usage(signs_certificates=True), critical=True)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(signer), critical=False
        )
    )


def _desk(
    builder: x509.CertificateBuilder,
    unit: UnitCode,
    signer: "CertificateIssuerPublicKeyTypes",
) -> x509.CertificateBuilder:
    point = x509.DistributionPoint(
        full_name=[x509.UniformResourceIdentifier(f"urn:so-phoi-hop:crl:{unit}")],
        relative_name=None,
        reasons=None,
        crl_issuer=None,
    )
    return (
        builder.add_extension(
            x509.BasicConstraints(ca=False, path_length=None), critical=True
        )
        .add_extension(_usage(signs_certificates=False), critical=True)
        .add_extension(x509.CRLDistributionPoints([point]), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(signer), critical=False
        )
    )


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        content_commitment=not signs_certificates,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        encipher_only=False,
        decipher_only=False,
    )


def _sign(builder: x509.CertificateBuilder, key: "bytes | PrivateKey") -> Certificate:
    signed = builder.sign(load_key(key), hashes.SHA256())
    return read_certificate(signed.public_bytes(serialization.Encoding.DER))
