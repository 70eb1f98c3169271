"""What a person asks to be erased is gone in every version, and no figure moves."""

from datetime import date

import pytest

from desktop.errors import Refused
from desktop.store import history
from tests.desk.conftest import event
from tests.papers.made import pdf

SAID = "gặp gia đình Trần Văn Thử"
DAYS = ("20854",), date(2025, 1, 1), date(2025, 12, 31)


@pytest.fixture
def record(bench):
    """A note written, changed and changed again."""
    record = bench.add("mobilisation_event", event(bench, note=SAID))
    for more in (f"{SAID} hai lần", "không ghi tên"):
        entry = bench.commune.ask.records.edit(record)
        entry.answer("/data/note", more)
        bench.commune.act.finish(entry.finish())
    return record


def values(desk):
    reader = desk.core.reader()
    rows = reader.execute("SELECT value FROM private_values").fetchall()
    reader.close()
    return [row[0] for row in rows]


def figures(desk):
    found = desk.ask.period.figures(*DAYS)
    return {figure.code: (figure.value, figure.n, figure.d) for figure in found}


def attach(bench, record, folder, name):
    (folder / name).write_bytes(pdf("Danh sách họp"))
    bench.commune.act.files.attach(record, folder / name, name, shows_people=False)
    return bench.commune.ask.records.view(record).files[0].sha256


def test_every_version_of_an_answer_is_gone(bench, record):
    before = figures(bench.commune)
    bench.commune.act.erase.question(record, "note", "Theo đơn ngày 01/07/2025")
    assert [v for v in values(bench.commune) if "Thử" in v or "ghi tên" in v] == []
    shown = dict(bench.commune.ask.records.view(record).lines)
    assert shown["Ghi chú"] == "(đã xóa theo yêu cầu ngày 02/07/2025)"
    assert figures(bench.commune) == before
    assert len(before) > 20


def test_an_answer_that_only_an_older_version_holds_is_gone_too(bench, record):
    entry = bench.commune.ask.records.edit(record)
    entry.answer("/data/note", "")
    bench.commune.act.finish(entry.finish())
    bench.commune.act.erase.question(record, "note", "Theo đơn")
    assert [v for v in values(bench.commune) if "Thử" in v] == []


def test_all_texts_of_a_record_go_at_once_and_its_files_stay(bench, record, tmp_path):
    attach(bench, record, tmp_path, "bien-ban.pdf")
    bench.commune.act.files.note_paper(record, "12/DS", "Tủ")
    before = figures(bench.commune)
    bench.commune.act.erase.record(record, "Theo đơn")
    view = bench.commune.ask.records.view(record)
    assert dict(view.lines)["Ghi chú"].startswith("(đã xóa theo yêu cầu")
    assert view.papers == ("(đã xóa theo yêu cầu ngày 02/07/2025)",)
    assert [file.name for file in view.files] == ["bien-ban.pdf"]
    assert [v for v in values(bench.commune) if "Thử" in v or "Tủ" in v] == []
    assert figures(bench.commune) == before
    with pytest.raises(Refused) as found:
        bench.commune.act.erase.record(record, "Theo đơn")
    assert found.value.code == "redact.no_texts"


def test_a_files_bytes_and_name_go_on_every_record_that_holds_it(
    bench, record, tmp_path
):
    other = bench.add("mobilisation_event", event(bench, event_date="2025-07-02"))
    sha256 = attach(bench, record, tmp_path, "danh sach Tran Van Thu.pdf")
    assert attach(bench, other, tmp_path, "ban sao.pdf") == sha256
    before = figures(bench.commune)
    bench.commune.act.erase.file(sha256, "Theo đơn")
    for name in (record, other):
        (file,) = bench.commune.ask.records.view(name).files
        assert (file.sha256, file.gone, file.here) == (sha256, True, False)
        (line,) = history.of_record(bench.commune.act._writer, name)[-1:]
        assert (line.op.value, line.reason.value) == ("redact", "redacted")
    assert list((bench.commune.core.folder / "attachments").iterdir()) == []
    assert [v for v in values(bench.commune) if v.endswith(".pdf")] == []
    assert figures(bench.commune) == before
    with pytest.raises(Refused) as found:
        bench.commune.act.erase.file(sha256, "Theo đơn")
    assert found.value.code == "redact.no_file"


def test_a_file_that_the_province_holds_goes_there_too(pair, tmp_path):
    record = pair.add("mobilisation_event", event(pair))
    sha256 = attach(pair, record, tmp_path, "danh sach.pdf")
    pair.take(pair.province, pair.hand(pair.commune))
    pair.province.act.ask_for(sha256)
    pair.take(pair.commune, pair.hand(pair.province, "20854"))
    pair.take(pair.province, pair.hand(pair.commune))
    assert pair.province.ask.records.view(record).files[0].here
    pair.commune.act.erase.file(sha256, "Theo đơn")
    pair.take(pair.province, pair.hand(pair.commune))
    (there,) = pair.province.ask.records.view(record).files
    assert (there.gone, there.here) == (True, False)
    assert list((pair.province.core.folder / "attachments").iterdir()) == []


def test_the_chain_holds_and_a_reprint_says_what_was_erased(bench, record):
    from desktop.desk import doctor

    bench.commune.act.erase.record(record, "Theo đơn")
    assert doctor.examine(bench.commune).revisions > 0


def test_an_unknown_file_or_record_changes_nothing(bench, record):
    for deed in (bench.commune.act.erase.file, bench.commune.act.erase.record):
        with pytest.raises(Refused):
            deed("0" * 64, "Theo đơn")
