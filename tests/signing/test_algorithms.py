"""Only algorithms on the list count: a weaker one is refused wherever it stands."""

from functools import cache

import pytest
from asn1crypto import algos
from asn1crypto import cms as asn1
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa

from desktop.errors import Refused
from desktop.signing import certs, cms, keys
from tests.signing.pki import CHANCE, NOW, province

MANIFEST = b"<manifest/>"


def curve(kind):
    return ec.generate_private_key(kind)


def modulus(bits):
    return rsa.generate_private_key(65537, bits)


def request(key):
    return certs.make_request("20854", "7K2M", key)


def issued(key):
    p = province()
    return certs.issue(request(key), p.issuer, p.issuer_key, NOW, CHANCE)


def given(key, digest=hashes.SHA256):
    """A certificate by our own issuer for any key at all, as no desk would make it."""
    like = x509.load_der_x509_certificate(province().desk()[1].der)
    builder = (
        x509.CertificateBuilder()
        .subject_name(like.subject)
        .issuer_name(like.issuer)
        .public_key(key.public_key())
        .serial_number(like.serial_number)
        .not_valid_before(like.not_valid_before_utc)
        .not_valid_after(like.not_valid_after_utc)
    )
    signed = builder.sign(keys.load_key(province().issuer_key), digest())
    return certs.read_certificate(signed.public_bytes(serialization.Encoding.DER))


def signed(key, certificate):
    return cms.sign(MANIFEST, key, (certificate, province().issuer), NOW)


def refusal(p7s):
    with pytest.raises(Refused) as refused:
        cms.verify(MANIFEST, p7s, province().trust())
    return refused.value.code


GOOD = {
    "P-256": lambda: curve(ec.SECP256R1()),
    "P-384": lambda: curve(ec.SECP384R1()),
    "RSA 2048": lambda: modulus(2048),
    "RSA 3072": lambda: modulus(3072),
}
WEAK = {
    "P-192": lambda: curve(ec.SECP192R1()),
    "P-521": lambda: curve(ec.SECP521R1()),
    "secp256k1": lambda: curve(ec.SECP256K1()),
    "RSA 1024": lambda: modulus(1024),
}


@pytest.mark.parametrize("name", GOOD)
def test_a_key_on_the_list_is_certified_and_believed(name):
    key = GOOD[name]()
    certificate = issued(key)
    found = cms.verify(MANIFEST, signed(key, certificate), province().trust())
    assert found.certificate == certificate


@pytest.mark.parametrize("name", WEAK)
def test_a_weak_or_foreign_key_is_neither_certified_nor_believed(name):
    key = WEAK[name]()
    with pytest.raises(Refused, match=r"certificate\.key"):
        issued(key)
    assert refusal(signed(key, given(key))) == "signature.algorithm"
    alone = certs.self_signed("20854", "7K2M", key, NOW, CHANCE)
    assert refusal(cms.sign(MANIFEST, key, (alone,), NOW)) == "signature.algorithm"


def test_an_edwards_key_is_not_certified():
    asked = (
        x509.CertificateSigningRequestBuilder()
        .subject_name(x509.load_der_x509_csr(request(keys.new_signing_key())).subject)
        .sign(ed25519.Ed25519PrivateKey.generate(), None)
    )
    raw = asked.public_bytes(serialization.Encoding.DER)
    with pytest.raises(Refused, match=r"certificate\.key"):
        certs.issue(raw, province().issuer, province().issuer_key, NOW, CHANCE)


@pytest.mark.parametrize("digest", [hashes.SHA224, hashes.SHA384, hashes.SHA512])
def test_a_certificate_under_another_digest_is_refused(digest):
    key = keys.load_key(keys.new_signing_key())
    assert refusal(signed(key, given(key, digest))) == "signature.untrusted"


def test_an_rsa_signature_may_name_its_digest_apart():
    """As tokens of other makers write it: rsaEncryption, and SHA-256 beside it."""
    key = modulus(2048)
    certificate = issued(key)
    content = asn1.ContentInfo.load(signed(key, certificate))
    info = content["content"]["signer_infos"][0]
    named = {"algorithm": "rsassa_pkcs1v15"}
    info["signature_algorithm"] = algos.SignedDigestAlgorithm(named)
    found = cms.verify(MANIFEST, content.dump(), province().trust())
    assert found.certificate == certificate


@cache
def whole():
    return signed(*province().desk())


def altered(change):
    content = asn1.ContentInfo.load(whole())
    change(content["content"])
    return content.dump()


@pytest.mark.parametrize("name", ["md5", "sha1", "sha224", "sha384", "sha512"])
def test_another_digest_is_refused_in_either_place(name):
    named = algos.DigestAlgorithm({"algorithm": name})

    def of_the_signer(data):
        data["signer_infos"][0]["digest_algorithm"] = named

    def of_the_whole(data):
        data["digest_algorithms"] = asn1.DigestAlgorithms([named])

    assert refusal(altered(of_the_signer)) == "signature.algorithm"
    assert refusal(altered(of_the_whole)) == "signature.algorithm"


@pytest.mark.parametrize(
    "name",
    ["md5_rsa", "sha1_rsa", "sha1_ecdsa", "sha512_ecdsa", "rsassa_pss", "ed25519"],
)
def test_another_signature_algorithm_is_refused(name):
    def change(data):
        info = data["signer_infos"][0]
        info["signature_algorithm"] = algos.SignedDigestAlgorithm({"algorithm": name})

    assert refusal(altered(change)) == "signature.algorithm"


def test_content_inside_the_signature_is_refused():
    def change(data):
        data["encap_content_info"] = {"content_type": "data", "content": MANIFEST}

    assert refusal(altered(change)) == "signature.shape"


def test_a_certificate_that_the_signature_does_not_name_is_refused():
    """signing-certificate-v2 of another certificate for the same key."""
    key, one = province().desk()
    p = province()
    other = certs.issue(request(key), p.issuer, p.issuer_key, NOW, CHANCE)
    content = asn1.ContentInfo.load(signed(key, one))
    swapped = asn1.ContentInfo.load(signed(key, other))["content"]
    content["content"]["certificates"] = swapped["certificates"]
    content["content"]["signer_infos"][0]["sid"] = swapped["signer_infos"][0]["sid"]
    assert refusal(content.dump()) == "signature.attributes"
