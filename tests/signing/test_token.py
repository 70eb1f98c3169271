"""A key on a token signs as one in a file does; a wrong PIN is tried once."""

import subprocess
import sys
from copy import copy, deepcopy

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from desktop.errors import Environment, Fault, Usage
from desktop.signing import certs, cms, keys, signers, token
from tests.signing.pki import CHANCE, NOW, province
from tests.signing.softhsm import PIN, WRONG, needs_token

MANIFEST = b"<manifest/>"


def opened(uri, pin=PIN):
    def no_secret(name):
        raise AssertionError(name)

    return signers.opened(uri, signers.Ways(no_secret, lambda: pin))


def refusal(kind, uri, pin=PIN):
    with pytest.raises(kind) as refused, opened(uri, pin):
        pass
    return refused.value


@needs_token
@pytest.mark.parametrize("kind", ["ec", "rsa"])
def test_a_token_asks_for_its_certificate_and_signs_with_one_log_in(
    soft_token, kind, tmp_path
):
    before = soft_token.log_ins()
    issuer, issuer_key = province().issuer, province().issuer_key
    with opened(soft_token.uri(kind)) as key:
        request = certs.make_request("20854", "7K2M", key)
        made = certs.issue(request, issuer, issuer_key, NOW, CHANCE)
        assert certs.certificate_key(made.der) == keys.public_der(key)
        p7s = cms.sign(MANIFEST, key, (made, issuer), NOW)
        alone = certs.self_signed("20854", "7K2M", key, NOW, CHANCE)
        by_itself = cms.sign(MANIFEST, key, (alone,), NOW)
    assert cms.verify(MANIFEST, p7s, province().trust()).certificate == made
    assert cms.verify(MANIFEST, by_itself, province().trust()).self_signed
    assert soft_token.log_ins() == before + 1
    for name, content in {
        "p7s": p7s, "manifest": MANIFEST, "root.pem": province().root.pem,
    }.items():  # fmt: skip
        (tmp_path / name).write_bytes(content)
    run = subprocess.run(
        ["openssl", "cms", "-verify", "-cades", "-inform", "DER", "-in", "p7s",
         "-content", "manifest", "-CAfile", "root.pem"],
        cwd=tmp_path, capture_output=True,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr


@needs_token
def test_a_wrong_pin_is_one_try_and_stays_out_of_the_message(soft_token):
    before = soft_token.log_ins()
    told = refusal(Environment, soft_token.uri("ec"), WRONG)
    assert told.code == "token.pin" and told.__suppress_context__
    assert soft_token.log_ins() == before + 1
    assert WRONG not in f"{told!r} {told} {told.facts}"


@needs_token
def test_what_is_not_there_is_told_before_a_pin_is_tried(soft_token):
    before = soft_token.log_ins()
    elsewhere = soft_token.uri("ec").replace(soft_token.module, "/nowhere.so")
    for uri in (soft_token.uri("ec", token="other"), elsewhere):
        assert refusal(Environment, uri).code == "token.missing"
    assert soft_token.log_ins() == before
    assert refusal(Environment, soft_token.uri("nothing")).code == "token.no_key"


@needs_token
def test_a_key_never_leaves_its_token(soft_token):
    for kind in ("ec", "rsa"):
        with opened(soft_token.uri(kind)) as key, pytest.raises(Fault) as refused:
            key.private_bytes(None, None, None)
        assert refused.value.code == "token.kept"


@pytest.mark.parametrize(
    "rest",
    [
        "",
        "token=a",
        "token=a;object=b",
        "token=a;object=b?module-path=",
        "token=a;object=b;pin-value=1?module-path=/x",
    ],
)
def test_an_address_is_whole_and_holds_no_pin(rest):
    assert refusal(Usage, f"pkcs11:{rest}").code == "token.uri"


def test_another_scheme_is_refused():
    assert refusal(Usage, "https://example.org/key").code == "signer.scheme"


def test_a_key_in_a_file_is_opened_by_its_name():
    raw = keys.new_signing_key()
    ways = signers.Ways({"signing": raw}.__getitem__, lambda: "")
    with signers.opened(signers.FIRST, ways) as key:
        assert keys.public_der(key) == keys.public_der(raw)


@needs_token
def test_a_key_says_its_size_and_curve_and_is_copied_as_itself(soft_token):
    for kind, bits in (("ec", 256), ("rsa", 2048)):
        with opened(soft_token.uri(kind)) as key:
            assert key.key_size == key.public_key().key_size == bits
            assert copy(key) is key and deepcopy(key) is key
            if kind == "ec":
                assert isinstance(key.curve, ec.SECP256R1)


@needs_token
def test_each_refusal_of_a_token_has_its_word():
    import pkcs11

    told = {
        "token.pin": (pkcs11.PinIncorrect, pkcs11.PinInvalid, pkcs11.PinLenRange),
        "token.locked": (pkcs11.PinLocked,),
        "token.refused": (pkcs11.PinExpired, pkcs11.DeviceRemoved),
    }
    for code, errors in told.items():
        assert {token._why(pkcs11, error()) for error in errors} == {code}


def test_without_the_extra_it_is_said_what_is_missing(monkeypatch):
    monkeypatch.setitem(sys.modules, "pkcs11", None)
    uri = "pkcs11:token=a;object=b?module-path=/x"
    assert refusal(Environment, uri).code == "token.no_extra"


def test_an_address_is_read_as_it_was_meant():
    found = token.read_uri("token=so%20phoi;object=a%3Bb?module-path=/x/y.so")
    assert found == token.Place("/x/y.so", "so phoi", "a;b")
