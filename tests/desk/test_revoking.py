"""A revoked desk is refused by name, and every other desk hears of it in time."""

from base64 import b64decode, b64encode
from datetime import date, timedelta

import pytest
from cryptography import x509

from desktop.cli.main import VERBS
from desktop.desk.views import finish
from desktop.errors import Refused, Usage
from desktop.signing import certs, revocation
from desktop.store import activity, settings
from desktop.store.connection import transaction
from tests.cli.run import sophoihop
from tests.desk.conftest import PASSWORD, event
from tests.desk.test_intake import quarantine
from tests.desk.test_way import everything


def device_of(pair):
    return pair.commune.core.profile.device


def crl_number(desk):
    return desk.ask.keys().crl_number


def test_a_revoked_desk_is_refused_by_name_and_nothing_changes(pair):
    pair.add("mobilisation_event", event(pair))
    handed = pair.hand(pair.commune)
    (gone,) = pair.province.act.enrol.revoke(device_of(pair), "lost")
    before = everything(pair.province)
    with pytest.raises(Refused) as refused:
        pair.take(pair.province, handed)
    assert refused.value.code == "signature.revoked"
    assert refused.value.facts == {"unit": "20854", "device": gone.device}
    assert everything(pair.province) == before
    assert quarantine(pair.province)[-1][3] == "signature.revoked"


def test_the_list_says_when_and_why_under_a_rising_number(pair):
    first = crl_number(pair.province)
    (gone,) = pair.province.act.enrol.revoke(device_of(pair), "lost")
    pair.clock.turn_to(date(2025, 9, 1))
    with pytest.raises(Refused, match=r"revoke\.unknown"):
        pair.province.act.enrol.revoke(device_of(pair), "lost")
    crl = x509.load_der_x509_crl(
        b64decode(settings.get(pair.province.ask._reader, "crl"))
    )
    serial = certs.read_certificate(gone.certificate).serial
    entry = crl.get_revoked_certificate_by_serial_number(serial)
    reason = entry.extensions.get_extension_for_class(x509.CRLReason).value.reason
    assert reason is x509.ReasonFlags.key_compromise
    assert entry.revocation_date_utc.date() == date(2025, 7, 2)
    assert crl_number(pair.province) == first + 1
    told = activity.last(pair.province.ask._reader, 1)[0]
    assert told.act == "revoke" and gone.device in told.what and "lost" in told.what


def test_a_certificate_may_be_named_by_the_beginning_of_its_hash(pair):
    (known,) = pair.province.ask.keys().desks
    (gone,) = pair.province.act.enrol.revoke(known.cert_sha256[:16], "retired")
    assert gone.cert_sha256 == known.cert_sha256
    assert pair.province.ask.keys().desks[0].status == "revoked"


def test_nobody_is_revoked_for_no_reason_or_by_a_commune(pair):
    before = everything(pair.province)
    with pytest.raises(Usage, match=r"revoke\.reason"):
        pair.province.act.enrol.revoke(device_of(pair), "")
    assert everything(pair.province) == before
    with pytest.raises(Refused, match=r"enrol\.no_authority"):
        pair.commune.act.enrol.revoke(device_of(pair), "lost")


def test_the_key_of_a_revoked_desk_is_not_certified_again(bench):
    """Its own word about itself is worth nothing any more."""
    setup = bench.province.act.enrol.write_setup(bench.stick)
    bench.commune.act.enrol.read_setup(setup)
    first = bench.hand(bench.commune)
    code = bench.commune.ask.desk().check_code
    finish(bench.province.act.grant(first.path, code))
    bench.province.act.enrol.revoke(device_of(bench), "lost")
    bench.add("mobilisation_event", event(bench))
    again = bench.hand(bench.commune)  # still self-signed: no answer came
    for act in (
        bench.province.act.take_in,
        lambda f: bench.province.act.grant(f, code),
    ):
        with pytest.raises(Refused, match=r"signature\.revoked"):
            finish(act(again.path))


# the list travels


def newer_list(pair, *serials, desk=None, above=0):
    """As when the province revokes some other desk."""
    authority, writer = pair.province.act._writer, (desk or pair.province).act._writer
    raw = b64decode(settings.get(authority, "certificate.issuer"))
    issuer, held = certs.read_certificate(raw), b64decode(settings.get(writer, "crl"))
    key = pair.province.core.secret("issuer")
    now = pair.clock.now()
    made = revocation.next_list(held, issuer, key, now, serials, "lost", above)
    with transaction(writer):
        settings.put(writer, "crl", b64encode(made).decode())
        settings.put(writer, "crl_number", str(revocation.read(made).number))


def test_each_bundle_down_brings_the_newest_list_and_its_number_never_falls(pair):
    newer_list(pair, 5)
    older = pair.hand(pair.province, "20854")
    newer_list(pair, 7)
    newest = pair.hand(pair.province, "20854")
    pair.take(pair.commune, newest)
    assert crl_number(pair.commune) == crl_number(pair.province) == 3
    held = settings.get(pair.commune.ask._reader, "crl")
    pair.take(pair.commune, older)  # overtaken on its way
    assert crl_number(pair.commune) == 3
    assert settings.get(pair.commune.ask._reader, "crl") == held
    assert revocation.read(b64decode(held)).serials == {5, 7}


def test_a_list_is_signed_anew_before_it_grows_old_and_not_at_each_bundle(pair):
    pair.hand(pair.province, "20854")
    pair.hand(pair.province, "20854")
    assert crl_number(pair.province) == 1
    pair.clock.turn_to(date(2025, 9, 1))
    pair.take(pair.commune, pair.hand(pair.province, "20854"))
    assert crl_number(pair.commune) == 2
    assert pair.commune.ask.keys().crl_days_over == 0


def test_a_desk_away_for_400_days_reads_its_receipts_and_is_warned(pair):
    pair.add("mobilisation_event", event(pair))
    pair.take(pair.province, pair.hand(pair.commune))
    down = pair.hand(pair.province, "20854")
    pair.clock.turn_to(date(2025, 7, 1) + timedelta(days=certs.CRL_DAYS + 7))
    assert pair.take(pair.commune, down).receipts == 1
    assert pair.commune.ask.handover.outbox().revisions == 0
    assert pair.commune.ask.keys().crl_days_over == 7
    pair.add("mobilisation_event", event(pair, attendance="7"))
    assert pair.take(pair.province, pair.hand(pair.commune)).new == 1
    pair.take(pair.commune, pair.hand(pair.province, "20854"))
    assert pair.commune.ask.keys().crl_days_over == 0


@pytest.mark.parametrize("told, then", [(5, 6), (2000, 1)])
def test_a_restored_province_numbers_on_above_what_its_communes_hold(pair, told, then):
    """Its own list is older than theirs; a leap is nobody's number."""
    newer_list(pair, desk=pair.commune, above=told - 1)
    pair.add("mobilisation_event", event(pair))
    pair.take(pair.province, pair.hand(pair.commune))
    pair.take(pair.commune, pair.hand(pair.province, "20854"))
    assert crl_number(pair.province) == then
    assert crl_number(pair.commune) == max(told, then)


def test_the_commands_list_desks_revoke_one_and_warn_of_an_old_list(pair):
    pair.commune.close()
    pair.province.close()
    password = pair.folder / "password"
    password.write_text(PASSWORD, "utf-8")
    province = {"profile": pair.folder / "48", "password": password}
    commune = {"profile": pair.folder / "20854", "password": password}
    _, told, _ = sophoihop("enrol", "status", "--json", **province)
    (known,) = told["keys"]["desks"]
    assert known["status"] == "active"
    # the real clock of this run may be past the list's date, as on a desk long away
    _, told, _ = sophoihop("enrol", "status", "--json", **commune)
    _, said, _ = sophoihop("enrol", "status", **commune)
    over = told["keys"]["crl_days_over"]
    assert (f"cũ {over} ngày" in said) is (over > 0)
    code, _, aside = sophoihop("enrol", "revoke", known["device"], **province)
    assert code == 2 and "--reason" in aside
    code, told, _ = sophoihop(
        "enrol", "revoke", known["device"], "--reason", "left", "--json", **province
    )
    assert (code, told["crl_number"], len(told["revoked"])) == (0, 2, 1)
    assert "enrol revoke" in {verb.words for verb in VERBS}
