"""A list of revoked ones is heeded whatever its date, and whatever the certificate says."""

from datetime import timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization

from desktop.errors import Refused, Usage
from desktop.signing import certs, cms, keys, revocation
from tests.signing.pki import CHANCE, NOW, other_province, province

MANIFEST = b"<manifest/>"
YEARS = timedelta(days=700)


def without_point(key):
    """A desk's certificate that names no place where lists are found."""
    made = x509.load_der_x509_certificate(
        certs.issue(
            certs.make_request("20854", "7K2M", key),
            province().issuer, province().issuer_key, NOW, CHANCE,
        ).der
    )  # fmt: skip
    builder = (
        x509.CertificateBuilder()
        .subject_name(made.subject)
        .issuer_name(made.issuer)
        .public_key(made.public_key())
        .serial_number(made.serial_number)
        .not_valid_before(made.not_valid_before_utc)
        .not_valid_after(made.not_valid_after_utc)
    )
    for extension in made.extensions:
        if not isinstance(extension.value, x509.CRLDistributionPoints):
            builder = builder.add_extension(extension.value, extension.critical)
    signed = builder.sign(keys.load_key(province().issuer_key), hashes.SHA256())
    return certs.read_certificate(signed.public_bytes(serialization.Encoding.DER))


def desk(point):
    if point:
        return province().desk()
    key = keys.new_signing_key()
    return key, without_point(key)


def listed(at, *serials):
    first = certs.make_crl(province().issuer, province().issuer_key, 1, (), at)
    return revocation.next_list(
        first, province().issuer, province().issuer_key, at, serials, "lost"
    )


LISTS = {
    "none": lambda serial: None,
    "clean": lambda serial: listed(NOW, 5),
    "revoked": lambda serial: listed(NOW, 5, serial),
    "stale": lambda serial: listed(NOW - YEARS, 5),
    "stale, revoked": lambda serial: listed(NOW - YEARS, 5, serial),
    "future": lambda serial: listed(NOW + YEARS, 5),
    "future, revoked": lambda serial: listed(NOW + YEARS, 5, serial),
}


@pytest.mark.parametrize("point", [True, False], ids=["with point", "without"])
@pytest.mark.parametrize("name", LISTS)
def test_who_stands_in_the_list_is_refused_and_nobody_else(name, point):
    key, certificate = desk(point)
    p7s = cms.sign(MANIFEST, key, (certificate, province().issuer), NOW)
    trust = province().trust(crl=LISTS[name](certificate.serial))
    if "revoked" not in name:
        assert cms.verify(MANIFEST, p7s, trust).certificate == certificate
        return
    with pytest.raises(Refused) as refused:
        cms.verify(MANIFEST, p7s, trust)
    assert refused.value.code == "signature.revoked"
    assert refused.value.facts == {"unit": "20854", "device": "7K2M"}


def test_the_next_list_keeps_all_entries_and_counts_on():
    held = listed(NOW, 5)
    later = revocation.next_list(
        held, province().issuer, province().issuer_key, NOW + YEARS, (7,), "retired"
    )
    entries = {e.serial_number: e for e in x509.load_der_x509_crl(later)}
    assert set(entries) == {5, 7} and revocation.read(later).number == 3
    before = {e.serial_number: e for e in x509.load_der_x509_crl(held)}
    assert entries[5].revocation_date_utc == before[5].revocation_date_utc
    assert list(entries[5].extensions) == list(before[5].extensions)


def test_a_revocation_has_a_reason():
    with pytest.raises(Usage, match=r"revoke\.reason"):
        revocation.next_list(
            listed(NOW), province().issuer, province().issuer_key, NOW, (7,), "whim"
        )


def test_another_issuers_list_or_rubbish_is_refused():
    from desktop.signing.trust import read_crl

    other = other_province()
    forged = certs.make_crl(other.issuer, other.issuer_key, 9, (), NOW)
    for raw, code in ((forged, "crl.signature"), (b"x", "crl.broken")):
        with pytest.raises(Refused) as refused:
            read_crl(raw, province().issuer.der)
        assert refused.value.code == code
