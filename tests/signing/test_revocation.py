"""A list of revoked ones is heeded whatever its date, and whatever the certificate says."""

from datetime import timedelta
from functools import cache

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


@cache
def signed(point):
    """(the certificate, what it signed)"""
    key, certificate = province().desk()
    certificate = certificate if point else without_point(key)
    return certificate, cms.sign(MANIFEST, key, (certificate, province().issuer), NOW)


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
    certificate, p7s = signed(point)
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


def test_the_next_list_counts_on_from_the_highest_that_anybody_holds():
    for above, number in ((0, 3), (2, 3), (7, 8)):
        later = revocation.next_list(
            listed(NOW), province().issuer, province().issuer_key, NOW, above=above
        )
        assert revocation.read(later).number == number


def test_a_list_is_dated_a_day_back_and_runs_for_400_days():
    first = certs.make_crl(province().issuer, province().issuer_key, 1, (5,), NOW)
    for raw, serials in ((first, {5}), (listed(NOW), set())):
        said = revocation.read(raw)
        assert said.since == NOW - timedelta(days=1)
        assert said.until == NOW + timedelta(days=400)
        assert said.serials == serials


def test_a_list_says_which_key_signed_it_and_nothing_in_it_is_critical():
    found = x509.load_der_x509_crl(listed(NOW, 5))
    issuer = x509.load_der_x509_certificate(province().issuer.der)
    (named,) = (
        e.value for e in found.extensions
        if isinstance(e.value, x509.AuthorityKeyIdentifier)
    )  # fmt: skip
    (own,) = (
        e.value for e in issuer.extensions
        if isinstance(e.value, x509.SubjectKeyIdentifier)
    )  # fmt: skip
    assert named.key_identifier == own.digest
    first = certs.make_crl(province().issuer, province().issuer_key, 1, (), NOW)
    for crl in (found, x509.load_der_x509_crl(first)):
        of_entries = [found for entry in crl for found in entry.extensions]
        assert not any(one.critical for one in [*crl.extensions, *of_entries])


@pytest.mark.parametrize(
    "reason, flag",
    [
        ("lost", x509.ReasonFlags.key_compromise),
        ("left", x509.ReasonFlags.affiliation_changed),
        ("replaced", x509.ReasonFlags.superseded),
        ("retired", x509.ReasonFlags.cessation_of_operation),
    ],
)
def test_each_reason_is_written_in_the_words_of_the_standard(reason, flag):
    held = revocation.next_list(
        listed(NOW), province().issuer, province().issuer_key, NOW, (7,), reason
    )
    (entry,) = x509.load_der_x509_crl(held)
    assert entry.extensions.get_extension_for_class(x509.CRLReason).value.reason is flag
    assert entry.revocation_date_utc == NOW


def test_a_list_without_a_number_is_refused():
    from desktop.signing.trust import read_crl

    issuer = x509.load_der_x509_certificate(province().issuer.der)
    unnumbered = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(issuer.subject)
        .last_update(NOW)
        .next_update(NOW + YEARS)
        .sign(keys.load_key(province().issuer_key), hashes.SHA256())
        .public_bytes(serialization.Encoding.DER)
    )
    with pytest.raises(Refused, match=r"crl\.broken"):
        read_crl(unnumbered, province().issuer.der)
    assert read_crl(listed(NOW, 5), province().issuer.der).serials == {5}


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
