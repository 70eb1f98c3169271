"""A desk moves its key onto a token by asking for the next certificate."""

from datetime import date

import pytest

from desktop.desk import own_key as own_keys
from desktop.desk.desk import open_desk
from desktop.errors import Environment, Refused
from tests.cli.run import sophoihop
from tests.desk.conftest import PASSWORD, Chance, event
from tests.desk.test_renewing import back
from tests.desk.test_way import everything
from tests.signing.softhsm import PIN, WRONG, needs_token

pytestmark = needs_token


class Officer:
    """Types a PIN when asked, and counts how often."""

    def __init__(self, pin):
        self.pin = pin
        self.asked = 0

    def __call__(self):
        self.asked += 1
        return self.pin


def reopened(pair, officer):
    pair.commune.close()
    folder = pair.folder / "20854"
    pair.commune = open_desk(folder, PASSWORD, pair.clock, Chance(), officer)


@pytest.fixture(params=["ec", "rsa"])
def on_token(pair, soft_token, request):
    officer = Officer(PIN)
    reopened(pair, officer)
    pair.commune.act.enrol.renew(soft_token.uri(request.param))
    pair.take(pair.province, pair.hand(pair.commune))
    back(pair)
    return officer


def test_a_desk_signs_on_its_token_with_one_log_in_for_each_bundle(
    pair, soft_token, on_token
):
    assert own_keys.uri(pair.commune.ask._reader).startswith("pkcs11:")
    assert on_token.asked == 1  # for the request; the bundle went under the old key
    before = soft_token.log_ins()
    pair.add("mobilisation_event", event(pair))
    assert pair.take(pair.province, pair.hand(pair.commune)).new == 1
    assert (on_token.asked, soft_token.log_ins()) == (2, before + 1)


def test_a_wrong_pin_is_tried_once_and_changes_nothing(pair, soft_token, on_token):
    pair.add("mobilisation_event", event(pair))
    officer = Officer(WRONG)
    reopened(pair, officer)
    said = everything(pair.commune)
    lay = sorted((pair.folder / "20854" / "outbox").iterdir())
    before = soft_token.log_ins()
    with pytest.raises(Environment, match=r"token\.pin"):
        pair.hand(pair.commune)
    assert (officer.asked, soft_token.log_ins()) == (1, before + 1)
    assert everything(pair.commune) == said
    assert sorted((pair.folder / "20854" / "outbox").iterdir()) == lay
    assert list((pair.folder / "20854" / "spool").iterdir()) == []
    officer.pin = PIN
    assert pair.take(pair.province, pair.hand(pair.commune)).new == 1


def test_no_file_of_the_profile_holds_the_pin(pair, on_token):
    pair.hand(pair.commune)
    pair.commune.close()
    for path in (pair.folder / "20854").rglob("*"):
        assert not path.is_file() or PIN.encode() not in path.read_bytes()


def test_a_key_on_a_token_stays_and_its_certificate_is_followed(pair, on_token):
    with pytest.raises(Refused, match=r"renew\.early"):
        pair.commune.act.enrol.renew()
    where = own_keys.uri(pair.commune.ask._reader)
    pair.clock.turn_to(date(2030, 5, 1))
    pair.take(pair.province, pair.hand(pair.commune))
    assert pair.commune.ask.keys().asked
    back(pair)
    keys = pair.commune.ask.keys()
    assert (keys.asked, keys.days_left > 1700) == (False, True)
    assert own_keys.uri(pair.commune.ask._reader) == where
    pair.add("mobilisation_event", event(pair))
    assert pair.take(pair.province, pair.hand(pair.commune)).new == 1


def test_the_command_reads_the_pin_from_a_file(pair, on_token, monkeypatch):
    pair.commune.close()
    for name, text in (("password", PASSWORD), ("pin", PIN), ("wrong", WRONG)):
        (pair.folder / name).write_text(text, "utf-8")
    desk = {"profile": pair.folder / "20854", "password": pair.folder / "password"}
    for name, expected in (("wrong", 4), ("pin", 0)):
        monkeypatch.setenv("SOPHOIHOP_PIN_FILE", str(pair.folder / name))
        code, _, aside = sophoihop("handoff", "--to", pair.stick, "--json", **desk)
        assert code == expected, aside
        assert PIN not in aside and WRONG not in aside
