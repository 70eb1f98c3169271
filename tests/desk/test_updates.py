"""A newer program is told of with the bundles down; its file is compared, never run."""

import hashlib

import pytest

from desktop import assets
from desktop.bundle.update import Update
from desktop.desk.views import finish
from desktop.errors import Environment, Refused
from desktop.store import settings


@pytest.fixture
def setup(tmp_path):
    file = tmp_path / "so-phoi-hop-0.9.0.exe"
    file.write_bytes(b"MZ" + bytes(100_000))
    return file


def told(code, ask):
    with pytest.raises(Refused) as refused:
        ask()
    return refused.value.code == code


def test_a_commune_learns_of_it_and_knows_the_file(pair, setup, tmp_path):
    assert pair.commune.ask.update() is None
    assert told("update.none", lambda: pair.commune.ask.is_update(setup))
    made = pair.province.act.enrol.announce(setup, "0.9.0")
    sha256 = hashlib.sha256(setup.read_bytes()).hexdigest()
    assert made == Update("0.9.0", 100_002, sha256)
    down = pair.hand(pair.province, "20854")
    assert pair.take(pair.commune, down).documents == (
        "certificate", "crl", "roster", "update",
    )  # fmt: skip
    assert pair.commune.ask.update() == made
    assert pair.commune.ask.is_update(setup) == made
    other = tmp_path / "other.exe"
    other.write_bytes(setup.read_bytes()[:-1] + b"x")
    assert told("update.other", lambda: pair.commune.ask.is_update(other))
    with pytest.raises(Environment, match=r"bundle\.unreadable"):
        pair.commune.ask.is_update(tmp_path / "none.exe")


def test_a_notice_makes_a_bundle_of_its_own(pair, setup):
    first = pair.hand(pair.province, "20854")
    assert pair.hand(pair.province, "20854").n == first.n
    pair.province.act.enrol.announce(setup, "0.9.0")
    assert pair.hand(pair.province, "20854").n == first.n + 1


def test_an_older_notice_that_comes_late_changes_nothing(pair, setup):
    pair.province.act.enrol.announce(setup, "0.8.0")
    late = pair.hand(pair.province, "20854")
    kept = late.path.rename(late.path.with_suffix(".late"))
    pair.province.act.enrol.announce(setup, "0.9.0")
    pair.take(pair.commune, pair.hand(pair.province, "20854"))
    finish(pair.commune.act.take_in(kept))
    assert pair.commune.ask.update().version == "0.9.0"


def test_who_has_that_program_is_told_of_none(pair, setup):
    pair.province.act.enrol.announce(setup, assets.version())
    pair.take(pair.commune, pair.hand(pair.province, "20854"))
    assert settings.get(pair.commune.act._writer, "update")
    assert pair.commune.ask.update() is None


def test_only_a_province_announces_and_by_a_number(pair, setup):
    announce = pair.commune.act.enrol.announce
    assert told("enrol.no_authority", lambda: announce(setup, "0.9.0"))
    announce = pair.province.act.enrol.announce
    assert told("update.version", lambda: announce(setup, "bản mới"))
    assert pair.province.ask.update() is None
