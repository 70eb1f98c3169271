"""Only a whole, right and current signature is believed; openssl agrees."""

import subprocess
from datetime import timedelta
from functools import cache

import pytest
from asn1crypto import cms as asn1

from desktop.errors import Refused
from desktop.signing import certs, cms, keys
from tests.signing.pki import CHANCE, NOW, other_province, province

MANIFEST = b"<manifest/>"


@cache
def signed(desk=None):
    key, certificate = desk or province().desk()
    return cms.sign(MANIFEST, key, (certificate, province().issuer), NOW)


def refusal(p7s, trust=None, manifest=MANIFEST):
    with pytest.raises(Refused) as refused:
        cms.verify(manifest, p7s, trust or province().trust())
    return refused.value.code


def test_a_good_signature_names_its_desk():
    signer = cms.verify(MANIFEST, signed(), province().trust())
    assert (signer.certificate.unit, signer.certificate.device) == ("20854", "7K2M")
    assert not signer.self_signed


def test_stock_openssl_accepts_it(tmp_path):
    for name, content in {
        "p7s": signed(), "manifest": MANIFEST, "root.pem": province().root.pem,
    }.items():  # fmt: skip
        (tmp_path / name).write_bytes(content)
    run = subprocess.run(
        ["openssl", "cms", "-verify", "-cades", "-inform", "DER", "-in", "p7s",
         "-content", "manifest", "-CAfile", "root.pem"],
        cwd=tmp_path, capture_output=True,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    assert run.stdout == MANIFEST


def test_other_content_is_refused():
    assert refusal(signed(), manifest=b"<other/>") == "signature.other_content"


def test_another_root_of_the_same_name_is_refused():
    assert refusal(signed(), other_province().trust()) == "signature.untrusted"


@pytest.mark.parametrize(
    "days, code", [(1, "late"), (90, "late"), (91, "expired"), (9000, "expired")]
)
def test_an_expired_certificate_is_refused(days, code):
    """For 90 days a call helps what was on its way; the issuer has no such time."""
    end = NOW + timedelta(days=certs.DESK_DAYS)
    assert refusal(signed(), province().trust(end + timedelta(days=days))) == (
        f"signature.{code}"
    )
    called = province().trust(end + timedelta(days=days), late=True)
    if code == "late":
        assert cms.verify(MANIFEST, signed(), called)
    else:
        assert refusal(signed(), called) == "signature.expired"


SECOND = timedelta(seconds=1)


def test_a_certificate_counts_to_the_second_and_90_days_more_with_a_call():
    end = NOW + timedelta(days=certs.DESK_DAYS)
    grace = timedelta(days=90)
    assert cms.verify(MANIFEST, signed(), province().trust(end))
    assert refusal(signed(), province().trust(end + SECOND)) == "signature.late"
    assert refusal(signed(), province().trust(end + grace)) == "signature.late"
    late = province().trust(end + grace + SECOND, late=True)
    assert refusal(signed(), late) == "signature.expired"
    begin = NOW - certs.SKEW
    issued = NOW - timedelta(days=2) - certs.SKEW  # the province is two days older
    assert cms.verify(MANIFEST, signed(), province().trust(begin))
    assert refusal(signed(), province().trust(begin - SECOND)) == "signature.not_yet"
    assert refusal(signed(), province().trust(issued - SECOND)) == "signature.not_yet"


def test_a_late_one_is_told_with_its_desk_and_its_day():
    end = NOW + timedelta(days=certs.DESK_DAYS)
    with pytest.raises(Refused) as told:
        cms.verify(MANIFEST, signed(), province().trust(end + SECOND))
    day = f"{end:%d/%m/%Y}"
    assert told.value.facts == {"unit": "20854", "device": "7K2M", "until": day}


def test_a_signature_tells_when_it_was_made():
    signer = cms.verify(MANIFEST, signed(), province().trust())
    assert signer.signed_at == NOW


def test_a_certificate_of_the_future_is_refused():
    desk = province().desk(at=NOW + certs.SKEW + timedelta(days=1))
    assert refusal(signed(desk=desk)) == "signature.not_yet"


def crl(number, *serials):
    return certs.make_crl(
        province().issuer, province().issuer_key, number, serials, NOW
    )


def test_a_revoked_certificate_is_refused_and_another_is_not():
    key, certificate = province().desk()
    p7s = signed(desk=(key, certificate))
    trust = province().trust(crl=crl(2, certificate.serial))
    assert refusal(p7s, trust) == "signature.revoked"
    assert cms.verify(MANIFEST, signed(), trust)


def test_a_list_of_the_number_that_is_held_is_not_old():
    trust = province().trust(crl=crl(2), crl_number=2)
    assert cms.verify(MANIFEST, signed(), trust)


def test_an_older_list_of_revoked_is_refused():
    assert refusal(signed(), province().trust(crl=crl(1), crl_number=2)) == "crl.old"


def test_a_list_by_somebody_else_is_refused():
    other = other_province()
    forged = certs.make_crl(other.issuer, other.issuer_key, 9, (), NOW)
    assert refusal(signed(), province().trust(crl=forged)) == "crl.signature"


def test_a_self_signed_desk_is_known_as_such():
    key = keys.new_signing_key()
    own = certs.self_signed("20854", "7K2M", key, NOW, CHANCE)
    signer = cms.verify(
        MANIFEST, cms.sign(MANIFEST, key, (own,), NOW), province().trust()
    )
    assert signer.self_signed


def test_a_desk_that_says_it_signed_itself_did():
    """Its own name as issuer, and another's key behind it."""
    key = keys.new_signing_key()
    own = certs.self_signed("20854", "7K2M", key, NOW, CHANCE)
    last = bytes([own.der[-1] ^ 1])
    forged = certs.read_certificate(own.der[:-1] + last)
    p7s = cms.sign(MANIFEST, key, (forged,), NOW)
    assert refusal(p7s) == "signature.chain"


def altered(change):
    content = asn1.ContentInfo.load(signed())
    change(content["content"])
    return content.dump()


def drop(name):
    def change(data):
        info = data["signer_infos"][0]
        kept = [a for a in info["signed_attrs"] if a["type"].native != name]
        info["signed_attrs"] = asn1.CMSAttributes(kept)

    return change


@pytest.mark.parametrize(
    "name", ["signing_certificate_v2", "signing_time", "message_digest", "content_type"]
)
def test_each_signed_attribute_is_demanded(name):
    assert refusal(altered(drop(name))) == "signature.attributes"


def test_two_signers_are_refused():
    def double(data):
        data["signer_infos"].append(data["signer_infos"][0].copy())

    assert refusal(altered(double)) == "signature.shape"


def test_an_altered_value_is_refused():
    def flip(data):
        info = data["signer_infos"][0]
        raw = bytearray(info["signature"].native)
        raw[-1] ^= 1
        info["signature"] = bytes(raw)

    assert refusal(altered(flip)) == "signature.wrong"


@pytest.mark.parametrize("raw", [b"", b"x" * 100, b"0" * 70_000, b"\x30\x80"])
def test_rubbish_is_refused(raw):
    assert refusal(raw).startswith("signature.")


def test_a_signature_torn_where_its_parts_begin_is_refused_by_name():
    """All of it is parsed at once: no part fails later, in words of a library."""
    whole = signed()
    for at in (26, 28, 29, 31, 60, 61, 62):
        torn = whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :]
        assert refusal(torn).startswith(("signature.", "certificate."))
