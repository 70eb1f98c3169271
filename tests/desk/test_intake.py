"""What must not come in does not, what comes late or twice does no harm."""

import shutil
from datetime import date

import pytest

from desktop.desk import doctor, handoff, outgoing, profile
from desktop.desk.desk import open_desk
from desktop.desk.entry import Origin, finished, put
from desktop.desk.views import finish
from desktop.errors import Environment, Refused
from desktop.ledger.ids import new_record_id
from desktop.store import files, journal, settings, streams
from desktop.store.connection import transaction
from tests.cli.run import sophoihop
from tests.desk.conftest import PASSWORD, Chance, event
from tests.desk.test_way import YEAR, everything
from tests.papers.made import pdf


def attachments_of(desk):
    return sorted(p.name for p in (desk.core.folder / "attachments").iterdir())


def refusal(pair, handed):
    """The code a bundle is refused by; nothing may have changed."""
    before, held = everything(pair.province), attachments_of(pair.province)
    with pytest.raises(Refused) as refused:
        pair.take(pair.province, handed)
    assert everything(pair.province) == before
    assert attachments_of(pair.province) == held
    assert list((pair.province.core.folder / "spool").iterdir()) == []
    return refused.value.code


def content(pair, record=None, unit="20854", **data):
    definition = pair.commune.core.catalogue.form("mobilisation_event").definition
    record = record or new_record_id(pair.clock, Chance())
    origin = Origin(record, unit, "2026-04-30")
    said = {
        "event_form": "pano", "event_date": "2025-07-01", "lead_org": "0" * 32,
        "place_scope": "all", "topics": "ma_tuy", "audience": "all",
    }  # fmt: skip
    return put(definition, origin, said | data, Chance())


# whose lines


def test_a_line_of_another_unit_is_refused(pair):
    pair.commune.act.finish(finished(content(pair, unit="20194")))
    assert refusal(pair, pair.hand(pair.commune)) == "bundle.foreign_line"


def test_a_record_of_another_unit_is_not_taken_over(pair):
    (theirs, *_) = pair.province.ask.records.ids("organisation")
    pair.commune.act.finish(finished(content(pair, record=theirs)))
    rows = pair.province.ask.records.rows([theirs])
    if rows[0].unit == "20854":  # the list mixes both units' parties
        theirs = next(
            r.record
            for r in pair.province.ask.records.rows(
                pair.province.ask.records.ids("organisation")
            )
            if r.unit == "48"
        )
        pair.commune.act.finish(finished(content(pair, record=theirs)))
    assert refusal(pair, pair.hand(pair.commune)) == "bundle.foreign_record"


def test_a_stream_to_somebody_else_is_refused(pair, monkeypatch):
    pair.commune.act.finish(finished(content(pair)))
    own = outgoing._reaches
    with transaction(pair.commune.act._writer):
        settings.put(pair.commune.act._writer, "parent", "20194")
    pair.commune.act.finish(finished(content(pair)))
    with transaction(pair.commune.act._writer):
        settings.put(pair.commune.act._writer, "parent", "48")
    monkeypatch.setattr(
        outgoing, "_reaches", lambda core, conn, to: own(core, conn, "20194")
    )
    assert refusal(pair, pair.hand(pair.commune)) == "bundle.foreign_stream"


# documents and files


@pytest.mark.parametrize("name", ["certificate", "crl"])
def test_a_commune_may_not_send_what_only_the_province_sends(pair, monkeypatch, name):
    monkeypatch.setattr(handoff, "_documents", lambda *_: {name: b"mine"})
    assert refusal(pair, pair.hand(pair.commune)) == "bundle.role"


def attach(pair, tmp_path, record):
    paper = tmp_path / "bien-ban.pdf"
    paper.write_bytes(pdf("bien ban"))
    pair.commune.act.files.attach(record, paper, paper.name, shows_people=False)
    return pair.commune.ask.records.view(record).files[0].sha256


def test_a_file_nobody_asked_for_is_refused(pair, tmp_path):
    sha256 = attach(pair, tmp_path, pair.add("mobilisation_event", event(pair)))
    with transaction(pair.commune.act._writer):
        files.ask(
            pair.commune.act._writer, sha256, "48", "in", "2025-07-02T08:00:00+07:00"
        )
    assert refusal(pair, pair.hand(pair.commune)) == "bundle.attachment_unasked"


def test_a_commune_cannot_ask_the_province_for_files(pair, tmp_path):
    record = pair.add("mobilisation_event", event(pair))
    sha256 = attach(pair, tmp_path, record)
    with transaction(pair.commune.act._writer):
        files.ask(
            pair.commune.act._writer, sha256, "48", "out", "2025-07-02T08:00:00+07:00"
        )
    pair.take(pair.province, pair.hand(pair.commune))
    assert files.asked(pair.province.ask._reader, "20854", "in", "open") == []


def test_a_report_is_not_sent_a_second_time_after_its_receipt(pair):
    pair.clock.turn_to(date(2026, 7, 1))
    check = pair.commune.ask.period.check(YEAR)
    finish(pair.commune.act.close_period(YEAR, check.sentences))
    assert pair.commune.ask.handover.outbox().attachments == 1
    pair.take(pair.province, pair.hand(pair.commune))
    pair.take(pair.commune, pair.hand(pair.province, "20854"))
    outbox = pair.commune.ask.handover.outbox()
    assert (outbox.revisions, outbox.attachments) == (0, 0)


def test_a_report_whose_file_was_damaged_is_not_sent(pair, tmp_path):
    """Nothing leaves, nothing is noted; whoever mends the file sends it after all."""
    pair.clock.turn_to(date(2026, 7, 1))
    check = pair.commune.ask.period.check(YEAR)
    closed = finish(pair.commune.act.close_period(YEAR, check.sentences))
    file = pair.commune.core.folder / "attachments" / closed.pdf_sha256
    whole = file.read_bytes()
    file.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    outbox = pair.commune.core.folder / "outbox"
    before, lay = everything(pair.commune), list(outbox.iterdir())
    with pytest.raises(Environment, match=r"attachment\.damaged"):
        pair.hand(pair.commune)
    assert everything(pair.commune) == before
    assert list(outbox.iterdir()) == lay
    assert list((pair.commune.core.folder / "spool").iterdir()) == []
    file.write_bytes(whole)
    pair.take(pair.province, pair.hand(pair.commune))


# order


def test_a_bundle_overtaken_on_its_way_changes_no_record(pair):
    pair.add("mobilisation_event", event(pair))
    second = pair.hand(pair.commune)
    pair.add("mobilisation_event", event(pair, attendance="9"))
    third = pair.hand(pair.commune)
    assert pair.take(pair.province, third).result == "gap"
    late = pair.take(pair.province, second)
    assert (late.result, late.new, late.same) == ("taken", 0, 1)
    pair.take(pair.commune, pair.hand(pair.province, "20854"))
    assert pair.commune.ask.handover.outbox().revisions == 0


def two_in_a_row(pair):
    """Two bundles, the second of which begins where the first ends."""
    pair.add("mobilisation_event", event(pair))
    first = pair.hand(pair.commune)
    writer = pair.commune.act._writer
    for key, place in streams.own(writer):
        with transaction(writer):
            streams.acknowledge(writer, key, place.seq)
    pair.add("mobilisation_event", event(pair, attendance="9"))
    return first, pair.hand(pair.commune)


def test_a_bundle_that_did_not_join_is_taken_in_once_it_does(pair):
    first, second = two_in_a_row(pair)
    early = pair.take(pair.province, second)
    assert (early.result, early.new, early.refused) == ("gap", 0, 1)
    came = journal.all_came(pair.province.ask._reader)[0]
    assert (came.n, came.result, came.code) == (second.n, "refused", "GAP")
    assert pair.take(pair.province, first).result == "taken"
    late = pair.take(pair.province, second)
    assert (late.result, late.new) == ("taken", 1)
    assert pair.take(pair.province, second).result == "known"
    assert doctor.examine(pair.province).revisions


def test_the_command_refuses_a_bundle_that_does_not_join(pair):
    _, second = two_in_a_row(pair)
    pair.province.close()
    folder, password = pair.folder / "48", pair.folder / "password"
    password.write_text(PASSWORD, "utf-8")
    desk = {"profile": folder, "password": password}
    for verb in ("verify", "intake"):
        code, answer, _ = sophoihop(verb, second.path, "--json", **desk)
        assert (code, answer["error"]["code"]) == (3, "GAP")
    code, answer, _ = sophoihop("intake", pair.stick, "--json", **desk)
    last = answer["bundles"][-1]["taken"]
    assert (code, last["n"], last["new"]) == (0, second.n, 1)
    code, answer, _ = sophoihop("verify", second.path, "--json", **desk)
    assert (code, answer["result"]) == (0, "known")
    pair.province = pair.open("48")


def test_the_same_content_goes_out_again_under_the_same_number(pair):
    pair.add("mobilisation_event", event(pair))
    first = pair.hand(pair.commune)
    first.path.unlink()
    again = pair.hand(pair.commune)
    assert (again.n, again.sha256) == (first.n, first.sha256)
    assert pair.take(pair.province, again).result == "taken"


def test_a_lost_receipt_comes_again_by_itself(pair):
    pair.add("mobilisation_event", event(pair))
    handed = pair.hand(pair.commune)
    pair.take(pair.province, handed)
    pair.hand(pair.province, "20854").path.unlink()
    with transaction(pair.province.act._writer):
        settings.put(pair.province.act._writer, "sent.20854", "")  # as if more was said
    again = pair.hand(pair.province, "20854")
    assert pair.take(pair.commune, again).receipts == 1
    assert pair.commune.ask.handover.outbox().revisions == 0


def test_replay_after_the_receipt_has_gone_changes_nothing(pair):
    pair.add("mobilisation_event", event(pair))
    handed = pair.hand(pair.commune)
    pair.take(pair.province, handed)
    down = pair.hand(pair.province, "20854")
    pair.take(pair.commune, down)
    before = everything(pair.province), everything(pair.commune)
    assert pair.take(pair.province, handed).result == "known"
    assert pair.take(pair.commune, down).result == "known"
    assert (everything(pair.province), everything(pair.commune)) == before


def test_verify_says_beforehand_what_intake_does(pair):
    pair.add("mobilisation_event", event(pair))
    pair.hand(pair.commune)
    pair.add("mobilisation_event", event(pair, attendance="11"))
    handed = pair.hand(pair.commune)
    before = everything(pair.province)
    told = finish(pair.province.ask.handover.verify(handed.path))
    assert everything(pair.province) == before
    assert told == pair.take(pair.province, handed)
    known = finish(pair.province.ask.handover.verify(handed.path))
    assert (known.result, known.same) == ("known", 2)


def test_a_file_is_known_by_every_byte_of_it(pair):
    pair.add("mobilisation_event", event(pair))
    handed = pair.hand(pair.commune)
    pair.take(pair.province, handed)
    whole = handed.path.read_bytes()
    handed.path.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    with pytest.raises(Refused, match=r"envelope\.broken"):
        pair.take(pair.province, handed)
    handed.path.write_bytes(whole)
    known = pair.take(pair.province, handed)
    assert (known.result, known.revisions, known.same, known.new) == ("known", 1, 1, 0)


# copies


def test_two_computers_with_one_copy_raise_an_alarm_and_lose_nothing(pair, tmp_path):
    pair.commune.close()
    shutil.copytree(tmp_path / "20854", tmp_path / "twin")
    pair.commune = pair.open("20854")
    twin = open_desk(tmp_path / "twin", PASSWORD, pair.clock, Chance())
    mine = pair.add("mobilisation_event", event(pair, attendance="10"))
    pair.add("mobilisation_event", event(pair, attendance="11"))
    pair.take(pair.province, pair.hand(pair.commune))
    theirs = pair.add("mobilisation_event", event(pair, attendance="20"), twin)
    pair.add("mobilisation_event", event(pair, attendance="21"), twin)
    other = pair.add("mobilisation_event", event(pair, attendance="22"), twin)
    told = pair.take(pair.province, pair.hand(twin))
    assert (told.result, told.new) == ("fork", 3)
    assert len(pair.province.ask.records.rows([mine, theirs, other])) == 1
    assert pair.province.ask.handover.journal()[0].code == "FORK"
    assert doctor.examine(pair.province).revisions
    (waiting,) = pair.province.ask.handover.waiting()
    assert (waiting.unit, waiting.mark, waiting.lines) == ("20854", "fork", 3)
    pair.province.act.confirm(waiting.device, waiting.epoch)
    assert len(pair.province.ask.records.rows([mine, theirs, other])) == 3
    assert pair.province.ask.handover.waiting() == ()
    assert doctor.examine(pair.province).revisions
    # the answer makes the copy begin an epoch of its own, and all is well again
    epoch = settings.get(twin.ask._reader, "epoch")
    finish(twin.act.take_in(pair.hand(pair.province, "20854").path))
    assert settings.get(twin.ask._reader, "epoch") != epoch
    pair.add("mobilisation_event", event(pair, attendance="23"), twin)
    told = pair.take(pair.province, pair.hand(twin))
    assert (told.result, told.new) == ("restored", 1)
    last = pair.add("mobilisation_event", event(pair, attendance="24"), twin)
    finish(twin.act.take_in(pair.hand(pair.province, "20854").path))
    told = pair.take(pair.province, pair.hand(twin))
    assert (told.result, told.new, told.same) == ("restored", 1, 0)
    assert pair.province.ask.records.rows([last]) == ()
    (waiting,) = pair.province.ask.handover.waiting()
    changed = pair.province.act.confirm(waiting.device, waiting.epoch)
    assert len(pair.province.ask.records.rows([last])) == 1
    assert last in changed.records and changed.forms == {"mobilisation_event"}
    pair.add("mobilisation_event", event(pair, attendance="25"), twin)
    finish(twin.act.take_in(pair.hand(pair.province, "20854").path))
    told = pair.take(pair.province, pair.hand(twin))
    assert (told.result, told.new, told.same) == ("taken", 1, 0)
    assert doctor.examine(pair.province).revisions
    twin.close()


# enrolment


def test_a_desk_may_go_on_before_its_certificate_arrives(bench):
    setup = bench.province.act.enrol.write_setup(bench.stick)
    bench.commune.act.enrol.read_setup(setup)
    first = bench.hand(bench.commune)
    finish(bench.province.act.grant(first.path, bench.commune.ask.desk().check_code))
    bench.add("mobilisation_event", event(bench))
    told = bench.take(bench.province, bench.hand(bench.commune))
    assert (told.result, told.new) == ("taken", 1)
    assert len(settings.all_desks(bench.province.ask._reader)) == 1


def test_without_a_set_up_file_nothing_leaves(bench):
    with pytest.raises(Refused) as refused:
        bench.hand(bench.commune)
    assert refused.value.code == "handoff.no_setup"
    assert bench.commune.ask.handover.outbox().blocked == "handoff.no_setup"


def test_a_stranger_is_not_certified(bench, tmp_path):
    """A desk of another province's commune sends its first bundle here."""
    profile.create(
        tmp_path / "99", "25747", "canbo", "Cán bộ", PASSWORD, bench.clock, Chance()
    )
    stranger = open_desk(tmp_path / "99", PASSWORD, bench.clock, Chance())
    setup = bench.province.act.enrol.write_setup(bench.stick)
    with pytest.raises(Refused) as refused:
        stranger.act.enrol.read_setup(setup)
    assert refused.value.code == "enrol.other_parent"
    with transaction(stranger.act._writer):
        settings.put(stranger.act._writer, "parent", "48")
    stranger.act.enrol.read_setup(setup)
    first = finish(stranger.act.hand_over(bench.stick))
    with pytest.raises(Refused) as refused:
        code = stranger.ask.desk().check_code
        finish(bench.province.act.grant(first.path, code))
    assert refused.value.code == "handoff.stranger"
    stranger.close()


def test_a_refused_bundle_is_remembered_by_hash_and_reason_only(pair):
    handed = pair.hand(pair.commune)
    spoilt = pair.stick / "spoilt.sph"
    content = bytearray(handed.path.read_bytes())
    content[-1] ^= 1
    spoilt.write_bytes(content)
    with pytest.raises(Refused):
        finish(pair.province.act.take_in(spoilt))
    assert [row[3] for row in quarantine(pair.province)] == ["envelope.broken"]
    assert journal.all_came(pair.province.ask._reader)[0].code == "OK"


def quarantine(desk):
    from desktop.store.dump import dump

    return [row for row in dump(desk.ask._reader, ()) if row[0] == "quarantine"]
