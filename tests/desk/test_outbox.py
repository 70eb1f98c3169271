"""A redacted text is in no bundle that lies on either computer."""

import shutil
import zipfile

from desktop.desk.desk import open_desk
from tests.desk.conftest import PASSWORD, Chance, event

NAME = "Trần Thị Thử Nghiệm"


def bundles(desk):
    return sorted((desk.core.folder / "outbox").iterdir())


def unpacked(pair):
    """Every byte inside every bundle left in either outbox, read by its receiver."""
    found = b""
    for desk, reader in (
        (pair.commune, pair.province),
        (pair.province, pair.commune),
    ):
        for number, file in enumerate(bundles(desk)):
            out = pair.folder / f"{file.stem}-{number}.asice"
            out.unlink(missing_ok=True)
            reader.act.unpack(file, out)
            with zipfile.ZipFile(out) as container:
                found += b"".join(container.read(n) for n in container.namelist())
    return found


def test_a_redacted_text_lies_in_no_bundle(pair):
    record = pair.add("mobilisation_event", event(pair, note=NAME))
    received = pair.hand(pair.commune)
    pair.take(pair.province, received)
    pair.take(pair.commune, pair.hand(pair.province, "20854"))
    pair.add("mobilisation_event", event(pair))
    pair.hand(pair.commune)
    assert NAME.encode() in unpacked(pair)
    pair.commune.act.erase.question(record, "note", "theo yêu cầu")
    assert NAME.encode() not in unpacked(pair)
    handed = pair.hand(pair.commune)
    pair.take(pair.province, handed)
    pair.take(pair.commune, pair.hand(pair.province, "20854"))
    assert NAME.encode() not in unpacked(pair)
    assert b"records/s1.jsonl" in unpacked(pair)
    lines = dict(pair.province.ask.records.view(record).lines)
    assert lines["Ghi chú"].startswith("(đã xóa")


def test_a_bundle_that_was_removed_goes_out_anew(pair):
    record = pair.add("mobilisation_event", event(pair, note=NAME))
    lost = pair.hand(pair.commune)
    pair.commune.act.erase.question(record, "note", "theo yêu cầu")
    assert lost.name not in [file.name for file in bundles(pair.commune)]
    again = pair.hand(pair.commune)
    assert (again.n, again.revisions) == (lost.n + 1, lost.revisions + 1)
    told = pair.take(pair.province, again)
    assert (told.new + told.newer, told.refused) == (again.revisions, 0)
    assert pair.take(pair.province, lost).new == 0
    assert NAME not in repr(pair.province.ask.records.view(record))


def test_a_removed_last_bundle_is_composed_anew_when_asked_again(pair):
    pair.add("mobilisation_event", event(pair))
    first = pair.hand(pair.commune)
    (pair.commune.core.folder / "outbox" / first.name).unlink()
    again = pair.hand(pair.commune)
    assert (again.n, again.revisions) == (first.n + 1, first.revisions)
    assert pair.take(pair.province, again).new == 1


def test_bundles_that_never_held_the_text_stay(pair):
    pair.add("mobilisation_event", event(pair))
    before = pair.hand(pair.commune)
    record = pair.add("mobilisation_event", event(pair, note=NAME))
    held = pair.hand(pair.commune)
    pair.commune.act.erase.question(record, "note", "theo yêu cầu")
    after = pair.hand(pair.commune)
    pair.commune.close()
    pair.commune = pair.open("20854")
    assert pair.commune.act
    names = {file.name for file in bundles(pair.commune)}
    assert {before.name, after.name} <= names and held.name not in names


def test_a_redaction_cut_off_before_its_bundles_went_is_finished_at_the_next_start(
    pair,
):
    record = pair.add("mobilisation_event", event(pair, note=NAME))
    held = pair.hand(pair.commune)
    kept = pair.folder / "kept"
    shutil.copy(pair.commune.core.folder / "outbox" / held.name, kept)
    pair.commune.act.erase.question(record, "note", "theo yêu cầu")
    pair.commune.close()
    shutil.copy(kept, pair.commune.core.folder / "outbox" / held.name)
    shutil.copy(kept, pair.commune.core.folder / "outbox" / "unknown.sph")
    pair.commune = open_desk(pair.folder / "20854", PASSWORD, pair.clock, Chance())
    assert pair.commune.act
    left = {file.name for file in bundles(pair.commune)}
    assert left.isdisjoint({held.name, "unknown.sph"})
