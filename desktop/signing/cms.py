"""CAdES-B detached signatures by pyHanko; a strict look before they are believed."""

import asyncio
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from asn1crypto import cms, tsp  # tsp teaches cms signing-certificate-v2
from asn1crypto import x509 as asn1_x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa

from desktop.errors import Refused
from desktop.signing.allowed import is_allowed
from desktop.signing.certs import Certificate, loaded, read_certificate
from desktop.signing.keys import load_key
from desktop.signing.trust import Trust, check_chain

if TYPE_CHECKING:
    from desktop.signing.keys import PrivateKey

_REQUIRED = {"content_type", "message_digest", "signing_time", "signing_certificate_v2"}
_ALLOWED = _REQUIRED | {"cms_algorithm_protection"}


@dataclass(frozen=True, slots=True)
class Signer:
    """Whose signature holds."""

    certificate: Certificate
    self_signed: bool
    signed_at: datetime


def sign(
    manifest: bytes,
    key: "bytes | PrivateKey",
    chain: tuple[Certificate, ...],
    at: datetime,
) -> bytes:
    """A detached CAdES-B signature (DER) with the desk's and issuer's certificates."""
    from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes

    from desktop.signing.by_key import ByKey

    work = ByKey(load_key(key), chain).async_sign_general_data(
        manifest,
        "sha256",
        detached=True,
        use_cades=True,
        signed_attr_settings=PdfCMSSignedAttributes(signing_time=at),
    )
    found: bytes = asyncio.run(work).dump()
    return found


def verify(manifest: bytes, p7s: bytes, trust: Trust) -> Signer:
    """Whose valid signature stands over ``manifest``; Refused by reason otherwise."""
    signed, info = _open(p7s)
    _check_algorithms(signed, info)
    attributes = _attributes(info)
    digest = hashes.Hash(hashes.SHA256())
    digest.update(manifest)
    if attributes["message_digest"].native != digest.finalize():
        raise Refused("signature.other_content")
    if attributes["content_type"].native != "data":
        raise Refused("signature.shape")
    desk, issuer = _certificates(signed, info)
    _check_ess(attributes["signing_certificate_v2"], desk)
    _check_value(info, desk)
    if issuer is None:
        _check_self_signed(desk)
    else:
        check_chain((desk, issuer), trust)
    moment: datetime = attributes["signing_time"].native
    return Signer(read_certificate(desk), issuer is None, moment)


def _open(p7s: bytes) -> tuple[cms.SignedData, cms.SignerInfo]:
    try:
        content = cms.ContentInfo.load(p7s, strict=True)
        signed = content["content"]
        infos = signed["signer_infos"]
        embedded = signed["encap_content_info"]["content"].native
        signed.native, content.dump()
    except (ValueError, TypeError, KeyError) as error:
        raise Refused("signature.shape") from error
    if len(infos) != 1 or embedded is not None:
        raise Refused("signature.shape")
    (info,) = infos
    outside = info["unsigned_attrs"]
    if isinstance(outside, cms.CMSAttributes) and len(outside):
        raise Refused("signature.attributes")
    return signed, info


def _check_algorithms(signed: cms.SignedData, info: cms.SignerInfo) -> None:
    digests = {item["algorithm"].native for item in signed["digest_algorithms"]}
    if (
        digests != {"sha256"}
        or info["digest_algorithm"]["algorithm"].native != "sha256"
    ):
        raise Refused("signature.algorithm")
    used = info["signature_algorithm"]["algorithm"].native
    if used not in ("sha256_ecdsa", "sha256_rsa", "rsassa_pkcs1v15"):
        raise Refused("signature.algorithm")


def _attributes(info: cms.SignerInfo) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for attribute in info["signed_attrs"]:
        name = attribute["type"].native
        if name in found or name not in _ALLOWED or len(attribute["values"]) != 1:
            raise Refused("signature.attributes")
        (found[name],) = attribute["values"]
    if not set(found) >= _REQUIRED:
        raise Refused("signature.attributes")
    return found


def _certificates(
    signed: cms.SignedData, info: cms.SignerInfo
) -> tuple[bytes, bytes | None]:
    """The signer's certificate, and the issuer's if it is there."""
    embedded = [choice.chosen for choice in signed["certificates"] or ()]
    named = info["sid"].chosen
    if not isinstance(named, cms.IssuerAndSerialNumber) or len(embedded) not in (1, 2):
        raise Refused("signature.certificates")
    if not all(isinstance(one, asn1_x509.Certificate) for one in embedded):
        raise Refused("signature.certificates")
    desks = [
        one for one in embedded
        if one.serial_number == named["serial_number"].native
        and one.issuer == named["issuer"]
    ]  # fmt: skip
    if len(desks) != 1:
        raise Refused("signature.certificates")
    others = [one for one in embedded if one is not desks[0]]
    return desks[0].dump(), others[0].dump() if others else None


def _check_ess(attribute: tsp.SigningCertificateV2, desk: bytes) -> None:
    """signing-certificate-v2 (RFC 5035) must name exactly the signer's certificate."""
    digest = hashes.Hash(hashes.SHA256())
    digest.update(desk)
    named = [
        (one["hash_algorithm"]["algorithm"].native, one["cert_hash"].native)
        for one in attribute["certs"]
    ]
    if named != [("sha256", digest.finalize())]:
        raise Refused("signature.attributes")


def _check_value(info: cms.SignerInfo, desk: bytes) -> None:
    content = info["signed_attrs"].untag().dump(force=True)
    signature: bytes = info["signature"].native
    key = loaded(desk).public_key()
    if not is_allowed(key):
        raise Refused("signature.algorithm")
    try:
        if isinstance(key, ec.EllipticCurvePublicKey):
            key.verify(signature, content, ec.ECDSA(hashes.SHA256()))
        elif isinstance(key, rsa.RSAPublicKey):
            key.verify(signature, content, padding.PKCS1v15(), hashes.SHA256())
    except InvalidSignature as error:
        raise Refused("signature.wrong") from error


def _check_self_signed(desk: bytes) -> None:
    certificate = loaded(desk)
    try:
        certificate.verify_directly_issued_by(certificate)
    except (ValueError, TypeError, InvalidSignature) as error:
        raise Refused("signature.chain") from error
