"""One certificate follows another without a call, without a gap, and nothing is lost."""

from datetime import date

import pytest

from desktop.desk import handoff
from desktop.desk import own_key as own_keys
from desktop.desk.views import finish
from desktop.errors import Refused
from desktop.signing import certs, keyring, keys
from desktop.store import settings
from tests.desk.conftest import event
from tests.desk.test_intake import refusal
from tests.desk.test_revoking import device_of
from tests.desk.test_way import everything

NEAR_THE_END = date(2030, 5, 1)  # certificates of July 2025 last five years


def own(desk):
    return settings.get(desk.ask._reader, "certificate.own")


def active(pair):
    return [d.status for d in pair.province.ask.keys().desks]


def back(pair):
    """The province's answer, taken in."""
    return pair.take(pair.commune, pair.hand(pair.province, "20854"))


def test_near_its_end_a_certificate_is_followed_by_the_next_without_a_gap(pair):
    first = own(pair.commune)
    pair.clock.turn_to(NEAR_THE_END)
    pair.add("mobilisation_event", event(pair))
    assert not pair.commune.ask.keys().asked
    asking = pair.hand(pair.commune)
    assert pair.commune.ask.keys().asked
    told = pair.take(pair.province, asking)
    assert (told.result, told.new, "request" in told.documents) == ("taken", 1, True)
    assert active(pair) == ["active", "active"]
    # the old one still holds while the new one is on its way
    pair.add("mobilisation_event", event(pair, attendance="7"))
    under_way = pair.hand(pair.commune)
    assert own(pair.commune) == first
    assert pair.take(pair.province, under_way).new == 1
    assert active(pair) == ["active", "active"]  # asked twice, answered once
    back(pair)
    assert own(pair.commune) != first and not pair.commune.ask.keys().asked
    assert pair.commune.ask.keys().days_left > 1700
    # and from the next bundle on the new one signs
    pair.add("mobilisation_event", event(pair, attendance="8"))
    told = pair.take(pair.province, pair.hand(pair.commune))
    assert (told.result, told.new) == ("taken", 1)
    back(pair)
    assert pair.commune.ask.handover.outbox().revisions == 0
    # long after the old one has ended
    pair.clock.turn_to(date(2031, 8, 1))
    pair.add("mobilisation_event", event(pair, attendance="9"))
    assert pair.take(pair.province, pair.hand(pair.commune)).new == 1


def test_a_new_certificate_has_a_new_key_and_its_code(pair):
    before = pair.commune.ask.desk().check_code
    where = own_keys.uri(pair.commune.ask._reader)
    pair.commune.act.enrol.renew()
    assert pair.commune.ask.desk().check_code == before  # the old one is in use
    pair.take(pair.province, pair.hand(pair.commune))
    back(pair)
    assert pair.commune.ask.desk().check_code != before
    assert own_keys.uri(pair.commune.ask._reader) != where
    pair.commune.act.enrol.renew()  # and once more: the keys take turns
    pair.take(pair.province, pair.hand(pair.commune))
    back(pair)
    assert own_keys.uri(pair.commune.ask._reader) == where
    pair.add("mobilisation_event", event(pair))
    assert pair.take(pair.province, pair.hand(pair.commune)).new == 1


def test_asking_twice_before_the_answer_changes_no_key(pair):
    pair.commune.act.enrol.renew()
    asking = pair.hand(pair.commune)
    request = settings.get(pair.commune.ask._reader, "request")
    pair.commune.act.enrol.renew()
    assert settings.get(pair.commune.ask._reader, "request") == request
    pair.take(pair.province, asking)
    back(pair)
    assert not pair.commune.ask.keys().asked


def test_an_older_bundle_down_that_comes_late_changes_no_certificate(pair):
    pair.add("mobilisation_event", event(pair))
    pair.take(pair.province, pair.hand(pair.commune))
    late = pair.hand(pair.province, "20854")  # knows the first certificate alone
    pair.commune.act.enrol.renew()
    pair.take(pair.province, pair.hand(pair.commune))
    back(pair)
    newest = own(pair.commune)
    assert pair.take(pair.commune, late).receipts == 1
    assert own(pair.commune) == newest


def test_a_province_renews_its_own_and_its_communes_read_on(pair):
    first = own(pair.province)
    pair.clock.turn_to(NEAR_THE_END)
    pair.add("mobilisation_event", event(pair))
    pair.take(pair.province, pair.hand(pair.commune))
    back(pair)
    assert own(pair.province) != first
    assert pair.commune.ask.handover.outbox().revisions == 0


def test_a_request_in_the_name_of_another_desk_is_refused(pair, monkeypatch):
    from desktop.bundle.request import Request, write_request

    key = keys.new_signing_key()
    for unit, device in (("20194", device_of(pair)), ("20854", "ZZZZ")):
        csr = certs.make_request(unit, device, key)
        raw = write_request(Request(csr, pair.commune.core.identity().recipient))
        monkeypatch.setattr(handoff, "_documents", lambda *_, raw=raw: {"request": raw})
        pair.add("mobilisation_event", event(pair))
        assert refusal(pair, pair.hand(pair.commune)) == "certificate.request"


def test_a_revoked_desk_is_not_renewed(pair):
    pair.commune.act.enrol.renew()
    asking = pair.hand(pair.commune)
    pair.province.act.enrol.revoke(device_of(pair), "lost")
    assert refusal(pair, asking) == "signature.revoked"
    assert active(pair) == ["revoked"]


def test_whoever_has_no_certificate_does_not_renew_it(bench):
    before = everything(bench.commune)
    with pytest.raises(Refused, match=r"renew\.not_certified"):
        bench.commune.act.enrol.renew()
    assert everything(bench.commune) == before


def test_a_key_in_a_file_is_made_by_the_program_alone(pair):
    with pytest.raises(Refused, match=r"renew\.own_file"):
        pair.commune.act.enrol.renew("file:key")


# a key that is lost, or revoked


def test_a_desk_with_a_lost_key_begins_again_by_phone_and_loses_nothing(pair):
    pair.add("mobilisation_event", event(pair))
    pair.take(pair.province, pair.hand(pair.commune))
    kept = pair.add("mobilisation_event", event(pair, attendance="7"))
    pair.province.act.enrol.revoke(device_of(pair), "lost")
    with pytest.raises(Refused, match=r"signature\.revoked"):
        pair.take(pair.province, pair.hand(pair.commune))
    code = pair.commune.ask.desk().check_code
    pair.commune.act.enrol.begin_again()
    assert pair.commune.ask.desk().check_code != code
    assert not pair.commune.ask.desk().certified
    handed = pair.hand(pair.commune)
    assert pair.take(pair.province, handed).result == "pending"
    told = finish(
        pair.province.act.grant(handed.path, pair.commune.ask.desk().check_code)
    )
    assert told.new == 1 and active(pair) == ["revoked", "active"]
    back(pair)
    assert pair.commune.ask.desk().certified
    for waiting in pair.province.ask.handover.waiting():
        pair.province.act.confirm(waiting.device, waiting.epoch)
    assert len(pair.province.ask.records.rows([kept])) == 1
    pair.add("mobilisation_event", event(pair, attendance="8"))
    told = pair.take(pair.province, pair.hand(pair.commune))
    assert told.new == 1


def test_no_key_stands_in_clear(pair):
    pair.commune.act.enrol.renew()
    raw = (pair.commune.core.folder / keyring.FILE).read_bytes()
    secret = pair.commune.core.secret("signing.b")
    assert secret not in raw and secret.hex().encode() not in raw


def test_a_province_does_not_begin_again_by_phone(pair):
    with pytest.raises(Refused, match=r"renew\.by_itself"):
        pair.province.act.enrol.begin_again()
