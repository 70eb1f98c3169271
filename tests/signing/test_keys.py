"""Codes to read over the phone, age keys, seals; and where the next key lies."""

import hashlib

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ed25519
from hypothesis import given
from hypothesis import strategies as st

from desktop.errors import Fault, Usage
from desktop.signing import envelope, keys, signers

LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


@given(st.binary())
def test_a_code_is_the_first_sixty_bits_of_the_digest_five_to_a_letter(content):
    bits = "".join(f"{byte:08b}" for byte in hashlib.sha256(content).digest())
    fives = [bits[at : at + 5] for at in range(0, 60, 5)]
    letters = "".join(LETTERS[int(five, 2)] for five in fives)
    assert keys.check_code(content) == f"{letters[:4]}-{letters[4:8]}-{letters[8:]}"


def test_a_code_that_was_told_once_stays_the_same():
    assert keys.check_code(b"key") == "7KSG-4CVU-2T5H"


@pytest.mark.parametrize(
    "other, same",
    [
        ("ABCD-2345-WXYZ", True),
        ("abcd 2345 wxyz", True),
        ("AbCd2345wxyz", True),
        ("ABCD-2345-WXY", False),
        ("ABCD-2345-WXYA", False),
        ("", False),
        ("Ấ", False),
    ],
)
def test_codes_are_the_same_whatever_case_spaces_and_dashes(other, same):
    assert keys.same_code("ABCD-2345-WXYZ", other) is same


def test_a_seal_is_hmac_sha_256():
    """RFC 4231, test case 2."""
    assert keys.mac(b"Jefe", b"what do ya want for nothing?") == (
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
    )


def test_an_age_key_is_known_by_its_secret():
    made = keys.new_age_identity()
    assert keys.age_identity(made.secret) == made
    assert made.secret.startswith("AGE-SECRET-KEY-1")
    assert made.recipient.startswith("age1") and made.recipient in repr(made)
    assert made.secret not in repr(made)
    assert keys.new_age_identity() != made


def test_a_key_of_another_kind_is_none_of_ours():
    raw = ed25519.Ed25519PrivateKey.generate().private_bytes(
        serialization.Encoding.DER,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    with pytest.raises(Fault, match=r"^key\.kind"):
        keys.load_key(raw)


def test_a_key_that_is_open_already_is_given_back():
    opened = keys.load_key(keys.new_signing_key())
    assert keys.load_key(opened) is opened


def test_the_next_key_never_lies_where_the_one_in_use_does():
    assert signers.FIRST == "file:signing"
    assert signers.next_file("file:signing") == "file:signing.b"
    assert signers.next_file("file:signing.b") == "file:signing"
    assert signers.next_file("pkcs11:token=a") == "file:signing"


def test_an_unknown_scheme_is_answered_with_those_we_know():
    with pytest.raises(Usage) as told:
        signers.opened("https://x", signers.Ways(bytes, str))
    assert told.value.facts == {"known": "file:, pkcs11:"}


def test_a_file_looks_like_age_by_its_first_line():
    assert envelope.looks_like_age(b"age-encryption.org/v1\n-> X25519")
    assert not envelope.looks_like_age(b"age-encryption.org/v2\n")
    assert not envelope.looks_like_age(b"")
