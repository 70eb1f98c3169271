"""The password opens the data key; nothing in the file is in clear."""

from contextlib import closing

import pytest

from desktop.errors import Environment, Usage
from desktop.signing import atrest, keyring, keys
from tests.signing.pki import CHANCE

PASSWORD = "bốn từ đủ dài"


def test_the_right_password_gives_the_same_key(tmp_path):
    key = keyring.create(tmp_path, "canbo", "Cán bộ", PASSWORD, CHANCE)
    assert keyring.unlock(tmp_path, PASSWORD) == key
    assert key.hex().encode() not in (tmp_path / keyring.FILE).read_bytes()
    with pytest.raises(Environment) as refused:
        keyring.unlock(tmp_path, PASSWORD + "x")
    assert refused.value.code == "password.wrong"


def test_a_new_password_keeps_the_data_key(tmp_path):
    key = keyring.create(tmp_path, "canbo", "Cán bộ", PASSWORD, CHANCE)
    keyring.change_password(tmp_path, "canbo", PASSWORD, "mật khẩu mới đây", CHANCE)
    assert keyring.unlock(tmp_path, "mật khẩu mới đây") == key
    with pytest.raises(Environment):
        keyring.unlock(tmp_path, PASSWORD)


def test_a_short_password_is_refused(tmp_path):
    with pytest.raises(Usage):
        keyring.create(tmp_path, "canbo", "Cán bộ", "ngắn", CHANCE)


def test_secrets_are_sealed_and_found_again(tmp_path):
    key = keyring.create(tmp_path, "canbo", "Cán bộ", PASSWORD, CHANCE)
    secret = keys.new_signing_key()
    keyring.put_secret(tmp_path, key, "signing", secret, CHANCE)
    assert keyring.get_secret(tmp_path, key, "signing") == secret
    assert keyring.get_secret(tmp_path, key, "other") is None
    with pytest.raises(Environment):
        keyring.get_secret(tmp_path, bytes(32), "signing")


def test_a_torn_keyring_falls_back_to_the_generation_before(tmp_path):
    key = keyring.create(tmp_path, "canbo", "Cán bộ", PASSWORD, CHANCE)
    keyring.put_secret(tmp_path, key, "signing", b"x", CHANCE)
    (tmp_path / keyring.FILE).write_bytes(b'{"format":')
    assert keyring.unlock(tmp_path, PASSWORD) == key


def seal(key, name, *pieces):
    return b"".join(atrest.sealed(key, name, pieces, CHANCE))


def test_a_sealed_file_opens_only_whole_and_under_its_name():
    key = bytes(32)
    sealed = seal(key, "a", b"con", b"", b"tent")
    assert atrest.unseal(key, "a", sealed) == b"content"
    for wrong in (("b", sealed), ("a", sealed[:-1])):
        with pytest.raises(Environment):
            atrest.unseal(key, *wrong)


def test_codes_are_read_as_people_write_them():
    code = keys.check_code(b"key")
    assert len(code) == 14 and keys.same_code(code, code.lower().replace("-", " "))
    assert not keys.same_code(code, keys.check_code(b"other"))


def test_a_sealed_file_opens_piece_by_piece_and_tells_when_it_was_touched(tmp_path):
    key, content = CHANCE.bytes(32), CHANCE.bytes(200_000)
    sealed = seal(key, "a", content[:70_000], content[70_000:])

    def opened(raw, by=key, name="a"):
        file = tmp_path / "sealed"
        file.write_bytes(raw)
        with closing(atrest.Unsealed(by, name, file)) as source:
            return b"".join(iter(lambda: source.read(65_536), b""))

    assert opened(sealed) == content
    assert opened(seal(key, "a")) == b""
    altered = bytearray(sealed)
    altered[100_000] ^= 1
    for raw in (bytes(altered), sealed[:-1], sealed[:20], b"", sealed + b"x"):
        with pytest.raises(Environment, match=r"attachment\.damaged"):
            opened(raw)
    for wrong in ({"by": CHANCE.bytes(32)}, {"name": "b"}):
        with pytest.raises(Environment, match=r"attachment\.damaged"):
            opened(sealed, **wrong)
