"""What lies on the computer's own disk: no word of a record in clear."""

import pytest

from desktop.errors import Refused
from tests.desk.conftest import event
from tests.papers.made import pdf

NOTE = "Trần Thị Thử Nghiệm"


def files_with(folder, word):
    return [p.name for p in folder.rglob("*") if p.is_file() and word in p.read_bytes()]


def test_no_file_of_a_desk_shows_what_was_entered(pair, tmp_path):
    """Database, its log, drafts, outbox, spool, attached files: open and closed."""
    record = pair.add("mobilisation_event", event(pair, note=NOTE))
    draft = pair.commune.ask.records.new("mobilisation_event", event(pair, note=NOTE))
    pair.commune.act.save_draft(draft.draft())
    (tmp_path / "a.pdf").write_bytes(pdf(NOTE))
    pair.commune.act.files.attach(
        record, tmp_path / "a.pdf", f"{NOTE}.pdf", shows_people=False
    )
    handed = pair.hand(pair.commune)
    pair.take(pair.province, handed)
    for desk in (pair.commune, pair.province):
        folder = desk.core.folder
        assert files_with(folder, NOTE.encode()) == []
        assert list((folder / "spool").iterdir()) == []
    pair.commune.close()
    assert files_with(pair.folder / "20854", NOTE.encode()) == []
    assert files_with(pair.folder / "20854", b"buoi_tap_trung") == []


def test_a_file_is_kept_only_when_it_names_nobody(pair, tmp_path):
    record = pair.add("mobilisation_event", event(pair))
    (tmp_path / "a.pdf").write_bytes(pdf("a"))
    with pytest.raises(Refused) as told:
        pair.commune.act.files.attach(
            record, tmp_path / "a.pdf", "a.pdf", shows_people=True
        )
    assert told.value.code == "attach.people"
    assert list((pair.commune.core.folder / "attachments").iterdir()) == []
