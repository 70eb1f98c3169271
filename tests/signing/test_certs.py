"""What a certificate says of its owner, of its life and of what its key may do."""

import subprocess
from datetime import timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from desktop.errors import Refused
from desktop.signing import certs, keys
from tests.signing.pki import CHANCE, NOW, Chance

KEY = keys.new_signing_key()
ROOT_KEY = keys.new_signing_key()
ROOT = certs.make_root("48", ROOT_KEY, NOW, CHANCE)
ISSUER = certs.make_issuer(ROOT, ROOT_KEY, KEY, NOW, CHANCE)
DESK_KEY = keys.new_signing_key()
REQUEST = certs.make_request("20854", "7K2M", DESK_KEY)
DESK = certs.issue(REQUEST, ISSUER, KEY, NOW, CHANCE)


def made(name):
    """Anew for each test, so that each is seen to pass what makes it."""
    return {
        "root": lambda: certs.make_root("48", ROOT_KEY, NOW, CHANCE),
        "issuer": lambda: certs.make_issuer(ROOT, ROOT_KEY, KEY, NOW, CHANCE),
        "desk": lambda: certs.issue(REQUEST, ISSUER, KEY, NOW, CHANCE),
        "alone": lambda: certs.self_signed("20854", "7K2M", DESK_KEY, NOW, CHANCE),
    }[name]()


def extension(certificate, kind):
    return certs.loaded(certificate.der).extensions.get_extension_for_class(kind)


@pytest.mark.parametrize(
    "name, years", [("root", 20), ("issuer", 10), ("desk", 5), ("alone", 5)]
)
def test_its_life_begins_three_years_back_and_has_its_length(name, years):
    certificate = made(name)
    found = certs.loaded(certificate.der)
    assert found.not_valid_before_utc == NOW - timedelta(days=3 * 365)
    assert certs.valid_until(certificate) == NOW + timedelta(days=years * 365)


@pytest.mark.parametrize(
    "name, subject, issuer",
    [
        ("root", ("48", "root"), ("48", "root")),
        ("issuer", ("48", "issuer"), ("48", "root")),
        ("desk", ("20854", "7K2M"), ("48", "issuer")),
        ("alone", ("20854", "7K2M"), ("20854", "7K2M")),
    ],
)
def test_it_names_its_owner_and_who_signed_it(name, subject, issuer):
    certificate = made(name)
    found = certs.loaded(certificate.der)
    said = [tuple(str(a.value) for a in n) for n in (found.subject, found.issuer)]
    assert said == [subject, issuer]
    assert (certificate.unit, certificate.device) == subject


@pytest.mark.parametrize(
    "name, ca, below",
    [
        ("root", True, 1),
        ("issuer", True, 0),
        ("desk", False, None),
        ("alone", False, None),
    ],
)
def test_it_says_critically_whom_its_key_may_certify(name, ca, below):
    found = extension(made(name), x509.BasicConstraints)
    assert (found.critical, found.value.ca, found.value.path_length) == (
        True, ca, below,
    )  # fmt: skip


AUTHORITY, OWN = (
    {"key_cert_sign", "crl_sign"},
    {"digital_signature", "content_commitment"},
)
USES = {
    *AUTHORITY, *OWN, "key_encipherment", "data_encipherment", "key_agreement",
}  # fmt: skip


@pytest.mark.parametrize(
    "name, uses",
    [("root", AUTHORITY), ("issuer", AUTHORITY), ("desk", OWN), ("alone", OWN)],
)
def test_it_says_critically_what_its_key_is_for_and_nothing_more(name, uses):
    found = extension(made(name), x509.KeyUsage)
    assert found.critical
    assert {use for use in USES if getattr(found.value, use)} == uses


@pytest.mark.parametrize(
    "name, signer",
    [("root", "root"), ("issuer", "root"), ("desk", "issuer"), ("alone", "alone")],
)
def test_it_points_to_the_key_that_signed_it(name, signer):
    named = extension(made(name), x509.AuthorityKeyIdentifier)
    own = extension(made(signer), x509.SubjectKeyIdentifier)  # of the same key
    assert named.value.key_identifier == own.value.digest
    assert (named.critical, own.critical) == (False, False)


def test_a_desk_says_where_its_list_of_revoked_ones_is_found():
    found = extension(made("desk"), x509.CRLDistributionPoints)
    (point,) = found.value
    assert [name.value for name in point.full_name] == ["urn:so-phoi-hop:crl:20854"]
    assert not found.critical
    for name in ("root", "issuer"):
        with pytest.raises(x509.ExtensionNotFound):
            extension(made(name), x509.CRLDistributionPoints)


class Same(Chance):
    """The same byte over and over."""

    def __init__(self, byte):
        self.byte = byte

    def bytes(self, count):
        return self.byte * count


@pytest.mark.parametrize("byte, serial", [(b"\xff", 2**127 - 1), (b"\0", 1)])
def test_a_serial_is_positive_and_of_127_bits(byte, serial):
    made = certs.make_root("48", ROOT_KEY, NOW, Same(byte))
    assert made.serial == serial


def test_stock_openssl_follows_the_chain_strictly(tmp_path):
    for name, one in {"root": ROOT, "issuer": ISSUER, "desk": made("desk")}.items():
        (tmp_path / name).write_bytes(one.pem)
    run = subprocess.run(
        ["openssl", "verify", "-x509_strict", "-CAfile", "root",
         "-untrusted", "issuer", "desk"],
        cwd=tmp_path, capture_output=True,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr


def test_pem_and_back_is_the_same_certificate():
    assert certs.from_pem(DESK.pem) == DESK
    assert DESK.sha256 == certs.loaded(DESK.der).fingerprint(hashes.SHA256()).hex()


@pytest.mark.parametrize("raw", [b"", b"x", DESK.der[:-1], DESK.pem[:-40]])
def test_what_is_no_certificate_is_refused_as_broken(raw):
    for read in (certs.read_certificate, certs.from_pem, certs.certificate_key):
        with pytest.raises(Refused, match=r"^certificate\.broken"):
            read(raw)


def test_a_request_says_who_asks_for_which_key():
    assert certs.request_key(REQUEST) == ("20854", "7K2M", keys.public_der(DESK_KEY))
    assert certs.certificate_key(DESK.der) == keys.public_der(DESK_KEY)


@pytest.mark.parametrize(
    "raw", [b"", b"x", REQUEST[:-1], REQUEST[:-1] + bytes([REQUEST[-1] ^ 1])]
)
def test_a_request_that_its_key_did_not_sign_is_refused(raw):
    with pytest.raises(Refused, match=r"^certificate\.request"):
        certs.request_key(raw)
    with pytest.raises(Refused, match=r"^certificate\.request"):
        certs.issue(raw, ISSUER, KEY, NOW, CHANCE)


@pytest.mark.parametrize("units", [0, 2])
def test_a_name_has_one_unit(units):
    unit = x509.NameAttribute(NameOID.ORGANIZATION_NAME, "20854")
    device = x509.NameAttribute(NameOID.COMMON_NAME, "7K2M")
    asked = (
        x509.CertificateSigningRequestBuilder()
        .subject_name(x509.Name([*[unit] * units, device]))
        .sign(keys.load_key(DESK_KEY), hashes.SHA256())
        .public_bytes(serialization.Encoding.DER)
    )
    with pytest.raises(Refused, match=r"^certificate\.subject"):
        certs.request_key(asked)


def test_a_list_of_revoked_ones_is_signed_by_its_issuer():
    listed = x509.load_der_x509_crl(certs.make_crl(ISSUER, KEY, 3, (5, 7), NOW))
    assert {entry.serial_number for entry in listed} == {5, 7}
    assert {entry.revocation_date_utc for entry in listed} == {NOW}
    assert listed.issuer == certs.loaded(ISSUER.der).subject
    assert listed.is_signature_valid(certs.loaded(ISSUER.der).public_key())
    number = listed.extensions.get_extension_for_class(x509.CRLNumber)
    assert (number.value.crl_number, number.critical) == (3, False)


def test_new_keys_are_on_the_curve_p_256():
    assert isinstance(keys.load_key(KEY).curve, ec.SECP256R1)
