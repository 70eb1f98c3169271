"""The manifest and the signature over it: wrapped, weakened, borrowed, or worn out."""

import hashlib
from datetime import timedelta

from asn1crypto import algos, core, tsp
from asn1crypto import cms as asn1
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.x509.oid import NameOID

from desktop.signing import certs, cms, keys
from tests.signing.pki import CHANCE, NOW, other_province, province
from tests.vectors import desks
from tests.vectors.changes import (
    always,
    attributes,
    flipped,
    info,
    put,
    swap,
    with_attribute,
    without_attribute,
)
from tests.vectors.changes import cms as signed_data
from tests.vectors.parts import DESK, DESK_KEY, Plan, request
from tests.vectors.vector import table

# the manifest

DOCTYPE = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
LAUGHS = b'<?xml version="1.0"?><!doctype x [<!entity a "ha"><!ENTITY b "&a;&a;&a;">]>'
OPENING = b'<?xml version="1.0" encoding="UTF-8"?>'
MIB = 1024 * 1024


def instead_of_opening(new):
    return lambda raw: raw.replace(OPENING, new)


def doubled(raw):
    start = raw.index(b"<asic:DataObjectReference")
    end = raw.index(b"</asic:DataObjectReference>") + 27
    return raw[:end] + raw[start:end] + raw[end:]


def last(new):
    """Something more at the end of the manifest."""
    return lambda raw: raw.replace(
        b"</asic:ASiCManifest>", new + b"</asic:ASiCManifest>"
    )


def digest(new):
    """The first digest's letters."""

    def change(raw):
        at = raw.index(b"DigestValue>") + 12
        return raw[:at] + new + raw[at + 44 :]

    return change


UNPARSED = [
    ("a DOCTYPE that reads a file", "manifest.xml", Plan(manifest=instead_of_opening(DOCTYPE))),
    ("entities that multiply", "manifest.xml", Plan(manifest=instead_of_opening(LAUGHS))),
    ("a DOCTYPE in UTF-16", "manifest.xml", Plan(manifest=lambda raw: DOCTYPE.decode().encode("utf-16"))),
    ("a DOCTYPE in a comment", "manifest.xml", Plan(manifest=last(b"<!-- <!DOCTYPE x> -->"))),
    ("an entity without DOCTYPE", "manifest.xml", Plan(manifest=last(b"&e;"))),
    ("a declaration that hides one", "manifest.xml", Plan(manifest=instead_of_opening(b'<?xml version="1.0" encoding="UTF-7"?>'))),
    ("no declaration", "manifest.xml", Plan(manifest=instead_of_opening(b""))),
    ("XML cut off", "manifest.xml", Plan(manifest=lambda raw: raw[:-5])),
    ("no XML at all", "manifest.xml", Plan(manifest=always(b"<?xml version=" + bytes(20)))),
]  # fmt: skip
LARGE = [
    ("a manifest of empty elements", "manifest.size", Plan(manifest=last(b"<a/>" * (MIB // 4)))),
    ("a manifest a hundred thousand deep", "manifest.size", Plan(manifest=last(b"<a>" * 100_000 + b"</a>" * 100_000))),
    ("a manifest of attributes", "manifest.size", Plan(manifest=last(b"<a " + b" ".join(b'b%x=""' % n for n in range(99_000)) + b"/>"))),
    ("a manifest of 3 MiB", "container.bomb", Plan(manifest=last(b" " * (3 * MIB)))),
]  # fmt: skip
WRAPPED = [
    ("a reference twice", "manifest.duplicate", Plan(manifest=doubled)),
    ("no signature reference", "manifest.shape", Plan(manifest=swap(b"asic:SigReference", b"asic:Other"))),
    ("another signature's reference", "manifest.shape", Plan(manifest=swap(b"signature001", b"signature002"))),
    ("another element on top", "manifest.shape", Plan(manifest=lambda raw: raw.replace(b"asic:ASiCManifest", b"asic:Manifest"))),
    ("an element nobody knows", "manifest.shape", Plan(manifest=last(b"<asic:More><a/><b/></asic:More>"))),
    ("a reference without digest", "manifest.shape", Plan(manifest=last(b'<asic:DataObjectReference URI="x"/>'))),
    ("an empty manifest", "manifest.shape", Plan(manifest=lambda raw: OPENING + b'<a:ASiCManifest xmlns:a="http://uri.etsi.org/02918/v1.2.1#"/>')),
    ("another word for a digest", "manifest.shape", Plan(manifest=lambda raw: raw.replace(b"ds:DigestValue", b"ds:Value"))),
    ("a short digest", "manifest.shape", Plan(manifest=digest(b"AAAA"))),
    ("a digest of no letters", "manifest.shape", Plan(manifest=digest(b"?" * 44))),
    ("an XML attribute nobody knows", "manifest.shape", Plan(manifest=swap(b' URI="bundle', b' x="1" URI="bundle'))),
    ("a name in escapes", "manifest.entries", Plan(manifest=swap(b"bundle.json", b"bundle%2Ejson"))),
    ("a reference removed", "manifest.entries", Plan(manifest=lambda raw: raw[: raw.rindex(b"<asic:DataO")] + b"</asic:ASiCManifest>")),
    ("a reference to nothing", "manifest.entries", Plan(manifest=last(b'<asic:DataObjectReference URI="records/s9.jsonl"><ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/><ds:DigestValue>' + b"A" * 43 + b"=</ds:DigestValue></asic:DataObjectReference>"))),
    ("another digest", "manifest.digest", Plan(manifest=digest(b"A" * 43 + b"="))),
]  # fmt: skip
WEAK_MANIFEST = [
    ("digests by SHA-1", "manifest.algorithm", Plan(manifest=lambda raw: raw.replace(b"xmlenc#sha256", b"xmldsig#sha1"))),
    ("digests by MD5", "manifest.algorithm", Plan(manifest=swap(b"xmlenc#sha256", b"xmlenc#md5"))),
    ("another word for the method", "manifest.algorithm", Plan(manifest=lambda raw: raw.replace(b"ds:DigestMethod", b"ds:Method"))),
]  # fmt: skip

# certificates made by hand


def named(unit, device):
    pairs = ((NameOID.ORGANIZATION_NAME, unit), (NameOID.COMMON_NAME, device))
    return x509.Name([x509.NameAttribute(oid, value) for oid, value in pairs if value])


def certificate(
    public,
    signer=None,
    unit="20854",
    device="7K2M",
    by=None,
    hashed=None,
    days=99,
    subject=None,
):
    """A desk's certificate with nothing asked of its key; by the issuer where not told."""
    by = by or province().issuer
    built = (
        x509.CertificateBuilder()
        .subject_name(named(unit, device))
        .issuer_name(x509.load_der_x509_certificate(by.der).subject)
        .public_key(public)
        .serial_number(77)
        .not_valid_before(NOW - timedelta(days=1))
        .not_valid_after(NOW + timedelta(days=days))
    )
    key = keys.load_key(signer or province().issuer_key)
    made = built.sign(key, hashed or hashes.SHA256())
    return certs.Certificate(
        made.public_bytes(serialization.Encoding.DER),
        made.fingerprint(hashes.SHA256()).hex(),
        unit,
        device,
        77,
    )


def other_key(private):
    """A plan signed as ever, whose certificate has another kind of key."""
    made = certificate(private.public_key())

    def change(signed):
        desk = asn1_x509.Certificate.load(made.der)
        issuer = asn1_x509.Certificate.load(province().issuer.der)
        signed["certificates"] = [
            asn1.CertificateChoices("certificate", one) for one in (desk, issuer)
        ]
        signer = signed["signer_infos"][0]
        signer["sid"] = asn1.SignerIdentifier(
            "issuer_and_serial_number", {"issuer": desk.issuer, "serial_number": 77}
        )
        ess = tsp.SigningCertificateV2(
            {"certs": [{"cert_hash": hashlib.sha256(made.der).digest()}]}
        )
        kept = [
            a
            for a in signer["signed_attrs"]
            if a["type"].native != "signing_certificate_v2"
        ]
        signer["signed_attrs"] = asn1.CMSAttributes(
            [
                *kept,
                asn1.CMSAttribute({"type": "signing_certificate_v2", "values": [ess]}),
            ]
        )

    return Plan(signature=signed_data(change))


def desk_of(who_issued, **more):
    key, desk = who_issued.desk(**more)
    return {"key": key, "chain": (desk, who_issued.issuer)}


def self_signed(**more):
    key = keys.new_signing_key()
    return {
        "key": key,
        "chain": (certs.self_signed("20854", "7K2M", key, NOW, CHANCE),),
    } | more


def below(issuer, issuer_key):
    """A desk whose certificate this one gave, rightly or not."""
    key = keys.new_signing_key()
    public = keys.load_key(key).public_key()
    return Plan(key=key, chain=(certificate(public, issuer_key, by=issuer), issuer))


def issued_by_root(ca, usage=True):
    """An issuer that the root signed, but not for issuing."""
    key = keys.new_signing_key()
    root = province().root
    subject = named("48", "issuer")
    built = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(x509.load_der_x509_certificate(root.der).subject)
        .public_key(keys.load_key(key).public_key())
        .serial_number(78)
        .not_valid_before(NOW - timedelta(days=1))
        .not_valid_after(NOW + timedelta(days=99))
    )
    if ca is not None:
        built = built.add_extension(
            x509.BasicConstraints(ca=ca, path_length=None), critical=True
        )
        built = built.add_extension(
            certs._usage(signs_certificates=usage), critical=True
        )
    made = built.sign(keys.load_key(province().root_key), hashes.SHA256())
    der = made.public_bytes(serialization.Encoding.DER)
    return below(
        certs.Certificate(
            der, made.fingerprint(hashes.SHA256()).hex(), "48", "issuer", 78
        ),
        key,
    )


def ended(days):
    """A desk whose certificate ended that many days ago."""
    at = NOW - timedelta(days=certs.DESK_DAYS + days)
    return Plan(**desk_of(province(), at=at))


def worn_out():
    """A desk of an issuer that has run out."""
    key, then = province().issuer_key, NOW - timedelta(days=certs.ISSUER_DAYS + 1)
    issuer = certs.make_issuer(province().root, province().root_key, key, then, CHANCE)
    return below(issuer, key)


# changes of the CMS


def no_signer(signed):
    signed["signer_infos"] = asn1.SignerInfos([])


def two_signers(signed):
    signed["signer_infos"].append(signed["signer_infos"][0].copy())


def embedded(signed):
    signed["encap_content_info"]["content"] = core.OctetString(b"x")


def third_certificate(signed):
    signed["certificates"].append(
        asn1.CertificateChoices(
            "certificate", asn1_x509.Certificate.load(province().root.der)
        )
    )


def same_certificate_twice(signed):
    signed["certificates"][1] = signed["certificates"][0].copy()


def no_certificates(signed):
    signed["certificates"] = asn1.CertificateSet([])


def certificates_left_out(signed):
    del signed["certificates"]


def certificate_of_another_kind(signed):
    other = asn1.CertificateChoices(
        "other", {"other_cert_format": "1.2.3", "other_cert": core.Null()}
    )
    signed["certificates"] = asn1.CertificateSet([signed["certificates"][0], other])


def no_attributes(signer):
    del signer["signed_attrs"]


def stranger_named(signer):
    named = {"issuer": signer["sid"].chosen["issuer"], "serial_number": 12345}
    signer["sid"] = asn1.SignerIdentifier({"issuer_and_serial_number": named})


def key_id_named(signer):
    signer["sid"] = asn1.SignerIdentifier("subject_key_identifier", b"x" * 20)


def digests_by(name):
    return signed_data(
        put(
            "digest_algorithms",
            asn1.DigestAlgorithms([algos.DigestAlgorithm({"algorithm": name})]),
        )
    )


def ess(found):
    return with_attribute(
        "signing_certificate_v2", tsp.SigningCertificateV2({"certs": found})
    )


def other_value(signer):
    raw = signer["signature"].native
    signer["signature"] = flipped(raw, len(raw) - 1)


def unsigned_attribute(signer):
    signer["unsigned_attrs"] = asn1.CMSAttributes(
        [asn1.CMSAttribute({"type": "content_type", "values": ["data"]})]
    )


def attribute_twice(found):
    return [*found, found[0].copy()]


def plain_data(raw):
    return asn1.ContentInfo(
        {"content_type": "data", "content": core.OctetString(b"x")}
    ).dump()


def nested(depth):
    raw = b""
    for _ in range(depth):
        size = len(raw)
        raw = (
            b"\x30"
            + (bytes([size]) if size < 128 else b"\x82" + size.to_bytes(2, "big"))
            + raw
        )
    return raw


def later_issuer(raw):
    der = province().issuer.der
    return raw.replace(
        der, der.replace(b"\xa0\x03\x02\x01\x02", b"\xa0\x03\x02\x01\x03", 1)
    )


def countersigned_elsewhere(raw):
    return cms.sign(b"<other/>", DESK_KEY, (DESK, province().issuer), NOW)


EMBEDDED_TWO = {"key": desks.REVOKED_KEY, "chain": (desks.REVOKED, province().issuer)}

VECTORS = [
    *table((13,), UNPARSED),
    *table((10, 13, 33), LARGE),
    *table((14,), WRAPPED),
    *table((15,), WEAK_MANIFEST),
    *table((15,), [
        ("digest of the CMS by SHA-1", "signature.algorithm", Plan(signature=digests_by("sha1"))),
        ("digest of the signer by MD5", "signature.algorithm", Plan(signature=info(put("digest_algorithm", algos.DigestAlgorithm({"algorithm": "md5"}))))),
        ("signature over SHA-1", "signature.algorithm", Plan(signature=info(put("signature_algorithm", algos.SignedDigestAlgorithm({"algorithm": "sha1_ecdsa"}))))),
        ("a key of RSA 1024", "signature.algorithm", other_key(rsa.generate_private_key(65537, 1024))),
        ("a key of Ed25519", "signature.algorithm", other_key(ed25519.Ed25519PrivateKey.generate())),
        ("a key on a curve of 192 bits", "signature.algorithm", other_key(ec.generate_private_key(ec.SECP192R1()))),
        ("an RSA key that did not sign", "signature.wrong", other_key(rsa.generate_private_key(65537, 2048))),
        ("a certificate over SHA-1", "signature.untrusted", Plan(chain=(certificate(keys.load_key(DESK_KEY).public_key(), hashed=hashes.SHA384()), province().issuer))),
        ("no signing-certificate", "signature.attributes", Plan(signature=without_attribute("signing_certificate_v2"))),
        ("a signing-certificate of another", "signature.attributes", Plan(signature=ess([{"cert_hash": bytes(32)}]))),
        ("a signing-certificate of none", "signature.attributes", Plan(signature=ess([]))),
        ("a signing-certificate by SHA-1", "signature.attributes", Plan(signature=ess([{"hash_algorithm": {"algorithm": "sha1"}, "cert_hash": hashlib.sha1(DESK.der).digest()}]))),
        ("content inside the signature", "signature.shape", Plan(signature=signed_data(embedded))),
    ]),
    *table((2, 14), [
        ("no signature bytes", "signature.shape", Plan(signature=always(b""))),
        ("a signature cut off", "signature.shape", Plan(signature=lambda raw: raw[:-9])),
        ("bytes behind the signature", "signature.shape", Plan(signature=lambda raw: raw + b"more")),
        ("data that nobody signed", "signature.shape", Plan(signature=plain_data)),
        ("ASN.1 in ASN.1", "signature.shape", Plan(signature=always(nested(9000)))),
        ("two signers", "signature.shape", Plan(signature=signed_data(two_signers))),
        ("no signer", "signature.shape", Plan(signature=signed_data(no_signer))),
        ("signed as another kind of content", "signature.shape", Plan(signature=with_attribute("content_type", "signed_data"))),
        ("an attribute outside the signature", "signature.attributes", Plan(signature=info(unsigned_attribute))),
        ("an attribute twice", "signature.attributes", Plan(signature=attributes(attribute_twice))),
        ("an attribute of two values", "signature.attributes", Plan(signature=with_attribute("content_type", "data", "data"))),
        ("an attribute nobody knows", "signature.attributes", Plan(signature=with_attribute("1.2.3.4", core.Null()))),
        ("no time of signing", "signature.attributes", Plan(signature=without_attribute("signing_time"))),
        ("no digest of the manifest", "signature.attributes", Plan(signature=without_attribute("message_digest"))),
        ("no signed attributes", "signature.attributes", Plan(signature=info(no_attributes))),
        ("another manifest signed", "signature.other_content", Plan(signature=countersigned_elsewhere)),
        ("another value", "signature.wrong", Plan(signature=info(other_value))),
        ("another time of signing", "signature.wrong", Plan(signature=with_attribute("signing_time", asn1.Time("utc_time", NOW + timedelta(days=1))))),
        ("three certificates", "signature.certificates", Plan(signature=signed_data(third_certificate))),
        ("the same certificate twice", "signature.certificates", Plan(signature=signed_data(same_certificate_twice))),
        ("no certificates", "signature.certificates", Plan(signature=signed_data(no_certificates))),
        ("certificates left out", "signature.certificates", Plan(signature=signed_data(certificates_left_out))),
        ("a certificate of another kind", "signature.certificates", Plan(signature=signed_data(certificate_of_another_kind))),
        ("a signer that is not among them", "signature.certificates", Plan(signature=info(stranger_named))),
        ("a signer named by key", "signature.certificates", Plan(signature=info(key_id_named))),
    ]),
    *table((6,), [
        ("another province of the same name", "signature.untrusted", Plan(**desk_of(other_province()))),
        ("a desk that plays issuer", "signature.untrusted", below(DESK, DESK_KEY)),
        ("an issuer that may not issue", "signature.untrusted", issued_by_root(ca=False)),
        ("an issuer for other purposes", "signature.untrusted", issued_by_root(ca=True, usage=False)),
        ("an issuer of no purpose", "signature.untrusted", issued_by_root(ca=None)),
        ("a desk that another key signed", "signature.untrusted", Plan(chain=(certificate(keys.load_key(DESK_KEY).public_key(), signer=DESK_KEY), province().issuer))),
        ("the issuer's certificate left out", "signature.chain", Plan(chain=(DESK,))),
        ("an issuer of a later X.509", "certificate.broken", Plan(signature=later_issuer)),
        ("a certificate that names no unit", "certificate.subject", Plan(chain=(certificate(keys.load_key(DESK_KEY).public_key(), unit=""), province().issuer))),
    ]),
    *table((9,), [
        ("a revoked desk", "signature.revoked", Plan(**EMBEDDED_TWO)),
        ("a revoked desk without lines", "signature.revoked", Plan(**EMBEDDED_TWO, lines=[], values=[])),
        ("a revoked desk before its day", "signature.revoked", Plan(**EMBEDDED_TWO, at=NOW - timedelta(hours=20))),
        ("a desk struck off the roster", "bundle.not_in_roster", Plan(key=desks.RETIRED_KEY, chain=(desks.RETIRED, province().issuer), device="RTRD")),
    ]),
    *table((22,), [
        ("a certificate of next week", "signature.not_yet", Plan(**desk_of(province(), at=NOW + certs.SKEW + timedelta(days=9)))),
        ("a certificate that ended yesterday", "signature.late", ended(1)),
        ("a certificate that ended 90 days ago", "signature.late", ended(90)),
        ("a certificate that ended 91 days ago", "signature.expired", ended(91)),
        ("a certificate run out", "signature.expired", Plan(**desk_of(province(), at=NOW - timedelta(days=9000)))),
        ("an issuer run out", "signature.expired", worn_out()),
    ]),
    *table((6, 8), [
        ("self-signed without a request", "bundle.self_signed", Plan(**self_signed())),
        ("a request for another key", "certificate.request", Plan(**self_signed(), documents={"request": request()})),
    ]),
]  # fmt: skip
