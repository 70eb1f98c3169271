"""The whole way between two desks, on real files."""

import re
import shutil
from datetime import date

import pytest

from desktop.desk import doctor, outgoing
from desktop.desk.period_views import Period
from desktop.desk.views import Delivery, WorkState, finish
from desktop.errors import Refused
from desktop.store import activity, connection, history
from desktop.store.dump import dump
from tests.desk.conftest import event
from tests.papers.made import docx, jpeg, pdf, png


def everything(desk):
    reader = desk.core.reader()
    try:
        return list(dump(reader))
    finally:
        reader.close()


def files_of(desk):
    return sorted(
        path
        for path in desk.core.folder.rglob("*")
        if "spool" in path.parts or path.suffix != ".db-wal"
    )


def test_a_new_desk_holds_the_usual_parties(bench):
    ids = bench.commune.ask.records.ids("organisation")
    titles = [row.title for row in bench.commune.ask.records.rows(ids)]
    assert len(titles) == 9 and "Hội Nông dân" in titles


def test_a_record_is_entered_and_listed(bench):
    record = bench.add("mobilisation_event", event(bench))
    (row,) = bench.commune.ask.records.rows([record])
    assert row.title == "Buổi tuyên truyền tập trung"
    assert (row.date, row.work, row.delivery) == (
        "2025-07-01",
        WorkState.COMPLETE,
        Delivery.LOCAL,
    )
    view = bench.commune.ask.records.view(record)
    assert ("Ghi chú", "Có lồng ghép sinh hoạt thôn.") in view.lines
    assert (
        "Đơn vị chủ trì",
        bench.commune.ask.records.rows([event(bench)["lead_org"]])[0].title,
    ) in view.lines
    assert list(
        bench.commune.ask.records.ids("mobilisation_event", "tap trung sinh hoat")
    ) == [record]


def test_a_wrong_answer_is_named(bench):
    with pytest.raises(Refused) as refused:
        bench.add("mobilisation_event", event(bench, event_date="2030-01-01"))
    assert refused.value.facts["question"] == "event_date"


def test_an_unknown_key_is_refused(bench):
    with pytest.raises(Refused) as refused:
        bench.add("mobilisation_event", event(bench, citizen_id="1"))
    assert refused.value.code == "form.unknown_key"


def model(bench):
    lead = bench.commune.ask.records.ids("organisation")[0]
    return {
        "title": "Camera an ninh", "field": "camera", "launched_date": "2025-07-01",
        "lead_org": lead,
        "first_point": {
            "point_place": "market", "started_date": "2025-07-01",
            "team_count": "2", "member_count": "12",
        },
    }  # fmt: skip


def test_a_model_is_made_with_its_first_point(bench):
    record = bench.add("model", model(bench))
    (point,) = bench.commune.ask.records.ids("model_point")
    lines = dict(bench.commune.ask.records.view(point).lines)
    assert lines["Thuộc mô hình"] == "Camera an ninh"
    assert record != point


def test_the_first_evening(bench):
    bench.add("mobilisation_event", event(bench))
    setup = bench.province.act.enrol.write_setup(bench.stick)
    bench.commune.act.enrol.read_setup(setup)
    first = bench.hand(bench.commune)
    before = everything(bench.province)
    told = bench.take(bench.province, first)
    assert (
        told.result == "pending"
        and told.check_code == bench.commune.ask.desk().check_code
    )
    assert everything(bench.province) == before
    with pytest.raises(Refused) as refused:
        finish(bench.province.act.grant(first.path, "AAAA-BBBB-CCCC"))
    assert refused.value.code == "enrol.other_code"
    assert everything(bench.province) == before
    taken = finish(bench.province.act.grant(first.path, told.check_code.lower()))
    assert (taken.result, taken.new) == ("taken", 10)
    back = bench.take(bench.commune, bench.hand(bench.province, "20854"))
    assert back.receipts == 1 and bench.commune.ask.desk().certified
    ids = bench.commune.ask.records.ids("mobilisation_event")
    assert bench.commune.ask.records.rows(ids)[0].delivery is Delivery.RECEIVED


def test_a_certified_desk_hands_over_what_is_new(bench):
    bench.enrolled()
    bench.add("mobilisation_event", event(bench))
    handed = bench.hand(bench.commune)
    assert (handed.n, handed.revisions) == (2, 1)
    assert handed.name.startswith("20854-Tien-Phuoc-") and handed.name.endswith(
        "-0002.sph"
    )
    told = finish(bench.province.ask.handover.verify(handed.path))
    assert (told.result, told.new) == ("taken", 1)
    assert bench.take(bench.province, handed).new == 1


def test_taking_in_twice_changes_nothing(bench):
    bench.enrolled()
    bench.add("mobilisation_event", event(bench))
    handed = bench.hand(bench.commune)
    bench.take(bench.province, handed)
    before = everything(bench.province)
    assert bench.take(bench.province, handed).result == "known"
    assert everything(bench.province) == before


def test_a_lost_stick_costs_nothing(bench):
    bench.enrolled()
    bench.add("mobilisation_event", event(bench))
    bench.hand(bench.commune).path.unlink()
    bench.add("mobilisation_event", event(bench, attendance="60"))
    handed = bench.hand(bench.commune)
    assert (handed.n, handed.revisions) == (3, 2)
    told = bench.take(bench.province, handed)
    assert (told.result, told.new) == ("gap", 2)
    bench.take(bench.commune, bench.hand(bench.province, "20854"))
    assert bench.commune.ask.handover.outbox().revisions == 0


@pytest.mark.parametrize("kept", [True, False])
def test_a_desks_own_bundle_is_told_as_that_and_changes_nothing(bench, kept):
    """Also after its copy has left the outbox, by the name in the log."""
    bench.enrolled()
    down = bench.hand(bench.province, "20854")
    if not kept:
        (bench.folder / "48" / "outbox" / down.path.name).unlink()
    before = everything(bench.province)
    for work in (bench.province.act.take_in, bench.province.ask.handover.verify):
        with pytest.raises(Refused, match=r"^intake\.own$"):
            finish(work(down.path))
    assert everything(bench.province) == before


def test_a_bundle_of_another_unit_is_refused_and_changes_nothing(bench):
    bench.enrolled()
    down = bench.hand(bench.province, "20854")
    down.path.rename(other := bench.stick / "goi.sph")
    (bench.folder / "48" / "outbox" / down.path.name).unlink()
    before = everything(bench.province)
    with pytest.raises(Refused, match=r"^envelope\.not_for_me$"):
        finish(bench.province.act.take_in(other))
    assert everything(bench.province) == before


YEAR = Period("year", "calendar", date(2025, 7, 1), date(2026, 6, 30))


def test_a_closed_period_travels_with_its_report(bench):
    bench.enrolled()
    bench.add("mobilisation_event", event(bench))
    bench.clock.turn_to(date(2026, 7, 1))
    check = bench.commune.ask.period.check(YEAR)
    closed = finish(bench.commune.act.close_period(YEAR, check.sentences))
    assert closed.pdf.read_bytes().startswith(b"%PDF")
    bench.take(bench.province, bench.hand(bench.commune))
    assert (
        bench.province.ask.period.closed.pdf_of(closed.record)
        == closed.pdf.read_bytes()
    )
    signed = bench.province.ask.period.closed.signed_figures(closed.record)
    again = bench.province.ask.period.figures(("20854",), YEAR.start, YEAR.end)
    own = [f for f in again if not f.working]  # none of those was chosen
    assert {f.code: str(f.value) for f in own if f.value is not None} == {
        code: value for code, (value, _, _) in signed.items() if value
    }
    assert signed["I12"][0] == "120"
    assert bench.commune.ask.period.check(YEAR).already_closed == closed.record


def test_a_figure_opens_its_records(bench):
    record = bench.add("mobilisation_event", event(bench))
    rows = bench.commune.ask.period.drill("I12", ("20854",), YEAR.start, YEAR.end)
    assert [(row.record, row.n) for row in rows] == [(record, 120)]


def test_a_file_comes_when_it_is_asked_for(bench, tmp_path):
    bench.enrolled()
    record = bench.add("mobilisation_event", event(bench))
    paper = tmp_path / "bien-ban.pdf"
    paper.write_bytes(pdf("bien ban"))
    bench.commune.act.files.attach(record, paper, paper.name, shows_people=False)
    (file,) = bench.commune.ask.records.view(record).files
    assert (file.name, file.here) == ("bien-ban.pdf", True)
    assert b"bien ban" not in b"".join(
        p.read_bytes() for p in (bench.commune.core.folder / "attachments").iterdir()
    )
    bench.take(bench.province, bench.hand(bench.commune))
    (there,) = bench.province.ask.records.view(record).files
    assert not there.here
    bench.province.act.ask_for(there.sha256)
    bench.take(bench.commune, bench.hand(bench.province, "20854"))
    volume = bench.hand(bench.commune)
    assert bench.take(bench.province, volume).attachments == 1
    assert bench.province.ask.records.view(record).files[0].here


def test_files_that_do_not_fit_into_one_bundle_come_with_the_next(
    bench, tmp_path, monkeypatch
):
    bench.enrolled()
    record = bench.add("mobilisation_event", event(bench))
    for number in range(3):
        paper = tmp_path / f"{number}.pdf"
        paper.write_bytes(pdf(f"bien ban {number}"))
        bench.commune.act.files.attach(record, paper, paper.name, shows_people=False)
    bench.take(bench.province, bench.hand(bench.commune))
    for file in bench.province.ask.records.view(record).files:
        bench.province.act.ask_for(file.sha256)
    bench.take(bench.commune, bench.hand(bench.province, "20854"))
    monkeypatch.setattr(outgoing, "MAX_VOLUME", paper.stat().st_size * 5 // 2)
    came = [bench.take(bench.province, bench.hand(bench.commune)) for _ in range(2)]
    assert [told.attachments for told in came] == [2, 1]
    assert all(file.here for file in bench.province.ask.records.view(record).files)


@pytest.mark.parametrize(
    "name", ["TỐI MẬT.pdf", "to_trinh_toi mat.pdf", "cv MẬT 12.pdf"]
)
def test_a_secret_paper_is_not_attached(bench, tmp_path, name):
    record = bench.add("mobilisation_event", event(bench))
    (tmp_path / "x.pdf").write_bytes(pdf("x"))
    with pytest.raises(Refused) as refused:
        bench.commune.act.files.attach(
            record, tmp_path / "x.pdf", name, shows_people=False
        )
    assert refused.value.code == "attach.secret"


def test_a_redacted_text_is_gone_on_both_desks(bench):
    bench.enrolled()
    name = "Trần Thị Thử Nghiệm"
    record = bench.add("mobilisation_event", event(bench, note=name))
    bench.take(bench.province, bench.hand(bench.commune))
    before = bench.province.ask.period.figures(("20854",), YEAR.start, YEAR.end)
    bench.commune.act.erase.question(record, "note", "theo yêu cầu")
    bench.take(bench.province, bench.hand(bench.commune))
    for desk in (bench.commune, bench.province):
        assert name not in repr(everything(desk))
        assert "tran thi thu" not in repr(everything(desk))
        lines = dict(desk.ask.records.view(record).lines)
        assert lines["Ghi chú"].startswith("(đã xóa theo yêu cầu ngày ")
        reader = desk.core.reader()

        assert history.verify_chains(reader)
        reader.close()
    assert bench.province.ask.period.figures(("20854",), YEAR.start, YEAR.end) == before


def test_a_withdrawn_record_leaves_the_figures_of_both(bench):
    bench.enrolled()
    record = bench.add("mobilisation_event", event(bench))
    bench.commune.act.void(record, "nhập nhầm")
    bench.take(bench.province, bench.hand(bench.commune))
    for desk in (bench.commune, bench.province):
        values = {
            f.code: f.value
            for f in desk.ask.period.figures(("20854",), YEAR.start, YEAR.end)
        }
        assert values["I12"] == 0
        assert desk.ask.records.rows([record])[0].work is WorkState.VOID


def test_a_draft_waits_and_is_resumed(bench):
    entry = bench.commune.ask.records.new("mobilisation_event")
    entry.answer("/data/note", "đang gõ dở")
    bench.commune.act.save_draft(entry.draft())
    assert bench.commune.ask.records.ids("mobilisation_event") == [entry.record]
    again = bench.commune.ask.records.resume(entry.record)
    assert again.instance.node("/data/note").value == "đang gõ dở"


def test_an_edit_is_a_further_revision(bench):
    record = bench.add("mobilisation_event", event(bench))
    entry = bench.commune.ask.records.edit(record)
    assert entry.instance.node("/data/note").value == "Có lồng ghép sinh hoạt thôn."
    entry.answer("/data/attendance", "140")
    bench.commune.act.finish(entry.finish())
    assert len(bench.commune.ask.records.view(record).history) == 2
    values = {
        f.code: f.value
        for f in bench.commune.ask.period.figures(("20854",), YEAR.start, YEAR.end)
    }
    assert values["I12"] == 140


def test_a_second_writer_is_told(bench):
    assert bench.commune.act
    with pytest.raises(Exception) as refused:
        assert bench.open("20854").act
    assert refused.value.code == "profile.locked"


def test_a_restored_database_begins_another_epoch(bench):
    bench.enrolled()
    folder = bench.commune.core.folder
    bench.commune.close()
    old = (folder / "store.db").read_bytes()
    bench.commune = bench.open("20854")
    bench.add("mobilisation_event", event(bench))
    bench.hand(bench.commune)
    bench.commune.close()
    (folder / "store.db").write_bytes(old)
    bench.commune = bench.open("20854")
    assert bench.commune.act.restored
    bench.add("mobilisation_event", event(bench, attendance="7"))
    told = bench.take(bench.province, bench.hand(bench.commune))
    assert told.new == 1


def test_a_restored_desk_overwrites_no_bundle(bench):
    bench.enrolled()
    folder = bench.commune.core.folder
    bench.commune.close()
    old = (folder / "store.db").read_bytes()
    bench.commune = bench.open("20854")
    names = [bench.commune.core.profile.device]
    for attendance in ("1", "2"):
        bench.add("mobilisation_event", event(bench, attendance=attendance))
        bench.hand(bench.commune)
    places = (folder / "outbox", bench.stick)
    before = [(p, p.read_bytes()) for place in places for p in place.glob("*.sph")]
    bench.commune.close()
    (folder / "store.db").write_bytes(old)
    bench.commune = bench.open("20854")
    for attendance in ("3", "4"):
        bench.add("mobilisation_event", event(bench, attendance=attendance))
        names.append(bench.hand(bench.commune).name)
    assert [(p, p.read_bytes()) for p, _ in before] == before
    (device, one, two) = names
    assert re.fullmatch(rf"20854-Tien-Phuoc-{device}-[0-9A-F]{{4}}-0001\.sph", one)
    assert two == one.replace("0001.sph", "0002.sph")


def test_a_copy_of_a_desk_overwrites_no_bundle(bench):
    bench.enrolled()
    folder = bench.commune.core.folder
    bench.commune.close()
    shutil.copytree(folder, bench.folder / "twin")
    bench.commune, twin = bench.open("20854"), bench.open("twin")
    bench.add("mobilisation_event", event(bench, attendance="1"))
    mine = bench.hand(bench.commune)
    content = mine.path.read_bytes()
    bench.add("mobilisation_event", event(bench, attendance="2"), twin)
    theirs = bench.hand(twin)
    twin.close()
    assert mine.path.read_bytes() == content
    assert theirs.path.read_bytes() != content
    assert theirs.path.name == theirs.name == mine.name.replace(".sph", "-2.sph")


def test_the_ask_half_cannot_write(bench):
    with pytest.raises(connection.DatabaseError):
        bench.commune.ask.records._reader.execute("DELETE FROM heads")


def test_the_same_file_is_not_attached_twice(bench, tmp_path):
    record = bench.add("mobilisation_event", event(bench))
    (tmp_path / "x.pdf").write_bytes(pdf("x"))
    bench.commune.act.files.attach(
        record, tmp_path / "x.pdf", "x.pdf", shows_people=False
    )
    with pytest.raises(Refused) as refused:
        bench.commune.act.files.attach(
            record, tmp_path / "x.pdf", "x.pdf", shows_people=False
        )
    assert refused.value.code == "attach.already"


def test_the_doctor_notices_a_damaged_file(bench, tmp_path):
    from desktop.desk import doctor
    from desktop.errors import Error

    record = bench.add("mobilisation_event", event(bench))
    (tmp_path / "x.pdf").write_bytes(pdf("x"))
    bench.commune.act.files.attach(
        record, tmp_path / "x.pdf", "x.pdf", shows_people=False
    )
    assert doctor.examine(bench.commune).files == 1
    (sealed,) = (bench.commune.core.folder / "attachments").iterdir()
    sealed.write_bytes(sealed.read_bytes()[:-1])
    with pytest.raises(Error):
        doctor.examine(bench.commune)


def test_the_reason_of_a_withdrawal_stands_in_no_line(bench):
    record = bench.add("mobilisation_event", event(bench))
    bench.commune.act.void(record, "nhầm thôn Thử")
    reader = bench.commune.core.reader()
    raws = b"".join(
        bytes(row[0]) for row in reader.execute("SELECT raw FROM revisions")
    )
    reader.close()
    assert "thôn Thử".encode() not in raws


def test_a_bundle_is_not_unpacked_over_a_file(bench, tmp_path):
    bench.enrolled()
    handed = bench.hand(bench.province, "20854")
    (tmp_path / "c").write_bytes(b"mine")
    with pytest.raises(Exception) as refused:
        bench.commune.act.unpack(handed.path, tmp_path / "c")
    assert refused.value.code == "unpack.exists"
    assert (tmp_path / "c").read_bytes() == b"mine"


def test_who_unpacked_a_bundle_is_written_down(bench, tmp_path):
    bench.enrolled()
    handed = bench.hand(bench.province, "20854")
    bench.commune.act.unpack(handed.path, tmp_path / "c")
    reader = bench.commune.core.reader()
    done = activity.last(reader)
    reader.close()
    account = bench.commune.core.profile.account
    assert [(one.by, one.act, one.what) for one in done] == [
        (account, "unpack", handed.name)
    ]


def test_a_torn_register_is_called_so(bench):
    folder = bench.commune.core.folder
    bench.commune.close()
    content = bytearray((folder / "store.db").read_bytes())
    page = len(content) // 4096 * 7 // 8 * 4096  # past the list of tables
    content[page : page + 8192] = bytes(8192)
    (folder / "store.db").write_bytes(content)
    torn = bench.open("20854")
    with pytest.raises(Refused) as refused:
        doctor.examine(torn)
    assert refused.value.code == "doctor.pages"
    torn.close()


def test_a_record_is_withdrawn_once_and_stays_so(bench, tmp_path):
    record = bench.add("mobilisation_event", event(bench))
    bench.commune.act.void(record, "nhập nhầm")
    with pytest.raises(Refused) as refused:
        bench.commune.act.void(record, "nhập nhầm lần nữa")
    assert refused.value.code == "record.void"
    (tmp_path / "x.pdf").write_bytes(pdf("x"))
    with pytest.raises(Refused) as refused:
        bench.commune.act.files.attach(
            record, tmp_path / "x.pdf", "x.pdf", shows_people=False
        )
    assert refused.value.code == "record.void"
    assert len(bench.commune.ask.records.view(record).history) == 2


FILES = {
    "pdf": pdf("a"),
    "jpg": jpeg(),
    "jpeg": jpeg(),
    "png": png(),
    "docx": docx("a"),
}


@pytest.mark.parametrize("kind", FILES)
def test_a_file_is_what_its_name_says(bench, tmp_path, kind):
    record = bench.add("mobilisation_event", event(bench))
    paper = tmp_path / f"to-trinh.{kind}"
    paper.write_bytes(b"MZ\x90\0" + FILES[kind])
    with pytest.raises(Refused) as refused:
        bench.commune.act.files.attach(record, paper, paper.name, shows_people=False)
    assert refused.value.code == "attach.other_kind"
    assert list((bench.commune.core.folder / "attachments").iterdir()) == []
    paper.write_bytes(FILES[kind])
    bench.commune.act.files.attach(record, paper, paper.name, shows_people=False)
    assert len(bench.commune.ask.records.view(record).files) == 1


def test_a_provinces_report_speaks_of_its_communes(bench):
    bench.enrolled()
    bench.add("mobilisation_event", event(bench))
    bench.take(bench.province, bench.hand(bench.commune))
    bench.clock.turn_to(date(2025, 8, 2))
    period = Period("thematic", "free", date(2025, 7, 1), date(2025, 7, 31))
    found = bench.province.ask.period.check(period).figures
    told = {f.code: f.n for f in found if not f.working}
    assert told["I12"] == 120
    closed = finish(bench.province.act.close_period(period, ()))
    assert {f.code: f.n for f in closed.figures} == told
