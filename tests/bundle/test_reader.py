"""What a whole bundle says of its file, its signer and its header; what it leaves behind."""

import hashlib
import io

import pytest

from desktop.bundle import reader
from desktop.bundle.names import MAX_FILE
from desktop.bundle.reader import file_sha256, granted, reading, unpack
from desktop.errors import Environment, Refused
from desktop.ledger.handover import Pending, SignedBy, Verified
from desktop.signing import certs, envelope, keys
from tests.signing.pki import CHANCE, NOW
from tests.vectors.parts import (
    DESK,
    DESK_KEY,
    PROVINCE,
    Plan,
    header_hash,
    inner,
    read,
    request,
    sealed,
    the_header,
    who,
)

SIGNER = SignedBy(DESK.sha256, "20854", "7K2M", DESK.der)


@pytest.fixture(scope="module")
def whole():
    return sealed(Plan())


def test_a_bundle_says_who_signed_it_and_the_hash_of_its_header(whole, tmp_path):
    asked = []
    by = who(may_act=lambda signed: asked.append(signed) or True)
    found, _, _ = read(whole, tmp_path, by)
    assert isinstance(found, Verified)
    assert found.signer == SIGNER and asked == [SIGNER]
    assert found.header == the_header(Plan())
    assert found.header_sha256 == header_hash(Plan())


def test_a_desk_that_may_not_speak_for_its_unit_is_named(whole, tmp_path):
    with pytest.raises(Refused) as refused:
        read(whole, tmp_path, who(may_act=lambda signed: False))
    assert refused.value.code == "bundle.not_in_roster"
    assert refused.value.facts == {"unit": "20854"}


def test_a_bundle_for_another_is_told_with_its_receiver(whole, tmp_path):
    with pytest.raises(Refused) as refused:
        read(whole, tmp_path, who(me="01"))
    assert refused.value.code == "bundle.other_receiver"
    assert refused.value.facts == {"unit": "48"}


def test_a_pending_bundle_is_granted_as_it_was_read(tmp_path):
    own = certs.self_signed("20854", "7K2M", DESK_KEY, NOW, CHANCE)
    plan = Plan(chain=(own,), documents={"request": request()})
    found, _, _ = read(sealed(plan), tmp_path, who(may_act=lambda signed: False))
    assert isinstance(found, Pending)
    assert found.check_code == keys.check_code(keys.public_der(DESK_KEY))
    assert found.request == plan.documents["request"]
    after = granted(found)
    assert isinstance(after, Verified)
    assert (after.header, after.header_sha256) == (the_header(plan), header_hash(plan))
    assert (after.signer, after.parts) == (found.signer, found.parts)


def test_a_file_is_known_by_its_hash_and_a_missing_one_is_told_by_name(tmp_path):
    (tmp_path / "a").write_bytes(b"x" * 200_000)
    assert file_sha256(tmp_path / "a") == hashlib.sha256(b"x" * 200_000).hexdigest()
    for ask in (
        lambda file: file_sha256(file),
        lambda file: unpack(file, [PROVINCE.secret], tmp_path / "out"),
    ):
        with pytest.raises(Environment) as told:
            ask(tmp_path / "none.sph")
        assert told.value.code == "bundle.unreadable"
        assert told.value.facts == {"file": "none.sph"}


def test_what_cannot_be_unpacked_leaves_nothing(whole, tmp_path):
    (tmp_path / "cut.sph").write_bytes(whole[:-1])
    with pytest.raises(Refused, match=r"^envelope\.broken"):
        unpack(tmp_path / "cut.sph", [PROVINCE.secret], tmp_path / "out")
    assert [one.name for one in tmp_path.iterdir()] == ["cut.sph"]


def test_unpacked_it_is_the_container(tmp_path):
    plan = Plan()
    raw = inner(plan)
    with (tmp_path / "a.sph").open("wb") as file, (tmp_path / "raw").open("w+b") as put:
        put.write(raw)
        put.seek(0)
        envelope.encrypt(put, file, [PROVINCE.recipient])
    unpack(tmp_path / "a.sph", [PROVINCE.secret], tmp_path / "out")
    assert (tmp_path / "out").read_bytes() == raw


@pytest.mark.parametrize("more, code", [(0, "envelope.not_age"), (1, "container.size")])
def test_a_file_larger_than_any_bundle_is_not_opened(more, code, tmp_path):
    with (tmp_path / "a").open("wb") as file:
        file.truncate(MAX_FILE + more)
    with pytest.raises(Refused, match=code):
        unpack(tmp_path / "a", [PROVINCE.secret], tmp_path / "out")


def test_the_spool_holds_the_container_only_while_it_is_read(whole, tmp_path):
    (tmp_path / "a.sph").write_bytes(whole)
    spool = tmp_path / "spool"
    spool.mkdir()
    with reading(tmp_path / "a.sph", spool, who()) as found:
        (plain,) = spool.rglob("*.asice")
        unpack(tmp_path / "a.sph", [PROVINCE.secret], tmp_path / "out")
        assert plain.read_bytes() == (tmp_path / "out").read_bytes()
        (tmp_path / "a.sph").write_bytes(b"what a stick gives when asked again")
    assert list(spool.iterdir()) == []
    assert found.file_sha256 == hashlib.sha256(whole).hexdigest()


@pytest.mark.parametrize("size", [0, 1, 65_535, 65_536, 65_537, 131_072])
@pytest.mark.parametrize("keys", [1, 60])
def test_the_hash_is_of_all_that_was_read(size, keys, tmp_path):
    """Whatever the last piece of the payload is, and how long the header before it."""
    file = tmp_path / "a.age"
    with file.open("wb") as out:
        envelope.encrypt(io.BytesIO(bytes(size)), out, [PROVINCE.recipient] * keys)
    hashed = reader._decrypt(file, tmp_path / "plain", [PROVINCE.secret])
    assert hashed == file_sha256(file)
