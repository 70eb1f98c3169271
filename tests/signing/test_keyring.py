"""The password opens the data key; nothing in the file is in clear."""

import json
from contextlib import closing
from pathlib import Path

import pytest

from desktop.errors import Environment, Fault, Usage
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


class Counting:
    """Chance that can be foretold: the n-th bytes asked for are all n."""

    def __init__(self):
        self.asked = []

    def bytes(self, count):
        self.asked.append(count)
        return bytes([len(self.asked)]) * count


WRITTEN = """{
 "format": "so-phoi-hop.keyring",
 "version": 1,
 "accounts": [
  {
   "id": "canbo",
   "shown": "Cán bộ",
   "kdf": "argon2id",
   "memory_kib": 65536,
   "passes": 3,
   "lanes": 1,
   "salt": "AgICAgICAgICAgICAgICAg==",
   "nonce": "AwMDAwMDAwMDAwMD",
   "wrapped": "Qz0UZ4soELw8HuuM9wTIvpDmIU4WUDJoEXuNKgSDRmbtBQeDR/OFcmBP/egxYEnI"
  }
 ],
 "sealed": {
  "signing": {
   "nonce": "BAQEBAQEBAQEBAQE",
   "data": "nMQ4MvzMfiy0u7HI1DZUUDbFzgI+Ag=="
  }
 }
}"""


def ring(folder, content):
    (folder / "keyring.json").write_text(content, "utf-8")


def test_a_keyring_is_written_as_it_always_was(tmp_path):
    chance = Counting()
    key = keyring.create(tmp_path, "canbo", "Cán bộ", PASSWORD, chance)
    keyring.put_secret(tmp_path, key, "signing", b"secret", chance)
    assert (tmp_path / "keyring.json").read_text("utf-8") == WRITTEN
    assert chance.asked == [32, 16, 12, 12]


def test_a_keyring_that_was_written_long_ago_opens(tmp_path):
    ring(tmp_path, WRITTEN)
    key = keyring.unlock(tmp_path, PASSWORD, "canbo")
    assert key == b"\1" * 32
    assert keyring.get_secret(tmp_path, key, "signing") == b"secret"
    assert keyring.accounts(tmp_path) == (("canbo", "Cán bộ"),)
    with pytest.raises(Environment, match=r"^password\.wrong"):
        keyring.unlock(tmp_path, PASSWORD, "another")


def test_the_generation_before_is_kept_beside(tmp_path):
    ring(tmp_path, WRITTEN)
    keyring.put_secret(tmp_path, b"\1" * 32, "age", b"more", CHANCE)
    assert (tmp_path / "keyring.json.1").read_text("utf-8") == WRITTEN
    assert keyring.get_secret(tmp_path, b"\1" * 32, "signing") == b"secret"
    assert keyring.get_secret(tmp_path, b"\1" * 32, "age") == b"more"


def test_there_is_one_keyring_in_a_folder(tmp_path):
    ring(tmp_path, WRITTEN)
    with pytest.raises(Environment, match=r"^keyring\.exists"):
        keyring.create(tmp_path, "canbo", "Cán bộ", PASSWORD, CHANCE)
    assert (tmp_path / "keyring.json").read_text("utf-8") == WRITTEN


@pytest.mark.parametrize(
    "content", [None, "", "[]", "{}", WRITTEN.replace("so-phoi-hop", "other")]
)
def test_where_no_keyring_is_it_is_said_to_be_missing(content, tmp_path):
    if content is not None:
        ring(tmp_path, content)
    with pytest.raises(Environment, match=r"^keyring\.missing"):
        keyring.accounts(tmp_path)


def test_a_password_has_twelve_characters_at_least(tmp_path):
    ring(tmp_path, WRITTEN)
    keyring.check_password("12 ký tự ấy.")
    with pytest.raises(Usage, match=r"^password\.short") as told:
        keyring.change_password(tmp_path, "canbo", PASSWORD, "11 ký tự ấy", CHANCE)
    assert told.value.facts == {"least": 12}


def test_another_password_is_for_one_account_alone(tmp_path):
    said = json.loads(WRITTEN)
    said["accounts"].append(said["accounts"][0] | {"id": "khac", "shown": "Khác"})
    ring(tmp_path, json.dumps(said))
    keyring.change_password(tmp_path, "canbo", PASSWORD, "mật khẩu mới đây", CHANCE)
    now = json.loads((tmp_path / "keyring.json").read_bytes())
    assert now["accounts"][1] == said["accounts"][1]
    assert now["sealed"] == said["sealed"]
    assert keyring.accounts(tmp_path) == (("canbo", "Cán bộ"), ("khac", "Khác"))
    with pytest.raises(Environment, match=r"^password\.wrong"):
        keyring.unlock(tmp_path, PASSWORD, "canbo")


def test_a_secret_that_was_touched_or_renamed_is_broken(tmp_path):
    key = b"\1" * 32
    for old, new in (("nMQ4", "nMQ5"), ('"signing"', '"age"'), ("BAQE", "BAQF")):
        ring(tmp_path, WRITTEN.replace(old, new))
        name = "age" if new == '"age"' else "signing"
        with pytest.raises(Environment, match=r"^keyring\.broken"):
            keyring.get_secret(tmp_path, key, name)


def test_secrets_of_another_shape_are_none_and_take_no_more(tmp_path):
    said = json.loads(WRITTEN) | {"sealed": []}
    ring(tmp_path, json.dumps(said))
    assert keyring.get_secret(tmp_path, bytes(32), "signing") is None
    with pytest.raises(Fault, match=r"^keyring\.broken"):
        keyring.put_secret(tmp_path, bytes(32), "signing", b"x", CHANCE)
    ring(tmp_path, json.dumps(said | {"accounts": {}}))
    assert keyring.accounts(tmp_path) == ()


def test_a_sealed_file_is_as_long_as_its_content_a_nonce_and_a_tag():
    chance = Counting()
    sealed = b"".join(atrest.sealed(bytes(32), "a", [b"con", b"tent"], chance))
    assert len(sealed) == 7 + 12 + 16 and sealed[:12] == b"\1" * 12


def test_a_sealed_file_is_let_go_of(tmp_path):
    file = tmp_path / "sealed"
    file.write_bytes(seal(bytes(32), "a", b"content"))

    def held():
        links = [link for link in Path("/proc/self/fd").iterdir() if link.is_symlink()]
        return [link.readlink() for link in links].count(file)

    source = atrest.Unsealed(bytes(32), "a", file)
    assert held() == 1
    source.close()
    assert held() == 0
